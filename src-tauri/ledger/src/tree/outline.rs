//! A tree of indicators as an outliner sees it: lines in reading order, each with its depth.

/// One line: an indicator without its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) parent: Option<String>,
    pub(crate) level: u32,
}

/// Where a line moves, with all below it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Below the line before it of the same parent (缩进).
    In,
    /// Beside its parent, after all that is below that (升级).
    Out,
    /// Before the line before it of the same parent.
    Up,
    /// After the line after it of the same parent.
    Down,
}

impl Step {
    /// The step with this name: `in`, `out`, `up`, `down`.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "in" => Some(Self::In),
            "out" => Some(Self::Out),
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }
}

/// Lines in reading order, parents before children.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Outline(pub(crate) Vec<Line>);

impl Outline {
    fn place(&self, id: &str) -> Option<usize> {
        self.0.iter().position(|line| line.id == id)
    }

    /// The line after all that is below the one at `at`.
    pub(crate) fn end(&self, at: usize) -> usize {
        let Some(line) = self.0.get(at) else {
            return self.0.len();
        };
        let below = self.0.iter().skip(at + 1);
        at + 1 + below.take_while(|other| other.level > line.level).count()
    }

    /// The sibling before or after the line at `at`.
    fn sibling(&self, at: usize, after: bool) -> Option<usize> {
        let line = self.0.get(at)?;
        let same = |i: &usize| self.0.get(*i).is_some_and(|other| other.parent == line.parent);
        if after {
            Some(self.end(at)).filter(same)
        } else {
            (0..at).rev().find(same)
        }
    }

    /// Ids of a line and of all below it, parents before children; empty for an unknown line.
    pub(crate) fn branch(&self, id: &str) -> Vec<String> {
        let lines = self.place(id).and_then(|at| self.0.get(at..self.end(at)));
        lines
            .unwrap_or_default()
            .iter()
            .map(|line| line.id.clone())
            .collect()
    }

    /// Moves a line with all below it; tells whether there was anywhere to go.
    pub(crate) fn step(&mut self, id: &str, step: Step) -> bool {
        let Some(at) = self.place(id) else {
            return false;
        };
        let moved = match step {
            Step::In => self.sibling(at, false).and_then(|before| {
                let parent = self.0.get(before)?.id.clone();
                self.reparent(at, Some(parent), true)
            }),
            Step::Out => self.out(at),
            Step::Up => self.sibling(at, false).map(|before| self.swap(before, at)),
            Step::Down => self.sibling(at, true).map(|after| self.swap(at, after)),
        };
        moved.is_some()
    }

    fn reparent(&mut self, at: usize, parent: Option<String>, deeper: bool) -> Option<()> {
        let end = self.end(at);
        let lines = self.0.get_mut(at..end)?;
        for line in lines.iter_mut() {
            line.level = if deeper {
                line.level + 1
            } else {
                line.level.saturating_sub(1)
            };
        }
        lines.first_mut()?.parent = parent;
        Some(())
    }

    fn out(&mut self, at: usize) -> Option<()> {
        let parent = self.0.get(at)?.parent.clone()?;
        let parent = self.place(&parent)?;
        let above = self.0.get(parent)?.parent.clone();
        let (end, past) = (self.end(at), self.end(parent));
        self.reparent(at, above, false)?;
        self.0.get_mut(at..past)?.rotate_left(end - at);
        Some(())
    }

    /// Swaps two neighbouring branches, `first` before `second`.
    fn swap(&mut self, first: usize, second: usize) {
        let end = self.end(second);
        if let Some(lines) = self.0.get_mut(first..end) {
            lines.rotate_left(second - first);
        }
    }

    /// Puts a new line after all that is below `after` and beside it; at the end of the top where `after` is unknown.
    pub(crate) fn add_after(&mut self, after: Option<&str>, id: &str) {
        let at = after.and_then(|after| self.place(after));
        let (place, parent, level) = match at.and_then(|at| self.0.get(at).map(|line| (at, line))) {
            Some((at, line)) => (self.end(at), line.parent.clone(), line.level),
            None => (self.0.len(), None, 1),
        };
        let id = id.to_owned();
        self.0.insert(place, Line { id, parent, level });
    }

    /// Takes lines out; the children of one that goes become children of `heir`, at the heir's place.
    pub(crate) fn merge(&mut self, id: &str, heir: &str) -> bool {
        let (Some(at), Some(_)) = (self.place(id), self.place(heir)) else {
            return false;
        };
        if id == heir || self.branch(id).iter().any(|below| below == heir) {
            return false;
        }
        let end = self.end(at);
        let mut taken: Vec<Line> = self.0.drain(at..end).collect();
        taken.remove(0);
        let Some(place) = self.place(heir) else {
            return false;
        };
        let past = self.end(place);
        let depth = self.0.get(place).map_or(1, |line| line.level) + 1;
        let top = taken.first().map_or(depth, |line| line.level);
        for line in &mut taken {
            if line.parent.as_deref() == Some(id) {
                line.parent = Some(heir.to_owned());
            }
            line.level = (line.level + depth).saturating_sub(top);
        }
        self.0.splice(past..past, taken);
        true
    }

    /// Takes a line out with all below it.
    pub(crate) fn remove(&mut self, id: &str) {
        if let Some(at) = self.place(id) {
            let end = self.end(at);
            self.0.drain(at..end);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::indexing_slicing)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `a, a1, a2, a21, b, b1` by their depths.
    fn outline(depths: &[(&str, u32)]) -> Outline {
        let mut path: Vec<String> = Vec::new();
        let lines = depths.iter().map(|(id, level)| {
            path.truncate(*level as usize - 1);
            let parent = path.last().cloned();
            path.push((*id).to_owned());
            Line {
                id: (*id).to_owned(),
                parent,
                level: *level,
            }
        });
        Outline(lines.collect())
    }

    fn sample() -> Outline {
        outline(&[("a", 1), ("a1", 2), ("a2", 2), ("a21", 3), ("b", 1), ("b1", 2)])
    }

    fn shown(outline: &Outline) -> String {
        let lines = outline
            .0
            .iter()
            .map(|line| format!("{}{}", ".".repeat(line.level as usize - 1), line.id));
        lines.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn lines_move_with_all_below_them() {
        let cases = [
            ("a2", Step::In, "a .a1 ..a2 ...a21 b .b1"),
            ("a1", Step::In, "a .a1 .a2 ..a21 b .b1"),
            ("b", Step::In, "a .a1 .a2 ..a21 .b ..b1"),
            ("a1", Step::Out, "a .a2 ..a21 a1 b .b1"),
            ("a21", Step::Out, "a .a1 .a2 .a21 b .b1"),
            ("b", Step::Up, "b .b1 a .a1 .a2 ..a21"),
            ("a1", Step::Down, "a .a2 ..a21 .a1 b .b1"),
            ("a2", Step::Down, "a .a1 .a2 ..a21 b .b1"),
        ];
        for (id, step, wanted) in cases {
            let mut outline = sample();
            let moved = outline.step(id, step);
            assert_eq!(shown(&outline), wanted, "{id} {step:?}");
            assert_eq!(moved, outline != sample());
        }
    }

    #[test]
    fn merging_hands_the_children_over() {
        let mut outline = sample();
        assert!(outline.merge("a2", "a1"));
        assert_eq!(shown(&outline), "a .a1 ..a21 b .b1");
        let mut outline = sample();
        assert!(outline.merge("a", "b1"));
        assert_eq!(shown(&outline), "b .b1 ..a1 ..a2 ...a21");
        assert!(!sample().merge("a", "a21"), "not into what is below it");
    }

    proptest! {
        #[test]
        fn any_steps_leave_a_tree_of_the_same_lines(steps in prop::collection::vec((0usize..6, 0usize..4), 0..40)) {
            let ids = ["a", "a1", "a2", "a21", "b", "b1"];
            let mut outline = sample();
            for (id, step) in steps {
                outline.step(ids[id], [Step::In, Step::Out, Step::Up, Step::Down][step]);
            }
            let mut left: Vec<&str> = outline.0.iter().map(|line| line.id.as_str()).collect();
            left.sort_unstable();
            prop_assert_eq!(left, ids);
            for (at, line) in outline.0.iter().enumerate() {
                let above = outline.0[..at].iter().rev().find(|other| other.level < line.level);
                prop_assert_eq!(line.parent.as_ref(), above.map(|other| &other.id));
                prop_assert_eq!(line.level, above.map_or(1, |other| other.level + 1));
            }
        }
    }
}
