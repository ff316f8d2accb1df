//! 总目录, 卷内目录, 测评材料提交表.

use std::collections::HashMap;

use taizhang_model::form::{Block, Column, Fact};
use taizhang_model::kind::Kind;
use taizhang_pack::PackIndicator;

use super::{Gathered, count, zh_day};

/// All indicators with how much stands behind each.
pub(super) fn contents(from: &Gathered) -> Vec<Block> {
    let parents = super::parents(&from.model);
    let mut number = 0;
    let rows = from.model.indicators.iter().map(|one| {
        let leaf = !parents.contains(&one.id);
        if leaf {
            number += 1;
        }
        let files = from.files(one).count() + one.links.iter().filter(|link| link.external.is_some()).count();
        let pages: u32 = from
            .files(one)
            .filter_map(|(entry, _)| entry.document.pages)
            .sum();
        vec![
            if leaf { number.to_string() } else { String::new() },
            one.code.clone(),
            one.title.clone(),
            one.lead_dept.clone().unwrap_or_default(),
            count(files),
            count(usize::try_from(pages).unwrap_or_default()),
            if one.waivers.is_empty() {
                String::new()
            } else {
                format!("缺项说明：{}", one.waivers.join("；"))
            },
        ]
    });
    let rows = rows.collect();
    vec![
        from.heading("迎检材料总目录", &from.model.title),
        from.over(),
        Block::Table {
            columns: vec![
                Column::centred("序号", 1.0),
                Column::centred("指标编号", 2.0),
                Column::wide("测评指标", 8.0),
                Column::centred("责任部门", 3.0),
                Column::centred("材料件数", 1.5),
                Column::centred("页数", 1.2),
                Column::wide("备注", 4.0),
            ],
            rows,
            row_mm: 0.0,
        },
    ]
}

/// The files in the order of the pack, in the columns of DA/T 22-2015.
pub(super) fn file_list(from: &Gathered) -> Vec<Block> {
    // A file is called after the first indicator that it proves.
    let mut captions: HashMap<usize, (&PackIndicator, Option<&str>)> = HashMap::new();
    for one in &from.model.indicators {
        for link in &one.links {
            if let Some(entry) = link.entry {
                captions.entry(entry).or_insert((one, link.caption.as_deref()));
            }
        }
    }
    let rows = from.model.entries.iter().enumerate().map(|(place, entry)| {
        let told = |text: &Option<String>| text.clone().unwrap_or_default();
        let day = from.day(entry).map(|day| day.strftime("%Y%m%d").to_string());
        vec![
            (place + 1).to_string(),
            String::new(),
            told(&entry.document.doc_no),
            told(&entry.document.issuer),
            from.title(
                entry,
                captions.get(&place).map(|(one, _)| *one),
                captions.get(&place).and_then(|(_, caption)| *caption),
            ),
            day.unwrap_or_default(),
            told(&entry.secrecy),
            entry
                .document
                .pages
                .map(|pages| pages.to_string())
                .unwrap_or_default(),
            carrier(entry.kind).to_owned(),
        ]
    });
    vec![
        from.heading("卷内目录", &from.model.title),
        Block::Line {
            parts: vec![
                "全宗号：".to_owned(),
                format!("全宗名称：{}", from.model.unit),
                format!("年度：{}", from.model.period.to.year()),
                "保管期限：".to_owned(),
            ],
        },
        Block::Table {
            columns: vec![
                Column::centred("序号", 1.1),
                Column::centred("档号", 2.6),
                Column::centred("文号", 3.0),
                Column::wide("责任者", 3.2),
                Column::wide("题名", 8.0),
                Column::centred("日期", 2.0),
                Column::centred("密级", 1.2),
                Column::centred("页数", 1.2),
                Column::wide("备注", 1.6),
            ],
            rows: rows.collect(),
            row_mm: 0.0,
        },
    ]
}

/// What is no paper is told in the last column.
fn carrier(kind: Kind) -> &'static str {
    match kind {
        Kind::Photo => "照片",
        Kind::Video => "视频",
        Kind::Audio => "音频",
        Kind::Screenshot => "截图",
        _ => "",
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Photo | Kind::Screenshot => "图片资料",
        Kind::Video | Kind::Audio => "音像资料",
        Kind::Notice | Kind::Plan | Kind::Policy | Kind::Minutes => "正式发文",
        Kind::Report | Kind::Summary | Kind::Brief | Kind::Speech => "说明报告",
        Kind::Evaluation => "评价意见",
        Kind::DataTable | Kind::Spreadsheet | Kind::Roster | Kind::SignIn => "数据表格",
        _ => "其他",
    }
}

/// One sheet for each indicator: what is asked, what is handed in, and the conclusion.
pub(super) fn submission(from: &Gathered) -> Vec<Block> {
    let mut blocks = Vec::new();
    for one in from.leaves() {
        if !blocks.is_empty() {
            blocks.push(Block::Break);
        }
        let files = from.files(one).enumerate().map(|(place, (entry, caption))| {
            vec![
                (place + 1).to_string(),
                from.title(entry, Some(one), caption)
                    .trim_matches(['[', ']'])
                    .to_owned(),
                kind(entry.kind).to_owned(),
                from.day(entry).map(|day| day.to_string()).unwrap_or_default(),
                String::new(),
            ]
        });
        let mut rows: Vec<Vec<String>> = files.collect();
        for link in &one.links {
            if let Some(external) = &link.external {
                let told = external
                    .split_once(':')
                    .map_or(external.as_str(), |(_, told)| told);
                rows.push(vec![
                    (rows.len() + 1).to_string(),
                    link.caption.clone().unwrap_or_else(|| told.to_owned()),
                    "链接或实物".to_owned(),
                    link.seen_on.map(|day| day.to_string()).unwrap_or_default(),
                    told.to_owned(),
                ]);
            }
        }
        // A sheet without material is filled in by hand.
        while rows.len() < 3 {
            rows.push(vec![String::new(); 5]);
        }
        let statement = from.statements.get(&one.id.to_string());
        let conclusion = statement.map(|one| one.text.clone()).unwrap_or_default();
        blocks.push(from.heading("测评材料提交表", &from.model.title));
        blocks.push(from.over());
        blocks.push(Block::Facts {
            rows: vec![
                Fact::new("测评小项", format!("{} {}", one.code, one.title)),
                Fact::new(
                    "测评标准",
                    one.content.clone().unwrap_or_else(|| one.quote.clone()),
                ),
                Fact::new("责任部门", one.lead_dept.clone().unwrap_or_default()),
            ],
        });
        blocks.push(Block::Table {
            columns: vec![
                Column::centred("序号", 1.0),
                Column::wide("材料名称", 7.0),
                Column::centred("类别", 2.2),
                Column::centred("日期", 2.2),
                Column::wide("备注", 2.2),
            ],
            rows,
            row_mm: 0.0,
        });
        blocks.push(Block::Facts {
            rows: vec![
                Fact::roomy("结论性说明", conclusion, 45.0),
                Fact::new("缺项说明", one.waivers.join("；")),
            ],
        });
        blocks.push(Block::Line {
            parts: vec![
                "填报人：".to_owned(),
                "审核人：".to_owned(),
                "单位负责人：".to_owned(),
                zh_day(from.model.as_of),
            ],
        });
    }
    blocks
}
