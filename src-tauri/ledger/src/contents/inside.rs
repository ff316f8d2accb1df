//! Archives that stay open while many of their members are read one after the other: to open one is to read its whole directory.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use taizhang_media::{Archive, FileError, Member};

use super::Wanted;
use super::members::Copy;
use crate::open::hold;
use crate::scan::Stat;

/// Archives that wait for their next reader, at most.
const IDLE: usize = 8;

/// The archives of one run over many contents; they are closed with it, so that nothing keeps a clerk from moving them.
#[derive(Default)]
pub(crate) struct Inside {
    /// The one that was used last comes last.
    idle: Mutex<Vec<Opened>>,
}

struct Opened {
    path: PathBuf,
    stat: Stat,
    archive: Archive,
    members: HashMap<String, Member>,
}

impl Inside {
    /// A copy of a member below `cache`, gone when it is dropped.
    pub(super) fn copy(&self, cache: &Path, wanted: &Wanted) -> Result<Copy, FileError> {
        let mut opened = match self.taken(wanted) {
            Some(opened) => opened,
            None => Opened::new(wanted)?,
        };
        let copy = match opened.members.get(&wanted.member) {
            Some(member) => Copy::made(cache, &mut opened.archive, member, &|| false),
            None => Err(FileError::new(
                "vanished",
                format!("{}: not in the archive", wanted.member),
            )),
        };
        let mut idle = hold(&self.idle);
        if idle.len() == IDLE {
            idle.remove(0);
        }
        idle.push(opened);
        copy
    }

    fn taken(&self, wanted: &Wanted) -> Option<Opened> {
        let mut idle = hold(&self.idle);
        let at = idle
            .iter()
            .rposition(|one| one.path == wanted.path && one.stat == wanted.stat)?;
        Some(idle.remove(at))
    }
}

impl Opened {
    fn new(wanted: &Wanted) -> Result<Self, FileError> {
        let mut archive = Archive::open(&wanted.path)?;
        let members = archive.members()?.into_iter();
        Ok(Self {
            path: wanted.path.clone(),
            stat: wanted.stat,
            members: members.map(|member| (member.name.clone(), member)).collect(),
            archive,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use taizhang_model::id::Sha256;

    use super::*;

    fn zip(path: &Path, members: &[&str]) {
        let mut zip = zip::ZipWriter::new(std::fs::File::create(path).unwrap());
        for name in members {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .unwrap();
            zip.write_all(name.as_bytes()).unwrap();
        }
        zip.finish().unwrap();
    }

    fn wanted(path: &Path, member: &str) -> Wanted {
        Wanted {
            content: 1,
            sha256: Sha256([0; 32]),
            source: String::new(),
            path_text: String::new(),
            path: path.to_owned(),
            member: member.to_owned(),
            stat: crate::scan::stat(path).unwrap(),
        }
    }

    #[test]
    fn one_archive_stays_open_for_all_its_members_and_few_for_many() {
        let folder = tempfile::tempdir().unwrap();
        let inside = Inside::default();
        let names = ["1.txt", "文件/2.txt"];
        let path = folder.path().join("a.zip");
        zip(&path, &names);
        for name in names {
            let copy = inside.copy(folder.path(), &wanted(&path, name)).unwrap();
            assert_eq!(std::fs::read_to_string(&copy.path).unwrap(), name);
        }
        let gone = inside.copy(folder.path(), &wanted(&path, "3.txt"));
        assert_eq!(gone.err().unwrap().code, "vanished");
        assert_eq!(hold(&inside.idle).len(), 1);
        // Other bytes under the same name are opened anew.
        zip(&path, &["4.txt", "5.txt", "6.txt"]);
        assert!(inside.copy(folder.path(), &wanted(&path, "5.txt")).is_ok());
        assert_eq!(hold(&inside.idle).len(), 2);
        for n in 0..2 * IDLE {
            let path = folder.path().join(format!("{n}.zip"));
            zip(&path, &["1.txt"]);
            assert!(inside.copy(folder.path(), &wanted(&path, "1.txt")).is_ok());
        }
        assert_eq!(hold(&inside.idle).len(), IDLE);
    }
}
