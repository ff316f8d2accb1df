//! 签到表 and 志愿服务统计表.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension};
use taizhang_model::form::{Block, Column, Fact};
use taizhang_model::record::{Attendance, Person, volunteer_totals};

use super::{FormChoice, zh_day};
use crate::checklist::find;
use crate::error::{LedgerError, Result};
use crate::open::Ledger;
use crate::record::select;

/// Rows of a sheet to be filled in by hand.
const BLANK_ROWS: usize = 15;

/// The fewest rows of a table of people.
const LEAST_ROWS: usize = 12;

/// What people came to.
#[derive(Default)]
struct Occasion {
    title: String,
    on: Option<Date>,
    place: String,
    host: String,
    came: Vec<Attendance>,
}

impl Ledger {
    pub(super) fn sign_in(&self, choice: &FormChoice) -> Result<Vec<Block>> {
        let people: HashMap<String, Person> = self
            .records::<Person>(None)?
            .into_iter()
            .map(|one| (one.id.clone(), one))
            .collect();
        let occasion = match choice.occasion.as_deref() {
            Some(name) => self.read(|conn| occasion(conn, name))?,
            None => Occasion::default(),
        };
        let filled = !occasion.came.is_empty();
        let mut rows: Vec<Vec<String>> = occasion
            .came
            .iter()
            .enumerate()
            .map(|(place, one)| came(place, people.get(&one.person)))
            .collect();
        for place in rows.len()..BLANK_ROWS {
            rows.push(blank(if filled {
                String::new()
            } else {
                (place + 1).to_string()
            }));
        }
        let present = if filled {
            occasion.came.len().to_string()
        } else {
            String::new()
        };
        let day = occasion.on.map(zh_day).unwrap_or_default();
        let host = if occasion.host.is_empty() {
            self.unit()?
        } else {
            occasion.host
        };
        Ok(vec![
            Block::Title {
                text: "签到表".to_owned(),
                below: String::new(),
            },
            Block::Facts {
                rows: vec![
                    Fact::new("会议（活动）", occasion.title),
                    Fact::new("时间", day),
                    Fact::new("地点", occasion.place),
                    Fact::new("主办单位", host),
                ],
            },
            Block::Table {
                columns: vec![
                    Column::centred("序号", 1.0),
                    Column::centred("姓名", 2.0),
                    Column::centred("职务", 2.0),
                    Column::centred("单位（部门）", 3.0),
                    Column::centred("联系方式", 2.6),
                    Column::centred("签到时间", 2.0),
                    Column::centred("签名", 2.2),
                    Column::centred("备注", 1.6),
                ],
                rows,
                row_mm: 6.2,
            },
            Block::Line {
                parts: vec![
                    "应到：　　　人".to_owned(),
                    format!("实到：{present}　人"),
                    "缺席：　　　人".to_owned(),
                ],
            },
        ])
    }

    pub(super) fn volunteers(&self, choice: &FormChoice) -> Result<Vec<Block>> {
        let period = self.read(|conn| Ok(find(conn, choice.checklist.as_deref())?.period))?;
        let mut people = self.records::<Person>(None)?;
        if let Some(department) = &choice.department {
            people.retain(|one| one.department.as_ref() == Some(department));
        }
        let attendance = self.records::<Attendance>(None)?;
        let known: std::collections::HashSet<&str> = people.iter().map(|one| one.id.as_str()).collect();
        let mut within: HashMap<&str, (usize, f64)> = HashMap::new();
        for one in &attendance {
            let inside = one.on_day >= period.from && one.on_day <= period.to;
            if inside && known.contains(one.person.as_str()) {
                let sum = within.entry(&one.person).or_default();
                sum.0 += 1;
                sum.1 += one.hours.unwrap_or_default();
            }
        }
        let own: Vec<Attendance> = attendance
            .iter()
            .filter(|one| known.contains(one.person.as_str()))
            .cloned()
            .collect();
        let totals = volunteer_totals(&people, &own, period.from, period.to);
        let rows = people.iter().enumerate().map(|(place, one)| {
            let (times, hours) = within.get(one.id.as_str()).copied().unwrap_or_default();
            vec![
                (place + 1).to_string(),
                one.name.clone(),
                one.department.clone().unwrap_or_default(),
                one.post.clone().unwrap_or_default(),
                one.volunteer.clone().unwrap_or_default(),
                times.to_string(),
                number(hours),
                String::new(),
            ]
        });
        let mut rows: Vec<Vec<String>> = rows.collect();
        // Nobody is known yet: a sheet to write on.
        while rows.len() < LEAST_ROWS {
            rows.push(blank(String::new()));
        }
        let percent = |value: Option<f64>| value.map(|value| format!("{value}%")).unwrap_or_default();
        Ok(vec![
            Block::Title {
                text: "志愿服务统计表".to_owned(),
                below: format!("{} 至 {}", zh_day(period.from), zh_day(period.to)),
            },
            Block::Line {
                parts: vec![
                    format!("单位：{}", self.unit()?),
                    choice.department.clone().unwrap_or_default(),
                ],
            },
            Block::Facts {
                rows: vec![
                    Fact::new("人员总数", totals.people.to_string()),
                    Fact::new(
                        "注册志愿者",
                        format!("{} 人　{}", totals.registered, percent(totals.registered_percent)),
                    ),
                    Fact::new("参加人数", totals.took_part.to_string()),
                    Fact::new("服务总时长", format!("{} 小时", totals.hours)),
                    Fact::new(
                        "人均时长",
                        totals
                            .hours_per_person
                            .map(|hours| format!("{hours} 小时"))
                            .unwrap_or_default(),
                    ),
                ],
            },
            Block::Table {
                columns: vec![
                    Column::centred("序号", 1.0),
                    Column::centred("姓名", 2.0),
                    Column::centred("科室", 2.6),
                    Column::centred("职务", 2.0),
                    Column::centred("志愿者编号", 3.0),
                    Column::centred("参加次数", 1.6),
                    Column::centred("服务时长（小时）", 2.0),
                    Column::centred("备注", 1.6),
                ],
                rows,
                row_mm: 0.0,
            },
            Block::Line {
                parts: vec!["制表人：".to_owned(), "审核人：".to_owned(), "日期：".to_owned()],
            },
        ])
    }
}

fn number(hours: f64) -> String {
    ((hours * 100.0).round() / 100.0).to_string()
}

fn blank(number: String) -> Vec<String> {
    let mut row = vec![String::new(); 8];
    if let Some(first) = row.first_mut() {
        *first = number;
    }
    row
}

fn came(place: usize, person: Option<&Person>) -> Vec<String> {
    let text = |value: Option<&String>| value.cloned().unwrap_or_default();
    let mut row = vec![
        (place + 1).to_string(),
        person.map(|one| one.name.clone()).unwrap_or_default(),
        text(person.and_then(|one| one.post.as_ref())),
        text(person.and_then(|one| one.department.as_ref())),
    ];
    row.resize(8, String::new());
    row
}

/// An activity by id or title, else what attendance was written under.
fn occasion(conn: &Connection, name: &str) -> Result<Occasion> {
    let activity = conn
        .query_row(
            "SELECT id, title, date_from, place, host_dept FROM activity WHERE id = ?1 OR title = ?1
             ORDER BY id = ?1 DESC, date_from, id LIMIT 1",
            [name],
            |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                    row.get::<_, Option<String>>(3)?,
                    row.get::<_, Option<String>>(4)?,
                ))
            },
        )
        .optional()?;
    if let Some((id, title, on, place, host)) = activity {
        return Ok(Occasion {
            title,
            on: on.and_then(|day| day.parse().ok()),
            place: place.unwrap_or_default(),
            host: host.unwrap_or_default(),
            came: select(conn, Some(("activity", &id)))?,
        });
    }
    let came: Vec<Attendance> = select(conn, Some(("occasion", name)))?;
    let Some(first) = came.first() else {
        return Err(LedgerError::NotFound {
            what: "activity",
            name: name.to_owned(),
        });
    };
    Ok(Occasion {
        title: name.to_owned(),
        on: Some(first.on_day),
        came,
        ..Occasion::default()
    })
}
