//! Texts of documents, and what they tell of themselves.

use rusqlite::{Connection, OptionalExtension, Transaction, params};
use taizhang_media::paper::has_text;
use taizhang_media::{FileError, Paper, WorkerPool};
use taizhang_model::version::shingles;
use taizhang_pack::DocumentFacts;

use super::{PASSING, PLACE, PLACES, Wanted, wanted};
use crate::error::Result;
use crate::{Ledger, Progress, ScanError};

impl Ledger {
    /// Has the workers read every document that was not read yet.
    pub(super) fn read_papers(
        &self,
        workers: &WorkerPool,
        progress: &dyn Progress,
    ) -> Result<Vec<ScanError>> {
        let formats = self.read(untold_formats)?;
        let (with, without): (Vec<String>, Vec<String>) =
            formats.into_iter().partition(|format| has_text(format));
        if !without.is_empty() {
            self.write(|tx| {
                tx.prepare_cached(
                    "UPDATE idx.fact SET text = 'none'
                     WHERE text IS NULL AND format IN (SELECT value FROM json_each(?1))",
                )?
                .execute([serde_json::to_string(&without)?])?;
                Ok(())
            })?;
        }
        if with.is_empty() {
            return Ok(Vec::new());
        }
        let todo = self.read(|conn| {
            wanted(
                conn,
                &format!(
                    "SELECT f.content, f.sha256, {PLACE} FROM idx.fact f
                     JOIN content c ON c.key = f.content AND c.sha256 = f.sha256 {PLACES}
                     WHERE f.text IS NULL ORDER BY l.path_text, l.key"
                ),
                [],
                true,
            )
        })?;
        self.for_each("text", &todo, workers.count(), progress, &|wanted, inside| {
            let read = self.unchanged(wanted, inside, |path| workers.paper(path));
            self.write(|tx| keep(tx, wanted, &read))?;
            Ok(match read {
                // There is nothing to read in it: no fault of the file.
                Err(error) if error.code != "unsupported" => Err(error),
                _ => Ok(()),
            })
        })
    }
}

fn untold_formats(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT DISTINCT format FROM idx.fact WHERE text IS NULL")?;
    let rows = statement.query_map([], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Stores what a document tells, or why it can't be read.
pub(crate) fn keep(
    tx: &Transaction<'_>,
    wanted: &Wanted,
    read: &std::result::Result<Paper, FileError>,
) -> Result<()> {
    let outcome = match read {
        Ok(_) => "ready",
        Err(error) if PASSING.contains(&error.code.as_str()) => return Ok(()),
        Err(error) => error.code.as_str(),
    };
    let known = tx
        .prepare_cached("UPDATE idx.fact SET text = ?3, settled = 0 WHERE content = ?1 AND sha256 = ?2")?
        .execute(params![wanted.content, wanted.sha256.0, outcome])?;
    let (Ok(paper), 1) = (read, known) else {
        return Ok(());
    };
    let told = Paper {
        text: String::new(),
        ..paper.clone()
    };
    let value = |told: &Option<taizhang_model::paper::Told>| told.as_ref().map(|told| told.value.clone());
    tx.prepare_cached(
        "INSERT OR REPLACE INTO idx.paper (content, text_chars, doc_no, issuer, doc_title, doc_date, secrecy, told, pieces)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(params![
        wanted.content,
        paper.text_chars,
        value(&paper.facts.doc_no),
        value(&paper.facts.issuer),
        value(&paper.facts.title),
        value(&paper.facts.date),
        value(&paper.facts.secrecy),
        serde_json::to_string(&told)?,
        shingles(&paper.text)
            .iter()
            .flat_map(|piece| piece.to_be_bytes())
            .collect::<Vec<u8>>(),
    ])?;
    tx.prepare_cached("INSERT OR REPLACE INTO idx.text (content, text) VALUES (?1, ?2)")?
        .execute(params![wanted.content, paper.text])?;
    Ok(())
}

/// What a document tells of itself, as far as it was read.
pub(crate) fn document_facts(conn: &Connection, content: i64) -> Result<DocumentFacts> {
    let mut statement = conn.prepare_cached(
        "SELECT p.doc_no, p.issuer, p.doc_title, p.doc_date, f.pages
         FROM idx.fact f LEFT JOIN idx.paper p ON p.content = f.content WHERE f.content = ?1",
    )?;
    let told = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let facts = statement.query_row([content], |row| {
        Ok(DocumentFacts {
            doc_no: told(row.get(0)?),
            issuer: told(row.get(1)?),
            doc_title: told(row.get(2)?),
            doc_date: row.get::<_, Option<String>>(3)?.and_then(|day| day.parse().ok()),
            pages: row.get(4)?,
        })
    });
    Ok(facts.optional()?.unwrap_or_default())
}

/// 密级 that a document's text tells.
pub(crate) fn secrecy(conn: &Connection, content: i64) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT secrecy FROM idx.paper WHERE content = ?1")?;
    let told = statement.query_row([content], |row| row.get(0)).optional()?;
    Ok(told.flatten())
}
