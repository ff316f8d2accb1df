//! Two packs compared by their indexes: what was added, removed and changed, per indicator and per file.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::Hash;

use serde::{Deserialize, Serialize};
use taizhang_model::id::Sha256;
use taizhang_model::status::State;

use crate::PackIndex;
use crate::fields::{FieldDiff, of_indicators, of_packs};
use crate::index_json::{IndexEntry, IndexIndicator, IndexLink};

/// What is different in the second pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PackDiff {
    /// What the heads say differently: unit, period, day, points.
    pub head: Vec<FieldDiff>,
    /// Indicators that are different, in the order of the second pack, those that are gone last.
    pub indicators: Vec<IndicatorDiff>,
    /// Files that are different, by path.
    pub files: Vec<FileDiff>,
}

/// Whether something came, went or became different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Only in the second pack.
    Added,
    /// Only in the first pack.
    Removed,
    /// In both, not the same.
    Changed,
    /// The same bytes under another path.
    Moved,
}

/// An indicator on one side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorSide {
    /// Code as printed.
    pub code: String,
    /// Title.
    pub title: String,
    /// State on the pack's day.
    pub state: State,
}

/// An indicator that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorDiff {
    /// What happened; never [`Change::Moved`].
    pub change: Change,
    /// It has another code in the second pack.
    pub renumbered: bool,
    /// In the first pack.
    pub before: Option<IndicatorSide>,
    /// In the second pack.
    pub after: Option<IndicatorSide>,
    /// Evidence that the second pack has here and the first has not: paths in the second pack, or where it lies.
    pub evidence_added: Vec<String>,
    /// Evidence that is gone from here: paths in the first pack, or where it lay.
    pub evidence_removed: Vec<String>,
    /// What is said differently, where both have it: statement, reasons, captions…
    pub fields: Vec<FieldDiff>,
}

/// A file that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDiff {
    /// What happened.
    pub change: Change,
    /// Path in the first pack.
    pub before: Option<String>,
    /// Path in the second pack.
    pub after: Option<String>,
}

/// Compares two packs. Indicators are the same by their id, else by a title that each pack has once, else by code;
/// files by their bytes, else by their item.
pub fn diff(first: &PackIndex, second: &PackIndex) -> PackDiff {
    PackDiff {
        head: of_packs(first, second),
        indicators: indicators(first, second),
        files: files(&first.entries, &second.entries),
    }
}

/// Values by keys that only one value has.
fn single<'a, K: Eq + Hash, V>(all: &[&'a V], key: impl Fn(&'a V) -> K) -> HashMap<K, &'a V> {
    let mut counts: HashMap<K, (usize, &V)> = HashMap::new();
    for value in all {
        counts.entry(key(value)).or_insert((0, value)).0 += 1;
    }
    let once = counts.into_iter().filter(|(_, (count, _))| *count == 1);
    once.map(|(key, (_, value))| (key, value)).collect()
}

type Pairs<'a, T> = (Vec<(&'a T, &'a T)>, Vec<&'a T>, Vec<&'a T>);

/// Takes the pairs that agree in a key out of what is left on both sides.
fn pair<'a, T, K: Eq + Hash>((pairs, first, second): &mut Pairs<'a, T>, key: impl Fn(&'a T) -> K + Copy) {
    let (ones, others) = (single(first, key), single(second, key));
    first.retain(|one| {
        let found = ones
            .contains_key(&key(one))
            .then(|| others.get(&key(one)))
            .flatten();
        if let Some(other) = found {
            pairs.push((*one, *other));
        }
        found.is_none()
    });
    let taken: HashSet<*const T> = pairs
        .iter()
        .map(|(_, other)| std::ptr::from_ref(*other))
        .collect();
    second.retain(|other| !taken.contains(&std::ptr::from_ref(*other)));
}

fn indicators(first: &PackIndex, second: &PackIndex) -> Vec<IndicatorDiff> {
    let mut left: Pairs<'_, IndexIndicator> = (
        Vec::new(),
        first.indicators.iter().collect(),
        second.indicators.iter().collect(),
    );
    pair(&mut left, |indicator| indicator.id);
    pair(&mut left, |indicator| indicator.title.trim());
    pair(&mut left, |indicator| indicator.code.as_str());
    let (pairs, gone, _) = left;
    let before: HashMap<_, &IndexIndicator> = pairs.iter().map(|(one, other)| (other.id, *one)).collect();
    let (sums_before, sums_after) = (sums(first), sums(second));
    let compared = second.indicators.iter().filter_map(|after| {
        one_indicator(
            before.get(&after.id).copied(),
            Some(after),
            &sums_before,
            &sums_after,
        )
    });
    let removed = gone
        .into_iter()
        .filter_map(|before| one_indicator(Some(before), None, &sums_before, &sums_after));
    compared.chain(removed).collect()
}

fn sums(index: &PackIndex) -> HashMap<&str, Sha256> {
    let entries = index.entries.iter();
    entries.map(|entry| (entry.path.as_str(), entry.sha256)).collect()
}

/// Evidence by what it is, wherever it lies.
fn evidence<'a>(
    indicator: Option<&'a IndexIndicator>,
    sums: &HashMap<&str, Sha256>,
) -> BTreeMap<String, &'a IndexLink> {
    let links = indicator.into_iter().flat_map(|indicator| &indicator.links);
    links
        .filter_map(|link| {
            let name = name_of(link)?;
            let sum = link.path.as_deref().and_then(|path| sums.get(path));
            Some((sum.map_or_else(|| name.to_owned(), ToString::to_string), link))
        })
        .collect()
}

/// How evidence is called: its path, or where it lies; in which zip of several is no matter.
fn name_of(link: &IndexLink) -> Option<&str> {
    let elsewhere = |text: &'_ str| -> usize {
        let number = text.strip_prefix('第').and_then(|rest| rest.split_once("卷："));
        match number {
            Some((digits, rest)) if digits.bytes().all(|b| b.is_ascii_digit()) => text.len() - rest.len(),
            _ => 0,
        }
    };
    let external = link.external.as_deref();
    let external = external.and_then(|text| text.get(elsewhere(text)..));
    link.path.as_deref().or(external)
}

fn side(indicator: &IndexIndicator) -> IndicatorSide {
    IndicatorSide {
        code: indicator.code.clone(),
        title: indicator.title.clone(),
        state: indicator.state,
    }
}

fn one_indicator(
    before: Option<&IndexIndicator>,
    after: Option<&IndexIndicator>,
    sums_before: &HashMap<&str, Sha256>,
    sums_after: &HashMap<&str, Sha256>,
) -> Option<IndicatorDiff> {
    let (had, has) = (evidence(before, sums_before), evidence(after, sums_after));
    let only = |these: &BTreeMap<String, &IndexLink>, those: &BTreeMap<String, &IndexLink>| -> Vec<String> {
        let all = these.iter().filter(|(key, _)| !those.contains_key(*key));
        let names: BTreeSet<&str> = all.filter_map(|(_, link)| name_of(link)).collect();
        names.into_iter().map(str::to_owned).collect()
    };
    let (added, removed) = (only(&has, &had), only(&had, &has));
    let fields = match (before, after) {
        (Some(before), Some(after)) => of_indicators(before, after, (&had, &has)),
        _ => Vec::new(),
    };
    let (before, after) = (before.map(side), after.map(side));
    if before == after && added.is_empty() && removed.is_empty() && fields.is_empty() {
        return None;
    }
    let code = |side: &Option<IndicatorSide>| side.as_ref().map(|side| side.code.clone());
    Some(IndicatorDiff {
        change: match (&before, &after) {
            (None, _) => Change::Added,
            (_, None) => Change::Removed,
            _ => Change::Changed,
        },
        renumbered: before.is_some() && after.is_some() && code(&before) != code(&after),
        before,
        after,
        evidence_added: added,
        evidence_removed: removed,
        fields,
    })
}

fn files(first: &[IndexEntry], second: &[IndexEntry]) -> Vec<FileDiff> {
    let of = |change, before: Option<&IndexEntry>, after: Option<&IndexEntry>| FileDiff {
        change,
        before: before.map(|entry| entry.path.clone()),
        after: after.map(|entry| entry.path.clone()),
    };
    let (had, has): (HashSet<_>, HashSet<_>) = (
        first.iter().map(|entry| (entry.sha256, &entry.path)).collect(),
        second.iter().map(|entry| (entry.sha256, &entry.path)).collect(),
    );
    let mut left: Pairs<'_, IndexEntry> = (
        Vec::new(),
        first
            .iter()
            .filter(|e| !has.contains(&(e.sha256, &e.path)))
            .collect(),
        second
            .iter()
            .filter(|e| !had.contains(&(e.sha256, &e.path)))
            .collect(),
    );
    pair(&mut left, |entry| entry.sha256);
    let moved = std::mem::take(&mut left.0);
    pair(&mut left, |entry| entry.item);
    pair(&mut left, |entry| entry.path.as_str());
    let (changed, removed, added) = left;
    let mut all: Vec<FileDiff> = Vec::new();
    all.extend(moved.iter().map(|(a, b)| of(Change::Moved, Some(a), Some(b))));
    all.extend(changed.iter().map(|(a, b)| of(Change::Changed, Some(a), Some(b))));
    all.extend(added.iter().map(|entry| of(Change::Added, None, Some(entry))));
    all.extend(removed.iter().map(|entry| of(Change::Removed, Some(entry), None)));
    all.sort_by(|a, b| {
        let path = |file: &FileDiff| file.after.clone().or_else(|| file.before.clone());
        path(a).cmp(&path(b))
    });
    all
}
