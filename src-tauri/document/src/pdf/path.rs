//! Paths, as far as they are ruling lines.

use hayro_font::kurbo::{Affine, Point};

use crate::assemble::Rule;

/// A path while it is built, in the page's coordinates.
#[derive(Default)]
pub(super) struct Path {
    /// Straight pieces of each subpath.
    subpaths: Vec<Subpath>,
}

#[derive(Default)]
struct Subpath {
    points: Vec<Point>,
    /// Has a curve: no ruling line, and no rectangle.
    is_curved: bool,
    is_closed: bool,
}

/// Most points of a path; ruling lines need four each.
const POINTS: usize = 4096;

impl Path {
    pub(super) fn move_to(&mut self, at: Point) {
        self.subpaths.push(Subpath {
            points: vec![at],
            ..Subpath::default()
        });
    }

    pub(super) fn line_to(&mut self, to: Point) {
        if let Some(subpath) = self.subpaths.last_mut()
            && subpath.points.len() < POINTS
        {
            subpath.points.push(to);
        }
    }

    pub(super) fn curve_to(&mut self, to: Point) {
        self.line_to(to);
        if let Some(subpath) = self.subpaths.last_mut() {
            subpath.is_curved = true;
        }
    }

    pub(super) fn close(&mut self) {
        if let Some(subpath) = self.subpaths.last_mut() {
            subpath.is_closed = true;
        }
    }

    pub(super) fn rectangle(&mut self, (x, y): (f64, f64), (width, height): (f64, f64), to_page: Affine) {
        let corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
        self.subpaths.push(Subpath {
            points: corners.map(|corner| to_page * Point::from(corner)).to_vec(),
            is_closed: true,
            is_curved: false,
        });
    }

    /// Takes the path, with the ruling lines that stroking or filling it draws.
    pub(super) fn take(&mut self, is_stroked: bool, is_filled: bool) -> Vec<Rule> {
        let mut rules = Vec::new();
        for subpath in std::mem::take(&mut self.subpaths) {
            if is_stroked {
                rules.extend(subpath.sides());
            } else if is_filled {
                rules.extend(subpath.thin());
            }
        }
        rules
    }
}

impl Subpath {
    fn sides(&self) -> Vec<Rule> {
        if self.is_curved {
            return Vec::new();
        }
        // A rectangle that is as thin as a line is one.
        if let Some(thin) = self.thin() {
            return vec![thin];
        }
        // The side that closes it comes first.
        let closing = self.points.last().filter(|_| self.is_closed);
        let ends: Vec<&Point> = closing.into_iter().chain(&self.points).collect();
        let pairs = ends.iter().zip(ends.iter().skip(1));
        let side = |(a, b): (&&Point, &&Point)| Rule::between((a.x, a.y), (b.x, b.y));
        pairs.filter_map(side).collect()
    }

    fn thin(&self) -> Option<Rule> {
        if self.is_curved || self.points.len() < 4 {
            return None;
        }
        let first = self.points.first()?;
        let fold = |least: fn(f64, f64) -> f64, of: fn(&Point) -> f64| {
            self.points.iter().map(of).fold(of(first), least)
        };
        let (x0, x1) = (fold(f64::min, |p| p.x), fold(f64::max, |p| p.x));
        let (y0, y1) = (fold(f64::min, |p| p.y), fold(f64::max, |p| p.y));
        Rule::thin(x0, y0, x1, y1)
    }
}
