//! Single items on the command line.

use clap::Subcommand;
use serde_json::json;

use crate::asked::{Asked, Asks, change, look};

/// 单件材料
#[derive(Debug, Subcommand)]
pub enum Item {
    /// 改类别；不写类别则按内容自动判断，用不上的材料改为 junk
    Kind {
        /// 材料
        #[arg(required = true)]
        items: Vec<String>,
        /// 类别
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(crate::words::kinds()))]
        set: Option<String>,
    },
    /// 查看文件里的文字
    Text {
        /// 材料编号
        id: String,
    },
}

impl Asks for Item {
    fn asked(&self) -> Asked {
        match self {
            Self::Kind { items, set } => change("item_kind", json!({ "items": items, "kind": set })),
            Self::Text { id } => look("item_text", json!({ "id": id })),
        }
    }
}
