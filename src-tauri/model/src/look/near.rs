//! Which of many perceptual hashes lie near each other, without comparing each with each.
//!
//! A hash is cut into three parts. Two hashes that differ in at most five bits differ in at most one bit of some part
//! (pigeonhole), so it is enough to look, for each part, at those hashes whose part is the same or differs in one bit. Parts
//! of 21 bits keep such a shelf nearly empty for hundreds of thousands of hashes, so that the work grows with their number.

/// Two pictures that may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Index of the one.
    pub a: u32,
    /// Index of the other; greater than `a`.
    pub b: u32,
    /// Turns by 90 degrees clockwise that bring `b` to stand like `a`.
    pub turn: u8,
}

/// Most differing bits. All pairs up to five are found, and most of those up to this.
const RADIUS: u32 = 9;
/// Where the parts begin, and how many bits they have.
const PARTS: [(u32, u32); 3] = [(42, 22), (21, 21), (0, 21)];
/// Pictures with the very same hash are compared with so many of the next ones.
const ALIKE: usize = 8;

/// Pairs of near hashes, each given for its picture turned by 0, 90, 180 and 270 degrees, in order.
pub fn near_pairs(hashes: &[[u64; 4]]) -> Vec<Near> {
    let Ok(count) = u32::try_from(hashes.len()) else {
        return Vec::new();
    };
    // Many pictures with one hash would be many pairs each with each: one of them stands for all.
    let mut order: Vec<u32> = (0..count).collect();
    let first = |n: &u32| hashes.get(*n as usize).map_or(0, |turns| turns[0]);
    order.sort_by_key(|n| (first(n), *n));
    let mut pairs = Vec::new();
    let mut single = Vec::with_capacity(order.len());
    for same in order.chunk_by(|a, b| first(a) == first(b)) {
        single.extend(same.first().copied());
        for (n, a) in same.iter().enumerate() {
            let next = same.iter().skip(n + 1).take(ALIKE);
            pairs.extend(next.map(|b| Near {
                a: *a,
                b: *b,
                turn: 0,
            }));
        }
    }
    single.sort_unstable();
    let turns: Vec<[u64; 4]> = single
        .iter()
        .filter_map(|n| hashes.get(*n as usize).copied())
        .collect();
    for part in 0..PARTS.len() {
        let shelves = Shelves::of(&turns, part);
        // A picture turned three times stands to another as that one, turned once, to it.
        for turn in 0..3_u8 {
            shelves.search(&turns, turn, &mut |a, b, turn| {
                if let (Some(a), Some(b)) = (single.get(a as usize), single.get(b as usize)) {
                    pairs.push(Near { a: *a, b: *b, turn });
                }
            });
        }
    }
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.a, pair.b));
    pairs
}

fn part_of(hash: u64, part: usize) -> usize {
    let (from, bits) = PARTS.get(part).copied().unwrap_or_default();
    (hash >> from) as usize & ((1 << bits) - 1)
}

/// Index and hash of all pictures turned so, in the order of one part of the hash.
fn in_order(hashes: &[[u64; 4]], turn: u8, part: usize) -> Vec<(u32, u64)> {
    let turned = hashes
        .iter()
        .map(|turns| turns.get(usize::from(turn)).copied().unwrap_or_default());
    let mut all: Vec<(u32, u64)> = (0_u32..).zip(turned).collect();
    all.sort_unstable_by_key(|(n, hash)| (part_of(*hash, part), *n));
    all
}

/// Hashes in the order of one part of theirs.
struct Shelves {
    part: usize,
    /// Where the hashes with each value of the part begin.
    begins: Vec<u32>,
    /// Index and hash.
    books: Vec<(u32, u64)>,
}

impl Shelves {
    fn of(hashes: &[[u64; 4]], part: usize) -> Self {
        let bits = PARTS.get(part).map_or(0, |(_, bits)| *bits);
        let mut begins = vec![0_u32; (1 << bits) + 1];
        for [hash, ..] in hashes {
            if let Some(count) = begins.get_mut(part_of(*hash, part) + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for begin in &mut begins {
            sum += *begin;
            *begin = sum;
        }
        let books = in_order(hashes, 0, part);
        Self { part, begins, books }
    }

    fn shelf(&self, value: usize) -> &[(u32, u64)] {
        let place = |n: usize| self.begins.get(n).map_or(0, |at| *at as usize);
        self.books.get(place(value)..place(value + 1)).unwrap_or_default()
    }

    /// Tells each pair that this part is the first to find, for this turn of the second one.
    fn search(&self, hashes: &[[u64; 4]], turn: u8, tell: &mut dyn FnMut(u32, u32, u8)) {
        let bits = PARTS.get(self.part).map_or(0, |(_, bits)| *bits);
        // Asked in the order of the shelves, each bit's neighbours are walked along them and not leapt to: memory, not the
        // comparing, is what this takes.
        for (b, hash) in in_order(hashes, turn, self.part) {
            let value = part_of(hash, self.part);
            let flips = std::iter::once(0).chain((0..bits).map(|bit| 1 << bit));
            for (a, other) in flips.flat_map(|flip: usize| self.shelf(value ^ flip)) {
                let differing = hash ^ other;
                if *a == b || differing.count_ones() > RADIUS || self.is_known(differing) {
                    continue;
                }
                match (*a < b, turn) {
                    (true, _) => tell(*a, b, turn),
                    // Turned once, the smaller index stands to the greater as this one, turned three times, to it.
                    (false, 1) => tell(b, *a, 3),
                    (false, _) => {}
                }
            }
        }
    }

    /// Whether an earlier part finds a pair that differs so.
    fn is_known(&self, differing: u64) -> bool {
        (0..self.part).any(|part| part_of(differing, part).count_ones() <= 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scattered(seed: u64) -> impl FnMut() -> u64 {
        let mut state = seed;
        move || {
            state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
            let mixed = (state ^ state >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
            mixed ^ mixed >> 31
        }
    }

    /// What comparing each with each finds up to five bits.
    fn each_with_each(hashes: &[[u64; 4]]) -> Vec<(u32, u32)> {
        let mut pairs = Vec::new();
        for (a, one) in hashes.iter().enumerate() {
            for (b, other) in hashes.iter().enumerate().skip(a + 1) {
                if other.iter().any(|turned| (one[0] ^ turned).count_ones() <= 5) {
                    pairs.push((a as u32, b as u32));
                }
            }
        }
        pairs
    }

    #[test]
    fn what_differs_in_at_most_five_bits_is_found_however_it_is_turned() {
        let mut random = scattered(7);
        let mut hashes: Vec<[u64; 4]> = (0..1500)
            .map(|_| [random(), random(), random(), random()])
            .collect();
        for n in 0..400_usize {
            let mut turned = hashes[n * 3];
            turned.rotate_left(n % 4);
            for _ in 0..n % 6 {
                let bit = random() % 64;
                turned = turned.map(|hash| hash ^ 1 << bit);
            }
            hashes.push(turned);
        }
        let found: Vec<(u32, u32)> = near_pairs(&hashes).iter().map(|pair| (pair.a, pair.b)).collect();
        let wanted = each_with_each(&hashes);
        assert!(wanted.len() >= 400);
        for pair in &wanted {
            assert!(found.contains(pair), "{pair:?}");
        }
        assert!(found.len() <= wanted.len() + 5);
    }

    #[test]
    fn the_turn_brings_the_second_to_stand_like_the_first() {
        let picture = [1_u64 << 60, 0xffff, 0xffff_0000, 0xffff_0000_0000];
        for turn in 0..4_u8 {
            let mut other = picture;
            other.rotate_right(usize::from(turn));
            let pairs = near_pairs(&[picture, other]);
            assert_eq!(pairs, [Near { a: 0, b: 1, turn }]);
            assert_eq!(other[usize::from(turn)], picture[0]);
        }
    }

    #[test]
    fn many_pictures_with_one_hash_are_few_pairs() {
        let hashes = vec![[5, 1 << 40, 1 << 50, u64::MAX]; 20_000];
        assert!(near_pairs(&hashes).len() < 20_000 * 9);
        assert!(near_pairs(&[]).is_empty());
    }
}
