//! Undo, redo, history.

use rusqlite::Transaction;

use crate::error::Result;
use crate::mark;
use crate::open::Ledger;
use crate::operation::{Direction, Operation, history, take};

/// What was done, and what could be taken back or done again.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// Newest first.
    pub operations: Vec<Operation>,
    /// What the next undo would take back.
    pub can_undo: Option<Operation>,
    /// What the next redo would do again.
    pub can_redo: Option<Operation>,
}

impl Ledger {
    /// Takes back the newest operation that is not undone.
    pub fn undo(&self) -> Result<Operation> {
        self.write(|tx| go(tx, Direction::Undo))
    }

    /// Does again what was undone last.
    pub fn redo(&self) -> Result<Operation> {
        self.write(|tx| go(tx, Direction::Redo))
    }

    /// What was done, newest first, at most `limit`.
    pub fn history(&self, limit: Option<u32>) -> Result<History> {
        self.read(|conn| {
            Ok(History {
                operations: history(conn, limit)?,
                can_undo: Direction::Undo.next(conn)?.map(|(_, operation)| operation),
                can_redo: Direction::Redo.next(conn)?.map(|(_, operation)| operation),
            })
        })
    }
}

/// Takes an operation back or does it again; what a person says of a kind is part of the index too.
fn go(tx: &Transaction<'_>, direction: Direction) -> Result<Operation> {
    let done = take(tx, direction)?;
    mark::apply(tx)?;
    Ok(done)
}
