//! 整改台账.

use jiff::civil::Date;
use taizhang_model::form::{Block, Column};
use taizhang_model::record::Problem;

use super::{FormChoice, zh_day};
use crate::error::Result;
use crate::open::Ledger;

impl Ledger {
    pub(super) fn problem_table(&self, choice: &FormChoice, as_of: Date) -> Result<Vec<Block>> {
        let only = choice.department.as_deref().map(|name| ("department", name));
        let rows = self
            .records::<Problem>(only)?
            .into_iter()
            .enumerate()
            .map(|(place, one)| row(place, one, as_of));
        let mut rows: Vec<Vec<String>> = rows.collect();
        // Nothing to tell yet: a sheet to write on.
        while rows.len() < 8 {
            rows.push(vec![String::new(); 11]);
        }
        Ok(vec![
            Block::Title {
                text: "问题整改台账".to_owned(),
                below: String::new(),
            },
            Block::Line {
                parts: vec![
                    format!("单位：{}", self.unit()?),
                    choice
                        .department
                        .as_deref()
                        .map(|name| format!("责任单位：{name}"))
                        .unwrap_or_default(),
                    zh_day(as_of),
                ],
            },
            Block::Table {
                columns: vec![
                    Column::centred("序号", 1.3),
                    Column::wide("问题描述", 4.8),
                    Column::centred("发现时间", 2.9),
                    Column::centred("发现方式", 1.7),
                    Column::wide("点位", 2.6),
                    Column::centred("责任单位", 2.2),
                    Column::centred("责任人", 1.6),
                    Column::wide("整改措施", 4.0),
                    Column::centred("完成时限", 2.9),
                    Column::centred("进度", 1.6),
                    Column::centred("销号日期", 2.9),
                ],
                rows,
                row_mm: 10.0,
            },
        ])
    }
}

fn row(place: usize, one: Problem, as_of: Date) -> Vec<String> {
    let late = one.is_overdue(as_of);
    let come = one.state.name_zh();
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        (place + 1).to_string(),
        one.description,
        one.found_on.to_string(),
        one.found_by.name_zh().to_owned(),
        one.place.unwrap_or_default(),
        one.department.unwrap_or_default(),
        one.person.unwrap_or_default(),
        one.measures.unwrap_or_default(),
        day(one.deadline),
        if late {
            format!("{come}\n（逾期）")
        } else {
            come.to_owned()
        },
        day(one.closed_on),
    ]
}
