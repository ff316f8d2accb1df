//! Perceptual hashes: signs of the lowest cosines of a sketch, in the four turns.
//!
//! Turning a square by 90 degrees exchanges rows with columns of its cosine transform and changes the signs of every
//! other one; so one transform gives all four hashes.

use taizhang_model::look::SKETCH;

/// Lowest waves that are compared, across and down.
const WAVES: usize = 8;

/// Bits of the hash, from the longest waves to the shortest, dealt to its three parts in turn (`taizhang_model::look::near_pairs`),
/// so that none of these holds the unstable ones alone.
fn order() -> Vec<(usize, usize)> {
    let mut waves: Vec<(usize, usize)> = (0..WAVES)
        .flat_map(|down| (0..WAVES).map(move |across| (down, across)))
        // The mean tells nothing; the first wave beyond takes its place.
        .map(|wave| if wave == (0, 0) { (WAVES, WAVES) } else { wave })
        .collect();
    waves.sort_by_key(|(down, across)| (down + across, *down));
    let mut dealt = Vec::with_capacity(waves.len());
    for part in 0..3 {
        dealt.extend(waves.iter().skip(part).step_by(3));
    }
    dealt
}

/// The hashes of a sketch turned by 0, 90, 180 and 270 degrees clockwise.
pub(super) fn hashes(sketch: &[u8]) -> [u64; 4] {
    let cosines = cosines(sketch);
    let wave = |down: usize, across: usize| {
        cosines
            .get(down * (WAVES + 1) + across)
            .copied()
            .unwrap_or_default()
    };
    let odd = |n: usize| if n % 2 == 1 { -1.0 } else { 1.0 };
    let order = order();
    let hash = |turned: &dyn Fn(usize, usize) -> f64| {
        order.iter().fold(0, |hash: u64, (down, across)| {
            hash << 1 | u64::from(turned(*down, *across) > 0.0)
        })
    };
    [
        hash(&wave),
        hash(&|down, across| wave(across, down) * odd(across)),
        hash(&|down, across| wave(down, across) * odd(down) * odd(across)),
        hash(&|down, across| wave(across, down) * odd(down)),
    ]
}

/// The lowest coefficients of the type II cosine transform, row after row, `WAVES + 1` in each.
fn cosines(sketch: &[u8]) -> Vec<f64> {
    let side = SKETCH as f64;
    let base: Vec<Vec<f64>> = (0..=WAVES)
        .map(|wave| {
            (0..SKETCH)
                .map(|at| (std::f64::consts::PI * wave as f64 * (at as f64 + 0.5) / side).cos())
                .collect()
        })
        .collect();
    let across: Vec<Vec<f64>> = sketch
        .chunks(SKETCH)
        .map(|row| {
            base.iter()
                .map(|wave| row.iter().zip(wave).map(|(luma, c)| f64::from(*luma) * c).sum())
                .collect()
        })
        .collect();
    let mut all = Vec::with_capacity((WAVES + 1) * (WAVES + 1));
    for down in &base {
        for column in 0..=WAVES {
            let column = across
                .iter()
                .map(|row| row.get(column).copied().unwrap_or_default());
            all.push(column.zip(down).map(|(value, c)| value * c).sum());
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch() -> Vec<u8> {
        (0..SKETCH * SKETCH)
            .map(|n| {
                let (x, y) = ((n % SKETCH) as f64, (n / SKETCH) as f64);
                (120.0 + 60.0 * (x / 5.0).sin() + 40.0 * (y / 3.0 + x / 9.0).cos()) as u8
            })
            .collect()
    }

    fn turned(sketch: &[u8]) -> Vec<u8> {
        (0..SKETCH * SKETCH)
            .map(|n| sketch[(SKETCH - 1 - n % SKETCH) * SKETCH + n / SKETCH])
            .collect()
    }

    #[test]
    fn the_hash_of_a_turned_sketch_is_the_turned_hash() {
        let mut sketch = sketch();
        let first = hashes(&sketch);
        for expected in &first[1..] {
            sketch = turned(&sketch);
            let differing = (hashes(&sketch)[0] ^ expected).count_ones();
            assert!(differing <= 1, "{differing}");
        }
        let (a, b) = (first[0], first[1]);
        assert!((a ^ b).count_ones() > 16);
    }

    #[test]
    fn every_wave_has_its_bit() {
        let mut all = order();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 64);
        assert!(!all.contains(&(0, 0)));
    }
}
