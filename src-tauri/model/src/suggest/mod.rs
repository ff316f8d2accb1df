//! Suggestions (建议): which indicators a piece of material or an activity may prove, ranked, each with its reasons.
//!
//! Pure and deterministic: the checklist, what is known of the subject and what was linked before come in as values. What
//! two texts have in common is weighed by how few indicators have it; days, kinds and departments speak for or against.

mod beside;
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

pub use beside::{BESIDE_DAYS, Event, beside};
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
    /// Key of the indicator above it.
    pub parent: Option<String>,
    /// What it asks for.
    pub requirements: Vec<Requirement>,
}

/// What an indicator loses to one below it that fits as well.
const WHOLE: f64 = 0.8;
/// A part fits as well as the whole where its texts give so much of what those of the whole give …
const PART: f64 = 0.55;
/// … and so much of its own title is found.
const COVERED: f64 = 0.5;
/// What an indicator that asks for nothing loses to those that do.
const BARE: f64 = 0.6;
/// Texts that give less than this are chance.
const CHANCE: f64 = 0.5;
/// Parts of a plan that say how, not what.
const HOW: [&str; 16] = [
    "指导思想",
    "总体要求",
    "总体目标",
    "工作目标",
    "目标任务",
    "目标",
    "基本原则",
    "工作原则",
    "工作要求",
    "有关要求",
    "保障措施",
    "工作措施",
    "实施步骤",
    "工作步骤",
    "方法步骤",
    "组织保障",
];

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

/// How well an indicator fits.
#[derive(Debug, Clone, Copy)]
struct Fit {
    n: usize,
    /// What the texts give, and what was learned.
    text: f64,
    /// How much of its title they cover, up to 1.
    covered: f64,
    /// All of it.
    raw: f64,
}

/// A checklist made ready for suggestions.
#[derive(Debug)]
pub struct Suggester<'a> {
    wanted: Vec<&'a Wanted>,
    /// Whether most indicators ask for something.
    asking: bool,
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
            .filter(|one| !(one.requirements.is_empty() && HOW.contains(&one.title.trim())))
            .collect();
        let asking = wanted.iter().filter(|one| !one.requirements.is_empty()).count() * 2 > wanted.len();
        let vectors = Vectors::new(&wanted, &ignored);
        let examples = examples
            .iter()
            .map(|example| learned::Known::new(example, &ignored))
            .collect();
        Self {
            wanted,
            asking,
            vectors,
            examples,
            ignored,
        }
    }

    /// Where both the whole and its parts ask for it, it belongs to the part that fits best.
    fn prefer_parts(&self, all: &mut [Fit]) {
        for at in 0..all.len() {
            let Some(whole) = all.get(at).copied() else {
                continue;
            };
            let Some(id) = self.wanted.get(whole.n).map(|one| one.id.as_str()) else {
                continue;
            };
            let is_part = |one: &Fit| {
                let below = self
                    .wanted
                    .get(one.n)
                    .is_some_and(|part| part.parent.as_deref() == Some(id));
                below && one.text >= PART * whole.text && one.covered >= COVERED && one.raw > 0.0
            };
            let best = (0..all.len())
                .filter(|n| all.get(*n).is_some_and(is_part))
                .max_by(|a, b| {
                    let raw = |n: &usize| all.get(*n).map_or(0.0, |one| one.raw);
                    raw(a).total_cmp(&raw(b)).then(b.cmp(a))
                });
            let Some(part) = best.and_then(|n| all.get(n).map(|one| (n, one.raw))) else {
                continue;
            };
            if let Some(one) = all.get_mut(part.0) {
                one.raw = part.1.max(whole.raw);
            }
            if let Some(one) = all.get_mut(at) {
                one.raw = (whole.raw.min(part.1) - WHOLE).max(0.0);
            }
        }
    }

    /// At most `top` indicators for a subject, best first; `excluded` ones (linked already, rejected) are left out.
    pub fn suggest(&self, subject: &Subject, excluded: &[&str], top: usize) -> Vec<Candidate> {
        let of = self.vectors.subject(subject, &self.ignored);
        let texts = self.vectors.compare(&of);
        let learned = learned::nearest(&self.examples, subject, &of);
        let nameless = of.named.keys().all(|term| self.vectors.tells(term) == 0.0);
        let mut all: Vec<Fit> = Vec::new();
        for (n, wanted) in self.wanted.iter().enumerate() {
            let (text, covered) = texts.get(n).copied().unwrap_or_default();
            let learned = learned.get(wanted.id.as_str()).map_or(0.0, |(_, weight)| *weight);
            let around = circumstance::all(subject, &of, wanted);
            // What has no name may still be of a festival.
            let by_day = nameless
                && around
                    .iter()
                    .any(|one| one.rule == Rule::Festival && one.weight > 0.0);
            if text + learned >= CHANCE || by_day {
                let bare = self.asking && wanted.requirements.is_empty();
                let raw = text + learned + circumstance::sum(&around) - if bare { BARE } else { 0.0 };
                all.push(Fit {
                    n,
                    text: text + learned,
                    covered,
                    raw: raw.max(0.0),
                });
            }
        }
        self.prefer_parts(&mut all);
        let mut all: Vec<(usize, f64)> = all.into_iter().map(|one| (one.n, one.raw)).collect();
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

/// The unit's name and its parts that stand for it in papers: without province, city or county before it, and those alone.
pub(crate) fn own_names(unit: &str) -> Vec<String> {
    let name = unit.trim().to_lowercase();
    let mut all = Vec::new();
    let short = name
        .char_indices()
        .filter(|(_, c)| matches!(c, '省' | '市' | '县' | '区' | '乡' | '镇'))
        .filter_map(|(at, c)| name.get(at + c.len_utf8()..))
        .find(|rest| rest.chars().count() > 2);
    let place = short.and_then(|short| name.strip_suffix(short));
    for part in [Some(name.as_str()), short, place].into_iter().flatten() {
        if part.chars().count() > 2 {
            all.push(part.to_owned());
        }
    }
    all
}
