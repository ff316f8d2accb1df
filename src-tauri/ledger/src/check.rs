//! Health of a ledger and its sources.

use rusqlite::Connection;

use crate::error::Result;
use crate::open::{Ledger, hold};

/// One thing that is wrong, or that a person should know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// `database`, `reference`, `backup_failed`, `source_disconnected`, `evidence_missing`, `content_changed`.
    pub code: &'static str,
    /// The file or row it is about.
    pub subject: String,
}

impl Ledger {
    /// Looks at the database (`full`: every page and index) and at what links need.
    pub fn check(&self, full: bool) -> Result<Vec<Finding>> {
        let mut findings = self.read(|conn| database(conn, full))?;
        if let Some(reason) = hold(&self.backup_failed).as_ref() {
            findings.push(Finding {
                code: "backup_failed",
                subject: reason.to_string(),
            });
        }
        for source in self.sources()?.into_iter().filter(|source| !source.connected) {
            findings.push(Finding {
                code: "source_disconnected",
                subject: source.path_text,
            });
        }
        findings.extend(self.read(evidence)?);
        Ok(findings)
    }
}

fn database(conn: &Connection, full: bool) -> Result<Vec<Finding>> {
    let pragma = if full {
        "PRAGMA main.integrity_check"
    } else {
        "PRAGMA main.quick_check"
    };
    let mut statement = conn.prepare(pragma)?;
    let lines: Vec<String> = statement
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut findings: Vec<Finding> = lines
        .into_iter()
        .filter(|line| line != "ok")
        .map(|subject| Finding {
            code: "database",
            subject,
        })
        .collect();
    let mut statement = conn.prepare("PRAGMA main.foreign_key_check")?;
    let broken = statement.query_map([], |row| {
        Ok(format!(
            "{} {} → {}",
            row.get::<_, String>(0)?,
            row.get::<_, Option<i64>>(1)?.unwrap_or(0),
            row.get::<_, String>(2)?
        ))
    })?;
    for subject in broken {
        findings.push(Finding {
            code: "reference",
            subject: subject?,
        });
    }
    Ok(findings)
}

/// Linked items that are nowhere, or whose bytes are others now.
fn evidence(conn: &Connection) -> Result<Vec<Finding>> {
    let mut statement = conn.prepare(
        "SELECT t.title,
         EXISTS (SELECT 1 FROM location p JOIN source s ON s.id = p.source
          WHERE p.item = t.key AND p.state = 'present' AND s.removed_at IS NULL),
         l.content IS NOT NULL AND c.sha256 IS NOT NULL AND l.content <> lower(hex(c.sha256))
         FROM link l JOIN item t ON t.id = l.item LEFT JOIN content c ON c.key = t.content ORDER BY l.id",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, bool>(1)?,
            row.get::<_, bool>(2)?,
        ))
    })?;
    let mut findings = Vec::new();
    for row in rows {
        let (subject, present, changed) = row?;
        let code = if !present {
            "evidence_missing"
        } else if changed {
            "content_changed"
        } else {
            continue;
        };
        findings.push(Finding { code, subject });
    }
    findings.dedup();
    Ok(findings)
}
