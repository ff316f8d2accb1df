//! Long dark lines, as forms and tables have them.

use super::light::Light;

/// How much darker a line is than what lies beside it.
const DEPTH: u8 = 14;
/// How far beside it.
const BESIDE: usize = 3;

/// How many long lines run across and down, at the place where they are most.
pub(super) fn count(light: &Light) -> (u16, u16) {
    let across = Grid {
        along: light.width,
        over: light.height,
        at: &|along, over| light.at(along, over),
    };
    let down = Grid {
        along: light.height,
        over: light.width,
        at: &|along, over| light.at(over, along),
    };
    (across.lines(), down.lines())
}

/// A picture seen along one of its sides.
struct Grid<'a> {
    along: usize,
    over: usize,
    at: &'a dyn Fn(usize, usize) -> u8,
}

impl Grid<'_> {
    /// Whether a pixel is darker than those before and behind it, seen across the line.
    fn is_ridge(&self, along: usize, over: usize) -> bool {
        if over < BESIDE || over + BESIDE >= self.over {
            return false;
        }
        let here = (self.at)(along, over).saturating_add(DEPTH);
        here < (self.at)(along, over - BESIDE) && here < (self.at)(along, over + BESIDE)
    }

    /// Lines that are longer than a quarter of the side and may climb by one pixel at each step, counted where a column of
    /// sight meets most of them.
    fn lines(&self) -> u16 {
        let long = (self.along / 4).max(16);
        let mut before = vec![Run::default(); self.over];
        let mut most = 0;
        for along in 0..self.along {
            let mut runs: Vec<Run> = before.iter().map(|run| run.broken()).collect();
            for (over, run) in runs.iter_mut().enumerate() {
                if self.is_ridge(along, over) {
                    let nearby = before.get(over.saturating_sub(1)..(over + 2).min(self.over));
                    let longest = nearby.unwrap_or_default().iter().map(|run| run.length).max();
                    *run = Run {
                        length: longest.unwrap_or_default() + 1,
                        gap: 0,
                    };
                }
            }
            // Ridges two pixels thick or touching are one line.
            let met = runs
                .split(|run| run.length == 0)
                .filter(|line| line.iter().any(|run| run.length >= long))
                .count();
            most = most.max(met);
            before = runs;
        }
        u16::try_from(most).unwrap_or(u16::MAX)
    }
}

/// How far a line came.
#[derive(Clone, Copy, Default)]
struct Run {
    length: usize,
    gap: usize,
}

impl Run {
    /// After a pixel without it: the lines that cross it hide it for as long as they are thick.
    fn broken(self) -> Self {
        const THICK: usize = 2;
        if self.length == 0 || self.gap >= THICK {
            return Self::default();
        }
        Self {
            gap: self.gap + 1,
            ..self
        }
    }
}
