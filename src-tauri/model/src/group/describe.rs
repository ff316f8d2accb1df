//! What an activity is called, when and where it was, who held it, and how sure all of it is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::cluster::Cluster;
use super::name;
use super::reason::Reason;
use super::seen::Seen;
use super::stray;
use super::unit::Made;
use super::{Proposal, Spot};
use crate::kind::Kind;

/// The proposal that joined material makes; `None` for what is no event: single files, papers about a year, private pictures.
pub(super) fn describe(cluster: &Cluster, seen: &[Seen<'_>], ignored: &[String]) -> Option<Proposal> {
    let pieces = cluster.pieces();
    let all: Vec<&Seen<'_>> = pieces.iter().filter_map(|n| seen.get(*n)).collect();
    if all.len() < 2 || cluster.stray || !is_event(cluster, &all) {
        return None;
    }
    let days = cluster.days;
    let reasons = reasons(cluster, &all, ignored);
    let title = title(cluster, &all, ignored).unwrap_or_else(|| nameless(cluster, &reasons));
    Some(Proposal {
        title,
        days,
        place: told(&all, |one| one.told.place.clone()),
        host: told(&all, |one| one.told.host.clone()).or_else(|| host(cluster, &all)),
        confidence: confidence(cluster, &all, &reasons),
        reasons,
        items: ordered(&all),
    })
}

fn is_event(cluster: &Cluster, all: &[&Seen<'_>]) -> bool {
    let papers = || all.iter().filter(|one| !one.piece.scene);
    let scenes = all.iter().filter(|one| one.piece.scene).count();
    if scenes == 0 {
        // A paper about an event, not a rule or a plan of the year.
        let about = |one: &&&Seen<'_>| {
            one.told.sure
                && matches!(
                    one.piece.kind,
                    Kind::Notice
                        | Kind::Plan
                        | Kind::Summary
                        | Kind::Minutes
                        | Kind::Brief
                        | Kind::SignIn
                        | Kind::Speech
                        | Kind::Document
                        | Kind::DataTable
                        | Kind::Spreadsheet
                )
        };
        return cluster.days.is_some() && papers().any(|one| about(&one));
    }
    if cluster.is_named() {
        // Of a few pictures with a name that the trade does not know, without a day and a paper, anything may be true.
        let told = cluster.days.is_some() || cluster.has_topic() || papers().next().is_some();
        return told || scenes >= stray::NAMELESS;
    }
    stray::is_event(cluster, scenes)
}

/// The fact that most pieces tell, the longer one of equals.
fn told(all: &[&Seen<'_>], of: impl Fn(&Seen<'_>) -> Option<String>) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for fact in all.iter().filter_map(|one| of(one)) {
        *counts.entry(fact).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by_key(|(fact, count)| (*count, fact.chars().count(), std::cmp::Reverse(fact.clone())))
        .map(|(fact, _)| fact)
}

/// The department of its folders, else who issued its papers.
fn host(cluster: &Cluster, all: &[&Seen<'_>]) -> Option<String> {
    let departments: BTreeSet<&String> = cluster
        .units
        .iter()
        .filter_map(|unit| unit.department.as_ref())
        .collect();
    match departments.len() {
        1 => departments.into_iter().next().cloned(),
        0 => told(all, |one| one.piece.issuer.clone()),
        _ => None,
    }
}

/// The title: of its notice or plan, of the folder, of other papers, of files, whichever says more, in this order of trust.
fn title(cluster: &Cluster, all: &[&Seen<'_>], ignored: &[String]) -> Option<String> {
    let mut found: BTreeMap<String, f64> = BTreeMap::new();
    let mut put = |text: &str, weight: f64| {
        let title = name::title(text, ignored);
        if !title.is_empty() && !name::core(&title, ignored).is_empty() {
            *found.entry(title).or_default() += weight;
        }
    };
    for spot in all.iter().flat_map(|one| &one.piece.spots) {
        let tells = |folder: &&String| name::department(folder).is_none() && !name::is_person(folder);
        for folder in folders_of(cluster, spot).filter(tells) {
            put(folder, 3.0 / all.len() as f64);
        }
    }
    for one in all {
        if one.piece.scene {
            one.piece
                .spots
                .iter()
                .take(1)
                .for_each(|spot| put(&spot.name, 0.2));
            continue;
        }
        let weight = match one.piece.kind {
            Kind::Notice | Kind::Plan => 2.2,
            Kind::Summary | Kind::Brief => 1.6,
            Kind::SignIn | Kind::Minutes => 1.2,
            _ => 0.8,
        };
        one.piece.title.iter().for_each(|text| put(text, weight));
        let named = one.told.name.iter();
        let done = one.told.done.iter().filter(|_| one.is_untitled(ignored));
        named.chain(done).for_each(|text| put(text, weight));
        one.piece
            .spots
            .iter()
            .take(1)
            .for_each(|spot| put(&spot.name, weight * 0.8));
    }
    let long = |title: &str| {
        let chars = title.chars().count();
        if (4..=18).contains(&chars) { 1.0 } else { 0.45 }
    };
    found
        .into_iter()
        .map(|(title, weight)| (weight * long(&title), title))
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))
        .map(|(_, title)| title)
}

/// Names of a spot's folders that named a unit of the cluster.
fn folders_of<'a>(cluster: &'a Cluster, spot: &'a Spot) -> impl Iterator<Item = &'a String> {
    let named = cluster.units.iter().any(|unit| unit.made == Made::Folder);
    spot.folders.iter().rev().take(2).filter(move |_| named)
}

fn nameless(cluster: &Cluster, reasons: &[Reason]) -> String {
    let saved = cluster
        .units
        .iter()
        .filter_map(|unit| unit.saved)
        .map(|(from, _)| from.date())
        .min();
    match (cluster.days, saved) {
        (Some((day, _)), _) => format!("{}月{}日活动", day.month(), day.day()),
        (None, Some(day)) => format!("{}月{}日保存的照片", day.month(), day.day()),
        (None, None) if reasons.is_empty() => "活动".to_owned(),
        (None, None) => "没有日期的照片".to_owned(),
    }
}

/// What speaks for it, and the doubts behind.
fn reasons(cluster: &Cluster, all: &[&Seen<'_>], ignored: &[String]) -> Vec<Reason> {
    let mut reasons = Vec::new();
    let folders: BTreeSet<&str> = cluster
        .units
        .iter()
        .filter(|unit| unit.made == Made::Folder)
        .filter_map(|unit| unit.names.first())
        .map(|(name, _)| name.as_str())
        .filter(|core| all.iter().any(|one| lies_in(one, core, ignored)))
        .collect();
    reasons.extend(
        folders
            .iter()
            .next()
            .map(|name| Reason::Folder((*name).to_owned())),
    );
    let homes: BTreeSet<usize> = cluster
        .units
        .iter()
        .filter(|unit| !unit.names.is_empty())
        .map(|unit| unit.home)
        .collect();
    if homes.len() > 1 && cluster.is_named() {
        reasons.push(Reason::Alike(homes.len()));
    }
    let papers = all.iter().filter(|one| !one.piece.scene).count();
    if papers > 0 {
        reasons.push(Reason::Papers(papers));
    }
    let names = cluster
        .units
        .iter()
        .filter(|unit| unit.made == Made::Names)
        .find_map(|unit| unit.names.first());
    reasons.extend(names.map(|(name, _)| Reason::Names(name.clone())));
    let camera = all
        .iter()
        .filter_map(|one| one.taken)
        .filter(|time| on(cluster.days, time.date()))
        .count();
    if camera > 0 {
        reasons.push(Reason::Camera(camera));
    } else if let Some((day, _)) = cluster.days {
        reasons.push(Reason::Day(day));
    }
    if !cluster.is_named() {
        reasons.push(Reason::Nameless);
    }
    let (doubts, more): (Vec<Reason>, Vec<Reason>) =
        cluster.reasons.iter().cloned().partition(Reason::is_doubt);
    reasons.extend(more);
    reasons.sort_by_key(Reason::is_doubt);
    reasons.extend(doubts);
    reasons
}

/// Whether one of a piece's folders is named so.
fn lies_in(one: &Seen<'_>, core: &str, ignored: &[String]) -> bool {
    let mut folders = one.piece.spots.iter().flat_map(|spot| &spot.folders);
    folders.any(|folder| name::core(folder, ignored) == core)
}

fn on(days: Option<(Date, Date)>, day: Date) -> bool {
    days.is_some_and(|(from, to)| from <= day && day <= to)
}

/// How sure it is: names, days and papers speak for it, the weakest of what joined it limits it.
fn confidence(cluster: &Cluster, all: &[&Seen<'_>], reasons: &[Reason]) -> f64 {
    let mut sure: f64 = 0.45;
    let has = |fits: fn(&Reason) -> bool| reasons.iter().any(fits);
    if has(|reason| matches!(reason, Reason::Folder(_))) {
        sure += 0.25;
    }
    if has(|reason| matches!(reason, Reason::Names(_))) {
        sure += 0.15;
    }
    if cluster.days.is_some() {
        sure += 0.12;
    }
    if has(|reason| matches!(reason, Reason::Camera(_))) {
        sure += 0.06;
    }
    if has(|reason| matches!(reason, Reason::Papers(_))) && cluster.has_scenes() {
        sure += 0.1;
    }
    if !cluster.has_topic() {
        sure -= 0.08;
    }
    sure -= 0.12 * reasons.iter().filter(|reason| reason.is_doubt()).count() as f64;
    let loose = all.iter().filter(|one| one.saved.is_some()).count() as f64 / all.len().max(1) as f64;
    if !has(|reason| matches!(reason, Reason::Folder(_) | Reason::Names(_))) {
        sure -= 0.15 * loose;
    }
    let limited = sure.min(0.35 + 0.65 * cluster.weakest);
    (limited.clamp(0.05, 0.98) * 100.0).round() / 100.0
}

/// Papers first in the order of a meeting's set, then pictures by time and name.
fn ordered(all: &[&Seen<'_>]) -> Vec<String> {
    let rank = |kind: Kind| match kind {
        Kind::Notice => 0_u8,
        Kind::Plan => 1,
        Kind::SignIn => 2,
        Kind::Photo | Kind::Screenshot => 4,
        Kind::Video | Kind::Audio => 5,
        Kind::Minutes | Kind::Summary | Kind::Brief => 6,
        _ => 3,
    };
    let mut all: Vec<&&Seen<'_>> = all.iter().collect();
    all.sort_by_key(|one| {
        (
            rank(one.piece.kind),
            one.taken.is_none(),
            one.taken,
            one.saved,
            &one.piece.spots,
            &one.piece.id,
        )
    });
    all.into_iter().map(|one| one.piece.id.clone()).collect()
}
