//! Suggestions over labelled activities and papers: tuned.txt was seen while the rules were weighed, held_out.txt was not.

#![allow(clippy::unwrap_used)]

use taizhang_model::date::Period;
use taizhang_model::draft::DraftNode;
use taizhang_model::kind::Kind;
use taizhang_model::suggest::{Candidate, Subject, Suggester, Wanted, sentence};
use taizhang_plan::template;

struct Case {
    codes: Vec<String>,
    subject: Subject,
}

/// Each checklist's name with its cases.
fn cases(text: &str) -> Vec<(String, Vec<Case>)> {
    let mut all: Vec<(String, Vec<Case>)> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        match line.strip_prefix("@ ") {
            Some(name) => all.push((name.to_owned(), Vec::new())),
            None => all.last_mut().unwrap().1.push(case(line)),
        }
    }
    all
}

fn case(line: &str) -> Case {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [codes, title, folder, day, kinds, paper] = parts[..] else {
        panic!("{line}");
    };
    let day = day.parse().unwrap();
    Case {
        codes: codes.split(',').map(str::to_owned).collect(),
        subject: Subject {
            title: title.to_owned(),
            folders: folder.split('/').map(str::to_owned).collect(),
            papers: Some(paper)
                .filter(|paper| !paper.is_empty())
                .map(str::to_owned)
                .into_iter()
                .collect(),
            days: Some((day, day)),
            kinds: kinds.split(',').map(|kind| Kind::parse(kind).unwrap()).collect(),
            activity: !title.contains('.'),
            ..Subject::default()
        },
    }
}

fn wanted(nodes: &[DraftNode]) -> Vec<Wanted> {
    let of = |id: &str| nodes.iter().find(|node| node.id == id);
    let is_parent = |node: &DraftNode| {
        nodes
            .iter()
            .any(|other| other.parent.as_deref() == Some(&node.id))
    };
    let asking = nodes
        .iter()
        .filter(|node| !node.requirements.is_empty() || !is_parent(node));
    asking
        .map(|node| {
            let mut above = Vec::new();
            let mut at = node.parent.as_deref().and_then(of);
            while let Some(parent) = at {
                above.push(parent.title.clone());
                at = parent.parent.as_deref().and_then(of);
            }
            Wanted {
                id: node.code.clone(),
                title: node.title.clone(),
                above,
                content: node.content.clone(),
                depts: node
                    .lead_dept
                    .iter()
                    .chain(&node.support_depts)
                    .cloned()
                    .collect(),
                parent: node
                    .parent
                    .as_deref()
                    .and_then(of)
                    .map(|above| above.code.clone()),
                score: node.score.map(|score| score.kind),
                requirements: node.requirements.clone(),
            }
        })
        .collect()
}

#[derive(Default)]
struct Figures {
    cases: f64,
    first: f64,
    three: f64,
    /// Scores of the first candidates with whether they were right.
    scores: Vec<(f64, bool)>,
    misses: String,
}

fn measure(text: &str) -> Figures {
    let mut figures = Figures::default();
    for (name, cases) in cases(text) {
        let draft = template(&name, Period::year(2026).unwrap()).unwrap();
        let wanted = wanted(&draft.nodes);
        let suggester = Suggester::new(&wanted, "某市某局", &[]);
        for case in cases {
            let found = suggester.suggest(&case.subject, &[], 3);
            let right = |one: &Candidate| case.codes.contains(&one.id);
            let first = found.first().is_some_and(right);
            figures.cases += 1.0;
            figures.first += f64::from(u8::from(first));
            figures.three += f64::from(u8::from(found.iter().any(right)));
            figures.scores.extend(found.first().map(|one| (one.score, first)));
            if !first {
                figures.misses += &format!("{name} {:?} {}\n", case.codes, case.subject.title);
                for one in &found {
                    figures.misses +=
                        &format!("    {} {:.2} {}\n", one.id, one.score, sentence(&one.reasons));
                }
            }
        }
    }
    figures
}

impl Figures {
    fn of(&self, what: f64) -> f64 {
        what / self.cases
    }

    /// Right ones among the first candidates that score at least `score`, and how many there are.
    fn right_above(&self, score: f64) -> (f64, usize) {
        let above: Vec<bool> = self
            .scores
            .iter()
            .filter(|one| one.0 >= score)
            .map(|one| one.1)
            .collect();
        let right = above.iter().filter(|right| **right).count();
        (right as f64 / above.len().max(1) as f64, above.len())
    }

    fn told(&self) -> String {
        let above: Vec<String> = [0.9, 0.8, 0.7, 0.5, 0.3, 0.0]
            .into_iter()
            .map(|score| format!("{score}: {:.3?}", self.right_above(score)))
            .collect();
        format!(
            "{} cases, first {:.3}, three {:.3}\n{}\n{}",
            self.cases,
            self.of(self.first),
            self.of(self.three),
            above.join("\n"),
            self.misses
        )
    }
}

#[test]
fn the_right_indicator_is_first_or_among_the_first_three() {
    for (text, first, three) in [
        (include_str!("tuned.txt"), 0.9, 0.97),
        (include_str!("held_out.txt"), 0.8, 0.95),
    ] {
        let figures = measure(text);
        assert!(
            figures.of(figures.first) >= first && figures.of(figures.three) >= three,
            "{}",
            figures.told()
        );
    }
}

/// Of those that score at least so much, at least so many are right.
#[test]
fn scores_tell_how_sure_they_are() {
    for text in [include_str!("tuned.txt"), include_str!("held_out.txt")] {
        let figures = measure(text);
        for score in [0.5, 0.6, 0.7, 0.8, 0.9] {
            let (right, count) = figures.right_above(score);
            assert!(
                count == 0 || right >= score,
                "{score}: {right} of {count}\n{}",
                figures.told()
            );
        }
    }
}
