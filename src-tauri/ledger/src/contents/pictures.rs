//! Looks of pictures, kept beside their thumbnails.

use rusqlite::{Transaction, params};
use taizhang_media::WorkerPool;
use taizhang_model::look::Measures;

use super::{PLACE, PLACES, wanted};
use crate::error::Result;
use crate::thumbs::{PICTURES_SQL, THUMB, UNSUPPORTED};
use crate::{Ledger, Progress, ScanError};

impl Ledger {
    /// Measures the pictures that were not measured yet, without keeping their thumbnails.
    pub(super) fn measure_pictures(
        &self,
        workers: &WorkerPool,
        progress: &dyn Progress,
    ) -> Result<Vec<ScanError>> {
        let todo = self.read(|conn| {
            wanted(
                conn,
                &format!(
                    "SELECT f.content, f.sha256, {PLACE} FROM idx.fact f
                     JOIN content c ON c.key = f.content AND c.sha256 = f.sha256 {PLACES}
                     WHERE f.format IN {PICTURES_SQL} AND f.thumb IS NULL
                         AND NOT EXISTS (SELECT 1 FROM idx.look k WHERE k.content = f.content)
                     ORDER BY l.path_text, l.key"
                ),
                [],
                true,
            )
        })?;
        self.for_each(
            "thumbs",
            &todo,
            workers.count(),
            progress,
            &|wanted, inside| match self.unchanged(wanted, inside, |path| workers.picture(path, THUMB)) {
                Ok(picture) => {
                    if let Some(measures) = &picture.measures {
                        self.write(|tx| keep(tx, wanted.content, measures))?;
                    }
                    Ok(Ok(()))
                }
                Err(error) => {
                    self.write(|tx| crate::thumbs::tried(tx, wanted, &error.code))?;
                    Ok(if error.code == UNSUPPORTED {
                        Ok(())
                    } else {
                        Err(error)
                    })
                }
            },
        )
    }
}

/// Stores how a picture looks; what it was grouped with is to be found anew.
pub(crate) fn keep(tx: &Transaction<'_>, content: i64, measures: &Measures) -> Result<()> {
    let phash: Option<Vec<u8>> = (!measures.is_plain()).then(|| {
        measures
            .phash
            .iter()
            .flat_map(|hash| hash.to_be_bytes())
            .collect()
    });
    let plain = Measures {
        sketch: Vec::new(),
        ..measures.clone()
    };
    tx.prepare_cached(
        "INSERT OR REPLACE INTO idx.look (content, phash, measures, sketch, grouped, hints)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
    )?
    .execute(params![
        content,
        phash,
        serde_json::to_string(&plain)?,
        measures.sketch,
        phash.is_none(),
        serde_json::to_string(&measures.hints())?
    ])?;
    tx.prepare_cached("UPDATE idx.fact SET settled = 0 WHERE content = ?1")?
        .execute([content])?;
    Ok(())
}
