//! Records of the ledgers around the evidence ([`taizhang_model::record`]): put, removed and listed, each change one operation.

use rusqlite::{Connection, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use taizhang_model::record::{
    Attendance, Department, ItemMark, Measure, Patrol, Person, Phase, Place, Problem, ProblemItem, Statement,
};

use crate::error::{LedgerError, Result};
use crate::open::Ledger;
use crate::operation::{Editing, Operation};
use crate::row::{self, Asserted, Row};

/// A record that is one row of one table, its fields named as the columns.
pub trait Record: Serialize + DeserializeOwned + Sealed {
    /// Its id; empty for one that is new.
    fn id(&self) -> &str;
    /// Words that tell it from others, for the sentence about the change.
    fn subject(&self) -> String;
    /// The field that must say something, with what it says.
    fn must_say(&self) -> (&'static str, &str);
}

/// Keeps the tables of the records to this crate.
#[allow(private_interfaces)]
pub trait Sealed {
    /// The table.
    const TABLE: Asserted;
    /// In which order rows are listed.
    const ORDER: &'static str;
}

macro_rules! records {
    ($( $record:ident by $order:literal: |$one:ident| $subject:expr, $field:literal = $must:expr; )+) => {$(
        #[allow(private_interfaces)]
        impl Sealed for $record {
            const TABLE: Asserted = Asserted::$record;
            const ORDER: &'static str = $order;
        }

        impl Record for $record {
            fn id(&self) -> &str {
                &self.id
            }

            fn subject(&self) -> String {
                let $one = self;
                $subject
            }

            fn must_say(&self) -> (&'static str, &str) {
                let $one = self;
                ($field, $must)
            }
        }
    )+};
}

records! {
    Statement by "id": |one| one.indicator.clone(), "text" = &one.text;
    Measure by "on_day, id": |one| format!("{}{}", one.value, one.unit), "indicator" = &one.indicator;
    Department by "name": |one| one.name.clone(), "name" = &one.name;
    Person by "department IS NULL, department, id": |one| one.name.clone(), "name" = &one.name;
    Attendance by "on_day, id": |one| one.on_day.to_string(), "person" = &one.person;
    Place by "kind IS NULL, kind, segment IS NULL, segment, id": |one| one.name.clone(), "name" = &one.name;
    Patrol by "on_day, place, id": |one| one.place.clone(), "place" = &one.place;
    Problem by "found_on, id": |one| one.description.clone(), "description" = &one.description;
    ProblemItem by "id": |one| one.side.to_string(), "item" = &one.item;
    Phase by "position, id": |one| one.title.clone(), "title" = &one.title;
    ItemMark by "id": |one| one.kind.to_string(), "item" = &one.item;
}

/// Which rows: a column that must hold a text.
pub type Where<'a> = Option<(&'static str, &'a str)>;

impl Ledger {
    /// All records of a table, or those whose column holds a text.
    pub fn records<R: Record>(&self, only: Where<'_>) -> Result<Vec<R>> {
        self.read(|conn| select(conn, only))
    }

    /// The record with this id.
    pub fn record<R: Record>(&self, id: &str) -> Result<R> {
        self.records::<R>(Some(("id", id)))?
            .pop()
            .ok_or_else(|| LedgerError::NotFound {
                what: R::TABLE.name(),
                name: id.to_owned(),
            })
    }

    /// Puts records in, as one operation: those with an empty id are new and get one, the others are changed. Returns them as they
    /// are now.
    pub fn put_records<R: Record>(&self, records: &[R]) -> Result<(Vec<R>, Operation)> {
        for record in records {
            let (field, text) = record.must_say();
            if text.trim().is_empty() {
                return Err(LedgerError::BadValue {
                    field,
                    value: String::new(),
                });
            }
        }
        let first = records.first().map(Record::subject).unwrap_or_default();
        let action = format!("{}_set", R::TABLE.name());
        let (ids, done) = self.edit(&action, &[first, records.len().to_string()], |editing| {
            records
                .iter()
                .map(|one| self.put(editing, one))
                .collect::<Result<Vec<String>>>()
        })?;
        let now = ids.iter().map(|id| self.record(id)).collect::<Result<_>>()?;
        Ok((now, done))
    }

    pub(crate) fn put<R: Record>(&self, editing: &mut Editing<'_>, record: &R) -> Result<String> {
        let mut row = match serde_json::to_value(record)? {
            Value::Object(row) => row,
            _ => Row::new(),
        };
        trim(editing.tx(), R::TABLE, &mut row)?;
        if record.id().is_empty() {
            let id = self.around.new_id();
            row.insert("id".to_owned(), json!(id));
            editing.insert(R::TABLE, &row)?;
            return Ok(id);
        }
        row.remove("id");
        editing.update(R::TABLE, record.id(), &row)?;
        Ok(record.id().to_owned())
    }

    /// Removes records, as one operation.
    pub fn remove_records<R: Record>(&self, ids: &[String]) -> Result<Operation> {
        let first = ids.first().map(|id| self.record::<R>(id)).transpose()?;
        let first = first.map(|one| one.subject()).unwrap_or_default();
        let action = format!("{}_remove", R::TABLE.name());
        let ((), done) = self.edit(&action, &[first, ids.len().to_string()], |editing| {
            ids.iter().try_for_each(|id| {
                for (table, query) in dependents(R::TABLE) {
                    let below: Vec<String> = editing
                        .tx()
                        .prepare_cached(query)?
                        .query_map([id], |row| row.get(0))?
                        .collect::<rusqlite::Result<_>>()?;
                    below.iter().try_for_each(|id| editing.delete(*table, id))?;
                }
                editing.delete(R::TABLE, id)
            })
        })?;
        Ok(done)
    }
}

/// Rows that go with a row, as they are about nothing else.
fn dependents(table: Asserted) -> &'static [(Asserted, &'static str)] {
    match table {
        Asserted::Person => &[(
            Asserted::Attendance,
            "SELECT id FROM attendance WHERE person = ?1",
        )],
        Asserted::Problem => &[(
            Asserted::ProblemItem,
            "SELECT id FROM problem_item WHERE problem = ?1",
        )],
        _ => &[],
    }
}

pub(crate) fn select<R: Record>(conn: &Connection, only: Where<'_>) -> Result<Vec<R>> {
    let (column, value) = only.unwrap_or(("", ""));
    let choice = if column.is_empty() {
        "?1 = ''".to_owned()
    } else {
        format!("{column} = ?1")
    };
    let query = format!(
        "SELECT id FROM {} WHERE {choice} ORDER BY {}",
        R::TABLE.name(),
        R::ORDER
    );
    let mut statement = conn.prepare_cached(&query)?;
    let ids: Vec<String> = statement
        .query_map(params![value], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(row) = row::read(conn, R::TABLE, &id)? {
            found.push(serde_json::from_value(Value::Object(row))?);
        }
    }
    Ok(found)
}

/// Texts without blanks around them; an empty one is none where the column may be.
fn trim(conn: &Connection, table: Asserted, row: &mut Row) -> Result<()> {
    let mut statement =
        conn.prepare_cached("SELECT name FROM pragma_table_info(?1) WHERE NOT \"notnull\" AND NOT pk")?;
    let nullable: Vec<String> = statement
        .query_map([table.name()], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for (name, value) in row.iter_mut() {
        if let Value::String(text) = value {
            let trimmed = text.trim();
            let none = trimmed.is_empty() && nullable.contains(name);
            *value = if none { Value::Null } else { json!(trimmed) };
        }
    }
    Ok(())
}
