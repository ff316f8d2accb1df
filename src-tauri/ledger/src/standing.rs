//! How a checklist stands beside its one report: what is due for whom, the board, and how it went.

use jiff::ToSpan;
use jiff::civil::Date;
use taizhang_model::requirement::Per;
use taizhang_model::status::{Board, ScoreTotal, Slot, State, Summary, board};

use crate::checklist::find;
use crate::error::Result;
use crate::indicator::{Indicator, indicators};
use crate::open::Ledger;
use crate::status::{assess_at, assess_then};

/// One thing that is open and due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// The indicator with its departments and persons.
    pub indicator: Indicator,
    /// What is wanted.
    pub slot: Slot,
    /// Its sentence; empty where the indicator asks for nothing in particular.
    pub quote: String,
    /// Days until it is due; negative when it is past.
    pub days_left: i32,
}

/// How a checklist stood at the end of a month.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Standing {
    /// The day.
    pub on: Date,
    /// Points.
    pub score: ScoreTotal,
    /// Leaves by state.
    pub summary: Summary,
}

impl Ledger {
    /// What is open and due within so many days, and what is past due: earliest first. `who` keeps those of a department (lead or
    /// support), leader or person.
    pub fn due(
        &self,
        checklist: Option<&str>,
        as_of: Date,
        within: i32,
        who: Option<&str>,
    ) -> Result<Vec<Due>> {
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let all = indicators(conn, &checklist.id)?;
            let report = assess_at(conn, &checklist, &all, as_of)?;
            let mut found = Vec::new();
            for (indicator, status) in all.iter().zip(&report.indicators) {
                if status.on_site || !who.is_none_or(|who| concerns(indicator, who)) {
                    continue;
                }
                for slot in &status.slots {
                    let open = !matches!(slot.state, State::Met | State::NotApplicable);
                    let Some(days_left) = slot.due.filter(|_| open).and_then(|due| days(as_of, due)) else {
                        continue;
                    };
                    if days_left <= within {
                        found.push(Due {
                            indicator: indicator.clone(),
                            quote: quote(indicator, slot),
                            slot: slot.clone(),
                            days_left,
                        });
                    }
                }
            }
            // In the order of the checklist where they are due on one day.
            found.sort_by_key(|one| one.days_left);
            Ok(found)
        })
    }

    /// Leaves by month or quarter.
    pub fn board(&self, checklist: Option<&str>, as_of: Date, per: Per) -> Result<Board> {
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let all = indicators(conn, &checklist.id)?;
            let report = assess_at(conn, &checklist, &all, as_of)?;
            Ok(board(&report, checklist.period, per))
        })
    }

    /// How a checklist stood at the end of each month of its period so far, and stands today: by the evidence that was linked then.
    pub fn progress(&self, checklist: Option<&str>, as_of: Date) -> Result<Vec<Standing>> {
        self.read(|conn| {
            let checklist = find(conn, checklist)?;
            let all = indicators(conn, &checklist.id)?;
            let mut on = checklist.period.from.last_of_month();
            let mut went = Vec::new();
            while on < as_of && on <= checklist.period.to {
                let report = assess_then(conn, &checklist, &all, on)?;
                went.push(Standing {
                    on,
                    score: report.score,
                    summary: report.summary,
                });
                let Ok(next) = on.first_of_month().checked_add(1.month()) else {
                    break;
                };
                on = next.last_of_month();
            }
            let report = assess_at(conn, &checklist, &all, as_of)?;
            went.push(Standing {
                on: as_of,
                score: report.score,
                summary: report.summary,
            });
            Ok(went)
        })
    }
}

fn concerns(indicator: &Indicator, who: &str) -> bool {
    let named = |name: &Option<String>| name.as_deref() == Some(who);
    named(&indicator.lead_dept)
        || named(&indicator.leader)
        || indicator.support_depts.iter().any(|name| name == who)
        || indicator.persons.iter().any(|name| name == who)
}

fn quote(indicator: &Indicator, slot: &Slot) -> String {
    let mine = indicator
        .requirements
        .iter()
        .find(|one| Some(&one.id) == slot.requirement.as_ref());
    mine.map(|one| one.quote.clone()).unwrap_or_default()
}

fn days(from: Date, to: Date) -> Option<i32> {
    from.until(to).ok().map(|span| span.get_days())
}
