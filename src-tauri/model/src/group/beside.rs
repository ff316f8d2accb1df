//! Pictures without name and day go to the one event whose papers lie in the same folder; a sheet that people signed, which tells
//! nothing of itself, to the one event of its folder.

use std::collections::{BTreeMap, BTreeSet};

use super::join::{Pool, in_time};
use super::reason::Reason;
use super::seen::Seen;
use super::unit::Made;

/// A folder with more stretches of such pictures is a collection.
const STRETCHES: usize = 2;
/// They were saved within two weeks of it ([`in_time`]).
const SOON: f64 = 0.86;
/// How sure it is.
const SURE: f64 = 0.75;

/// What lies in a folder.
#[derive(Default)]
struct Home {
    events: BTreeSet<usize>,
    loose: Vec<usize>,
}

/// Joins them.
pub(super) fn join(pool: &mut Pool, seen: &[Seen<'_>]) {
    let mut homes: BTreeMap<usize, Home> = BTreeMap::new();
    for (n, one) in pool.all() {
        for unit in &one.units {
            let home = homes.entry(unit.home).or_default();
            match unit.made {
                Made::Paper | Made::Names if one.is_named() => {
                    home.events.insert(n);
                }
                Made::Saved | Made::Run if !one.is_named() && one.days.is_none() => home.loose.push(n),
                _ => {}
            }
        }
    }
    for home in homes.into_values() {
        let mut events = home.events.into_iter();
        let (Some(event), None) = (events.next(), events.next()) else {
            continue;
        };
        if home.loose.len() > STRETCHES {
            continue;
        }
        for loose in home.loose {
            // Pictures with a name but no day take in nobody: a colleague's disk holds many events.
            let fits = pool.get(loose).zip(pool.get(event)).is_some_and(|(one, event)| {
                if event.days.is_none() {
                    event.units.iter().any(|unit| unit.made == Made::Paper)
                } else {
                    in_time(one, event, seen) >= SOON
                }
            });
            if fits {
                pool.put(event, loose, SURE, Some(Reason::Beside));
            }
        }
    }
}

/// Joins sheets: to the one event that lies in their folder, when all else is where it belongs.
pub(super) fn sheets(pool: &mut Pool) {
    let mut homes: BTreeMap<usize, Home> = BTreeMap::new();
    for (n, one) in pool.all() {
        let is_event = one.is_named() || one.days.is_some();
        for unit in &one.units {
            let home = homes.entry(unit.home).or_default();
            if is_event {
                home.events.insert(n);
            } else if unit.made == Made::Paper {
                home.loose.push(n);
            }
        }
    }
    for home in homes.into_values() {
        let mut events = home.events.into_iter();
        let (Some(event), None) = (events.next(), events.next()) else {
            continue;
        };
        for loose in home.loose {
            pool.put(event, loose, SURE, Some(Reason::Beside));
        }
    }
}
