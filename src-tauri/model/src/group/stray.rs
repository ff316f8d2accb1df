//! What is of no event though it lies among what is: pictures of somebody's own life in a telephone, what a chat sent for fun, papers
//! that hold for a year. Nothing is left out that a name, a paper or the hour speaks for.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::SignedDuration;
use jiff::civil::{DateTime, Time, Weekday};
use regex::Regex;

use super::Piece;
use super::cluster::Cluster;
use super::name;
use super::told::Told;
use super::unit::Made;
use crate::pattern::pattern;
use crate::suggest::term;

/// Fewer pictures than this may be anything: a receipt, a dish, a child.
pub(super) const FEW: usize = 3;
/// Who takes one or two pictures of an event takes them within the same lesson as the others.
pub(super) const LESSON: SignedDuration = SignedDuration::from_mins(45);
/// So many pictures without any name are an event, taken at work …
pub(super) const NAMELESS: usize = 4;
/// … and in the evening or on a day off.
const NAMELESS_OFF: usize = 8;

/// Pictures of an outing are this far apart, taken together.
const STROLL: SignedDuration = SignedDuration::from_mins(5);

/// Hours at which offices hold events.
pub(super) fn is_at_work(time: DateTime) -> bool {
    (Time::constant(7, 0, 0, 0)..Time::constant(18, 0, 0, 0)).contains(&time.time())
}

/// Pictures in their order in time, one or two that lie apart from a larger part by themselves: in a telephone the lunch stands
/// between the events of the morning and of the afternoon.
pub(super) fn lessons(pictures: &[(DateTime, usize)]) -> Vec<&[(DateTime, usize)]> {
    let close = |a: &(DateTime, usize), b: &(DateTime, usize)| a.0.duration_until(b.0) <= LESSON;
    let lessons = || pictures.chunk_by(close);
    if !lessons().any(|lesson| lesson.len() >= FEW) {
        return vec![pictures];
    }
    let mut parts = Vec::new();
    // Larger parts stay together: an event has pauses.
    let (mut from, mut at) = (0, 0);
    for lesson in lessons() {
        let until = at + lesson.len();
        if lesson.len() < FEW {
            parts.extend(pictures.get(from..at));
            parts.push(lesson);
            from = until;
        }
        at = until;
    }
    parts.extend(pictures.get(from..));
    parts.retain(|part| !part.is_empty());
    parts
}

/// Whether pictures without any name may be an event. On a day off and in the evening a telephone's are its owner's; of others somebody
/// must have sent them on, or put them into a department's folder.
pub(super) fn is_event(cluster: &Cluster, scenes: usize) -> bool {
    // A folder of a day was made by somebody.
    if cluster.units.iter().any(|unit| unit.made == Made::Folder) {
        return true;
    }
    if !cluster.times.is_some_and(|(from, _)| is_off(from)) {
        return scenes >= NAMELESS;
    }
    let homes: BTreeSet<usize> = cluster.units.iter().map(|unit| unit.home).collect();
    let office = cluster.units.iter().any(|unit| unit.department.is_some());
    scenes >= NAMELESS_OFF && (homes.len() > 1 || office)
}

/// Whether a telephone's pictures of a day off are those of an outing: one now and then, where who photographs an event takes one a
/// minute or two.
pub(super) fn is_outing(cluster: &Cluster) -> bool {
    let Some((from, to)) = cluster.times.filter(|(from, _)| is_off(*from)) else {
        return false;
    };
    let pauses = i32::try_from(cluster.pieces().len()).unwrap_or(i32::MAX) - 1;
    pauses > 0 && from.duration_until(to) > STROLL * pauses
}

/// Whether nobody is at work then.
fn is_off(time: DateTime) -> bool {
    !is_at_work(time) || matches!(time.date().weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Ends of titles of papers that hold for good: rules and lists.
const STANDING: [&str; 14] = [
    "制度",
    "管理办法",
    "考核办法",
    "规定",
    "章程",
    "细则",
    "守则",
    "规范",
    "职责",
    "汇编",
    "规划",
    "工作要点",
    "通讯录",
    "成员名单",
];
/// Ends of titles of papers that are about the year they name.
const YEARLY: [&str; 4] = ["工作计划", "工作总结", "年度计划", "年度总结"];
/// Such a year, or the part of one.
static YEAR: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d{2,4}\s*年|年度|全年|半年|学期|季度"));

/// Whether a paper that tells no day holds for a year or for good: a rule, a list, a plan of the year. It is of no event, whatever it
/// is about.
pub(super) fn is_standing(piece: &Piece, told: &Told) -> bool {
    let ends = |text: &str| {
        let bare = name::stem(text).trim_end_matches(|c: char| !term::is_han(c));
        let is = |words: &[&str]| words.iter().any(|end| bare.ends_with(end));
        is(&STANDING) || (is(&YEARLY) && YEAR.is_match(bare))
    };
    let names = piece.spots.iter().map(|spot| spot.name.as_str());
    !piece.scene && told.days.is_empty() && names.chain(piece.title.as_deref()).any(ends)
}

/// Whether pictures are so few that the hour must speak for them.
pub(super) fn is_few(one: &Cluster) -> bool {
    one.has_scenes() && one.pieces().len() < FEW
}
