//! Suggestions (建议): which indicators a piece of material or an activity may prove, ranked, each with its reasons.
//!
//! Pure and deterministic: the checklist, what is known of the subject and what was linked before come in as values. What
//! two texts have in common is weighed by how few indicators have it; days, kinds and departments speak for or against.

mod calibrate;
mod circumstance;
mod learned;
mod reason;
pub(crate) mod term;
pub(crate) mod topic;
mod vector;

use jiff::civil::Date;

use crate::checklist::ScoreKind;
use crate::kind::Kind;
use crate::requirement::Requirement;

pub use learned::Example;
pub use reason::{Field, Reason, Rule, sentence};
use vector::Vectors;

/// An indicator that evidence is wanted for.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Key of the caller.
    pub id: String,
    /// Short name.
    pub title: String,
    /// Titles of the indicators above it, nearest first.
    pub above: Vec<String>,
    /// Full content.
    pub content: Option<String>,
    /// Lead department, then those that support.
    pub depts: Vec<String>,
    /// How its points count; what only costs points wants no evidence.
    pub score: Option<ScoreKind>,
    /// Whether indicators below it ask for something, too.
    pub whole: bool,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
}

/// What an indicator loses to those below it.
const WHOLE: f64 = -0.8;

/// What is known of an item, or of an activity with its items.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Subject {
    /// Title of the activity, or name of the file.
    pub title: String,
    /// Names of the folders, without the sources' own.
    pub folders: Vec<String>,
    /// Names of an activity's files.
    pub names: Vec<String>,
    /// Titles of documents.
    pub papers: Vec<String>,
    /// Captions.
    pub captions: Vec<String>,
    /// The beginning of the documents' texts.
    pub text: String,
    /// Where it took place.
    pub place: Option<String>,
    /// Departments that are known to be concerned.
    pub depts: Vec<String>,
    /// First and last day.
    pub days: Option<(Date, Date)>,
    /// Kinds of material, each once.
    pub kinds: Vec<Kind>,
    /// Whether it is an activity.
    pub activity: bool,
}

/// A suggested indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// Its key.
    pub id: String,
    /// 0 to 1: how many of those with this score were right on our labelled sets.
    pub score: f64,
    /// What speaks for it, strongest first.
    pub reasons: Vec<Reason>,
}

/// A checklist made ready for suggestions.
#[derive(Debug)]
pub struct Suggester<'a> {
    wanted: Vec<&'a Wanted>,
    vectors: Vectors,
    examples: Vec<learned::Known<'a>>,
    ignored: Vec<String>,
}

impl<'a> Suggester<'a> {
    /// Reads a checklist. `unit` is the unit's own name: it is in every paper and says nothing. `examples` are what was
    /// linked by people before.
    pub fn new(wanted: &'a [Wanted], unit: &str, examples: &'a [Example]) -> Self {
        let ignored = own_names(unit);
        let wanted: Vec<&Wanted> = wanted
            .iter()
            .filter(|one| !matches!(one.score, Some(ScoreKind::Veto | ScoreKind::Deduct)))
            .collect();
        let vectors = Vectors::new(&wanted, &ignored);
        let examples = examples
            .iter()
            .map(|example| learned::Known::new(example, &ignored))
            .collect();
        Self {
            wanted,
            vectors,
            examples,
            ignored,
        }
    }

    /// At most `top` indicators for a subject, best first; `excluded` ones (linked already, rejected) are left out.
    pub fn suggest(&self, subject: &Subject, excluded: &[&str], top: usize) -> Vec<Candidate> {
        let of = self.vectors.subject(subject, &self.ignored);
        let texts = self.vectors.compare(&of);
        let learned = learned::nearest(&self.examples, subject, &of);
        let mut all: Vec<(usize, f64)> = Vec::new();
        for (n, wanted) in self.wanted.iter().enumerate() {
            let text = texts.get(n).copied().unwrap_or_default();
            let learned = learned.get(wanted.id.as_str()).map_or(0.0, |(_, weight)| *weight);
            if text + learned > 0.0 {
                let around = circumstance::sum(&circumstance::all(subject, &of, wanted));
                // Where both the whole and its part ask for it, it belongs to the part.
                let whole = if wanted.whole { WHOLE } else { 0.0 };
                all.push((n, (text + learned + around + whole).max(0.0)));
            }
        }
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let scores = calibrate::scores(&all.iter().map(|(_, raw)| *raw).collect::<Vec<_>>());
        let kept = all.into_iter().zip(scores).filter_map(|((n, raw), score)| {
            let wanted = *self.wanted.get(n)?;
            (raw > 0.0 && !excluded.contains(&wanted.id.as_str())).then_some((n, wanted, score))
        });
        kept.take(top)
            .map(|(n, wanted, score)| Candidate {
                id: wanted.id.clone(),
                score,
                reasons: self.reasons(subject, &of, n, wanted, &learned),
            })
            .collect()
    }

    fn reasons(
        &self,
        subject: &Subject,
        of: &vector::Of,
        n: usize,
        wanted: &Wanted,
        learned: &learned::Nearest<'_>,
    ) -> Vec<Reason> {
        let mut all = reason::of_texts(subject, wanted, &self.vectors, n, &self.ignored);
        all.extend(
            circumstance::all(subject, of, wanted)
                .into_iter()
                .filter(|reason| reason.weight > 0.0),
        );
        if let Some((example, weight)) = learned.get(wanted.id.as_str()) {
            all.push(Reason {
                rule: Rule::Learned,
                field: None,
                found: vec![(*example).to_owned()],
                wanted: Vec::new(),
                weight: *weight,
            });
        }
        all.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        all
    }
}

/// The unit's name and its parts that stand for it in papers: without province, city or county before it.
pub(crate) fn own_names(unit: &str) -> Vec<String> {
    let name = unit.trim().to_lowercase();
    let mut all = Vec::new();
    let short = name
        .char_indices()
        .filter(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '乡' | '镇'))
        .filter_map(|(at, c)| name.get(at + c.len_utf8()..))
        .find(|rest| rest.chars().count() > 2);
    for part in [Some(name.as_str()), short].into_iter().flatten() {
        if part.chars().count() > 2 {
            all.push(part.to_owned());
        }
    }
    all
}
