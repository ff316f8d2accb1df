//! Look-alikes among many perceptual hashes, beside comparing each with each.

use std::hint::black_box;
use std::time::Instant;

use taizhang_model::look::{Near, Seen, group, near_pairs};

use crate::measure::{Run, middle};

/// One picture of so many is the one before it, saved once more.
const COPIES: usize = 10;
/// Bits in which such a copy differs; all pairs that differ so little must be found.
const FLIPS: u32 = 4;

/// Hashes of `count` pictures, each turned by 0, 90, 180 and 270 degrees; the same on every machine.
fn hashes(count: usize) -> Vec<[u64; 4]> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = || {
        // xorshift64* (Vigna).
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        state.wrapping_mul(0x2545_f491_4f6c_dd1d)
    };
    let mut all: Vec<[u64; 4]> = Vec::with_capacity(count);
    for n in 0..count {
        let turns = match all.last() {
            Some(before) if n % COPIES == 0 => {
                let flips = (0..FLIPS).fold(0, |flips, _| flips | 1 << (next() % 64));
                before.map(|hash| hash ^ flips)
            }
            _ => [next(), next(), next(), next()],
        };
        all.push(turns);
    }
    all
}

/// All pairs in a turn by comparing each with each.
fn each_with_each(hashes: &[[u64; 4]]) -> Vec<Near> {
    let mut pairs = Vec::new();
    for (b, turns) in (0_u32..).zip(hashes) {
        for (a, [other, ..]) in (0_u32..b).zip(hashes) {
            for (turn, hash) in (0_u8..).zip(turns) {
                if (hash ^ other).count_ones() <= FLIPS {
                    pairs.push(Near { a, b, turn });
                }
            }
        }
    }
    pairs
}

/// Groups the pictures by pairs; answers how many found others.
fn grouped(hashes: &[[u64; 4]], pairs: &[Near]) -> usize {
    // Not flat: a flat one tells nothing, and looks like no other.
    let sketch: Vec<u8> = (0..taizhang_model::look::SKETCH * taizhang_model::look::SKETCH)
        .map(|at| (at * 37 % 251) as u8)
        .collect();
    let seen: Vec<Seen<'_>> = hashes
        .iter()
        .map(|_| Seen {
            sketch: &sketch,
            sharpness: 1000,
            width: 4000,
            height: 3000,
            bytes: 4_000_000,
            taken: None,
            named: None,
        })
        .collect();
    group(&seen, pairs).iter().flatten().count()
}

/// What grouping `count` hashes takes: the middle of three runs.
pub fn ours(count: usize) -> Run {
    let hashes = hashes(count);
    middle(|| {
        let begin = Instant::now();
        black_box(grouped(&hashes, &near_pairs(&hashes)));
        run(begin)
    })
}

/// What it takes to compare each with each, once.
///
/// # Panics
/// When that finds a pair which we don't.
pub fn brute(count: usize) -> Run {
    let hashes = hashes(count);
    let begin = Instant::now();
    let pairs = each_with_each(&hashes);
    black_box(grouped(&hashes, &pairs));
    let run = run(begin);
    let found: std::collections::HashSet<(u32, u32)> =
        near_pairs(&hashes).iter().map(|pair| (pair.a, pair.b)).collect();
    assert!(pairs.len() >= count / COPIES - 1);
    assert!(pairs.iter().all(|pair| found.contains(&(pair.a, pair.b))));
    run
}

fn run(begin: Instant) -> Run {
    Run {
        seconds: begin.elapsed().as_secs_f64(),
        memory: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways_find_the_copies() {
        brute(2000);
        let hashes = hashes(2000);
        let pairs = near_pairs(&hashes);
        assert!(grouped(&hashes, &pairs) >= 2 * (2000 / COPIES - 1));
    }
}
