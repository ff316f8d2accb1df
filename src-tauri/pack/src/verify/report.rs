//! What is found wrong, gathered.

use super::checks::checks;
use super::{Both, Problem, Verdict};

/// Findings so far.
#[derive(Default)]
pub(super) struct Report {
    pub(super) problems: Vec<Problem>,
    pub(super) warnings: Vec<Both>,
    /// Whether there is a tag manifest, an Oxum, an index of ours, all our pages.
    pub(super) has_tag_manifest: bool,
    pub(super) has_oxum: bool,
    pub(super) index: Option<bool>,
    pub(super) pages: Option<bool>,
    pub(super) unportable: usize,
    pub(super) fetch: bool,
    pub(super) archive: bool,
    /// Whether nothing inside could be looked at.
    pub(super) unread: bool,
    /// Files whose hashes were compared.
    pub(super) hashed: usize,
}

impl Report {
    /// Adds a problem.
    pub(super) fn problem(&mut self, code: &str, path: &str, expected: Option<String>, found: Option<Both>) {
        let problem = Problem {
            code: code.to_owned(),
            path: path.to_owned(),
            expected,
            found,
        };
        if !self.problems.contains(&problem) || self.problems.len() > 1000 {
            self.problems.push(problem);
        }
    }

    /// Adds a warning once.
    pub(super) fn warn(&mut self, warning: Both) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// The verdict.
    pub(super) fn verdict(self, entries: u64) -> Verdict {
        Verdict {
            valid: self.problems.is_empty(),
            entries,
            checks: checks(&self),
            problems: self.problems,
            warnings: self.warnings,
        }
    }
}
