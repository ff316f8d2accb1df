//! Units: material that plainly belongs together. What lies in a folder named after an event; elsewhere pictures with one name,
//! pictures of one hour, pictures that were saved in one go, a run of numbers; and each paper.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime};

use super::folder::{Folder, Folders, Role};
use super::name;
use super::seen::Seen;
use super::stray;
use super::told;
use crate::suggest::topic;

/// Pictures of one event follow each other within this time.
const HOURS: SignedDuration = SignedDuration::from_mins(150);
/// Pictures that were saved in one go follow each other within this time…
const SAVED: SignedDuration = SignedDuration::from_mins(20);
/// … and on a day on which much was saved within this.
const SAVED_BULK: SignedDuration = SignedDuration::from_secs(90);
/// More pictures than this, saved on one day from one place, are a collection.
const BULK: usize = 40;
/// Numbers of one run of pictures follow each other so closely.
const STEP: u64 = 4;
/// Days that two pictures of an event may lie apart.
const NEXT: i32 = 1;
/// An event that is named after its first day lasts no longer than so many days more …
const DAYS: i32 = 4;
/// … and goes on at this hour at the earliest; before it is the night of the day before.
const MORNING: i8 = 6;
/// A clock that is further off than this is wrong.
const FAR: i32 = 30;

/// What made a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Made {
    /// A folder named after an event or its day.
    Folder,
    /// Files with one name.
    Names,
    /// Pictures of one hour.
    Hour,
    /// Pictures saved in one go.
    Saved,
    /// A run of numbers.
    Run,
    /// A paper.
    Paper,
}

/// Material that plainly belongs together.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    pub(super) made: Made,
    /// Numbers of its pieces.
    pub(super) pieces: Vec<usize>,
    /// Names with how much each tells.
    pub(super) names: Vec<(String, f64)>,
    /// The event's days, where they are known.
    pub(super) days: Option<(Date, Date)>,
    /// When its pictures were taken.
    pub(super) times: Option<(DateTime, DateTime)>,
    /// When its pictures were saved.
    pub(super) saved: Option<(DateTime, DateTime)>,
    /// When a paper says that it begins.
    pub(super) begins: Option<DateTime>,
    /// When a paper was written.
    pub(super) written: Option<Date>,
    /// The month that its folder tells.
    pub(super) month: Option<(Date, Date)>,
    pub(super) department: Option<String>,
    pub(super) ordinal: Option<(u32, String)>,
    /// Its folder.
    pub(super) home: usize,
    /// Whether the days were told by a name, a paper or a camera (not by the folder's own word alone).
    pub(super) papers: bool,
    /// Whether it lies in a colleague's or a department's folder.
    pub(super) handed_over: bool,
}

/// Makes units of all pieces; a piece that lies in several places may be in several.
pub(super) fn units(seen: &[Seen<'_>], folders: &Folders) -> Vec<Unit> {
    let mut all = Vec::new();
    for (n, folder) in folders.0.iter().enumerate() {
        let maker = Maker {
            seen,
            folders,
            folder,
            home: n,
        };
        match folder.role {
            Role::Event => maker.event(&mut all),
            Role::Holder => maker.holder(&folder.files, &mut all),
            Role::Part => {}
        }
    }
    all
}

struct Maker<'a> {
    seen: &'a [Seen<'a>],
    folders: &'a Folders,
    folder: &'a Folder,
    home: usize,
}

impl Maker<'_> {
    fn unit(&self, made: Made, pieces: Vec<usize>) -> Unit {
        let of = |n: &usize| self.seen.get(*n);
        let times: Vec<DateTime> = pieces.iter().filter_map(of).filter_map(|one| one.taken).collect();
        let saved: Vec<DateTime> = pieces.iter().filter_map(of).filter_map(|one| one.saved).collect();
        let ordinal = pieces.iter().filter_map(of).find_map(|one| one.ordinal.clone());
        Unit {
            made,
            names: self.names(made, &pieces),
            days: None,
            times: times.iter().min().copied().zip(times.iter().max().copied()),
            saved: saved.iter().min().copied().zip(saved.iter().max().copied()),
            begins: None,
            written: None,
            month: self.folder.month,
            department: self.folder.department.clone(),
            ordinal: self
                .folder
                .ordinal
                .clone()
                .filter(|_| made == Made::Folder)
                .or(ordinal),
            home: self.home,
            papers: made == Made::Paper,
            handed_over: self.folder.handed_over,
            pieces,
        }
    }

    /// Names of the folder, of those above it, and of the pieces.
    fn names(&self, made: Made, pieces: &[usize]) -> Vec<(String, f64)> {
        let mut names: Vec<(String, f64)> = Vec::new();
        let mut put = |core: &str, weight: f64| {
            if !core.is_empty() && names.len() < 16 && !names.iter().any(|(known, _)| known == core) {
                names.push((core.to_owned(), weight));
            }
        };
        let own = if made == Made::Folder { 1.0 } else { 0.35 };
        if made == Made::Folder {
            put(&self.folder.core, own);
        }
        let mut cores: BTreeMap<&str, usize> = BTreeMap::new();
        for one in pieces.iter().filter_map(|n| self.seen.get(*n)) {
            *cores.entry(one.core.as_str()).or_default() += 1;
        }
        let mut cores: Vec<(&str, usize)> = cores.into_iter().filter(|(core, _)| !core.is_empty()).collect();
        cores.sort_by_key(|(core, count)| (std::cmp::Reverse(*count), *core));
        let whole = if made == Made::Folder { 0.7 } else { 1.0 };
        for (core, _) in cores.into_iter().take(8) {
            put(core, whole);
        }
        if made != Made::Folder {
            put(&self.folder.core, own);
        }
        let mut above = self.folder.above;
        while let Some(folder) = above.and_then(|n| self.folders.0.get(n)) {
            put(&folder.core, 0.35);
            above = folder.above;
        }
        names
    }

    /// Units of a folder that is named after an event: the event itself, and what lies there by mistake.
    fn event(&self, all: &mut Vec<Unit>) {
        let files = self.folders.all_files(self.home);
        let days = self.days(&files);
        let mut inside = Vec::new();
        let mut outside = Vec::new();
        for (n, spot) in &files {
            let Some(one) = self.seen.get(*n) else { continue };
            let stays = !self.is_elsewhere(one) && days.is_none_or(|days| fits(one, days));
            if stays {
                inside.push(*n)
            } else {
                outside.push((*n, *spot))
            }
        }
        inside.dedup();
        if !inside.is_empty() {
            let mut unit = self.unit(Made::Folder, inside);
            unit.days = days;
            unit.papers = unit
                .pieces
                .iter()
                .filter_map(|n| self.seen.get(*n))
                .any(|one| !one.piece.scene);
            if days.is_none() {
                unit.month = self.folder.month;
            }
            all.push(unit);
        }
        self.holder(&outside, all);
    }

    /// Whether a piece's own name tells another event than its folder's.
    fn is_elsewhere(&self, one: &Seen<'_>) -> bool {
        if self.folder.core.is_empty() || one.core.is_empty() {
            return false;
        }
        let topics =
            |text: &str| -> BTreeSet<usize> { topic::told(text).into_iter().map(|(n, _)| n).collect() };
        let (there, own) = (topics(&self.folder.core), topics(&one.core));
        let wide = |set: &BTreeSet<usize>| -> BTreeSet<usize> {
            let wider = set
                .iter()
                .filter_map(|n| topic::TOPICS.get(*n))
                .flat_map(|topic| topic.wider)
                .filter_map(|(name, _)| topic::number(name));
            set.iter().copied().chain(wider).collect()
        };
        let common = pairs(&self.folder.core)
            .intersection(&pairs(&one.core))
            .next()
            .is_some();
        !there.is_empty() && !own.is_empty() && !common && wide(&there).is_disjoint(&wide(&own))
    }

    /// The days of a folder's event: what most of its pictures say, its name, its papers.
    fn days(&self, files: &[(usize, usize)]) -> Option<(Date, Date)> {
        let pieces = || files.iter().filter_map(|(n, _)| self.seen.get(*n));
        let mut taken: Vec<Date> = pieces()
            .filter_map(|one| one.taken)
            .map(|time| time.date())
            .collect();
        taken.sort_unstable();
        let most = taken
            .chunk_by(|a, b| (*b - *a).get_days() <= NEXT)
            .max_by_key(|chunk| (chunk.len(), std::cmp::Reverse(chunk.first().copied())))
            .filter(|chunk| chunk.len() * 5 >= taken.len() * 3)
            .and_then(|chunk| Some((*chunk.first()?, *chunk.last()?, chunk.len())));
        let mut told: BTreeMap<(Date, Date), usize> = BTreeMap::new();
        for one in pieces().filter(|one| one.told.sure) {
            for day in &one.told.days {
                *told.entry(*day).or_default() += 1;
            }
        }
        let told = told
            .into_iter()
            .max_by_key(|(days, count)| (*count, std::cmp::Reverse(*days)))
            .map(|(days, _)| days);
        let said = self.folder.day.map(|day| (day, day));
        let Some((from, to, count)) = most else {
            return said.or(told);
        };
        let camera = (from, to);
        match said.or(told) {
            // A name may tell when the pictures were handed in; a clock may be off by years.
            Some(word) if apart(word, camera) > FAR => Some(word),
            Some(word) if apart(word, camera) <= NEXT => Some((word.0, self.last(word, camera, files))),
            Some(word) if count < 3 && said.is_some() => Some(word),
            _ => Some(camera),
        }
    }

    /// The last day of an event that a name gives one day, and its cameras more: they went on in daylight.
    fn last(&self, word: (Date, Date), camera: (Date, Date), files: &[(usize, usize)]) -> Date {
        let on = camera.1;
        let went_on = files
            .iter()
            .filter_map(|(n, _)| self.seen.get(*n)?.taken)
            .filter(|time| time.date() == on && time.hour() >= MORNING)
            .count();
        let more = word.0 == word.1 && camera.0 == word.0 && (on - word.0).get_days() <= DAYS;
        if more && went_on > 1 {
            on.max(word.1)
        } else {
            word.1
        }
    }

    /// Units of what only lies side by side.
    fn holder(&self, files: &[(usize, usize)], all: &mut Vec<Unit>) {
        let mut named: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut rest: Vec<(usize, usize)> = Vec::new();
        for (n, spot) in files {
            let Some(one) = self.seen.get(*n) else { continue };
            if one.is_paper() && !one.is_screen() {
                self.paper(*n, one, all);
            } else if !one.core.is_empty() {
                named.entry(one.core.as_str()).or_default().push(*n);
            } else if !one.is_screen() {
                rest.push((*n, *spot));
            }
        }
        for (core, pieces) in named {
            if pieces.len() > 1 || core.chars().count() > 3 || !topic::told(core).is_empty() {
                self.names_of(pieces, all);
            } else {
                rest.extend(files.iter().filter(|(n, _)| pieces.contains(n)));
            }
        }
        self.scenes(&rest, all);
    }

    fn paper(&self, n: usize, one: &Seen<'_>, all: &mut Vec<Unit>) {
        let days = &one.told.days;
        if days.len() > told::MANY || one.is_housekeeping() {
            return;
        }
        let mut unit = self.unit(Made::Paper, vec![n]);
        unit.written = one.written;
        if days.is_empty() {
            all.push(unit.clone());
        }
        for (from, to) in days {
            let mut unit = unit.clone();
            unit.days = Some((*from, *to));
            unit.begins = one.told.hour.map(|hour| from.to_datetime(hour));
            all.push(unit);
        }
    }

    /// Pictures with one name: one event for each stretch of days.
    fn names_of(&self, mut pieces: Vec<usize>, all: &mut Vec<Unit>) {
        let time = |n: &usize| self.seen.get(*n).and_then(|one| one.taken);
        pieces.sort_by_key(|n| (time(n).is_none(), time(n), *n));
        let dated = pieces.iter().take_while(|n| time(n).is_some()).count();
        let (stamped, loose) = pieces.split_at(dated);
        let mut parts: Vec<Vec<usize>> = stamped
            .chunk_by(|a, b| {
                time(a)
                    .zip(time(b))
                    .is_some_and(|(a, b)| (b.date() - a.date()).get_days() <= NEXT)
            })
            .map(<[usize]>::to_vec)
            .collect();
        match parts.as_mut_slice() {
            [] => parts.extend(Some(loose.to_vec()).filter(|loose| !loose.is_empty())),
            [only] => only.extend(loose),
            _ => parts.extend(Some(loose.to_vec()).filter(|loose| !loose.is_empty())),
        }
        for part in parts {
            let mut unit = self.unit(Made::Names, part);
            unit.days = unit.times.map(|(from, to)| (from.date(), to.date()));
            all.push(unit);
        }
    }

    /// Pictures without names: by the hour they were taken, by when they were saved, by their numbers.
    fn scenes(&self, files: &[(usize, usize)], all: &mut Vec<Unit>) {
        let mut taken: Vec<(DateTime, usize)> = Vec::new();
        let mut saved: Vec<(DateTime, usize)> = Vec::new();
        let mut loose: Vec<(usize, usize)> = Vec::new();
        for (n, spot) in files {
            let Some(one) = self.seen.get(*n) else { continue };
            match (one.taken, one.saved) {
                (Some(time), _) => taken.push((time, *n)),
                (None, Some(time)) => saved.push((time, *n)),
                (None, None) => loose.push((*n, *spot)),
            }
        }
        let runs = self.runs(&loose, files, &mut taken);
        taken.sort_unstable();
        let events = taken.chunk_by(|a, b| a.0.duration_until(b.0) <= HOURS);
        for part in events.flat_map(stray::lessons) {
            let mut unit = self.unit(Made::Hour, part.iter().map(|(_, n)| *n).collect());
            unit.times = part
                .first()
                .zip(part.last())
                .map(|(first, last)| (first.0, last.0));
            unit.days = unit.times.map(|(from, to)| (from.date(), to.date()));
            all.push(unit);
        }
        saved.sort_unstable();
        for day in saved.chunk_by(|a, b| a.0.date() == b.0.date()) {
            let gap = if day.len() > BULK { SAVED_BULK } else { SAVED };
            for part in day.chunk_by(|a, b| a.0.duration_until(b.0) <= gap) {
                all.push(self.unit(Made::Saved, part.iter().map(|(_, n)| *n).collect()));
            }
        }
        for run in runs {
            all.push(self.unit(Made::Run, run));
        }
    }

    /// Runs of numbered pictures without a date. Those whose numbers lie beside pictures with one take its time.
    fn runs(
        &self,
        loose: &[(usize, usize)],
        files: &[(usize, usize)],
        taken: &mut Vec<(DateTime, usize)>,
    ) -> Vec<Vec<usize>> {
        let mut series: BTreeMap<String, Vec<(u64, usize, Option<DateTime>)>> = BTreeMap::new();
        let undated: BTreeSet<usize> = loose.iter().map(|(n, _)| *n).collect();
        for (n, spot) in files {
            let Some(one) = self.seen.get(*n) else { continue };
            let counter = one.spot(*spot).and_then(|spot| name::counter(&spot.name));
            if let Some((head, number)) = counter.filter(|_| one.taken.is_some() || undated.contains(n)) {
                series.entry(head).or_default().push((number, *n, one.taken));
            }
        }
        let mut runs = Vec::new();
        for mut numbers in series.into_values() {
            numbers.sort_unstable();
            for run in numbers.chunk_by(|a, b| b.0 - a.0 <= STEP) {
                let stamped: Vec<(u64, DateTime)> =
                    run.iter().filter_map(|one| Some((one.0, one.2?))).collect();
                let bare = run.iter().filter(|one| one.2.is_none());
                if stamped.is_empty() {
                    runs.push(bare.map(|one| one.1).collect());
                    continue;
                }
                for one in bare {
                    let near = stamped
                        .iter()
                        .min_by_key(|other| (other.0.abs_diff(one.0), other.1));
                    taken.extend(near.map(|near| (near.1, one.1)));
                }
            }
        }
        runs.retain(|run: &Vec<usize>| run.len() > 1);
        runs
    }
}

/// Whether a picture may be of an event on these days: one whose camera tells another near day is not; one that is far off has a
/// wrong clock.
fn fits(one: &Seen<'_>, days: (Date, Date)) -> bool {
    if one.piece.scene || one.is_screen() {
        let Some(day) = one.taken.map(|time| time.date()) else {
            // Nobody saves a picture before it was taken.
            return one.saved.is_none_or(|saved| saved.date() >= days.0);
        };
        let off = apart((day, day), days);
        if one.is_screen() {
            // What was written of an event is on a screen in the weeks after.
            return off <= NEXT || (day > days.1 && off <= FAR);
        }
        return off <= NEXT || off > 300;
    }
    let told = &one.told;
    !told.sure || told.days.is_empty() || told.days.iter().any(|told| apart(*told, days) <= 10)
}

/// Days between two stretches; 0 where they touch.
pub(super) fn apart(a: (Date, Date), b: (Date, Date)) -> i32 {
    let gap = |from: Date, to: Date| (to - from).get_days();
    gap(a.1, b.0).max(gap(b.1, a.0)).max(0)
}

fn pairs(text: &str) -> BTreeSet<(char, char)> {
    text.chars()
        .zip(text.chars().skip(1))
        .filter(|(a, b)| !a.is_whitespace() && !b.is_whitespace())
        .collect()
}
