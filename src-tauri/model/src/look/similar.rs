//! Look-alikes: copies of one picture, and pictures of one burst.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::SKETCH;
use super::near::Near;
use crate::kind::words;

/// Most seconds between two pictures of a burst that follow each other.
const BURST_S: i64 = 3;
/// How many pictures of one time are looked back at.
const BACK: usize = 20;
/// Two sketches of one picture differ at most by this part of their contrast, once one is made as light and as rich in contrast as
/// the other.
const ONE_PICTURE: f64 = 0.15;
/// … or by this, where what differs most is left out: a mark, a date, a blot …
const ONE_BUT_MARKED: f64 = 0.035;
/// … that takes one cell in so many.
const MARKED: usize = 20;
/// Contrast that an editor takes away or gives at most, as a factor.
const GAIN: (f64, f64) = (0.5, 2.0);
/// … and two of one scene by this.
const ONE_SCENE: f64 = 0.75;
/// … and by this where only their names tell the time: what a chat saves in one go need not be one scene.
const ONE_SCENE_BY_NAME: f64 = 0.35;

words! {
    /// How a picture is like the best one of its group.
    SimilarKind {
        /// The same picture with the same number of pixels: saved or sent once more, turned.
        Copy = "copy",
        /// The same picture with another number of pixels.
        Resized = "resized",
        /// Another picture of the same scene, seconds apart.
        Burst = "burst",
    }
}

/// A picture as far as comparing needs it.
#[derive(Debug, Clone)]
pub struct Seen<'a> {
    /// [`super::Measures::sketch`]; may be empty where no other picture is near.
    pub sketch: &'a [u8],
    /// [`super::Measures::sharpness`].
    pub sharpness: u32,
    /// Pixels as seen.
    pub width: u32,
    /// Pixels as seen.
    pub height: u32,
    /// Size of the file.
    pub bytes: u64,
    /// When the camera took it, where it tells.
    pub taken: Option<DateTime>,
    /// The time in its name, of taking or of saving, where the camera tells none.
    pub named: Option<DateTime>,
}

/// A picture's place among its look-alikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Similar {
    /// Index of the group's first picture.
    pub group: usize,
    /// How it is like the best one; of the best one itself, how the next one is like it.
    pub kind: SimilarKind,
    /// Whether it is the one to use: the sharpest of a burst, the largest of copies.
    pub best: bool,
}

/// Groups pictures; `near` are the pairs whose hashes are near ([`super::near_pairs`] over the same indexes). Those without
/// look-alikes get none.
pub fn group(pictures: &[Seen<'_>], near: &[Near]) -> Vec<Option<Similar>> {
    let mut copies = Sets::new(pictures.len());
    for pair in near {
        let (a, b) = (pair.a as usize, pair.b as usize);
        if let (Some(one), Some(other)) = (pictures.get(a), pictures.get(b))
            && is_copy(one, other, pair.turn)
        {
            copies.join(a, b);
        }
    }
    let mut scenes = copies.clone();
    for (time, most) in [
        ((|one| one.taken) as Time<'_>, ONE_SCENE),
        (|one| one.named.filter(|_| one.taken.is_none()), ONE_SCENE_BY_NAME),
    ] {
        for (a, b) in bursts(pictures, time, most) {
            scenes.join(a, b);
        }
    }
    let mut groups = std::collections::BTreeMap::<usize, Vec<usize>>::new();
    for n in 0..pictures.len() {
        groups.entry(scenes.first(n)).or_default().push(n);
    }
    let mut found = vec![None; pictures.len()];
    for (first, members) in groups.into_iter().filter(|(_, members)| members.len() > 1) {
        for (n, similar) in placed(pictures, first, &members, &mut copies) {
            if let Some(place) = found.get_mut(n) {
                *place = Some(similar);
            }
        }
    }
    found
}

/// The members of one group with their places.
fn placed(
    pictures: &[Seen<'_>],
    first: usize,
    members: &[usize],
    copies: &mut Sets,
) -> Vec<(usize, Similar)> {
    let size = |n: usize| {
        pictures.get(n).map_or((0, 0), |one| {
            (u64::from(one.width) * u64::from(one.height), one.bytes)
        })
    };
    // A small copy looks sharp: each picture is judged by its largest copy.
    let mut largest = std::collections::BTreeMap::<usize, usize>::new();
    for n in members {
        let kept = largest.entry(copies.first(*n)).or_insert(*n);
        if size(*n) > size(*kept) {
            *kept = *n;
        }
    }
    let sharpness = |n: usize| pictures.get(n).map_or(0, |one| one.sharpness);
    let best = largest
        .values()
        .copied()
        .max_by_key(|n| (sharpness(*n), std::cmp::Reverse(*n)))
        .unwrap_or(first);
    let kind_of = |n: usize, copies: &mut Sets| {
        if copies.first(n) != copies.first(best) {
            SimilarKind::Burst
        } else if size(n).0 == size(best).0 {
            SimilarKind::Copy
        } else {
            SimilarKind::Resized
        }
    };
    let others: Vec<SimilarKind> = members
        .iter()
        .filter(|n| **n != best)
        .map(|n| kind_of(*n, copies))
        .collect();
    let of_best = others.into_iter().max().unwrap_or(SimilarKind::Copy);
    members
        .iter()
        .map(|n| {
            let best = *n == best;
            let kind = if best { of_best } else { kind_of(*n, copies) };
            (
                *n,
                Similar {
                    group: first,
                    kind,
                    best,
                },
            )
        })
        .collect()
}

/// Whether two files hold one picture: nothing but its size, quality or turn differs.
fn is_copy(one: &Seen<'_>, other: &Seen<'_>, turn: u8) -> bool {
    // Two pictures that a camera took at different times are two.
    if let (Some(a), Some(b)) = (one.taken, other.taken)
        && a != b
    {
        return false;
    }
    let (width, height) = if turn % 2 == 1 {
        (other.height, other.width)
    } else {
        (other.width, other.height)
    };
    let across = u64::from(one.width) * u64::from(height);
    let down = u64::from(one.height) * u64::from(width);
    // Rounding of a small copy's sides.
    let slack = across.max(down) / 40;
    across.abs_diff(down) <= slack && is_one_picture(one.sketch, &turned(other.sketch, turn))
}

/// Whether two sketches are of one picture, perhaps lightened, darkened or marked.
fn is_one_picture(one: &[u8], other: &[u8]) -> bool {
    if one.is_empty() || one.len() != other.len() {
        return false;
    }
    let mut cells: Vec<(f64, f64)> = one
        .iter()
        .zip(other)
        .map(|(a, b)| (f64::from(*a), f64::from(*b)))
        .collect();
    let Some(fit) = Fit::of(&cells) else { return false };
    if fit.rest <= ONE_PICTURE {
        return true;
    }
    cells.sort_by(|a, b| fit.off(*a).total_cmp(&fit.off(*b)));
    cells.truncate(cells.len() - cells.len() / MARKED);
    Fit::of(&cells).is_some_and(|fit| fit.rest <= ONE_BUT_MARKED)
}

/// The line that turns the cells of one sketch into those of another best.
struct Fit {
    gain: f64,
    shift: f64,
    /// What is left, as a part of the contrast.
    rest: f64,
}

impl Fit {
    /// `None` where no editor would have done it.
    fn of(cells: &[(f64, f64)]) -> Option<Self> {
        let count = cells.len().max(1) as f64;
        let mean = |of: fn(&(f64, f64)) -> f64| cells.iter().map(of).sum::<f64>() / count;
        let (a, b) = (mean(|cell| cell.0), mean(|cell| cell.1));
        let sum =
            |of: &dyn Fn(f64, f64) -> f64| cells.iter().map(|cell| of(cell.0 - a, cell.1 - b)).sum::<f64>();
        // A picture without contrast has that of its noise.
        let least = count;
        let (aa, bb) = (sum(&|a, _| a * a).max(least), sum(&|_, b| b * b).max(least));
        let both = sum(&|a, b| a * b);
        let gain = both / aa;
        let spread = (bb / aa).sqrt();
        (both > 0.0 && (GAIN.0..=GAIN.1).contains(&spread)).then(|| Self {
            gain,
            shift: b - gain * a,
            rest: (1.0 - both * both / (aa * bb)).max(0.0).sqrt(),
        })
    }

    /// How far a cell is from where the line would have it.
    fn off(&self, cell: (f64, f64)) -> f64 {
        (cell.1 - self.gain * cell.0 - self.shift).abs()
    }
}

/// Which time of a picture counts.
type Time<'a> = fn(&Seen<'a>) -> Option<DateTime>;

/// Pairs of pictures of the same scene within seconds, whose sketches differ by `most` at the most.
fn bursts<'a>(pictures: &[Seen<'a>], time: Time<'a>, most: f64) -> Vec<(usize, usize)> {
    let mut order: Vec<(DateTime, usize)> = pictures
        .iter()
        .enumerate()
        .filter_map(|(n, picture)| Some((time(picture)?, n)))
        .collect();
    order.sort_unstable();
    let mut pairs = Vec::new();
    for (at, (taken, n)) in order.iter().enumerate() {
        let before = order.get(at.saturating_sub(BACK)..at).unwrap_or_default();
        for (earlier, other) in before.iter().rev() {
            if !is_within(*earlier, *taken) {
                break;
            }
            if let (Some(one), Some(other_one)) = (pictures.get(*n), pictures.get(*other))
                && (one.width, one.height) == (other_one.width, other_one.height)
                && distance(one.sketch, other_one.sketch) <= most
            {
                pairs.push((*n, *other));
            }
        }
    }
    pairs
}

fn is_within(earlier: DateTime, later: DateTime) -> bool {
    earlier
        .until(later)
        .ok()
        .and_then(|span| {
            span.total((jiff::Unit::Second, jiff::SpanRelativeTo::days_are_24_hours()))
                .ok()
        })
        .is_some_and(|seconds| seconds <= BURST_S as f64)
}

/// Root of the mean square difference of two sketches, as a part of the first one's contrast; infinite where one is missing.
fn distance(one: &[u8], other: &[u8]) -> f64 {
    if one.is_empty() || one.len() != other.len() {
        return f64::INFINITY;
    }
    // A little more or less light is no other picture.
    let shift = mean(one) - mean(other);
    let squares: f64 = one
        .iter()
        .zip(other)
        .map(|(a, b)| (f64::from(*a) - f64::from(*b) - shift).powi(2))
        .sum();
    (squares / one.len() as f64).sqrt() / spread(one).max(1.0)
}

fn mean(sketch: &[u8]) -> f64 {
    sketch.iter().map(|value| f64::from(*value)).sum::<f64>() / sketch.len().max(1) as f64
}

/// Standard deviation of a sketch.
pub(super) fn spread(sketch: &[u8]) -> f64 {
    let mean = mean(sketch);
    let squares: f64 = sketch
        .iter()
        .map(|value| (f64::from(*value) - mean).powi(2))
        .sum();
    (squares / sketch.len().max(1) as f64).sqrt()
}

/// A sketch turned clockwise by so many quarters.
fn turned(sketch: &[u8], turn: u8) -> Vec<u8> {
    let last = SKETCH - 1;
    let from = |x: usize, y: usize| match turn {
        1 => (y, last - x),
        2 => (last - x, last - y),
        3 => (last - y, x),
        _ => (x, y),
    };
    (0..sketch.len())
        .filter_map(|n| {
            let (x, y) = from(n % SKETCH, n / SKETCH);
            sketch.get(y * SKETCH + x).copied()
        })
        .collect()
}

/// Sets that join (union-find); each is known by its smallest member.
#[derive(Clone)]
struct Sets(Vec<usize>);

impl Sets {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn first(&mut self, mut n: usize) -> usize {
        while let Some(up) = self.0.get(n).copied().filter(|up| *up != n) {
            let above = self.0.get(up).copied().unwrap_or(up);
            if let Some(place) = self.0.get_mut(n) {
                *place = above;
            }
            n = above;
        }
        n
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        if let Some(place) = self.0.get_mut(a.max(b)) {
            *place = a.min(b);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(shift: f64) -> Vec<u8> {
        (0..SKETCH * SKETCH)
            .map(|n| {
                let (x, y) = ((n % SKETCH) as f64, (n / SKETCH) as f64);
                (128.0 + 60.0 * ((x + shift) / 4.0).sin() + 40.0 * ((y - shift) / 6.0).cos()) as u8
            })
            .collect()
    }

    fn seen(sketch: &[u8], width: u32, height: u32) -> Seen<'_> {
        Seen {
            sketch,
            sharpness: 100,
            width,
            height,
            bytes: u64::from(width * height) / 8,
            taken: None,
            named: None,
        }
    }

    fn at(second: i8) -> Option<DateTime> {
        Some(jiff::civil::datetime(2026, 4, 3, 9, 14, second, 0))
    }

    const ALL: [Near; 3] = [
        Near { a: 0, b: 1, turn: 0 },
        Near { a: 0, b: 2, turn: 0 },
        Near { a: 1, b: 2, turn: 0 },
    ];

    #[test]
    fn copies_are_told_by_size_and_the_largest_is_best() {
        let picture = sketch(0.0);
        let found = group(
            &[
                seen(&picture, 400, 300),
                seen(&picture, 4000, 3000),
                seen(&picture, 4000, 3000),
            ],
            &ALL,
        );
        let kinds: Vec<_> = found
            .iter()
            .map(|one| one.unwrap())
            .map(|one| (one.group, one.kind, one.best))
            .collect();
        assert_eq!(
            kinds,
            [
                (0, SimilarKind::Resized, false),
                (0, SimilarKind::Resized, true),
                (0, SimilarKind::Copy, false)
            ]
        );
    }

    #[test]
    fn a_turned_copy_is_one_and_a_crop_or_another_shape_is_not() {
        let picture = sketch(0.0);
        let right = turned(&picture, 1);
        let near = [Near { a: 0, b: 1, turn: 3 }];
        let found = group(&[seen(&picture, 400, 300), seen(&right, 300, 400)], &near);
        assert_eq!(found[1].unwrap().kind, SimilarKind::Copy);
        assert_eq!(turned(&turned(&picture, 1), 3), picture);
        assert_eq!(turned(&turned(&picture, 2), 2), picture);
        let cropped = sketch(1.2);
        let near = [Near { a: 0, b: 1, turn: 0 }];
        assert_eq!(
            group(&[seen(&picture, 400, 300), seen(&cropped, 400, 300)], &near),
            [None, None]
        );
        assert_eq!(
            group(&[seen(&picture, 400, 300), seen(&picture, 300, 400)], &near),
            [None, None]
        );
    }

    #[test]
    fn a_lighter_darker_or_marked_copy_is_one_and_another_view_is_not() {
        let picture = sketch(0.0);
        let changed = |change: &dyn Fn(usize, f64) -> f64| -> Vec<u8> {
            let cells = picture.iter().enumerate();
            cells
                .map(|(n, cell)| change(n, f64::from(*cell)).clamp(0.0, 255.0) as u8)
                .collect()
        };
        let near = [Near { a: 0, b: 1, turn: 0 }];
        let is_copy =
            |other: &[u8]| group(&[seen(&picture, 400, 300), seen(other, 400, 300)], &near)[0].is_some();
        // Lightened until the highlights are lost, darkened, with more contrast, with a date in the corner.
        assert!(is_copy(&changed(&|_, cell| cell * 1.2)));
        assert!(is_copy(&changed(&|_, cell| cell * 0.7)));
        assert!(is_copy(&changed(&|_, cell| (cell - 128.0) * 1.25 + 128.0)));
        let corner = |n: usize| n / SKETCH >= SKETCH - 4 && n % SKETCH < 10;
        assert!(is_copy(&changed(&|n, cell| if corner(n) { 250.0 } else { cell })));
        assert!(!is_copy(&changed(&|n, cell| if n % SKETCH < 12 {
            250.0
        } else {
            cell
        })));
        assert!(!is_copy(&changed(&|_, cell| 255.0 - cell)));
        assert!(!is_copy(&sketch(1.5)));
    }

    #[test]
    fn pictures_taken_seconds_apart_are_a_burst_whose_sharpest_is_best() {
        let (one, other) = (sketch(0.0), sketch(0.8));
        let mut pictures = [seen(&one, 400, 300), seen(&other, 400, 300), seen(&one, 400, 300)];
        pictures[0].taken = at(10);
        pictures[1].taken = at(11);
        pictures[1].sharpness = 300;
        pictures[2].taken = at(13);
        let found = group(&pictures, &ALL);
        assert!(found.iter().all(|one| one.unwrap().kind == SimilarKind::Burst));
        assert_eq!(
            found.iter().map(|one| one.unwrap().best).collect::<Vec<_>>(),
            [false, true, false]
        );
        // The same scene a minute later is no burst.
        pictures[2].taken = at(50);
        assert_eq!(group(&pictures, &ALL)[2], None);
        // Where only names tell the time, the scene must be nearly the same.
        let (third, turned) = (sketch(0.3), turned(&one, 1));
        let mut saved = [&one, &third, &turned].map(|sketch| seen(sketch, 400, 300));
        for (n, picture) in saved.iter_mut().enumerate() {
            picture.named = at(10 + n as i8);
        }
        let found = group(&saved, &[]);
        assert_eq!(found[1].unwrap().kind, SimilarKind::Burst);
        assert_eq!(found[2], None);
        // A copy without its time belongs to the picture that it is a copy of.
        pictures[2] = seen(&one, 200, 150);
        let found = group(&pictures, &ALL);
        assert_eq!(found[2].unwrap().group, 0);
    }
}
