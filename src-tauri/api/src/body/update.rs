//! Packages on a U-disk.

use std::path::Path;

use taizhang_update::{Key, Verdict, Version, own_system};

use crate::command::Call;
use crate::dto::{UpdateArgs, UpdateReport};
use crate::fault::{Code, Fault};
use crate::messages;

pub(crate) fn update_check(call: &Call<'_>, args: UpdateArgs) -> Result<UpdateReport, Fault> {
    let settings = &call.app.settings;
    let key = key(&settings.publisher, args.key.as_deref())?;
    let current = Version::read(&settings.version)
        .ok_or_else(|| Fault::new(Code::Internal).with("detail", &settings.version))?;
    let (verdict, release) = taizhang_update::check(Path::new(&args.path), &key, &current, own_system())?;
    let code = sentence(verdict);
    Ok(UpdateReport {
        path: args.path,
        valid: verdict.is_genuine(),
        may_install: verdict.may_install(),
        verdict: verdict.as_str().to_owned(),
        version: release.as_ref().map(|release| release.version.to_string()),
        system: release.map(|release| release.system),
        current: current.to_string(),
        message: messages::told(code, "", call.app.language()),
    })
}

/// The key that was named, or the program's own.
fn key(own: &str, named: Option<&str>) -> Result<Key, Fault> {
    if let Some(path) = named.map(Path::new) {
        let text = std::fs::read_to_string(path).map_err(|e| Fault::io(path, &e))?;
        return Key::read(&text).map_err(|_| Fault::at(Code::UpdateBadKey, path));
    }
    if own.is_empty() {
        return Err(Fault::new(Code::UpdateNoKey));
    }
    // A key that can't be read is as good as none: whoever built the program left it out.
    Key::read(own).map_err(|_| Fault::new(Code::UpdateNoKey))
}

const fn sentence(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Newer => "update_newer",
        Verdict::Same => "update_same",
        Verdict::Older => "update_older",
        Verdict::OtherSystem => "update_other_system",
        Verdict::Unsigned => "update_unsigned",
        Verdict::OtherKey => "update_other_key",
        Verdict::Altered => "update_altered",
        Verdict::NoSignature => "update_no_signature",
    }
}
