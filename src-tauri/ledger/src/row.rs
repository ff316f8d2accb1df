//! Rows as JSON: what an operation keeps of before and after.

use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension, params_from_iter};
use serde_json::{Map, Value, json};

use crate::error::Result;

/// One row: column names to values. Bytes are `{"hex": "…"}`.
pub(crate) type Row = Map<String, Value>;

/// Tables whose rows people make. Everything else is observed and outside undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asserted {
    Setting,
    Source,
    Document,
    Checklist,
    Indicator,
    Requirement,
    Link,
    Waiver,
    Statement,
    Measure,
    Department,
    Person,
    Attendance,
    Place,
    Patrol,
    Problem,
    ProblemItem,
    Phase,
    Rejection,
    ItemMark,
    Activity,
    ActivityItem,
    ActivityRefusal,
}

impl Asserted {
    const ALL: [Self; 23] = [
        Self::Setting,
        Self::Source,
        Self::Document,
        Self::Checklist,
        Self::Indicator,
        Self::Requirement,
        Self::Link,
        Self::Waiver,
        Self::Statement,
        Self::Measure,
        Self::Department,
        Self::Person,
        Self::Attendance,
        Self::Place,
        Self::Patrol,
        Self::Problem,
        Self::ProblemItem,
        Self::Phase,
        Self::Rejection,
        Self::ItemMark,
        Self::Activity,
        Self::ActivityItem,
        Self::ActivityRefusal,
    ];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::Source => "source",
            Self::Document => "document",
            Self::Checklist => "checklist",
            Self::Indicator => "indicator",
            Self::Requirement => "requirement",
            Self::Link => "link",
            Self::Waiver => "waiver",
            Self::Statement => "statement",
            Self::Measure => "measure",
            Self::Department => "department",
            Self::Person => "person",
            Self::Attendance => "attendance",
            Self::Place => "place",
            Self::Patrol => "patrol",
            Self::Problem => "problem",
            Self::ProblemItem => "problem_item",
            Self::Phase => "phase",
            Self::Rejection => "rejection",
            Self::ItemMark => "item_mark",
            Self::Activity => "activity",
            Self::ActivityItem => "activity_item",
            Self::ActivityRefusal => "activity_refusal",
        }
    }

    pub(crate) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|table| table.name() == name)
    }
}

/// Reads a row by its id.
pub(crate) fn read(conn: &Connection, table: Asserted, id: &str) -> Result<Option<Row>> {
    let mut statement = conn.prepare_cached(&format!("SELECT * FROM {} WHERE id = ?1", table.name()))?;
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let row = statement
        .query_row([id], |row| {
            columns
                .iter()
                .enumerate()
                .map(|(i, name)| Ok((name.clone(), to_json(row.get_ref(i)?))))
                .collect()
        })
        .optional()?;
    Ok(row)
}

/// Inserts a row.
pub(crate) fn insert(conn: &Connection, table: Asserted, row: &Row) -> Result<()> {
    let names = row.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
    let marks = vec!["?"; row.len()].join(", ");
    conn.prepare_cached(&format!(
        "INSERT INTO {} ({names}) VALUES ({marks})",
        table.name()
    ))?
    .execute(params_from_iter(row.values().map(to_sql)))?;
    Ok(())
}

/// Sets columns of a row.
pub(crate) fn update(conn: &Connection, table: Asserted, id: &str, columns: &Row) -> Result<()> {
    let sets = columns
        .keys()
        .map(|name| format!("{name} = ?"))
        .collect::<Vec<_>>()
        .join(", ");
    let values = columns.values().map(to_sql).chain([Sql::Text(id.to_owned())]);
    conn.prepare_cached(&format!("UPDATE {} SET {sets} WHERE id = ?", table.name()))?
        .execute(params_from_iter(values))?;
    Ok(())
}

/// Removes a row.
pub(crate) fn delete(conn: &Connection, table: Asserted, id: &str) -> Result<()> {
    conn.prepare_cached(&format!("DELETE FROM {} WHERE id = ?1", table.name()))?
        .execute([id])?;
    Ok(())
}

/// Bytes as a JSON value of a row.
pub(crate) fn bytes(bytes: &[u8]) -> Value {
    json!({ "hex": bytes.iter().map(|b| format!("{b:02x}")).collect::<String>() })
}

fn to_json(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(i) => json!(i),
        ValueRef::Real(r) => json!(r),
        ValueRef::Text(t) => Value::String(String::from_utf8_lossy(t).into_owned()),
        ValueRef::Blob(b) => bytes(b),
    }
}

fn to_sql(value: &Value) -> Sql {
    match value {
        Value::Null => Sql::Null,
        Value::Bool(b) => Sql::Integer(i64::from(*b)),
        Value::Number(n) => n
            .as_i64()
            .map_or_else(|| Sql::Real(n.as_f64().unwrap_or_default()), Sql::Integer),
        Value::String(s) => Sql::Text(s.clone()),
        Value::Object(o) => Sql::Blob(
            o.get("hex")
                .and_then(Value::as_str)
                .map(unhex)
                .unwrap_or_default(),
        ),
        Value::Array(_) => Sql::Text(value.to_string()),
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u32> = text.chars().filter_map(|c| c.to_digit(16)).collect();
    digits
        .chunks_exact(2)
        .filter_map(|pair| u8::try_from(pair.iter().fold(0, |sum, d| sum * 16 + d)).ok())
        .collect()
}

/// Whether two rows hold the same, numbers compared as SQLite stores them (`2.0` in a REAL column is 2).
pub(crate) fn same(a: &Row, b: &Row) -> bool {
    // A column that a later schema step added is not in what was kept before it.
    let fits = |one: &Row, other: &Row| {
        one.iter().all(|(name, value)| {
            other
                .get(name)
                .map_or(value.is_null(), |there| to_sql_equal(value, there))
        })
    };
    fits(a, b) && fits(b, a)
}

fn to_sql_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => to_sql(a) == to_sql(b),
    }
}
