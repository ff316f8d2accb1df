//! What stands on and in a box: 封面, 盒脊, 备考表, labels of discs.

use taizhang_model::form::{Block, Fact};
use taizhang_model::kind::Kind;
use taizhang_pack::Entry;

use super::{FormChoice, Gathered, zh_day};

/// Width of a box's back where none is asked for, in millimetres (DA/T 22-2015: 20, 30, 40, 50).
const BACK_MM: f64 = 30.0;

pub(super) fn cover(from: &Gathered) -> Vec<Block> {
    vec![Block::Cover {
        title: vec![from.model.title.clone(), "迎检材料".to_owned()],
        facts: vec![
            Fact::new("单　　位", from.model.unit.clone()),
            Fact::new("考 核 期", period(from)),
            Fact::new("全 宗 号", ""),
            Fact::new("保管期限", ""),
            Fact::new("编制日期", zh_day(from.model.as_of)),
        ],
    }]
}

pub(super) fn spine(from: &Gathered, choice: &FormChoice) -> Vec<Block> {
    let last = from.model.entries.len();
    let numbers = if last == 0 {
        String::new()
    } else {
        format!("0001\n至\n{last:04}")
    };
    vec![Block::Spine {
        width_mm: if choice.width_mm == 0.0 {
            BACK_MM
        } else {
            choice.width_mm
        },
        title: from.model.title.clone(),
        facts: vec![
            Fact::new("全宗号", ""),
            Fact::new("年度", from.model.period.to.year().to_string()),
            Fact::new("保管期限", ""),
            Fact::new("起止件号", numbers),
            Fact::new("盒号", ""),
        ],
    }]
}

pub(super) fn note(from: &Gathered) -> Vec<Block> {
    let entries = &from.model.entries;
    let counted: Vec<u32> = entries.iter().filter_map(|entry| entry.document.pages).collect();
    let sound = |entry: &&Entry| matches!(entry.kind, Kind::Video | Kind::Audio);
    let sounds = entries.iter().filter(sound).count();
    let unknown = entries
        .iter()
        .filter(|entry| !sound(entry) && entry.document.pages.is_none())
        .count();
    let mut told = format!("本盒归档文件共 {} 件", entries.len());
    if !counted.is_empty() {
        told.push_str(&format!("，已知页数合计 {} 页", counted.iter().sum::<u32>()));
    }
    if sounds > 0 {
        told.push_str(&format!("；音像材料 {sounds} 件，不计页数"));
    }
    if unknown > 0 {
        told.push_str(&format!("；另有 {unknown} 件文件未读到页数，装盒时请补填"));
    }
    told.push('。');
    vec![
        from.heading("备考表", &from.model.title),
        Block::Facts {
            rows: vec![
                Fact::roomy("盒内文件\n情况说明", told, 130.0),
                Fact::new("整理人", ""),
                Fact::new("整理日期", ""),
                Fact::new("检查人", ""),
                Fact::new("检查日期", ""),
            ],
        },
    ]
}

pub(super) fn labels(from: &Gathered) -> Vec<Block> {
    let bytes: u64 = from.model.entries.iter().map(|entry| entry.bytes).sum();
    let facts = vec![
        Fact::new("单位", from.model.unit.clone()),
        Fact::new("考核期", period(from)),
        Fact::new(
            "内容",
            format!("{} 件，{}", from.model.entries.len(), size(bytes)),
        ),
        Fact::new("载体编号", ""),
        Fact::new("保管期限", ""),
        Fact::new("制作日期", zh_day(from.model.as_of)),
    ];
    [true, false]
        .into_iter()
        .map(|round| Block::Label {
            round,
            title: from.model.title.clone(),
            facts: facts.clone(),
        })
        .collect()
}

fn period(from: &Gathered) -> String {
    format!(
        "{} 至 {}",
        zh_day(from.model.period.from),
        zh_day(from.model.period.to)
    )
}

/// A size in megabytes, or gigabytes from one on.
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10) / unit;
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    if bytes >= 1 << 30 {
        format!("{} GB", tenths(1 << 30))
    } else {
        format!("{} MB", tenths(1 << 20))
    }
}
