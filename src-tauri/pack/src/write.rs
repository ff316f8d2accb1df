//! The one streaming writer.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::Digest as _;
use taizhang_model::id::Sha256;

use crate::index_json::PackIndex;
use crate::layout::Layout;
use crate::pipeline::{Checker, JoinError, Out};
use crate::secrecy::secrets;
use crate::zip_write::{BLOCK, Block, Gone, Method, ZipStream, deflate};
use crate::{Entry, Material, PackError, PackModel, Paper, csv, html, manifest, sheet};

/// Files of up to so many blocks (about 33 MB) are held until their checksum is known, and stored as they are.
const HELD: u64 = 32 * BLOCK as u64;

/// Formats that get smaller by deflate; pictures, sounds, videos and zipped documents do not.
const DEFLATED: [&str; 24] = [
    "txt", "text", "csv", "tsv", "md", "log", "html", "htm", "xml", "json", "rtf", "svg", "eml", "ics",
    "srt", "doc", "xls", "ppt", "wps", "et", "dps", "cfb", "ole", "bmp",
];

/// What is told while writing, and whether to stop.
pub trait Progress: Sync {
    /// Bytes done of bytes in all, and the entry at hand.
    fn at(&self, done: u64, total: u64, name: &str);
    /// Whether the person wants to stop.
    fn stopped(&self) -> bool;
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Payload files.
    pub entries: u64,
    /// Payload bytes.
    pub payload_bytes: u64,
    /// Bytes of the zip.
    pub zip_bytes: u64,
    /// Hash of the zip.
    pub sha256: Sha256,
}

/// Writes a pack to `out` through `out` + `.part`: one read per file, hashed while copying and compared with the
/// index; fsync, then rename. A paper marked as secret ([`PackError::Secret`]) stops it first. On any error the `.part` is removed and nothing stands under the final name.
pub fn write(
    model: &PackModel,
    material: &dyn Material,
    out: &Path,
    progress: &dyn Progress,
) -> Result<Written, PackError> {
    refuse_secrets(model)?;
    let part = part_of(out);
    let outcome = write_part(model, material, &part, progress).and_then(|written| {
        crate::put_in_place(&part, out).map_err(|e| disk_error(out, e))?;
        sync_folder(out)?;
        Ok(written)
    });
    crate::clear_failed(&part, outcome)
}

/// Refuses what is marked, whatever the caller allowed.
fn refuse_secrets(model: &PackModel) -> Result<(), PackError> {
    let mut names: Vec<String> = secrets(model).into_iter().map(|one| one.subject).collect();
    names.dedup();
    if names.is_empty() {
        Ok(())
    } else {
        Err(PackError::Secret { names })
    }
}

/// Size and hash of a finished zip.
pub fn measured(zip: &Path) -> Result<(u64, Sha256), PackError> {
    let bytes = std::fs::metadata(zip).map_err(|e| disk_error(zip, e))?.len();
    Ok((bytes, hash_of_file(zip).map_err(|e| disk_error(zip, e))?))
}

/// SHA-256 of bytes.
pub fn hash_of(bytes: &[u8]) -> Sha256 {
    Sha256(sha2::Sha256::digest(bytes).into())
}

/// SHA-256 of a file, read in blocks.
pub(crate) fn hash_of_file(path: &Path) -> std::io::Result<Sha256> {
    let mut file = File::open(path)?;
    let mut block = vec![0; BLOCK];
    let mut hash = sha2::Sha256::new();
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(Sha256(hash.finalize().into()));
        }
        hash.update(block.get(..read).unwrap_or_default());
    }
}

/// Returns the name a pack has while it is written: `out` + `.part`.
pub fn part_of(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// Makes the rename last: on Unix a folder has to be synced too.
pub(crate) fn sync_folder(out: &Path) -> Result<(), PackError> {
    if cfg!(unix)
        && let Some(folder) = out.parent()
    {
        let folder = if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        };
        let synced = File::open(folder).and_then(|folder| folder.sync_all());
        return match synced {
            // Some network and FUSE file systems know no sync of folders; the data itself is synced.
            Err(e) if !matches!(e.kind(), std::io::ErrorKind::StorageFull) => Ok(()),
            other => other.map_err(|e| disk_error(out, e)),
        };
    }
    Ok(())
}

/// What the disk said: full, or a file larger than its format holds.
pub(crate) fn disk_error(path: &Path, source: std::io::Error) -> PackError {
    use std::io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    let path = path.to_owned();
    match source.kind() {
        StorageFull | QuotaExceeded => PackError::DiskFull { path },
        FileTooLarge => PackError::FileTooLarge { path },
        _ => PackError::Io { path, source },
    }
}

/// Why writing ended early: a reason of our own, or a thread that is gone and knows the reason.
enum Stop {
    Because(PackError),
    Gone,
}

impl From<PackError> for Stop {
    fn from(reason: PackError) -> Self {
        Self::Because(reason)
    }
}

impl From<Gone> for Stop {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

fn write_part(
    model: &PackModel,
    material: &dyn Material,
    part: &Path,
    progress: &dyn Progress,
) -> Result<Written, PackError> {
    let layout = Layout::of(model)?;
    let file = File::create(part).map_err(|e| disk_error(part, e))?;
    std::thread::scope(|scope| {
        let mut job = Job {
            model,
            material,
            progress,
            layout: &layout,
            zip: ZipStream::new(Out::start(scope, file), model.as_of),
            tags: String::new(),
            done: 0,
            total: model
                .entries
                .iter()
                .map(|entry| entry.bytes)
                .fold(0, u64::saturating_add),
        };
        let checker = Checker::start(scope, model.shape.sm3);
        let read = job.payload(&checker);
        // The manifest may only say what was checked.
        let checked = checker.join();
        let outcome = match (read, checked) {
            (Err(Stop::Because(reason)), _) | (_, Err(reason)) => Err(Stop::Because(reason)),
            (Err(Stop::Gone), Ok(_)) => Err(Stop::Gone),
            (Ok(()), Ok(sm3)) => job.index(&sm3),
        };
        job.close(outcome, part)
    })
}

/// A pack being written.
struct Job<'a, 'scope> {
    model: &'a PackModel,
    material: &'a dyn Material,
    progress: &'a dyn Progress,
    layout: &'a Layout,
    zip: ZipStream<Out<'scope>>,
    /// Lines of the tag manifest.
    tags: String,
    done: u64,
    total: u64,
}

impl Job<'_, '_> {
    /// Writes `bagit.txt` and every file, in reading order.
    fn payload(&mut self, checker: &Checker) -> Result<(), Stop> {
        self.tag("bagit.txt", Method::Deflated, manifest::BAGIT.as_bytes())?;
        for index in &self.layout.order {
            let (Some(entry), Some(place)) = (self.model.entries.get(*index), self.layout.places.get(*index))
            else {
                continue;
            };
            let name = self.inside(&place.path);
            self.entry(entry, name, checker)?;
        }
        Ok(())
    }

    /// A path from the zip's root on.
    fn inside(&self, path: &str) -> String {
        format!("{}/{path}", self.layout.root)
    }

    /// Copies one original, which is read once from its beginning to its end.
    fn entry(&mut self, entry: &Entry, name: String, checker: &Checker) -> Result<(), Stop> {
        let original = |source| PackError::Original {
            name: entry.original_path.clone(),
            source,
        };
        let mut reader = self.material.open(entry).map_err(original)?;
        let mut source = Source {
            entry,
            left: entry.bytes,
            crc: crc32fast::Hasher::new(),
        };
        if entry.bytes > HELD {
            let mut open = self.zip.begin(name, entry.bytes)?;
            while let Some(block) = self.block(&mut source, &mut reader, checker)? {
                self.zip.next(&mut open, &block)?;
            }
            self.zip.end(&open, source.crc.finalize())?;
        } else {
            let mut held = Vec::new();
            while let Some(block) = self.block(&mut source, &mut reader, checker)? {
                held.push(block);
            }
            self.held(&name, entry, source.crc.finalize(), held)?;
        }
        checker.end(&entry.original_path, entry.sha256)?;
        Ok(())
    }

    /// Writes a file that is all there.
    fn held(&mut self, name: &str, entry: &Entry, crc: u32, blocks: Vec<Block>) -> Result<(), Gone> {
        if DEFLATED.contains(&entry.format.as_str()) && !blocks.is_empty() {
            let plain: Vec<u8> = blocks.iter().flat_map(|block| block.iter().copied()).collect();
            let packed = deflate(&plain);
            if packed.len() < plain.len() {
                let packed = [Arc::new(packed)];
                return self.zip.whole(name, Method::Deflated, crc, entry.bytes, packed);
            }
        }
        self.zip.whole(name, Method::Stored, crc, entry.bytes, blocks)
    }

    /// Reads the next block and gives it to the checker; `None` at the end.
    fn block(
        &mut self,
        source: &mut Source,
        reader: &mut dyn Read,
        checker: &Checker,
    ) -> Result<Option<Block>, Stop> {
        if self.progress.stopped() {
            return Err(PackError::Cancelled.into());
        }
        let Some(block) = source.next(reader)? else {
            return Ok(None);
        };
        self.done = self.done.saturating_add(block.len() as u64);
        self.progress
            .at(self.done, self.total, &source.entry.original_path);
        checker.block(Block::clone(&block))?;
        Ok(Some(block))
    }

    /// Writes what tells of the payload: manifests, index, pages.
    fn index(&mut self, sm3: &[String]) -> Result<(), Stop> {
        let thumbs = self.thumbs()?;
        let index = PackIndex::of(self.model, self.layout, &thumbs);
        let json = serde_json::to_vec_pretty(&index).map_err(|e| PackError::Internal(e.to_string()))?;
        self.tag("index/pack.json", Method::Deflated, &json)?;
        let workbook = sheet::workbook(self.model, self.layout)?;
        self.tag("目录/总目录.xlsx", Method::Stored, &workbook)?;
        for (path, text) in csv::tables(&index) {
            self.tag(path, Method::Deflated, text.as_bytes())?;
        }
        let model = self.model;
        for paper in &model.papers {
            self.paper(paper)?;
        }
        for (path, text) in html::pages(self.model, self.layout, &thumbs) {
            self.tag(&path, Method::Deflated, text.as_bytes())?;
        }
        if self.model.shape.sm3 {
            let mut lines = String::new();
            let places = self
                .layout
                .order
                .iter()
                .filter_map(|at| self.layout.places.get(*at));
            for (place, sum) in places.zip(sm3) {
                manifest::line(&mut lines, sum, &place.path);
            }
            self.tag(manifest::SM3, Method::Deflated, lines.as_bytes())?;
        }
        let info = manifest::bag_info(self.model, self.layout.order.len(), self.total);
        self.tag("bag-info.txt", Method::Deflated, info.as_bytes())?;
        let mut lines = String::new();
        for index in &self.layout.order {
            if let (Some(entry), Some(place)) =
                (self.model.entries.get(*index), self.layout.places.get(*index))
            {
                manifest::line(&mut lines, &entry.sha256.to_string(), &place.path);
            }
        }
        self.tag("manifest-sha256.txt", Method::Deflated, lines.as_bytes())?;
        let tags = std::mem::take(&mut self.tags);
        self.tag("tagmanifest-sha256.txt", Method::Deflated, tags.as_bytes())
    }

    /// Writes a printed form; a long one is never held as a whole.
    fn paper(&mut self, paper: &Paper) -> Result<(), Stop> {
        let path = crate::model::paper_path(&paper.name);
        let lost = |error| disk_error(&paper.file, error);
        if paper.bytes <= HELD {
            let bytes = std::fs::read(&paper.file).map_err(lost)?;
            return self.tag(&path, Method::Deflated, &bytes);
        }
        let mut file = File::open(&paper.file).map_err(lost)?;
        let mut open = self.zip.begin(self.inside(&path), paper.bytes)?;
        let (mut crc, mut hash) = (crc32fast::Hasher::new(), sha2::Sha256::new());
        let mut block = vec![0; BLOCK];
        loop {
            if self.progress.stopped() {
                return Err(PackError::Cancelled.into());
            }
            let read = file.read(&mut block).map_err(lost)?;
            let piece = block.get(..read).unwrap_or_default();
            if piece.is_empty() {
                break;
            }
            crc.update(piece);
            hash.update(piece);
            self.zip.next(&mut open, piece)?;
        }
        self.zip.end(&open, crc.finalize())?;
        let hash: [u8; 32] = hash.finalize().into();
        manifest::line(&mut self.tags, &Sha256(hash).to_string(), &path);
        Ok(())
    }

    /// Writes the thumbnails that are ready; tells for each entry where its thumbnail lies.
    fn thumbs(&mut self) -> Result<Vec<Option<String>>, Stop> {
        let mut paths = vec![None; self.model.entries.len()];
        for (number, index) in self.layout.order.iter().enumerate() {
            if self.progress.stopped() {
                return Err(PackError::Cancelled.into());
            }
            let Some(entry) = self.model.entries.get(*index) else {
                continue;
            };
            let Some(jpeg) = self.material.thumbnail(entry) else {
                continue;
            };
            let path = format!("index/thumbs/{:05}.jpg", number + 1);
            self.tag(&path, Method::Stored, &jpeg)?;
            if let Some(place) = paths.get_mut(*index) {
                *place = Some(path);
            }
        }
        Ok(paths)
    }

    /// Writes a tag file, deflated where that is wished and helps, and notes it for the tag manifest.
    fn tag(&mut self, path: &str, method: Method, bytes: &[u8]) -> Result<(), Stop> {
        let hash: [u8; 32] = sha2::Sha256::digest(bytes).into();
        manifest::line(&mut self.tags, &Sha256(hash).to_string(), path);
        let packed = Some(method)
            .filter(|method| *method == Method::Deflated)
            .map(|_| deflate(bytes));
        let (method, packed) = match packed.filter(|packed| packed.len() < bytes.len()) {
            Some(packed) => (Method::Deflated, packed),
            None => (Method::Stored, bytes.to_vec()),
        };
        let name = self.inside(path);
        let crc = crc32fast::hash(bytes);
        Ok(self
            .zip
            .whole(&name, method, crc, bytes.len() as u64, [Arc::new(packed)])?)
    }

    /// Ends the zip, waits for the disk, and says what was written or why not.
    fn close(self, outcome: Result<(), Stop>, part: &Path) -> Result<Written, PackError> {
        let failed = |error| match error {
            JoinError::Io(source) => disk_error(part, source),
            JoinError::Panic => PackError::Internal("a writing thread ended early".to_owned()),
        };
        let entries = self.layout.order.len() as u64;
        let payload_bytes = self.total;
        match outcome {
            Err(Stop::Because(reason)) => Err(reason),
            Err(Stop::Gone) => Err(self.zip.abandon().join().err().map_or_else(gone, failed)),
            Ok(()) => {
                let (out, zip_bytes) = match self.zip.finish() {
                    Ok(done) => done,
                    Err(sink) => return Err(sink.join().err().map_or_else(gone, failed)),
                };
                let (file, sha256) = out.join().map_err(failed)?;
                file.sync_all().map_err(|e| disk_error(part, e))?;
                Ok(Written {
                    entries,
                    payload_bytes,
                    zip_bytes,
                    sha256,
                })
            }
        }
    }
}

fn gone() -> PackError {
    PackError::Internal("a writing thread is gone without a reason".to_owned())
}

/// An original being read.
struct Source<'a> {
    entry: &'a Entry,
    left: u64,
    crc: crc32fast::Hasher,
}

impl Source<'_> {
    /// The next block, full unless it is the last; an error when there are fewer or more bytes than were indexed.
    fn next(&mut self, reader: &mut dyn Read) -> Result<Option<Block>, PackError> {
        let changed = || PackError::Changed {
            name: self.entry.original_path.clone(),
        };
        let room = self.left.min(BLOCK as u64);
        let mut bytes = Vec::with_capacity(usize::try_from(room).unwrap_or(BLOCK));
        let read = reader.take(room.max(1)).read_to_end(&mut bytes);
        read.map_err(|source| PackError::Original {
            name: self.entry.original_path.clone(),
            source,
        })?;
        let size = bytes.len() as u64;
        if size != room {
            return Err(changed());
        }
        if size == 0 {
            return Ok(None);
        }
        self.left -= size;
        self.crc.update(&bytes);
        Ok(Some(Arc::new(bytes)))
    }
}
