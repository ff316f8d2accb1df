//! A connection to a database file, however long the path of its folder is.

use std::ffi::OsStr;
use std::fs::File;
use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rusqlite::{Connection, OpenFlags};

use crate::error::Result;

/// How a file is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// The holder of the lock.
    Write,
    /// Beside a writer, or by choice.
    Read,
    /// The place can't be written: nobody can change it under us.
    Immutable,
}

/// A connection, and the folders that it reaches its files through: SQLite opens journals by name at any time.
#[derive(Debug)]
pub(crate) struct Database {
    // Dropped first: it may still delete a journal.
    connection: Connection,
    folders: Vec<Arc<File>>,
}

impl Database {
    /// Opens a file; a writer makes one that is not there.
    pub(crate) fn open(path: &Path, mode: Mode) -> Result<Self> {
        let spelling = Spelling::of(path);
        let connection = Connection::open_with_flags(uri(&spelling.path, mode), flags(mode))?;
        Ok(Self {
            connection,
            folders: spelling.folder.into_iter().collect(),
        })
    }

    /// Attaches another file as `name`.
    pub(crate) fn attach(&mut self, name: &str, path: &Path, mode: Mode) -> Result<()> {
        let spelling = Spelling::of(path);
        self.connection
            .execute(&format!("ATTACH ?1 AS {name}"), [uri(&spelling.path, mode)])?;
        self.folders.extend(spelling.folder);
        Ok(())
    }

    /// Closes it, and tells when something could not be written.
    pub(crate) fn close(self) -> Result<()> {
        let Self { connection, folders } = self;
        connection.close().map_err(|(_, e)| e)?;
        drop(folders);
        Ok(())
    }
}

impl Deref for Database {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl DerefMut for Database {
    fn deref_mut(&mut self) -> &mut Connection {
        &mut self.connection
    }
}

fn flags(mode: Mode) -> OpenFlags {
    let base = OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    match mode {
        Mode::Write => base | OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
        Mode::Read | Mode::Immutable => base | OpenFlags::SQLITE_OPEN_READ_ONLY,
    }
}

/// A `file:` URI: needed for `immutable`, and safe for any name, Unicode or not. What separates names on Windows is
/// written as a code, too: two of them at the beginning would be taken for a host.
fn uri(path: &Path, mode: Mode) -> String {
    let mut text = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        if byte.is_ascii_alphanumeric() || b"/:._-".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    if mode == Mode::Immutable {
        text.push_str("?immutable=1");
    }
    text
}

/// Longest path that SQLite is given as it is, less what it appends (`-journal`). Windows takes 260 units without its
/// form `\\?\`; SQLite's own layer for Unix takes 512 bytes.
const SHORT: usize = if cfg!(windows) { 240 } else { 480 };

/// A path as SQLite can open it, and the folder that must stay open as long as the path is used.
struct Spelling {
    path: PathBuf,
    folder: Option<Arc<File>>,
}

impl Spelling {
    fn of(path: &Path) -> Self {
        let plain = |path: PathBuf| Self { path, folder: None };
        let Some((folder, name)) = resolved(path) else {
            // The folder is not there: SQLite's own error says so.
            return plain(path.to_owned());
        };
        let whole = folder.join(&name);
        if cfg!(windows) {
            // The resolved form begins with `\\?\`, which the standard library uses by itself and SQLite does not.
            let long = path.as_os_str().len() > SHORT;
            return plain(if long { whole } else { path.to_owned() });
        }
        if whole.as_os_str().len() <= SHORT {
            return plain(whole);
        }
        through_handle(&folder, &name).unwrap_or_else(|| plain(whole))
    }
}

/// The real folder and name of a file that may not be there yet. SQLite does not follow links itself (see
/// `.cargo/config.toml`), and two names of one file would have two journals.
fn resolved(path: &Path) -> Option<(PathBuf, std::ffi::OsString)> {
    let real = match std::fs::canonicalize(path) {
        Ok(real) => real,
        Err(_) => std::fs::canonicalize(path.parent()?)
            .ok()?
            .join(path.file_name()?),
    };
    Some((real.parent()?.to_owned(), real.file_name()?.to_owned()))
}

/// A short name of a file in a deep folder: by way of a handle of the folder.
#[cfg(target_os = "linux")]
fn through_handle(folder: &Path, name: &OsStr) -> Option<Spelling> {
    use std::os::fd::AsRawFd;
    let handle = handles::of(folder).ok()?;
    let path = PathBuf::from(format!("/proc/self/fd/{}", handle.as_raw_fd())).join(name);
    // A system without /proc has no short names.
    path.parent()?.is_dir().then_some(Spelling {
        path,
        folder: Some(handle),
    })
}

#[cfg(not(target_os = "linux"))]
fn through_handle(_folder: &Path, _name: &OsStr) -> Option<Spelling> {
    None
}

/// Handles of deep folders. Connections to one folder share one: SQLite keeps, for all of them, the names that the first
/// was opened by.
#[cfg(target_os = "linux")]
mod handles {
    use std::fs::File;
    use std::io;
    use std::os::unix::fs::MetadataExt;
    use std::path::{Path, PathBuf};
    use std::sync::{Arc, Mutex, Weak};

    use crate::open::hold;

    static OPEN: Mutex<Vec<(PathBuf, Weak<File>)>> = Mutex::new(Vec::new());

    pub(super) fn of(folder: &Path) -> io::Result<Arc<File>> {
        let mut open = hold(&OPEN);
        open.retain(|(_, handle)| handle.strong_count() > 0);
        let now = folder.metadata()?;
        for handle in open
            .iter()
            .filter(|(path, _)| path == folder)
            .filter_map(|(_, handle)| handle.upgrade())
        {
            // Another folder may have taken the name.
            let held = handle.metadata()?;
            if (held.dev(), held.ino()) == (now.dev(), now.ino()) {
                return Ok(handle);
            }
        }
        let handle = Arc::new(File::open(folder)?);
        open.push((folder.to_owned(), Arc::downgrade(&handle)));
        Ok(handle)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_long_paths_are_no_hosts_and_any_name_is_kept() {
        assert_eq!(
            uri(Path::new(r"\\server\share\ledger.sqlite"), Mode::Read),
            "file:%5C%5Cserver%5Cshare%5Cledger.sqlite"
        );
        assert_eq!(
            uri(Path::new("/a?b#c 账/x"), Mode::Immutable),
            "file:/a%3Fb%23c%20%E8%B4%A6/x?immutable=1"
        );
    }

    /// A folder of about `characters` Chinese characters below `root`.
    fn deep(root: &Path, characters: usize) -> PathBuf {
        let mut folder = root.to_owned();
        while folder.as_os_str().to_string_lossy().chars().count() + 21 < characters {
            folder.push("某局二〇二六年度创建工作迎检材料汇编目录");
        }
        std::fs::create_dir_all(&folder).unwrap();
        folder
    }

    #[test]
    fn a_long_path_is_spelled_so_that_sqlite_takes_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = deep(root.path(), 240);
        let spelling = Spelling::of(&folder.join("ledger.sqlite"));
        assert!(spelling.path.ends_with("ledger.sqlite"));
        if cfg!(windows) {
            assert!(spelling.path.to_string_lossy().starts_with(r"\\?\"));
        } else {
            assert!(spelling.path.as_os_str().len() <= SHORT, "{:?}", spelling.path);
        }
        let short = Spelling::of(&root.path().join("ledger.sqlite"));
        assert!(short.folder.is_none());
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn connections_to_one_deep_folder_share_its_handle_and_leave_none() {
        use std::os::fd::AsRawFd;
        let root = tempfile::tempdir().unwrap();
        let folder = deep(root.path(), 240);
        let file = folder.join("ledger.sqlite");
        let first = Spelling::of(&file);
        let second = Spelling::of(&file);
        assert_eq!(first.path, second.path);
        let link = format!("/proc/self/fd/{}", first.folder.as_ref().unwrap().as_raw_fd());
        drop(first);
        assert_eq!(
            std::fs::read_link(&link).unwrap(),
            std::fs::canonicalize(&folder).unwrap()
        );
        drop(second);
        // A disk that somebody wants to take out must not be held.
        assert_ne!(
            std::fs::read_link(&link).ok(),
            std::fs::canonicalize(&folder).ok()
        );
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_file_that_is_reached_by_a_link_has_one_journal() {
        let root = tempfile::tempdir().unwrap();
        let real = root.path().join("真.sqlite");
        let link = root.path().join("链接.sqlite");
        Database::open(&real, Mode::Write)
            .unwrap()
            .execute_batch("CREATE TABLE t (a)")
            .unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let by_link = Database::open(&link, Mode::Write).unwrap();
        by_link
            .execute_batch("PRAGMA journal_mode = WAL; INSERT INTO t VALUES (1);")
            .unwrap();
        assert!(root.path().join("真.sqlite-wal").exists());
        assert!(!root.path().join("链接.sqlite-wal").exists());
    }
}
