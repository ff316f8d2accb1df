//! Waivers (缺项说明, 不适用): why something is not there.

use rusqlite::{OptionalExtension, params};
use serde_json::json;

use crate::error::{LedgerError, Result};
use crate::indicator::code_of;
use crate::open::{Ledger, columns};
use crate::operation::Operation;
use crate::row::Asserted;
use crate::target::Target;

impl Ledger {
    /// Waives an indicator or a requirement: 缺项说明, or 不适用. A second reason takes the place of the first.
    pub fn waive(&self, target: &Target, reason: &str, not_applicable: bool) -> Result<Operation> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(LedgerError::BadValue {
                field: "reason",
                value: String::new(),
            });
        }
        let code = self.read(|conn| code_of(conn, &target.indicator))?;
        let ((), done) = self.edit("waive", &[code, reason.to_owned()], |editing| {
            let known: Option<String> = editing
                .tx()
                .query_row(
                    "SELECT id FROM waiver WHERE indicator = ?1 AND requirement IS ?2",
                    params![target.indicator, target.requirement],
                    |row| row.get(0),
                )
                .optional()?;
            let fields = [
                ("reason", json!(reason)),
                ("not_applicable", json!(i64::from(not_applicable))),
            ];
            if let Some(id) = known {
                return editing.update(Asserted::Waiver, &id, &columns(fields));
            }
            let mut row = columns(fields);
            row.extend(columns([
                ("id", json!(self.around.new_id())),
                ("indicator", json!(target.indicator)),
                ("requirement", json!(target.requirement)),
            ]));
            editing.insert(Asserted::Waiver, &row)
        })?;
        Ok(done)
    }

    /// Takes a waiver away.
    pub fn unwaive(&self, id: &str) -> Result<Operation> {
        let code: Option<String> = self.read(|conn| {
            Ok(conn
                .query_row(
                    "SELECT code FROM waiver w JOIN indicator i ON i.id = w.indicator WHERE w.id = ?1",
                    [id],
                    |row| row.get(0),
                )
                .optional()?)
        })?;
        let code = code.ok_or_else(|| LedgerError::NotFound {
            what: "waiver",
            name: id.to_owned(),
        })?;
        let ((), done) = self.edit("unwaive", &[code], |editing| editing.delete(Asserted::Waiver, id))?;
        Ok(done)
    }
}
