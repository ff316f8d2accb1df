//! What a piece of material is, in the words of a 测评 pack.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "ts", derive(ts_rs::TS))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every value, in the order of the documentation.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The value's name in JSON, in the database and on the command line.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// The value with this name, if there is one.
            pub fn parse(text: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == text)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The kind of an item (材料类别).
    Kind {
        /// 照片
        Photo = "photo",
        /// 视频
        Video = "video",
        /// 音频
        Audio = "audio",
        /// 截图
        Screenshot = "screenshot",
        /// 签到表
        SignIn = "sign_in",
        /// 通知
        Notice = "notice",
        /// 方案、计划
        Plan = "plan",
        /// 总结
        Summary = "summary",
        /// 纪要、会议记录
        Minutes = "minutes",
        /// 制度、办法、正式发文
        Policy = "policy",
        /// 简报、信息
        Brief = "brief",
        /// 说明报告
        Report = "report",
        /// 评价意见
        Evaluation = "evaluation",
        /// 数据表格
        DataTable = "data_table",
        /// 讲话、发言
        Speech = "speech",
        /// 花名册、名单
        Roster = "roster",
        /// 证明
        Proof = "proof",
        /// 其他文档
        Document = "document",
        /// 其他表格
        Spreadsheet = "spreadsheet",
        /// 压缩包
        Archive = "archive",
        /// 网页链接
        Link = "link",
        /// 其他
        Other = "other",
        /// 无用文件
        Junk = "junk",
    }
}

words! {
    /// What told the kind.
    KindOrigin {
        /// The bytes' format alone.
        Format = "format",
        /// A word in the file's name.
        Name = "name",
        /// The text inside.
        Text = "text",
        /// Measurements of the picture.
        Picture = "picture",
        /// A person said so.
        Person = "person",
    }
}
