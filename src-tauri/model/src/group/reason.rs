//! Why material is proposed as one activity, in words.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Something that speaks for an activity, or that leaves a doubt.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A folder is named after it.
    Folder(String),
    /// Files have this name.
    Names(String),
    /// So many papers tell of it.
    Papers(usize),
    /// A paper or a folder tells the day.
    Day(Date),
    /// Cameras wrote the day: so many pictures.
    Camera(usize),
    /// Names in several folders agree.
    Alike(usize),
    /// Pictures look alike.
    Looks,
    /// Pictures lie twice.
    Copies,
    /// They lie in one folder with its papers.
    Beside,
    /// Pictures of the day, without a name.
    SameDay,
    /// Pictures were saved in one go: a doubt.
    Saved(Date),
    /// Only a name tells which of several it is: a doubt.
    Nearest,
    /// Nothing names it: a doubt.
    Nameless,
}

impl Reason {
    /// A sentence in Chinese.
    pub fn sentence(&self) -> String {
        let day = |day: &Date| format!("{}月{}日", day.month(), day.day());
        match self {
            Self::Folder(name) => format!("文件夹名“{name}”"),
            Self::Names(name) => format!("文件名含“{name}”"),
            Self::Papers(count) => format!("{count}份文件写到这次活动"),
            Self::Day(on) => format!("文件夹或文件写明日期{}", day(on)),
            Self::Camera(count) => format!("{count}张照片的拍摄时间相符"),
            Self::Alike(count) => format!("{count}个文件夹的名称说的是同一件事"),
            Self::Looks => "有画面相近的照片".to_owned(),
            Self::Copies => "有相同的照片存放在多处".to_owned(),
            Self::Beside => "与这次活动的文件放在同一个文件夹".to_owned(),
            Self::SameDay => "同一天拍摄，时间相近".to_owned(),
            Self::Saved(on) => format!("部分照片只知{}一次保存，请核对", day(on)),
            Self::Nearest => "同类活动有多次，按日期归入最近的一次，请核对".to_owned(),
            Self::Nameless => "没有写明活动名称，请核对".to_owned(),
        }
    }

    /// Its stable name.
    pub const fn rule(&self) -> &'static str {
        match self {
            Self::Folder(_) => "folder",
            Self::Names(_) => "names",
            Self::Papers(_) => "papers",
            Self::Day(_) => "day",
            Self::Camera(_) => "camera",
            Self::Alike(_) => "alike",
            Self::Looks => "looks",
            Self::Copies => "copies",
            Self::Beside => "beside",
            Self::SameDay => "same_day",
            Self::Saved(_) => "saved",
            Self::Nearest => "nearest",
            Self::Nameless => "nameless",
        }
    }

    /// What was found: a name, a day, how many.
    pub fn found(&self) -> Option<String> {
        match self {
            Self::Folder(name) | Self::Names(name) => Some(name.clone()),
            Self::Papers(count) | Self::Camera(count) | Self::Alike(count) => Some(count.to_string()),
            Self::Day(day) | Self::Saved(day) => Some(day.to_string()),
            Self::Looks | Self::Copies | Self::Beside | Self::SameDay | Self::Nearest | Self::Nameless => {
                None
            }
        }
    }

    /// Whether it leaves a doubt.
    pub const fn is_doubt(&self) -> bool {
        matches!(self, Self::Saved(_) | Self::Nearest | Self::Nameless)
    }
}

/// The strongest reasons as a sentence in Chinese.
pub fn sentence(reasons: &[Reason]) -> String {
    let parts: Vec<String> = reasons.iter().take(4).map(Reason::sentence).collect();
    parts.join("；")
}
