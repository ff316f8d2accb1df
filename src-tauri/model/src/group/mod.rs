//! Activities (活动): which pieces of material belong to one event, proposed from days, folders, names, texts and looks.
//!
//! Pure and deterministic; the order of the pieces does not matter. Three steps, each in its own file: material that plainly
//! belongs together becomes units ([`unit`]: a folder that is named after an event, pictures of one hour, pictures saved in one go, a
//! paper); units become activities where name and day agree ([`join`]); an activity is described by what is written in it
//! ([`describe`]). A day on which something was saved is never taken for the day of an event.

mod beside;
mod cluster;
mod describe;
mod folder;
mod join;
mod late;
mod name;
mod reason;
mod seen;
mod sent;
mod stray;
mod told;
mod topic;
mod touched;
mod unit;

use jiff::civil::Date;

use crate::date::{DateFact, Period};
use crate::kind::Kind;

pub use reason::{Reason, sentence};

/// A piece of material as grouping looks at it.
#[derive(Debug, Clone, PartialEq)]
pub struct Piece {
    /// Key of the caller.
    pub id: String,
    /// Where it lies; several for copies.
    pub spots: Vec<Spot>,
    /// Kind.
    pub kind: Kind,
    /// Picture, film or sound, whatever its kind.
    pub scene: bool,
    /// Every date, best first, as [`crate::capture::settle`] leaves them.
    pub dates: Vec<DateFact>,
    /// Whether the camera's clock is doubted.
    pub wrong_clock: bool,
    /// Group of look-alikes.
    pub look: Option<i64>,
    /// 题名 of a paper.
    pub title: Option<String>,
    /// 责任者 of a paper.
    pub issuer: Option<String>,
    /// The beginning of its text.
    pub text: String,
}

/// A place of a piece.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// Key of the source.
    pub source: String,
    /// Names of the folders, the outermost first, without the source's own.
    pub folders: Vec<String>,
    /// Name of the file.
    pub name: String,
}

/// What lies around all of the material.
#[derive(Debug, Clone, Copy, Default)]
pub struct Around<'a> {
    /// The unit's own name: it is in every paper and tells no event.
    pub unit: &'a str,
    /// The period of the inspection.
    pub period: Option<Period>,
}

/// A proposed activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// Title.
    pub title: String,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Place.
    pub place: Option<String>,
    /// Department that holds it.
    pub host: Option<String>,
    /// 0 to 1.
    pub confidence: f64,
    /// What speaks for it, strongest first.
    pub reasons: Vec<Reason>,
    /// Ids of its pieces: papers first, then by time and name.
    pub items: Vec<String>,
}

/// Proposes activities, by day; a piece may be in several, and what belongs to none is in none.
pub fn propose(pieces: &[Piece], around: &Around<'_>) -> Vec<Proposal> {
    let ignored = crate::suggest::own_names(around.unit);
    let mut ordered: Vec<&Piece> = pieces.iter().filter(|piece| piece.kind != Kind::Junk).collect();
    ordered.sort_by(|a, b| (&a.spots, &a.id).cmp(&(&b.spots, &b.id)));
    ordered.dedup_by(|a, b| a.id == b.id);
    let touched = touched::Touched::new(&ordered);
    let seen: Vec<seen::Seen<'_>> = ordered
        .into_iter()
        .map(|piece| seen::Seen::new(piece, around.period, &ignored, &touched))
        .filter(|one| !one.is_private())
        .collect();
    let folders = folder::Folders::new(&seen, around.period, &ignored);
    let units = unit::units(&seen, &folders);
    let clusters = join::join(&seen, units, &ignored);
    let mut all: Vec<Proposal> = clusters
        .iter()
        .filter_map(|cluster| describe::describe(cluster, &seen, &ignored))
        .collect();
    all.sort_by(|a, b| {
        (a.days.is_none(), a.days, &a.title, &a.items).cmp(&(b.days.is_none(), b.days, &b.title, &b.items))
    });
    all
}
