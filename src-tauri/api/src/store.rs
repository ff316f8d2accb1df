//! What is kept on this machine outside any ledger: appearance and recent ledgers.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::Fault;

/// A folder of small JSON files; without a folder nothing is kept.
#[derive(Debug)]
pub(crate) struct Store {
    dir: Option<PathBuf>,
}

impl Store {
    pub(crate) fn new(dir: Option<PathBuf>) -> Self {
        Self { dir }
    }

    /// Reads a file. A broken one is set aside as `NAME.broken`: it holds nothing that could not be chosen again.
    pub(crate) fn load<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        let path = self.dir.as_ref()?.join(name);
        let text = fs::read(&path).ok()?;
        let value = serde_json::from_slice(&text).ok();
        if value.is_none() {
            // Where even that fails, the next save takes its place.
            let _ = fs::rename(&path, path.with_extension("broken"));
        }
        value
    }

    /// Writes a file: `.part`, sync, rename.
    pub(crate) fn save<T: Serialize>(&self, name: &str, value: &T) -> Result<(), Fault> {
        let Some(dir) = &self.dir else { return Ok(()) };
        let path = dir.join(name);
        write(dir, &path, value).map_err(|e| Fault::io(&path, &e))
    }
}

fn write<T: Serialize>(dir: &Path, path: &Path, value: &T) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    let part = path.with_extension("part");
    let mut file = fs::File::create(&part)?;
    file.write_all(&serde_json::to_vec_pretty(value)?)?;
    file.sync_all()?;
    drop(file);
    taizhang_pack::put_in_place(&part, path)
}

#[cfg(test)]
mod tests {
    use super::Store;

    #[test]
    fn a_broken_file_is_set_aside_and_a_new_one_takes_its_place() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::new(Some(dir.path().join("设置")));
        assert_eq!(store.load::<Vec<u32>>("a.json"), None);
        store.save("a.json", &vec![1, 2]).unwrap();
        assert_eq!(store.load("a.json"), Some(vec![1, 2]));
        std::fs::write(dir.path().join("设置/a.json"), "[1,").unwrap();
        assert_eq!(store.load::<Vec<u32>>("a.json"), None);
        assert!(dir.path().join("设置/a.broken").exists());
        store.save("a.json", &vec![3]).unwrap();
        assert_eq!(store.load("a.json"), Some(vec![3]));
    }
}
