//! Files gathered in the order of the first indicator they prove.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::Connection;
use taizhang_model::guarded::{is_secret, mark_in_name};
use taizhang_model::id::Sha256;
use taizhang_model::kind::Kind;
use taizhang_pack::{DocumentFacts, Entry, EntryLink};

use super::LeftOut;
use super::rows::{ItemRow, LinkedRow};
use crate::contents;
use crate::error::Result;

/// Files in the order of the first indicator they prove, each once.
pub(super) struct Gathering<'c> {
    conn: &'c Connection,
    pub(super) entries: Vec<Entry>,
    known: HashMap<String, usize>,
    pub(super) unavailable: Vec<LeftOut>,
    pub(super) changed: Vec<String>,
}

impl<'c> Gathering<'c> {
    pub(super) fn new(conn: &'c Connection) -> Self {
        Self {
            conn,
            entries: Vec::new(),
            known: HashMap::new(),
            unavailable: Vec::new(),
            changed: Vec::new(),
        }
    }

    pub(super) fn add(&mut self, row: LinkedRow) -> Result<Option<EntryLink>> {
        let link = |entry, external| EntryLink {
            entry,
            external,
            seen_on: row.seen_on,
            requirement: row.requirement,
            caption: row.caption.clone(),
        };
        let Some(item) = row.item else {
            return Ok(row.external.map(|external| link(None, Some(external))));
        };
        let entered = match self.known.get(&item.id) {
            Some(known) => Some(*known),
            None => self.enter(item, &row.indicator, row.linked_sha.as_deref())?,
        };
        Ok(entered.map(|entry| link(Some(entry), None)))
    }

    fn enter(&mut self, item: ItemRow, indicator: &str, linked_sha: Option<&str>) -> Result<Option<usize>> {
        let place = item
            .places
            .iter()
            .find(|(path, _)| path.is_file())
            .map(|(_, text)| text.clone());
        let sha256 = item
            .content
            .as_ref()
            .and_then(|(sha, _)| sha.as_slice().try_into().ok())
            .map(Sha256);
        let secrecy = secrecy(self.conn, &item)?;
        let document = document(self.conn, &item)?;
        let there = place.filter(|_| item.read);
        let (Some(path), Some(sha256), Ok(id)) = (there, sha256, item.id.parse()) else {
            self.leave_out(item, indicator, secrecy);
            return Ok(None);
        };
        if linked_sha.is_some_and(|linked| linked != sha256.to_string()) {
            self.changed.push(path.clone());
        }
        self.entries.push(Entry {
            item: id,
            sha256,
            original_sha256: None,
            bytes: item.content.map_or(0, |(_, bytes)| bytes),
            kind: item.kind.unwrap_or(Kind::Other),
            format: item.format.unwrap_or_default(),
            dates: item.dates,
            on: item.on,
            secrecy,
            original_name: name_of(&path),
            original_path: path,
            document,
        });
        self.known.insert(item.id, self.entries.len() - 1);
        Ok(Some(self.entries.len() - 1))
    }

    fn leave_out(&mut self, item: ItemRow, indicator: &str, secrecy: Option<String>) {
        let indicator = indicator.to_owned();
        if let Some(known) = self.unavailable.iter_mut().find(|one| one.item == item.id) {
            if !known.indicators.contains(&indicator) {
                known.indicators.push(indicator);
            }
            return;
        }
        self.unavailable.push(LeftOut {
            shown: item.places.first().map_or(item.title, |(_, text)| text.clone()),
            item: item.id,
            indicators: vec![indicator],
            on: item.on,
            secrecy,
        });
    }
}

/// What a document tells of itself. A picture is one page (DA/T 22-2015, 5.3.1.5: a page with words or a picture counts).
fn document(conn: &Connection, item: &ItemRow) -> Result<DocumentFacts> {
    let Some(key) = item.key else {
        return Ok(DocumentFacts::default());
    };
    let mut facts = contents::document_facts(conn, key)?;
    if matches!(item.kind, Some(Kind::Photo | Kind::Screenshot)) {
        facts.pages = facts.pages.or(Some(1));
    }
    Ok(facts)
}

/// 密级 of a file: by every name under which its bytes are known, then by its text, then by what lies in it where it is an archive.
/// 内部 yields to the marks that keep it out.
fn secrecy(conn: &Connection, item: &ItemRow) -> Result<Option<String>> {
    let named = names(conn, item.row)?;
    let named = named.iter().map(String::as_str).chain([item.title.as_str()]);
    if let Some(mark) = named.into_iter().find_map(mark_in_name) {
        return Ok(Some(mark));
    }
    let mut told = Vec::new();
    if let Some(key) = item.key {
        told.extend(contents::secrecy(conn, key)?);
    }
    if item.format.as_deref() == Some("zip") {
        let members = contents::member_marks(conn, item.row)?;
        told.extend(members.iter().filter_map(|member| mark_in_name(&member.name)));
        told.extend(members.into_iter().filter_map(|member| member.told));
    }
    let secret = told.iter().find(|mark| is_secret(mark));
    Ok(secret.or(told.first()).cloned())
}

/// Every name under which an item's bytes are known.
fn names(conn: &Connection, item: i64) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached(
        "SELECT p.path_text FROM location p JOIN item t ON t.key = p.item
         WHERE p.item = ?1 AND p.content IS t.content ORDER BY p.key",
    )?;
    let rows = statement.query_map([item], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn name_of(path: &str) -> String {
    Path::new(path)
        .file_name()
        .map_or_else(|| path.to_owned(), |name| name.to_string_lossy().into_owned())
}
