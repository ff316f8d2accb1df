//! What the pre-check looks at in each file.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension};
use taizhang_model::date::Period;
use taizhang_model::id::Id;
use taizhang_model::kind::Kind;
use taizhang_model::look::Measures;
use taizhang_pack::Entry;

use super::{Findings, Place};
use crate::error::Result;
use crate::pack::PackPlan;

/// Formats whose members or pages hide from the search for marks and numbers.
const CLOSED: [&str; 5] = ["zip", "rar", "7z", "tar", "gzip"];

/// The files of a pack being looked at.
pub(super) struct Files<'a> {
    conn: &'a Connection,
    checklist: &'a str,
    plan: &'a PackPlan,
    /// Items that are linked somewhere without a caption.
    bare: HashSet<Id>,
    changed: HashSet<&'a str>,
    /// The first entry of each group of look-alikes.
    groups: HashMap<i64, &'a Entry>,
}

/// What the index knows of a content.
struct Known {
    key: i64,
    error: Option<String>,
    doc_no: Option<String>,
    text_state: Option<String>,
    text: Option<String>,
    measures: Option<String>,
    similar: Option<i64>,
}

/// Where a finding about a file is.
pub(super) fn place(entry: &Entry) -> Place {
    Place {
        shown: entry.original_path.clone(),
        item: Some(entry.item.to_string()),
        ..Place::default()
    }
}

/// Kinds that are texts by nature.
fn is_paper(kind: Kind) -> bool {
    use Kind::{
        Brief, DataTable, Document, Evaluation, Minutes, Notice, Plan, Policy, Report, Roster, Speech,
        Spreadsheet, Summary,
    };
    matches!(
        kind,
        Brief
            | DataTable
            | Document
            | Evaluation
            | Minutes
            | Notice
            | Plan
            | Policy
            | Report
            | Roster
            | Speech
            | Spreadsheet
            | Summary
    )
}

impl<'a> Files<'a> {
    pub(super) fn new(conn: &'a Connection, checklist: &'a str, plan: &'a PackPlan) -> Self {
        let links = || {
            plan.model
                .indicators
                .iter()
                .flat_map(|indicator| &indicator.links)
        };
        let bare = links()
            .filter(|link| {
                link.caption
                    .as_deref()
                    .is_none_or(|caption| caption.trim().is_empty())
            })
            .filter_map(|link| plan.model.entries.get(link.entry?))
            .map(|entry| entry.item)
            .collect();
        Self {
            conn,
            checklist,
            plan,
            bare,
            changed: plan.changed.iter().map(String::as_str).collect(),
            groups: HashMap::new(),
        }
    }

    pub(super) fn look(mut self, findings: &mut Findings) -> Result<()> {
        let mut seen = HashSet::new();
        for entry in &self.plan.model.entries {
            // A plan may put a file into several folders.
            if !seen.insert(entry.item) {
                continue;
            }
            let known = self.known(entry)?;
            if self.changed.contains(entry.original_path.as_str()) {
                findings.add("pre_changed", place(entry), "");
            }
            self.day(entry, findings);
            if matches!(entry.kind, Kind::Photo | Kind::Video) && self.bare.contains(&entry.item) {
                findings.add("pre_no_caption", place(entry), "");
            }
            if let Some(known) = known {
                self.reading(entry, &known, findings)?;
                self.uses(entry, &known, findings)?;
            }
        }
        Ok(())
    }

    fn day(&self, entry: &Entry, findings: &mut Findings) {
        let Period { from, to } = self.plan.model.period;
        match entry.on {
            Some(day) if !self.plan.model.period.contains(day) => {
                findings.add(
                    "pre_out_of_period",
                    place(entry),
                    format!("{day}（{from} 至 {to}）"),
                );
            }
            Some(_) => {}
            None => findings.add("pre_no_date", place(entry), ""),
        }
    }

    /// What its pixels and its text tell.
    fn reading(&self, entry: &Entry, known: &Known, findings: &mut Findings) -> Result<()> {
        if let Some(error) = &known.error {
            findings.add("pre_unreadable", place(entry), error);
        }
        if matches!(entry.kind, Kind::Notice | Kind::Plan | Kind::Policy) && known.doc_no.is_none() {
            findings.add("pre_no_number", place(entry), "");
        }
        let measures = known
            .measures
            .as_deref()
            .filter(|_| entry.kind == Kind::Photo)
            .map(serde_json::from_str::<Measures>)
            .transpose()?;
        for hint in measures.map(|measures| measures.hints()).unwrap_or_default() {
            let code = match hint {
                "blurred" => "pre_blurred",
                "dark" => "pre_dark",
                _ => "pre_watermark",
            };
            findings.add(code, place(entry), "");
        }
        let text = known.text.as_deref().unwrap_or_default();
        super::numbers(
            &format!("{}\n{text}", entry.original_path),
            place(entry),
            findings,
        );
        let untold = known.text.is_none() && known.text_state.as_deref() != Some("none");
        if untold && is_paper(entry.kind) || CLOSED.contains(&entry.format.as_str()) {
            findings.add("pre_not_searched", place(entry), "");
        }
        Ok(())
    }

    /// Whether it, or a look-alike, is in this pack twice or was in another checklist's.
    fn uses(&mut self, entry: &'a Entry, known: &Known, findings: &mut Findings) -> Result<()> {
        if let Some(group) = known.similar {
            match self.groups.get(&group) {
                Some(first) => findings.add("pre_look_alike", place(entry), &first.original_path),
                None => drop(self.groups.insert(group, entry)),
            }
        }
        let mut statement = self.conn.prepare_cached(
            "SELECT k.title FROM checklist k JOIN checklist now ON now.id = ?1
             WHERE k.period_to < now.period_from AND EXISTS (
               SELECT 1 FROM link l JOIN indicator i ON i.id = l.indicator
               LEFT JOIN activity_item m ON m.activity = l.activity AND m.excluded = 0
               JOIN item t ON t.id = coalesce(l.item, m.item)
               LEFT JOIN idx.look k2 ON k2.content = t.content
               WHERE i.checklist = k.id AND (t.content = ?2 OR k2.similar_group = ?3))
             ORDER BY k.period_to DESC, k.id LIMIT 1",
        )?;
        let before: Option<String> = statement
            .query_row((self.checklist, known.key, known.similar), |row| row.get(0))
            .optional()?;
        if let Some(title) = before {
            findings.add("pre_used_before", place(entry), title);
        }
        Ok(())
    }

    fn known(&self, entry: &Entry) -> Result<Option<Known>> {
        let mut statement = self.conn.prepare_cached(
            "SELECT c.key, f.error_code, p.doc_no, f.text, x.text, k.measures,
             CASE WHEN k.similar_kind <> 'burst' THEN k.similar_group END
             FROM main.content c LEFT JOIN idx.fact f ON f.content = c.key
             LEFT JOIN idx.paper p ON p.content = c.key LEFT JOIN idx.text x ON x.content = c.key
             LEFT JOIN idx.look k ON k.content = c.key WHERE c.sha256 = ?1",
        )?;
        let known = statement.query_row([entry.sha256.0.as_slice()], |row| {
            Ok(Known {
                key: row.get(0)?,
                error: row.get(1)?,
                doc_no: row.get(2)?,
                text_state: row.get(3)?,
                text: row.get(4)?,
                measures: row.get(5)?,
                similar: row.get(6)?,
            })
        });
        Ok(known.optional()?)
    }
}
