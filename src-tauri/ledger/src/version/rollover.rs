//! A new year's checklist from the old one: tree, departments, requirements and phases with their dates moved; no evidence.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::{Value, json};
use taizhang_model::date::Period;
use taizhang_model::record::Phase;
use taizhang_model::requirement::{Deadline, DeadlineKind};

use crate::checklist::{choose, find};
use crate::error::{LedgerError, Result};
use crate::indicator::{Wanted, requirements_of};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::record::select;
use crate::row::{self, Asserted, Row};

/// What a new year begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rollover {
    /// Id or title of the checklist that is taken over; absent: the current one.
    pub from: Option<String>,
    /// Title.
    pub title: String,
    /// 考核期
    pub period: Period,
    /// 检查日期
    pub inspection: Option<Date>,
}

impl Ledger {
    /// Makes a new checklist from an old one and makes pages show it; its indicators wait for review, as their dates were moved by rule. Returns
    /// its id.
    pub fn roll_over(&self, wanted: &Rollover) -> Result<(String, Operation)> {
        let title = wanted.title.trim();
        if title.is_empty() {
            return Err(LedgerError::BadValue {
                field: "title",
                value: String::new(),
            });
        }
        let old = self.read(|conn| find(conn, wanted.from.as_deref()))?;
        let years = Years {
            from: old.period,
            to: wanted.period,
        };
        let id = self.around.new_id();
        let position = self.checklists()?.len();
        let ((), done) = self.edit("checklist_rollover", &[title.to_owned()], |editing| {
            let mut row = row::read(editing.tx(), Asserted::Checklist, &old.id)?.unwrap_or_default();
            row.extend(columns([
                ("id", json!(id)),
                ("position", json!(position)),
                ("title", json!(title)),
                ("period_from", json!(wanted.period.from.to_string())),
                ("period_to", json!(wanted.period.to.to_string())),
                (
                    "inspection_date",
                    json!(wanted.inspection.map(|day| day.to_string())),
                ),
            ]));
            editing.insert(Asserted::Checklist, &row)?;
            self.copy_tree(editing, &old.id, &id, years)?;
            for phase in select::<Phase>(editing.tx(), Some(("checklist", &old.id)))? {
                let moved = Phase {
                    id: String::new(),
                    checklist: id.clone(),
                    date_from: phase.date_from.map(|day| years.moved(day)),
                    date_to: phase.date_to.map(|day| years.moved(day)),
                    ..phase
                };
                self.put(editing, &moved)?;
            }
            choose(editing.tx(), &id)
        })?;
        Ok((id, done))
    }

    fn copy_tree(&self, editing: &mut Editing<'_>, from: &str, to: &str, years: Years) -> Result<()> {
        let old: Vec<String> = editing
            .tx()
            .prepare("SELECT id FROM indicator WHERE checklist = ?1 ORDER BY position")?
            .query_map([from], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        let mut ids: HashMap<String, String> = HashMap::new();
        for old in old {
            let fresh = self.around.new_id();
            let mut row = row::read(editing.tx(), Asserted::Indicator, &old)?.unwrap_or_default();
            let parent = row
                .get("parent")
                .and_then(Value::as_str)
                .and_then(|parent| ids.get(parent))
                .cloned();
            row.extend(columns([
                ("id", json!(fresh)),
                ("checklist", json!(to)),
                ("parent", json!(parent)),
                ("reviewed", json!(0)),
            ]));
            editing.insert(Asserted::Indicator, &row)?;
            self.copy_requirements(editing, &old, &fresh, years)?;
            ids.insert(old, fresh);
        }
        Ok(())
    }

    fn copy_requirements(&self, editing: &mut Editing<'_>, from: &str, to: &str, years: Years) -> Result<()> {
        for old in requirements_of(editing.tx(), from)? {
            let mut row: Row = row::read(editing.tx(), Asserted::Requirement, &old)?.unwrap_or_default();
            let text = row.get("wanted").and_then(Value::as_str).unwrap_or_default();
            let mut wanted: Wanted = serde_json::from_str(text)?;
            if let Some(deadline) = wanted.deadline_mut() {
                move_deadline(deadline, years);
            }
            row.extend(columns([
                ("id", json!(self.around.new_id())),
                ("indicator", json!(to)),
                ("wanted", json!(serde_json::to_string(&wanted)?)),
            ]));
            editing.insert(Asserted::Requirement, &row)?;
        }
        Ok(())
    }
}

/// The 考核期 that dates move from and the one that they move to.
#[derive(Debug, Clone, Copy)]
struct Years {
    from: Period,
    to: Period,
}

impl Years {
    /// A day of the old period is the same day of the year in the new one (6月底前 stays the end of June); a day outside it, or one that
    /// the new period does not have, moves by whole years. The last day of a month stays the last day.
    fn moved(self, day: Date) -> Date {
        let shift = self.to.to.year().saturating_sub(self.from.to.year());
        let inside = self.from.contains(day).then(|| {
            let years = self.to.from.year()..=self.to.to.year();
            years
                .filter_map(|year| in_year(day, year))
                .find(|day| self.to.contains(*day))
        });
        let by_years = || in_year(day, day.year().saturating_add(shift));
        inside.flatten().or_else(by_years).unwrap_or(day)
    }
}

fn in_year(day: Date, year: i16) -> Option<Date> {
    let first = Date::new(year, day.month(), 1).ok()?;
    let last = first.last_of_month();
    if day == day.last_of_month() {
        return Some(last);
    }
    Date::new(year, day.month(), day.day().min(last.day())).ok()
}

/// Days before or after a festival stay so many days from it: the festival itself moves from year to year.
fn move_deadline(deadline: &mut Deadline, years: Years) {
    let festival = |year: i16| {
        deadline
            .relative_to
            .as_deref()
            .and_then(|name| taizhang_model::calendar::festival(name, year))
    };
    let moved_with_festival = |day: Date| {
        let next = years.moved(day);
        let shift = festival(day.year())?.until(festival(next.year())?).ok()?;
        day.checked_add(shift).ok()
    };
    let is_festival = deadline.kind == DeadlineKind::Festival;
    let shift = |day: Date| {
        moved_with_festival(day)
            .filter(|_| is_festival)
            .unwrap_or_else(|| years.moved(day))
    };
    let to = deadline.date_to.map(shift);
    // A window keeps its length where it reaches over the turn of a year (11月至次年1月).
    let from = deadline.date_from.map(|from| {
        let moved = shift(from);
        match (deadline.date_to, to) {
            (Some(old), Some(new)) if moved > new => from
                .until(old)
                .ok()
                .and_then(|length| new.checked_sub(length).ok())
                .unwrap_or(moved),
            _ => moved,
        }
    });
    deadline.date_from = from;
    deadline.date_to = to;
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_move_with_their_month_and_festivals_with_the_moon() {
        let year = |from, to| Period::new(from, to).unwrap();
        let whole = |n| year(date(n, 1, 1), date(n, 12, 31));
        let years = |from, to| Years { from, to };
        let next = years(whole(2026), whole(2027));
        assert_eq!(next.moved(date(2026, 6, 30)), date(2027, 6, 30));
        assert_eq!(
            years(whole(2027), whole(2028)).moved(date(2027, 2, 28)),
            date(2028, 2, 29),
            "the last day stays the last"
        );
        assert_eq!(next.moved(date(2027, 1, 10)), date(2028, 1, 10), "次年1月10日前");
        let school = years(whole(2026), year(date(2026, 7, 1), date(2027, 6, 30)));
        assert_eq!(school.moved(date(2026, 6, 30)), date(2027, 6, 30), "6月底前");
        assert_eq!(school.moved(date(2026, 12, 10)), date(2026, 12, 10), "12月10日前");
        let mut deadline = Deadline {
            as_written: "中秋节前".to_owned(),
            kind: DeadlineKind::Festival,
            date_from: None,
            date_to: Some(date(2026, 9, 25)),
            relative_to: Some("中秋节".to_owned()),
            days: None,
        };
        move_deadline(&mut deadline, next);
        assert_eq!(deadline.date_to, Some(date(2027, 9, 15)));
    }
}
