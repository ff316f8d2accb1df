//! Facts of files, without a ledger. What lies around them counts: names of folders, and the other files asked for.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use jiff::civil::Date;
use taizhang_ledger::THUMB;
use taizhang_media::{Archive, Facts, FileError, Hashed, PICTURES, Paper, WorkerPool, facts, hash, paper};
use taizhang_model::capture::{self, Surroundings, YearHint, folder, neighbour};
use taizhang_model::date::{DateFact, Meaning, Period};
use taizhang_model::kind::Kind;
use taizhang_model::paper::Told;

use super::item;
use crate::command::Call;
use crate::dto::{DateCandidate, ProbeArgs, ProbeReport, ProbeRow};
use crate::fault::{Code, Fault};
use crate::settings::Language;
use crate::task::hold;

/// How often a person is told how far it is.
const BEAT: Duration = Duration::from_millis(20);

pub(crate) fn probe(call: &Call<'_>, args: ProbeArgs) -> Result<ProbeReport, Fault> {
    let period = match call.app.ledger() {
        Ok(ledger) => ledger.period()?,
        Err(_) => None,
    };
    let mut files = read(call, &args.files())?;
    let folders = folders(&files);
    let today = (call.app.settings.today)();
    for file in &mut files {
        file.settle(&folders, period, today);
    }
    let language = call.app.language();
    Ok(ProbeReport {
        files: files.into_iter().map(|file| file.row(language)).collect(),
    })
}

/// Reads the files, as many at a time as there are workers, in the order asked.
fn read(call: &Call<'_>, asked: &[(String, PathBuf)]) -> Result<Vec<File>, Fault> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    std::thread::scope(|scope| {
        let work = || {
            while !call.progress.stopped() {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some((shown, path)) = asked.get(index) else {
                    break;
                };
                let file = File::read(call, shown.clone(), path);
                hold(&done).insert(index, file);
            }
        };
        let threads = call.app.workers.count().min(asked.len());
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        while running.iter().any(|thread| !thread.is_finished()) {
            let at = hold(&done).len();
            let current = asked.get(at).map_or("", |(shown, _)| shown.as_str());
            call.progress
                .at("hash", at as u64, asked.len() as u64, "files", current);
            std::thread::sleep(BEAT);
        }
    });
    let done = std::mem::take(&mut *hold(&done));
    if done.len() < asked.len() {
        return Err(Fault::new(Code::Cancelled));
    }
    Ok(done.into_values().collect())
}

/// A file and what it tells by itself.
struct File {
    path: String,
    /// The folder it lies in, absolute.
    folder: PathBuf,
    read: Result<(Hashed, Facts), FileError>,
    paper: Option<Paper>,
    /// What a person should look at before using the picture.
    hints: Vec<&'static str>,
}

impl File {
    fn read(call: &Call<'_>, shown: String, path: &Path) -> Self {
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut this = Self {
            path: shown,
            folder: absolute.parent().unwrap_or(Path::new("")).to_owned(),
            read: hash(path, &|| call.progress.stopped())
                .map_err(|error| FileError::of_io(path, &error))
                .map(|hashed| {
                    let mut facts = facts(path, &hashed.head, hashed.bytes);
                    facts.dates.extend(mtime(path));
                    (hashed, facts)
                }),
            paper: None,
            hints: Vec::new(),
        };
        let inside = this.look_inside(&call.app.workers, path);
        if let (Err(error), Ok((_, facts))) = (inside, &mut this.read)
            // What the bytes tell without it stands.
            && error.code != "unsupported"
        {
            facts.error = facts.error.take().or(Some(error));
        }
        this
    }

    /// Has the workers read its text and its picture, as a scan does.
    fn look_inside(&mut self, workers: &WorkerPool, path: &Path) -> Result<(), FileError> {
        let Ok((_, facts)) = &mut self.read else {
            return Ok(());
        };
        if facts.kind == Kind::Junk {
            return Ok(());
        }
        if facts.format == "zip" {
            let mut archive = Archive::open(path)?;
            archive.members()?;
            return archive.trouble().map_or(Ok(()), Err);
        }
        if paper::has_text(&facts.format) {
            let paper = workers.paper(path)?;
            facts.take_paper(&paper);
            self.paper = Some(paper);
        }
        if PICTURES.contains(&facts.format.as_str()) {
            let picture = workers.picture(path, THUMB)?;
            if let Some(measures) = &picture.measures {
                facts.take_look(measures);
                self.hints = measures.hints();
            }
        }
        Ok(())
    }

    /// Its dates, when it is a picture or a film.
    fn scene(&self) -> Option<&[DateFact]> {
        let (_, facts) = self.read.as_ref().ok()?;
        (facts.kind != Kind::Junk && facts.is_scene()).then_some(facts.dates.as_slice())
    }

    /// Weighs its dates with what lies around it.
    fn settle(&mut self, folders: &HashMap<PathBuf, Folder>, period: Option<Period>, today: Date) {
        let Ok((_, facts)) = &mut self.read else { return };
        let around = folders.get(&self.folder).cloned().unwrap_or_default();
        let mut others = around.days;
        let own = neighbour::strong_day(&facts.dates).filter(|_| facts.is_scene());
        if let Some(place) = own.and_then(|own| others.iter().position(|day| *day == own)) {
            others.remove(place);
        }
        let names: Vec<String> = self
            .folder
            .components()
            .map(|part| part.as_os_str().to_string_lossy().into_owned())
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let meaning = if facts.is_scene() {
            Meaning::Taken
        } else {
            Meaning::Written
        };
        let hint = YearHint::of(period, &facts.dates, around.common, today);
        let own = Path::new(&self.path).file_name().unwrap_or_default();
        let named = folder::of_name(&own.to_string_lossy(), &names, hint, meaning);
        facts.settle(&Surroundings {
            folder: folder::date(&names, hint, meaning).filter(|_| facts.kind != Kind::Junk),
            named: named.filter(|_| facts.kind != Kind::Junk),
            common: around.common,
            others,
            period,
        });
    }

    fn row(self, language: Language) -> ProbeRow {
        let (hashed, facts) = match self.read {
            Ok(read) => read,
            Err(error) => {
                return ProbeRow {
                    error: Some(item::error(&error.code, language)),
                    ..empty(self.path)
                };
            }
        };
        let best = facts.dates.first();
        let candidates = facts.dates.iter().map(|date| DateCandidate {
            from: date.from,
            value: date.value.clone(),
            precision: date.precision,
        });
        let told = |of: fn(&Paper) -> &Option<Told>| {
            let told = self.paper.as_ref().and_then(|paper| of(paper).as_ref());
            told.map(|told| told.value.clone())
        };
        ProbeRow {
            kind: Some(facts.kind),
            kind_from: Some(facts.kind_from),
            captured_at: best.map(|date| date.value.clone()),
            captured_precision: best.map(|date| date.precision),
            captured_from: best.map(|date| date.from),
            captured_meaning: best.map(|date| date.meaning),
            candidates: candidates.collect(),
            doc_no: told(|paper| &paper.facts.doc_no),
            issuer: told(|paper| &paper.facts.issuer),
            doc_title: told(|paper| &paper.facts.title),
            doc_date: told(|paper| &paper.facts.date),
            secrecy: told(|paper| &paper.facts.secrecy),
            text_chars: self.paper.as_ref().map(|paper| paper.text_chars),
            format: Some(facts.format),
            sha256: Some(hashed.sha256.to_string()),
            bytes: Some(hashed.bytes),
            doubts: facts
                .doubts
                .into_iter()
                .chain(self.hints.iter().map(|hint| (*hint).to_owned()))
                .collect(),
            width: facts.width,
            height: facts.height,
            duration_s: facts.duration_s,
            orientation: facts.orientation,
            pages: facts.pages,
            error: facts.error.map(|error| item::error(&error.code, language)),
            ..empty(self.path)
        }
    }
}

/// What the pictures and films of one folder tell together.
#[derive(Debug, Clone, Default)]
struct Folder {
    common: Option<Date>,
    days: Vec<Date>,
}

fn folders(files: &[File]) -> HashMap<PathBuf, Folder> {
    let mut scenes: HashMap<PathBuf, Vec<&[DateFact]>> = HashMap::new();
    for file in files {
        scenes
            .entry(file.folder.clone())
            .or_default()
            .extend(file.scene());
    }
    scenes
        .into_iter()
        .map(|(folder, dates)| {
            let told = Folder {
                common: neighbour::common_day(&dates),
                days: dates
                    .iter()
                    .filter_map(|dates| neighbour::strong_day(dates))
                    .collect(),
            };
            (folder, told)
        })
        .collect()
}

/// When the file system says that the file was changed last.
fn mtime(path: &Path) -> Option<DateFact> {
    let modified = std::fs::metadata(path).ok()?.modified().ok()?;
    let since_1970 = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
    capture::of_mtime(i64::try_from(since_1970.as_secs()).ok()?)
}

/// Nothing known yet.
fn empty(path: String) -> ProbeRow {
    ProbeRow {
        path,
        kind: None,
        kind_from: None,
        format: None,
        sha256: None,
        bytes: None,
        captured_at: None,
        captured_precision: None,
        captured_from: None,
        captured_meaning: None,
        candidates: Vec::new(),
        doubts: Vec::new(),
        width: None,
        height: None,
        duration_s: None,
        orientation: None,
        pages: None,
        doc_no: None,
        issuer: None,
        doc_title: None,
        doc_date: None,
        secrecy: None,
        text_chars: None,
        error: None,
    }
}
