//! Written forms: 说明报告, 自查报告, 催办单.

use std::collections::BTreeMap;

use taizhang_model::form::{Block, Column};
use taizhang_model::record::{STATEMENT_CHARACTERS, StatementState, characters};
use taizhang_model::status::State;
use taizhang_pack::{Finding, PackIndicator, PackModel};

use super::{FormChoice, Gathered, state, zh_day};
use crate::precheck::{Property, RULES};

/// The parts that an inspector looks for in a 说明报告.
const SKELETON: &str = "一、工作措施。\n\n二、工作成效。\n\n三、具体数据。\n";
/// What stands for a department where none is named.
const NOBODY: &str = "未明确责任部门";

/// One report for each indicator: what was written, or the parts to write.
pub(super) fn statements(from: &Gathered) -> Vec<Block> {
    let mut blocks = Vec::new();
    for one in from.leaves() {
        if !blocks.is_empty() {
            blocks.push(Block::Break);
        }
        let statement = from.statements.get(&one.id.to_string());
        let text = statement.map_or("", |statement| statement.text.as_str());
        let long = characters(text);
        let over = if long > STATEMENT_CHARACTERS {
            format!("（超出 {} 字）", long - STATEMENT_CHARACTERS)
        } else {
            String::new()
        };
        let come = match statement.map(|statement| statement.state) {
            None => "未起草",
            Some(StatementState::Draft) => "起草",
            Some(StatementState::Submitted) => "送审",
            Some(StatementState::Returned) => "退回",
            Some(StatementState::Passed) => "通过",
        };
        blocks.push(from.heading("说明报告", &format!("{} {}", one.code, one.title)));
        blocks.push(Block::Line {
            parts: vec![
                format!("责任部门：{}", one.lead_dept.clone().unwrap_or_default()),
                format!("进度：{come}"),
                format!("字数：{long}/{STATEMENT_CHARACTERS}{over}"),
            ],
        });
        if text.trim().is_empty() {
            let asked = one.content.clone().unwrap_or_else(|| one.quote.clone());
            if !asked.trim().is_empty() {
                blocks.push(Block::Text {
                    text: format!("对照标准：{asked}"),
                });
            }
            blocks.push(Block::Text {
                text: SKELETON.to_owned(),
            });
        } else {
            blocks.push(Block::Text {
                text: text.to_owned(),
            });
        }
        blocks.push(signed(from));
    }
    blocks
}

fn signed(from: &Gathered) -> Block {
    Block::Sign {
        lines: vec![from.model.unit.clone(), zh_day(from.model.as_of)],
    }
}

/// How the unit stands by its own look.
pub(super) fn self_check(from: &Gathered) -> Vec<Block> {
    let summary = &from.model.summary;
    let counted = [
        ("已达标", summary.met),
        ("部分达标", summary.partial),
        ("缺材料", summary.missing),
        ("临期", summary.due_soon),
        ("逾期", summary.overdue),
        ("未到期", summary.not_due),
        ("不适用", summary.not_applicable),
        ("现场项", summary.on_site),
    ];
    let counted: Vec<String> = counted
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(word, n)| format!("{word} {n} 项"))
        .collect();
    let model = &from.model;
    let mut told = format!(
        "对照《{}》，我单位对 {} 至 {} 期间的材料进行了自查。测评指标共 {} 项，其中{}。",
        model.title,
        zh_day(model.period.from),
        zh_day(model.period.to),
        from.leaves().count(),
        counted.join("、"),
    );
    if model.score.of > 0.0 {
        told.push_str(&format!(
            "材料齐全的指标计 {} 分，满分 {} 分。",
            model.score.got, model.score.of
        ));
    }
    told.push_str(&format!("已归集佐证材料 {} 件。", model.entries.len()));
    let rows: Vec<Vec<String>> = from
        .leaves()
        .enumerate()
        .map(|(place, one)| checked(place, one))
        .collect();
    let explained: Vec<String> = from
        .leaves()
        .filter(|one| !one.waivers.is_empty())
        .map(|one| format!("{} {}：{}", one.code, one.title, one.waivers.join("；")))
        .collect();
    let mut blocks = vec![
        from.heading("自查报告", &model.title),
        Block::Heading {
            text: "一、总体情况".to_owned(),
        },
        Block::Text { text: told },
        Block::Heading {
            text: "二、逐项情况".to_owned(),
        },
        Block::Table {
            columns: vec![
                Column::centred("序号", 1.0),
                Column::centred("编号", 2.0),
                Column::wide("测评指标", 5.5),
                Column::centred("责任部门", 2.2),
                Column::centred("自查结果", 1.6),
                Column::wide("尚缺材料及说明", 6.6),
            ],
            rows,
            row_mm: 0.0,
        },
    ];
    blocks.extend(tests(model));
    if !explained.is_empty() {
        blocks.push(Block::Heading {
            text: "四、缺项说明".to_owned(),
        });
        blocks.push(Block::Text {
            text: explained.join("\n"),
        });
    }
    blocks.push(signed(from));
    blocks
}

/// Most subjects of a test that are named; all of them stand in the pack's list.
const NAMED: usize = 8;

/// What the look before the export found: a row for each test of DA/T 70, passed or not.
fn tests(model: &PackModel) -> Vec<Block> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut seen: Vec<(Property, &str)> = Vec::new();
    for (_, property, name, _) in RULES {
        if seen.contains(&(property, name)) {
            continue;
        }
        seen.push((property, name));
        let found: Vec<&Finding> = model
            .findings
            .iter()
            .filter(|one| one.group == property.name() && one.name == name)
            .collect();
        let has = |severity: &str| found.iter().any(|one| one.severity == severity);
        let result = match (has("block"), has("warn"), has("explained")) {
            (true, ..) => "未通过",
            (_, true, _) => "需关注",
            (.., true) => "已说明",
            _ => "通过",
        };
        let mut told: Vec<String> = found
            .iter()
            .take(NAMED)
            .map(|one| format!("{}：{}", one.subject, one.message))
            .collect();
        if found.len() > NAMED {
            told.push(format!("等共 {} 处，全部见 index/precheck.csv。", found.len()));
        }
        rows.push(vec![
            property.name_zh().to_owned(),
            name.to_owned(),
            result.to_owned(),
            found.len().to_string(),
            told.join("\n"),
        ]);
    }
    vec![
        Block::Heading {
            text: "三、真实性、完整性、可用性、安全性检测".to_owned(),
        },
        Block::Table {
            columns: vec![
                Column::centred("类别", 1.8),
                Column::wide("检测项目", 3.6),
                Column::centred("结果", 1.8),
                Column::centred("数量", 1.4),
                Column::wide("情况", 8.0),
            ],
            rows,
            row_mm: 0.0,
        },
    ]
}

fn checked(place: usize, one: &PackIndicator) -> Vec<String> {
    let mut told = one.missing.clone();
    told.extend(one.waivers.iter().map(|reason| format!("说明：{reason}")));
    vec![
        (place + 1).to_string(),
        one.code.clone(),
        one.title.clone(),
        one.lead_dept.clone().unwrap_or_default(),
        state(one.state).to_owned(),
        told.join("\n"),
    ]
}

/// One sheet for each department that still owes something.
pub(super) fn reminder(from: &Gathered, choice: &FormChoice) -> Vec<Block> {
    let owes = |one: &&PackIndicator| {
        matches!(
            one.state,
            State::Missing | State::Partial | State::DueSoon | State::Overdue
        )
    };
    let mut by_department: BTreeMap<&str, Vec<&PackIndicator>> = BTreeMap::new();
    for one in from.leaves().filter(owes) {
        let department = one.lead_dept.as_deref().unwrap_or(NOBODY);
        by_department.entry(department).or_default().push(one);
    }
    let mut blocks = Vec::new();
    if by_department.is_empty() {
        let whom = choice.department.clone().unwrap_or_else(|| "各科室".to_owned());
        blocks.push(from.heading("催办单", &from.model.title));
        blocks.push(Block::Text {
            text: format!("{whom}：截至{}，没有需要催办的材料。", zh_day(from.model.as_of)),
        });
        blocks.push(signed(from));
    }
    for (department, owed) in by_department {
        if !blocks.is_empty() {
            blocks.push(Block::Break);
        }
        let late = owed.iter().filter(|one| one.state == State::Overdue).count();
        let late = if late > 0 {
            format!("，其中逾期 {late} 项")
        } else {
            String::new()
        };
        let rows = owed.iter().enumerate().map(|(place, one)| {
            vec![
                (place + 1).to_string(),
                one.code.clone(),
                one.title.clone(),
                one.missing.join("\n"),
                one.due.map(|due| due.to_string()).unwrap_or_default(),
                state(one.state).to_owned(),
                String::new(),
            ]
        });
        blocks.push(from.heading("催办单", &from.model.title));
        blocks.push(Block::Text {
            text: format!(
                "{department}：\n截至{}，你科室负责的下列 {} 项指标材料尚未报齐{late}。请对照下表补充，按时报送；确有困难的，请书面说明原因。",
                zh_day(from.model.as_of),
                owed.len(),
            ),
        });
        blocks.push(Block::Table {
            columns: vec![
                Column::centred("序号", 1.0),
                Column::centred("编号", 1.8),
                Column::wide("测评指标", 4.5),
                Column::wide("尚缺材料", 6.4),
                Column::centred("报送期限", 2.8),
                Column::centred("状态", 1.4),
                Column::wide("办理情况", 2.2),
            ],
            rows: rows.collect(),
            row_mm: 9.0,
        });
        blocks.push(signed(from));
        blocks.push(Block::Line {
            parts: vec!["签收人：".to_owned(), "签收日期：".to_owned(), String::new()],
        });
    }
    blocks
}
