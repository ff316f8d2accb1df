//! Small grammars, one file each: what a clause says of time, number and material.

pub(crate) mod actor;
pub(crate) mod charge;
pub(crate) mod count;
pub(crate) mod deadline;
pub(crate) mod each;
pub(crate) mod evidence;
pub(crate) mod frequency;
pub(crate) mod goal;
pub(crate) mod moment;
pub(crate) mod numeral;
pub(crate) mod occasion;
pub(crate) mod pattern;
pub(crate) mod relative;
pub(crate) mod role;
pub(crate) mod threshold;
pub(crate) mod window;

use std::ops::Range;

/// Something that a grammar found, with its place in bytes of the clause's half-width form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found<T> {
    pub value: T,
    pub at: Range<usize>,
}

impl<T> Found<T> {
    /// Whether both stand on some of the same text.
    pub(crate) fn overlaps(&self, at: &Range<usize>) -> bool {
        self.at.start < at.end && at.start < self.at.end
    }
}
