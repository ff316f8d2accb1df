//! Undoable changes: every mutation of what people asserted goes through [`Editing`], which keeps each row as it
//! was and as it became.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use serde_json::Value;

use crate::error::{LedgerError, Result};
use crate::row::{self, Asserted, Row};

/// One undoable change (操作记录).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Operation {
    /// Id.
    pub id: String,
    /// ISO 8601 in UTC.
    pub at: String,
    /// Who.
    pub who: String,
    /// Stable name of what was done.
    pub action: String,
    /// What it was done to, for the sentence that pages make.
    pub subjects: Vec<String>,
    /// How many rows changed.
    pub rows: u32,
    /// Whether it was undone.
    pub undone: bool,
}

/// An operation that is being made, inside one transaction.
pub(crate) struct Editing<'t> {
    tx: &'t Transaction<'t>,
    seq: i64,
    rows: u32,
}

/// What starts an operation.
pub(crate) struct Begin<'a> {
    pub(crate) id: String,
    pub(crate) at: String,
    pub(crate) who: &'a str,
    pub(crate) action: &'a str,
    pub(crate) subjects: &'a [String],
}

impl<'t> Editing<'t> {
    pub(crate) fn begin(tx: &'t Transaction<'t>, begin: &Begin<'_>) -> Result<Self> {
        // What was undone can't be done again once something else was done after it.
        tx.execute("UPDATE operation SET undone = 2 WHERE undone = 1", [])?;
        tx.execute(
            "INSERT INTO operation (id, at, who, action, subjects) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![
                begin.id,
                begin.at,
                begin.who,
                begin.action,
                serde_json::to_string(begin.subjects)?
            ],
        )?;
        Ok(Self {
            tx,
            seq: tx.last_insert_rowid(),
            rows: 0,
        })
    }

    /// The transaction, for reading.
    pub(crate) fn tx(&self) -> &Transaction<'t> {
        self.tx
    }

    pub(crate) fn insert(&mut self, table: Asserted, row: &Row) -> Result<()> {
        let id = row
            .get("id")
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned();
        row::insert(self.tx, table, row)?;
        self.record(table, &id, None)
    }

    /// Sets columns of a row; nothing is recorded when nothing differs.
    pub(crate) fn update(&mut self, table: Asserted, id: &str, columns: &Row) -> Result<()> {
        let before = row::read(self.tx, table, id)?.ok_or_else(|| LedgerError::NotFound {
            what: table.name(),
            name: id.to_owned(),
        })?;
        let mut wanted = before.clone();
        wanted.extend(columns.clone());
        if row::same(&before, &wanted) {
            return Ok(());
        }
        row::update(self.tx, table, id, columns)?;
        self.record(table, id, Some(&before))
    }

    pub(crate) fn delete(&mut self, table: Asserted, id: &str) -> Result<()> {
        let before = row::read(self.tx, table, id)?.ok_or_else(|| LedgerError::NotFound {
            what: table.name(),
            name: id.to_owned(),
        })?;
        row::delete(self.tx, table, id)?;
        self.record(table, id, Some(&before))
    }

    fn record(&mut self, table: Asserted, id: &str, before: Option<&Row>) -> Result<()> {
        let after = row::read(self.tx, table, id)?;
        self.tx
            .prepare_cached(
                "INSERT INTO change (operation, n, tbl, row, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                self.seq,
                self.rows,
                table.name(),
                id,
                to_text(before)?,
                to_text(after.as_ref())?
            ])?;
        self.rows += 1;
        Ok(())
    }
}

fn to_text(row: Option<&Row>) -> Result<Option<String>> {
    Ok(row.map(serde_json::to_string).transpose()?)
}

/// Which way an operation is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Undo,
    Redo,
}

impl Direction {
    /// The operation that would be taken next.
    pub(crate) fn next(self, conn: &Connection) -> Result<Option<(i64, Operation)>> {
        let choice = match self {
            Self::Undo => "undone = 0 ORDER BY seq DESC",
            Self::Redo => "undone = 1 ORDER BY seq",
        };
        let found = conn
            .query_row(
                &format!("{SELECT} WHERE action <> 'ledger_create' AND {choice} LIMIT 1"),
                [],
                read_operation,
            )
            .optional()?;
        found.map(|(seq, raw)| Ok((seq, raw.finish()?))).transpose()
    }

    fn name(self) -> &'static str {
        match self {
            Self::Undo => "undo",
            Self::Redo => "redo",
        }
    }
}

const SELECT: &str = "SELECT seq, id, at, who, action, subjects, undone,
    (SELECT count(*) FROM change WHERE change.operation = operation.seq) FROM operation";

struct RawOperation {
    operation: Operation,
    subjects: String,
}

impl RawOperation {
    fn finish(self) -> Result<Operation> {
        Ok(Operation {
            subjects: serde_json::from_str(&self.subjects)?,
            ..self.operation
        })
    }
}

fn read_operation(row: &rusqlite::Row<'_>) -> rusqlite::Result<(i64, RawOperation)> {
    let operation = Operation {
        id: row.get(1)?,
        at: row.get(2)?,
        who: row.get(3)?,
        action: row.get(4)?,
        subjects: Vec::new(),
        undone: row.get::<_, i64>(6)? != 0,
        rows: row.get(7)?,
    };
    Ok((
        row.get(0)?,
        RawOperation {
            operation,
            subjects: row.get(5)?,
        },
    ))
}

/// Every operation, newest first.
pub(crate) fn history(conn: &Connection, limit: Option<u32>) -> Result<Vec<Operation>> {
    let mut statement = conn.prepare(&format!("{SELECT} ORDER BY seq DESC LIMIT ?1"))?;
    let rows = statement.query_map([limit.map_or(-1, i64::from)], read_operation)?;
    rows.map(|row| row?.1.finish()).collect()
}

/// The operation with this id.
pub(crate) fn by_id(conn: &Connection, id: &str) -> Result<Operation> {
    let found = conn
        .query_row(&format!("{SELECT} WHERE id = ?1"), [id], read_operation)
        .optional()?;
    found
        .ok_or_else(|| LedgerError::NotFound {
            what: "operation",
            name: id.to_owned(),
        })?
        .1
        .finish()
}

/// Takes the next operation back, or does it again. Refuses when a row is no longer as the operation left it.
pub(crate) fn take(tx: &Transaction<'_>, direction: Direction) -> Result<Operation> {
    let (seq, operation) = direction.next(tx)?.ok_or(LedgerError::NothingToUndo {
        direction: direction.name(),
    })?;
    tx.execute_batch("PRAGMA defer_foreign_keys = ON")?;
    let mut changes = changes(tx, seq)?;
    if direction == Direction::Undo {
        changes.reverse();
    }
    for change in changes {
        let (now, then) = match direction {
            Direction::Undo => (&change.after, &change.before),
            Direction::Redo => (&change.before, &change.after),
        };
        put(tx, &operation, seq, &change, now.as_ref(), then.as_ref())?;
    }
    tx.execute(
        "UPDATE operation SET undone = ?2 WHERE seq = ?1",
        params![seq, direction == Direction::Undo],
    )?;
    Ok(Operation {
        undone: direction == Direction::Undo,
        ..operation
    })
}

struct Change {
    table: Asserted,
    row: String,
    before: Option<Row>,
    after: Option<Row>,
}

fn changes(tx: &Transaction<'_>, seq: i64) -> Result<Vec<Change>> {
    let mut statement =
        tx.prepare("SELECT tbl, row, before, after FROM change WHERE operation = ?1 ORDER BY n")?;
    let mut rows = statement.query([seq])?;
    let mut changes = Vec::new();
    while let Some(row) = rows.next()? {
        let name: String = row.get(0)?;
        let table = Asserted::parse(&name).ok_or(LedgerError::NotFound {
            what: "operation",
            name,
        })?;
        let parse = |text: Option<String>| text.map(|t| serde_json::from_str(&t)).transpose();
        changes.push(Change {
            table,
            row: row.get(1)?,
            before: parse(row.get(2)?)?,
            after: parse(row.get(3)?)?,
        });
    }
    Ok(changes)
}

/// Puts one row into the state `then`, after making sure that it is in the state `now`.
fn put(
    tx: &Transaction<'_>,
    operation: &Operation,
    seq: i64,
    change: &Change,
    now: Option<&Row>,
    then: Option<&Row>,
) -> Result<()> {
    let current = row::read(tx, change.table, &change.row)?;
    let as_left = match (&current, now) {
        (Some(a), Some(b)) => row::same(a, b),
        (None, None) => true,
        _ => false,
    };
    if !as_left {
        let later = later_action(tx, seq, change)?;
        return Err(LedgerError::UndoConflict {
            action: operation.action.clone(),
            later,
        });
    }
    match then {
        None => row::delete(tx, change.table, &change.row),
        Some(row) if current.is_none() => row::insert(tx, change.table, row),
        Some(row) => row::update(tx, change.table, &change.row, row),
    }
}

fn later_action(tx: &Transaction<'_>, seq: i64, change: &Change) -> Result<String> {
    let action = tx
        .query_row(
            "SELECT action FROM change JOIN operation ON operation.seq = change.operation
             WHERE tbl = ?1 AND row = ?2 AND change.operation > ?3 ORDER BY seq DESC LIMIT 1",
            params![change.table.name(), change.row, seq],
            |row| row.get(0),
        )
        .optional()?;
    Ok(action.unwrap_or_default())
}
