//! The gap board: indicators by month or quarter.

use serde::{Deserialize, Serialize};

use super::window::windows;
use super::{Slot, State, StatusReport};
use crate::date::Period;
use crate::id::Id;
use crate::requirement::Per;

/// What is due in one column for one indicator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BoardCell {
    /// The state to show; absent where nothing is due.
    pub state: Option<State>,
    /// Pieces wanted.
    pub need: u32,
    /// Pieces there.
    pub have: u32,
}

/// A line of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct BoardRow {
    /// The indicator.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub id: Id,
    /// Its code.
    pub code: String,
    /// A cell for each column.
    pub cells: Vec<BoardCell>,
}

/// Indicators by month or quarter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Board {
    /// The months or quarters of the 考核期.
    pub columns: Vec<Period>,
    /// Leaves that are judged by material, and headings that ask for something themselves.
    pub rows: Vec<BoardRow>,
}

/// What to show first when several things are due in one cell.
const URGENCY: [State; 5] = [
    State::Overdue,
    State::DueSoon,
    State::Missing,
    State::Partial,
    State::NotDue,
];

/// Lays indicators over the calendar windows of `per`: a slot stands in the column of its due day, one without at the end of its period; what is due
/// before or after all columns stands in the first or the last.
pub fn board(report: &StatusReport, period: Period, per: Per) -> Board {
    let columns = windows(period, Some(per));
    let last = columns.len().saturating_sub(1);
    let place = |slot: &Slot| {
        let day = slot.due.unwrap_or(slot.period.to);
        columns.iter().position(|column| day <= column.to).unwrap_or(last)
    };
    // A heading that asks for nothing itself has no slots.
    let asking = report
        .indicators
        .iter()
        .filter(|one| !one.slots.is_empty() && !one.on_site);
    let rows = asking
        .map(|one| {
            let cells = (0..columns.len()).map(|n| {
                let due: Vec<&Slot> = one.slots.iter().filter(|slot| place(slot) == n).collect();
                cell(&due)
            });
            BoardRow {
                id: one.id,
                code: one.code.clone(),
                cells: cells.collect(),
            }
        })
        .collect();
    Board { columns, rows }
}

fn cell(slots: &[&Slot]) -> BoardCell {
    let asked = || slots.iter().filter(|slot| slot.state != State::NotApplicable);
    let state = URGENCY
        .into_iter()
        .find(|state| slots.iter().any(|slot| slot.state == *state));
    let closed = || {
        if asked().next().is_some() {
            State::Met
        } else {
            State::NotApplicable
        }
    };
    BoardCell {
        state: state.or_else(|| (!slots.is_empty()).then(closed)),
        need: asked().fold(0, |sum, slot| sum.saturating_add(slot.need)),
        have: asked().fold(0, |sum, slot| sum.saturating_add(slot.have.min(slot.need))),
    }
}
