//! A draft into the ledger.

use std::collections::HashMap;

use jiff::civil::Date;
use serde_json::json;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode, DraftPhase};
use taizhang_model::record::Phase;

use crate::checklist::{Checklist, choose, find};
use crate::error::{LedgerError, Result};
use crate::open::{Ledger, columns};
use crate::operation::{Editing, Operation};
use crate::row::Asserted;
use crate::tree::insert;

/// Where a draft goes, and under which name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Import {
    /// File name or template name, for the record.
    pub name: String,
    /// Title; absent: the one that the filled checklist has, else the draft's.
    pub title: Option<String>,
    /// The checklist (id or title) to fill, which must be empty; absent: the first empty one, else a new one.
    pub into: Option<String>,
    /// 考核期 of a new checklist; absent: the current one's.
    pub period: Option<Period>,
    /// 检查日期 of a new checklist; absent: the current one's, when the period is the same.
    pub inspection: Option<Date>,
}

impl Ledger {
    /// Puts a draft into a checklist and makes pages show it; its indicators wait for review. Returns the checklist's id.
    pub fn import_draft(&self, draft: &Draft, import: &Import) -> Result<(String, Operation)> {
        let (target, current) = self.read(|conn| Ok((empty_checklist(conn, import)?, find(conn, None)?)))?;
        // An empty checklist keeps its name, unless it has none or another is asked for.
        let named = target.as_ref().map(|one| one.title.clone());
        let title = (import.title.clone())
            .or(named.filter(|title| !title.trim().is_empty()))
            .unwrap_or_else(|| draft.title.clone());
        let fresh = target.is_none();
        let id = target.map_or_else(|| self.around.new_id(), |checklist| checklist.id);
        let position = self.checklists()?.len();
        let (id, done) = self.edit("checklist_import", std::slice::from_ref(&title), |editing| {
            let document = self.keep_document(editing, draft, import)?;
            if fresh {
                let period = import.period.unwrap_or(current.period);
                let inspection = import
                    .inspection
                    .or(current.inspection.filter(|_| period == current.period));
                let row = columns([
                    ("id", json!(id)),
                    ("position", json!(position)),
                    ("title", json!(title)),
                    ("period_from", json!(period.from.to_string())),
                    ("period_to", json!(period.to.to_string())),
                    ("inspection_date", json!(inspection.map(|d| d.to_string()))),
                    ("document", json!(document)),
                ]);
                editing.insert(Asserted::Checklist, &row)?;
            } else {
                editing.update(
                    Asserted::Checklist,
                    &id,
                    &columns([("title", json!(title)), ("document", json!(document))]),
                )?;
            }
            self.put_nodes(editing, &id, &draft.nodes)?;
            self.put_phases(editing, &id, &draft.phases)?;
            choose(editing.tx(), &id)?;
            Ok(id)
        })?;
        Ok((id, done))
    }

    fn keep_document(&self, editing: &mut Editing<'_>, draft: &Draft, import: &Import) -> Result<String> {
        let id = self.around.new_id();
        let row = columns([
            ("id", json!(id)),
            ("sha256", json!(draft.source.sha256.to_string())),
            ("format", json!(draft.source.format)),
            ("name", json!(import.name)),
            ("text", json!(draft.source.text)),
            ("warnings", json!(serde_json::to_string(&draft.warnings)?)),
        ]);
        editing.insert(Asserted::Document, &row)?;
        Ok(id)
    }

    fn put_phases(&self, editing: &mut Editing<'_>, checklist: &str, phases: &[DraftPhase]) -> Result<()> {
        for (position, phase) in (0..).zip(phases) {
            let row = Phase {
                id: String::new(),
                checklist: checklist.to_owned(),
                position,
                title: phase.title.clone(),
                quote: phase.quote.clone(),
                date_from: phase.date_from,
                date_to: phase.date_to,
            };
            self.put(editing, &row)?;
        }
        Ok(())
    }

    fn put_nodes(&self, editing: &mut Editing<'_>, checklist: &str, nodes: &[DraftNode]) -> Result<()> {
        let mut ids: HashMap<&str, String> = HashMap::new();
        for (position, node) in nodes.iter().enumerate() {
            let id = self.around.new_id();
            let parent = node.parent.as_deref().and_then(|parent| ids.get(parent));
            let row = columns([
                ("id", json!(id)),
                ("checklist", json!(checklist)),
                ("parent", json!(parent)),
                ("position", json!(position)),
                ("level", json!(node.level)),
                ("code", json!(node.code)),
                ("title", json!(node.title)),
                ("content", json!(node.content)),
                ("quote", json!(node.quote)),
                ("span_from", json!(node.span.map(|s| s.0))),
                ("span_to", json!(node.span.map(|s| s.1))),
                ("lead_dept", json!(node.lead_dept)),
                (
                    "support_depts",
                    json!(serde_json::to_string(&node.support_depts)?),
                ),
                ("leader", json!(node.leader)),
                ("persons", json!(serde_json::to_string(&node.persons)?)),
                ("score_points", json!(node.score.and_then(|s| s.points))),
                ("score_kind", json!(node.score.map(|s| s.kind.as_str()))),
                ("method", json!(node.method)),
                ("reviewed", json!(0)),
            ]);
            editing.insert(Asserted::Indicator, &row)?;
            for (n, requirement) in node.requirements.iter().enumerate() {
                insert(editing, &self.around.new_id(), &id, n, requirement)?;
            }
            ids.insert(&node.id, id);
        }
        Ok(())
    }
}

/// The empty checklist to fill, if there is one.
fn empty_checklist(conn: &rusqlite::Connection, import: &Import) -> Result<Option<Checklist>> {
    if let Some(name) = &import.into {
        let checklist = find(conn, Some(name))?;
        if checklist.indicators > 0 {
            return Err(LedgerError::BadValue {
                field: "checklist",
                value: checklist.title,
            });
        }
        return Ok(Some(checklist));
    }
    let current = find(conn, None)?;
    let fits = import.period.is_none_or(|period| period == current.period);
    Ok(Some(current).filter(|c| c.indicators == 0 && fits))
}
