//! Reading packs and bags back.

use std::path::Path;

use taizhang_pack::Both;

use super::pack::Bytes;
use crate::command::Call;
use crate::dto::{VerifyArgs, VerifyCheck, VerifyProblem, VerifyReport};
use crate::fault::{Code, Fault};
use crate::scratch::Scratch;
use crate::settings::Language;

pub(crate) fn verify(call: &Call<'_>, args: VerifyArgs) -> Result<VerifyReport, Fault> {
    let path = Path::new(&args.path);
    std::fs::metadata(path).map_err(|e| Fault::io(path, &e))?;
    let progress = Bytes {
        step: "read",
        inner: call.progress,
    };
    let opened = match is_locked(path) {
        true => Some(unlocked(path, args.password.as_deref(), &progress)?),
        false => None,
    };
    let opened = opened.as_ref().map(|folder| folder.path().join(OPENED));
    let verdict = taizhang_pack::verify(opened.as_deref().unwrap_or(path), &progress)?;
    let language = call.app.language();
    let said = |sentence: Both| match language {
        Language::Chinese => sentence.zh.into_owned(),
        Language::English => sentence.en.into_owned(),
    };
    Ok(VerifyReport {
        path: args.path,
        valid: verdict.valid,
        entries: verdict.entries,
        problems: verdict
            .problems
            .into_iter()
            .map(|problem| VerifyProblem {
                code: problem.code,
                path: problem.path,
                expected: problem.expected,
                found: problem.found.map(said),
            })
            .collect(),
        warnings: verdict.warnings.into_iter().map(said).collect(),
        checks: verdict
            .checks
            .into_iter()
            .map(|check| VerifyCheck {
                group: check.group,
                name: check.name,
                result: check.result,
                detail: said(check.detail),
            })
            .collect(),
    })
}

/// Name of the open form of a locked zip.
const OPENED: &str = "opened.zip";

/// The open form of a locked zip, in a folder that is gone when it is dropped.
fn unlocked(zip: &Path, password: Option<&str>, progress: &Bytes<'_>) -> Result<Scratch, Fault> {
    let password = given(zip, password)?;
    let folder = Scratch::new()?;
    taizhang_pack::unlock(zip, password, &folder.path().join(OPENED), progress)?;
    Ok(folder)
}

/// Whether a password is needed. What can't be read is told by whoever reads it.
pub(super) fn is_locked(path: &Path) -> bool {
    path.is_file() && taizhang_pack::is_locked(path).unwrap_or(false)
}

/// The password of a locked zip, which must not be empty.
pub(super) fn given<'a>(zip: &Path, password: Option<&'a str>) -> Result<&'a str, Fault> {
    let password = password.filter(|password| !password.is_empty());
    password.ok_or_else(|| Fault::at(Code::PackLocked, zip))
}
