//! Packs that somebody else made, on the command line.

use std::path::{Path, PathBuf};

use clap::Subcommand;
use serde_json::json;
use taizhang_api::AppError;
use taizhang_api::dto::{
    PackContents, PackCopied, PackDiffReport, PackFieldDiff, PackUnlocked, PackUnpacked,
};

use crate::act::{Act, absolute};
use crate::outcome::Outcome;
use crate::say::Say;

/// 收到的迎检包
#[derive(Debug, Subcommand)]
pub enum Pack {
    /// 看里面有什么：指标、状态、佐证；不解包，不核对内容
    Open {
        /// 迎检包
        path: PathBuf,
        /// 加密的包的口令
        #[arg(long, value_name = "口令")]
        password: Option<String>,
    },
    /// 比较两个包：指标和文件增减了什么
    Diff {
        /// 先前的包
        before: PathBuf,
        /// 后来的包
        after: PathBuf,
        /// 加密的包的口令
        #[arg(long, value_name = "口令", env = "TAIZHANG_PASSWORD", hide_env_values = true)]
        password: Option<String>,
        /// 先前的包的口令，与后来的不同时用
        #[arg(long, value_name = "口令")]
        before_password: Option<String>,
    },
    /// 拷到U盘或别的文件夹，读回来核对
    Copy {
        /// 迎检包的 zip，可以有几卷
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// 拷到哪个文件夹
        #[arg(long)]
        to: PathBuf,
        /// 覆盖已有的文件
        #[arg(long)]
        overwrite: bool,
    },
    /// 安全解包到一个新文件夹
    Unpack {
        /// 迎检包
        path: PathBuf,
        /// 还不存在的文件夹
        into: PathBuf,
        /// 加密的包的口令
        #[arg(long, value_name = "口令")]
        password: Option<String>,
    },
}

impl Act<'_> {
    pub(crate) fn pack(&self, asked: &Pack) -> Result<Outcome, AppError> {
        match asked {
            Pack::Open { path, password } => self.contents(path, password.as_deref()),
            Pack::Diff {
                before,
                after,
                password,
                before_password,
            } => {
                let args = json!({ "before": absolute(before), "after": absolute(after), "after_password": password,
                    "before_password": before_password.as_ref().or(password.as_ref()) });
                self.tell::<PackDiffReport>("pack_diff", args, Say::pack_diff)
            }
            Pack::Copy { paths, to, overwrite } => {
                let paths: Vec<_> = paths.iter().map(|path| absolute(path)).collect();
                let args = json!({ "paths": paths, "folder": absolute(to), "overwrite": overwrite });
                self.tell::<PackCopied>("pack_copy", args, |say, done| {
                    let said = say.of("已拷好并核对一致", "Copied, and the same when read back");
                    format!("{said}\n{}", done.copies.join("\n"))
                })
            }
            Pack::Unpack { path, into, password } => {
                let unlocked = self.unlocked(path, password.as_deref())?;
                let path = unlocked.map_or_else(|| absolute(path), |unlocked| PathBuf::from(unlocked.path));
                let args = json!({ "path": path, "into": absolute(into) });
                self.tell::<PackUnpacked>("pack_unpack", args, |say, done| {
                    format!("{} {}  {}", say.of("已解包", "Unpacked"), done.files, done.folder)
                })
            }
        }
    }
}

impl Act<'_> {
    /// What a pack holds; one that is locked is named as it was received, not as it lies open for a moment.
    fn contents(&self, path: &Path, password: Option<&str>) -> Result<Outcome, AppError> {
        let Some(unlocked) = self.unlocked(path, password)? else {
            let args = json!({ "path": absolute(path) });
            return self.tell::<PackContents>("pack_open", args, Say::contents);
        };
        let mut pack: PackContents = self.value("pack_open", json!({ "path": unlocked.path }))?;
        pack.path = absolute(path).to_string_lossy().into_owned();
        for part in &mut pack.parts {
            if let Some(known) = unlocked.parts.iter().find(|one| one.open == *part) {
                part.clone_from(&known.locked);
            }
        }
        let told = self.say.contents(&pack);
        Ok(Outcome::new(json!(pack), told))
    }

    /// The open form of a pack whose password was given; it goes with the program.
    fn unlocked(&self, path: &Path, password: Option<&str>) -> Result<Option<PackUnlocked>, AppError> {
        let Some(password) = password else {
            return Ok(None);
        };
        let args = json!({ "path": absolute(path), "password": password });
        let (unlocked, _) = self.call("pack_unlock", args, |_, _| String::new())?;
        Ok(Some(unlocked))
    }
}

impl Say {
    fn contents(&self, pack: &PackContents) -> String {
        let mut lines = vec![
            format!("{}  {}", pack.unit, pack.title),
            format!(
                "{}..{}  {} {}  {} {}/{}  {} {}",
                pack.period_from,
                pack.period_to,
                self.of("截至", "as of"),
                pack.as_of,
                self.of("得分", "Score"),
                pack.score.got,
                pack.score.of,
                self.of("文件", "Files"),
                pack.entries
            ),
        ];
        for one in &pack.indicators {
            let indent = "  ".repeat(one.level.saturating_sub(1) as usize);
            let count = one.evidence.len();
            lines.push(format!(
                "{indent}{} {}  {} {count}",
                one.code,
                one.title,
                self.state(one.state)
            ));
        }
        lines.join("\n")
    }

    fn pack_diff(&self, found: &PackDiffReport) -> String {
        let sign = |change: &str| match change {
            "added" => "+",
            "removed" => "-",
            "moved" => ">",
            _ => "~",
        };
        let mut lines: Vec<String> = found.head.iter().map(field).collect();
        for one in &found.indicators {
            let name = one.after.as_ref().or(one.before.as_ref());
            let (code, title) = name.map_or(("", ""), |side| (side.code.as_str(), side.title.as_str()));
            let (more, less) = (one.evidence_added.len(), one.evidence_removed.len());
            lines.push(format!("{} {code} {title}  +{more} -{less}", sign(&one.change)));
            lines.extend(one.fields.iter().map(|one| format!("    {}", field(one))));
        }
        for one in &found.files {
            let path = one.after.as_ref().or(one.before.as_ref());
            lines.push(format!(
                "{} {}",
                sign(&one.change),
                path.map_or("", String::as_str)
            ));
        }
        if lines.is_empty() {
            self.of("两个包相同", "The packs are the same").to_owned()
        } else {
            lines.join("\n")
        }
    }
}

/// A field on one line: `~ statement: 旧 → 新`.
fn field(one: &PackFieldDiff) -> String {
    let short = |text: &Option<String>| -> String {
        let line = text.as_deref().unwrap_or("—").replace('\n', " ");
        let cut: String = line.chars().take(40).collect();
        if cut.len() < line.len() { cut + "…" } else { cut }
    };
    let at = one
        .evidence
        .as_deref()
        .map(|at| format!(" {at}"))
        .unwrap_or_default();
    format!(
        "~ {}{at}: {} → {}",
        one.field,
        short(&one.before),
        short(&one.after)
    )
}
