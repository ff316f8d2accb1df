//! Disks that come back under another drive letter or mount point: their sources are found again.

use std::path::{Component, Path, PathBuf};

use rusqlite::{Connection, params};

use crate::error::Result;
use crate::open::Ledger;
use crate::place;
use crate::sources::{Place, is_connected, places};

/// How many known files are looked for.
const SAMPLE: usize = 20;

/// A file that a source is known to hold.
struct Known {
    path: PathBuf,
    bytes: u64,
}

impl Ledger {
    /// Moves each source that is not connected to the one disk that has the same folder with the same files, as an undoable
    /// change. Where two disks have it (a copy), or nothing is known of the source yet, a person has to say.
    pub(crate) fn find_disks_again(&self) -> Result<()> {
        let away: Vec<Place> = self
            .read(places)?
            .into_iter()
            .filter(|place| !place.connected)
            .collect();
        if away.is_empty() {
            return Ok(());
        }
        let disks = (self.around.disks)();
        for place in away {
            let known = self.read(|conn| sample(conn, &place.id))?;
            let mut found = disks
                .iter()
                .filter_map(|disk| on(disk, &place.path))
                .filter(|there| *there != place.path && is_connected(there) && holds(there, &known));
            if let (Some(there), None) = (found.next(), found.next()) {
                // A place that can't be a source (it lies in another one) is left as it was.
                match self.relocate_source(&place.id, &there) {
                    Ok(_)
                    | Err(
                        crate::LedgerError::SourceOverlap { .. } | crate::LedgerError::SourceIsLedger { .. },
                    ) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }
}

/// Where the folder would lie on this disk: a drive's root, or a mount point beside the one that it lay on.
fn on(disk: &Path, folder: &Path) -> Option<PathBuf> {
    let Some(beside) = disk.parent() else {
        let below = folder
            .components()
            .filter(|part| matches!(part, Component::Normal(_)));
        return Some(
            disk.iter()
                .map(Path::new)
                .chain(below.map(|part| Path::new(part.as_os_str())))
                .collect(),
        );
    };
    let mut below = folder.strip_prefix(beside).ok()?.components();
    below.next()?;
    Some(disk.join(below.as_path()))
}

/// Files of their own that the source held when it was scanned last, spread over all.
fn sample(conn: &Connection, source: &str) -> Result<Vec<Known>> {
    let mut statement = conn.prepare_cached(
        "SELECT path, bytes FROM
             (SELECT path, bytes, ntile(?2) OVER (ORDER BY key) AS part FROM location
              WHERE source = ?1 AND member = '' AND state = 'present')
         GROUP BY part",
    )?;
    let rows = statement.query_map(params![source, SAMPLE], |row| {
        Ok(Known {
            path: place::from_bytes(&row.get::<_, Vec<u8>>(0)?),
            bytes: row.get(1)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether nine of ten known files are there with their sizes: some may have been changed on another computer.
fn holds(folder: &Path, known: &[Known]) -> bool {
    let is_there = |file: &&Known| {
        let path = folder.join(&file.path);
        std::fs::metadata(place::asked(&path)).is_ok_and(|found| found.is_file() && found.len() == file.bytes)
    };
    let there = known.iter().filter(is_there).count();
    !known.is_empty() && there * 10 >= known.len() * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(windows)]
    #[test]
    fn the_same_folder_lies_on_another_drive() {
        assert_eq!(
            on(Path::new(r"F:\"), Path::new(r"E:\照片\4月")),
            Some(PathBuf::from(r"F:\照片\4月"))
        );
        assert_eq!(
            on(Path::new(r"F:\"), Path::new(r"\\?\E:\照片")),
            Some(PathBuf::from(r"F:\照片"))
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_same_folder_lies_at_another_mount_point_beside() {
        let disk = Path::new("/media/王芳/KINGSTON1");
        assert_eq!(
            on(disk, Path::new("/media/王芳/KINGSTON/照片/4月")),
            Some(PathBuf::from("/media/王芳/KINGSTON1/照片/4月"))
        );
        assert_eq!(on(disk, Path::new("/home/王芳/照片")), None);
        assert_eq!(
            on(Path::new("/"), Path::new("/home/王芳")),
            Some(PathBuf::from("/home/王芳"))
        );
    }
}
