//! Folders: which are named after an event, and which only hold what came from somewhere.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::Regex;

use super::name;
use super::seen::Seen;
use crate::capture::{FolderDate, YearHint, folder};
use crate::date::{Meaning, Period, Precision};
use crate::pattern::{group, pattern};
use crate::suggest::topic;

/// How many days pictures of one event may span.
const SPAN: i32 = 3;
/// So much of a folder's dated pictures must lie in that span.
const MOST: f64 = 0.75;
/// Pictures that were saved further apart are not of one event, in days.
const SAVED_APART: i32 = 12;

/// Pictures of a day are saved at the latest so many days after it.
const SOON: i32 = 45;

/// Month and day with a point between, at the begin, at the end or in brackets.
static POINT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|[（(]|[^\d.a-zA-Z-])(?<m>\d{1,2})[.-](?<d>\d{1,2})(?:[)）]|$)|^(?<m2>\d{1,2})[.-](?<d2>\d{1,2})[^\d.]",
    )
});

/// What a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Named after an event or its day: what lies in it and below belongs together.
    Event,
    /// Part of the folder above.
    Part,
    /// A department's, a month's, a chat's: what lies in it has only this in common.
    Holder,
}

/// A folder.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) above: Option<usize>,
    name: String,
    pub(super) core: String,
    /// The day that its own name brings.
    pub(super) day: Option<Date>,
    /// The month that it or a folder above tells: first and last day.
    pub(super) month: Option<(Date, Date)>,
    /// The department that it or a folder above is of.
    pub(super) department: Option<String>,
    /// Whether it, or a folder above, is called after a department or a colleague.
    pub(super) handed_over: bool,
    pub(super) ordinal: Option<(u32, String)>,
    pub(super) role: Role,
    /// Pieces that lie in it: the piece and which of its spots.
    pub(super) files: Vec<(usize, usize)>,
    below: Vec<usize>,
}

/// All folders; those above stand before those below.
pub(super) struct Folders(pub(super) Vec<Folder>);

impl Folders {
    pub(super) fn new(seen: &[Seen<'_>], period: Option<Period>, ignored: &[String]) -> Self {
        let mut by_path: BTreeMap<Vec<&str>, Vec<(usize, usize)>> = BTreeMap::new();
        for (n, one) in seen.iter().enumerate() {
            for (k, spot) in one.piece.spots.iter().enumerate() {
                let mut path = vec![spot.source.as_str()];
                path.extend(spot.folders.iter().map(String::as_str));
                for long in 1..path.len() {
                    by_path
                        .entry(path.get(..long).unwrap_or_default().to_vec())
                        .or_default();
                }
                by_path.entry(path).or_default().push((n, k));
            }
        }
        let mut folders = Self(Vec::with_capacity(by_path.len()));
        let mut number: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for (path, files) in by_path {
            let above = path
                .split_last()
                .and_then(|(_, above)| number.get(above))
                .copied();
            let n = folders.0.len();
            folders.add(&path, above, files, period, ignored);
            number.insert(path, n);
        }
        folders.read_points(seen, period);
        folders.decide(seen);
        folders
    }

    fn add(
        &mut self,
        path: &[&str],
        above: Option<usize>,
        files: Vec<(usize, usize)>,
        period: Option<Period>,
        ignored: &[String],
    ) {
        // The source itself is a place, whatever it is called.
        let own = if above.is_some() {
            path.last().copied().unwrap_or_default()
        } else {
            ""
        };
        let outer = above.and_then(|n| self.0.get(n));
        let date = |names: &[&str]| {
            folder::date(
                names,
                YearHint {
                    period,
                    not_after: None,
                },
                Meaning::Taken,
            )
        };
        let names = path.get(1..).unwrap_or_default();
        let here = date(names).filter(|_| above.is_some());
        let before = date(names.split_last().map_or(&[][..], |(_, before)| before));
        let fresh = here.as_ref().filter(|here| Some(*here) != before.as_ref());
        let day = fresh.and_then(day_of);
        let month = here
            .as_ref()
            .filter(|here| here.fact.precision == Precision::Month)
            .and_then(|here| format!("{}-01", here.fact.value).parse::<Date>().ok())
            .map(|first| (first, first.last_of_month()));
        let department = name::department(own);
        let person = name::is_person(own);
        let core = if department.is_some() || person {
            String::new()
        } else {
            name::core(own, ignored)
        };
        let dated = day.is_some() || fresh.is_some();
        let role = if above.is_none() || department.is_some() || person {
            Role::Holder
        } else if day.is_some() || tells(&core) {
            Role::Event
        } else if dated {
            Role::Holder
        } else {
            Role::Part
        };
        let n = self.0.len();
        let folder = Folder {
            above,
            name: own.to_owned(),
            core,
            day,
            month: month.or_else(|| outer.and_then(|outer| outer.month)),
            handed_over: department.is_some() || person || outer.is_some_and(|outer| outer.handed_over),
            department: department.or_else(|| outer.and_then(|outer| outer.department.clone())),
            ordinal: name::ordinal(own),
            role,
            files,
            below: Vec::new(),
        };
        self.0.push(folder);
        if let Some(outer) = above.and_then(|n| self.0.get_mut(n)) {
            outer.below.push(n);
        }
    }

    /// `4.4`, `4.4清明` and `清明（4.4）` are days where what lies there agrees, and numbers of indicators elsewhere.
    fn read_points(&mut self, seen: &[Seen<'_>], period: Option<Period>) {
        let Some(period) = period else { return };
        for n in 0..self.0.len() {
            let found = self
                .0
                .get(n)
                .filter(|folder| {
                    folder.day.is_none() && folder.department.is_none() && folder.above.is_some()
                })
                .and_then(|folder| point(&folder.name, period))
                .filter(|day| self.agrees(n, *day, seen));
            if let (Some(day), Some(folder)) = (found, self.0.get_mut(n)) {
                folder.day = Some(day);
                folder.role = Role::Event;
            }
        }
    }

    /// Whether what lies in a folder may be of a day: papers or cameras tell it, or all was saved soon after it.
    fn agrees(&self, n: usize, day: Date, seen: &[Seen<'_>]) -> bool {
        let files = self.all_files(n);
        let pieces = || files.iter().filter_map(|(n, _)| seen.get(*n));
        let told = pieces().filter(|one| one.told.sure).any(|one| {
            let on = |days: &(Date, Date)| days.0 <= day && day <= days.1;
            one.told.days.iter().any(on)
        });
        let times: Vec<Date> = pieces()
            .filter_map(|one| one.taken.or(one.saved))
            .map(|time| time.date())
            .collect();
        told || (!times.is_empty()
            && times
                .iter()
                .all(|time| (0..=SOON).contains(&(*time - day).get_days())))
    }

    /// Says for each folder that may be an event whether it is one: from the outermost, as an event takes in what is below.
    fn decide(&mut self, seen: &[Seen<'_>]) {
        for n in 0..self.0.len() {
            let Some(folder) = self.0.get(n) else { continue };
            let role = match folder.role {
                Role::Event if self.is_event(n, seen) => {
                    self.take_in(n);
                    Role::Event
                }
                Role::Event => Role::Holder,
                // A part of what holds anything holds anything.
                Role::Part => match folder.above.and_then(|n| self.0.get(n)).map(|above| above.role) {
                    Some(Role::Holder) | None if self.is_set(n, seen) => {
                        self.take_in(n);
                        Role::Event
                    }
                    Some(Role::Holder) | None => Role::Holder,
                    Some(_) => Role::Part,
                },
                Role::Holder => Role::Holder,
            };
            if let Some(folder) = self.0.get_mut(n) {
                if folder.role == Role::Part && role == Role::Event {
                    folder.core.clear();
                }
                folder.role = role;
            }
        }
    }

    /// Makes everything below one its part.
    fn take_in(&mut self, n: usize) {
        for below in self.all_below(n) {
            if let Some(folder) = self.0.get_mut(below) {
                folder.role = Role::Part;
            }
        }
    }

    /// Whether a folder whose name tells nothing (`新建文件夹 (4)`) holds one event's set: papers that tell one day, with pictures
    /// that could all be of it.
    fn is_set(&self, n: usize, seen: &[Seen<'_>]) -> bool {
        let files = self.all_files(n);
        let pieces = || files.iter().filter_map(|(n, _)| seen.get(*n));
        let (scenes, papers): (Vec<&Seen<'_>>, Vec<&Seen<'_>>) = pieces().partition(|one| one.piece.scene);
        let told: Vec<(Date, Date)> = papers
            .iter()
            .filter(|one| one.told.sure)
            .flat_map(|one| one.told.days.iter().copied())
            .collect();
        let (Some(from), Some(to)) = (
            told.iter().map(|days| days.0).min(),
            told.iter().map(|days| days.1).max(),
        ) else {
            return false;
        };
        let dated = papers
            .iter()
            .filter(|one| one.told.sure && !one.told.days.is_empty())
            .count();
        let one_event = (to - from).get_days() <= SPAN;
        let mut saved: Vec<Date> = scenes
            .iter()
            .filter_map(|one| one.saved)
            .map(|time| time.date())
            .collect();
        saved.sort_unstable();
        let in_one_go = saved.first().zip(saved.last()).is_none_or(|(first, last)| {
            *first >= from && (*last - *first).get_days() <= SAVED_APART && (*last - to).get_days() <= SOON
        });
        // A clock that is off by a year tells nothing.
        let fits = |day: Date| {
            (from - day).get_days() <= 1 && (day - to).get_days() <= 1 || (day - from).get_days().abs() > 300
        };
        scenes.len() > 1
            && dated * 2 >= papers.len()
            && one_event
            && in_one_go
            && scenes
                .iter()
                .filter_map(|one| one.taken)
                .all(|time| fits(time.date()))
    }

    /// All folders below one.
    pub(super) fn all_below(&self, n: usize) -> Vec<usize> {
        let mut all = self
            .0
            .get(n)
            .map(|folder| folder.below.clone())
            .unwrap_or_default();
        let mut at = 0;
        while let Some(below) = all.get(at).and_then(|n| self.0.get(*n)) {
            all.extend(&below.below);
            at += 1;
        }
        all
    }

    /// All pieces in it and below.
    pub(super) fn all_files(&self, n: usize) -> Vec<(usize, usize)> {
        let below = self.all_below(n);
        let mut all: Vec<(usize, usize)> = std::iter::once(n)
            .chain(below)
            .filter_map(|n| self.0.get(n))
            .flat_map(|folder| folder.files.iter().copied())
            .collect();
        all.sort_unstable();
        all
    }

    fn is_event(&self, n: usize, seen: &[Seen<'_>]) -> bool {
        let Some(folder) = self.0.get(n) else { return false };
        let below: Vec<&Folder> = self
            .all_below(n)
            .into_iter()
            .filter_map(|n| self.0.get(n))
            .filter(|folder| folder.role == Role::Event)
            .collect();
        let named_days: Vec<Date> = below.iter().filter_map(|folder| folder.day).collect();
        let files = self.all_files(n);
        let pieces = || files.iter().filter_map(|(n, _)| seen.get(*n));
        let mut taken: Vec<Date> = pieces()
            .filter_map(|one| one.taken)
            .map(|time| time.date())
            .collect();
        taken.sort_unstable();
        if folder.day.is_some() {
            return named_days.iter().all(|day| Some(*day) == folder.day);
        }
        let mut told: Vec<Date> = pieces()
            .filter(|one| one.told.sure && one.told.days.len() == 1)
            .filter_map(|one| one.told.days.first().map(|day| day.0))
            .collect();
        told.sort_unstable();
        let compact = !taken.is_empty() && fullest(&taken) >= MOST * taken.len() as f64;
        let one_told = told
            .first()
            .zip(told.last())
            .is_none_or(|(first, last)| (*last - *first).get_days() <= SPAN);
        if !below.is_empty() {
            // Steps of one event, or events of one topic: their days tell.
            let mut all = named_days;
            all.extend(&taken);
            all.extend(&told);
            all.sort_unstable();
            return all.len() > 1 && fullest(&all) >= 0.9 * all.len() as f64;
        }
        if !taken.is_empty() {
            return compact && one_told;
        }
        let mut saved: Vec<Date> = pieces()
            .filter_map(|one| one.saved)
            .map(|time| time.date())
            .collect();
        saved.sort_unstable();
        let apart = saved.windows(2).any(|pair| match pair {
            [a, b] => (*b - *a).get_days() > SAVED_APART,
            _ => false,
        });
        one_told && !(apart && parts(&saved) > 1)
    }
}

/// The day of the period that a name tells with a point.
fn point(name: &str, period: Period) -> Option<Date> {
    let found = POINT.captures(name)?;
    let number = |names: [&str; 2]| {
        names
            .iter()
            .find_map(|name| group(&found, name).parse::<i8>().ok())
    };
    let (month, day) = (number(["m", "m2"])?, number(["d", "d2"])?);
    (period.from.year()..=period.to.year())
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|day| period.contains(*day))
}

/// How many of sorted days lie in the fullest span.
fn fullest(days: &[Date]) -> f64 {
    let inside = |from: &Date| {
        days.iter()
            .filter(|day| (0..SPAN).contains(&(**day - *from).get_days()))
            .count()
    };
    let mut from: Vec<&Date> = days.iter().collect();
    from.dedup();
    from.into_iter().take(400).map(inside).max().unwrap_or_default() as f64
}

/// Into how many parts of at least three gaps divide days of saving.
fn parts(days: &[Date]) -> usize {
    let parts = days.chunk_by(|a, b| (*b - *a).get_days() <= SAVED_APART);
    parts.filter(|part| part.len() > 2).count()
}

fn day_of(date: &FolderDate) -> Option<Date> {
    date.fact.day().filter(|_| date.fact.precision == Precision::Day)
}

/// Topics of papers and of the office: a folder that is named after one holds many things.
const OF_PAPERS: [&str; 12] = [
    "计划",
    "总结",
    "半年总结",
    "制度",
    "实施方案",
    "简报",
    "资料",
    "荣誉",
    "经费",
    "分工",
    "学习计划",
    "考核",
];

/// Whether what a name says may be an event: a topic of the trade, or more than a name of a person or a thing.
fn tells(core: &str) -> bool {
    let long = core.chars().filter(|c| !c.is_whitespace()).count();
    let topics = topic::told(core);
    let of_papers = |n: usize| {
        topic::TOPICS
            .get(n)
            .is_some_and(|topic| OF_PAPERS.contains(&topic.name))
    };
    if topics.is_empty() {
        long >= 4
    } else {
        long >= 2 && !topics.iter().all(|(n, _)| of_papers(*n))
    }
}
