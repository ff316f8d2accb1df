//! What two packs say differently about the same thing, field by field.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::PackIndex;
use crate::index_json::{IndexIndicator, IndexLink};
use crate::words;

/// A field that is different.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldDiff {
    /// Its name in `index/pack.json`: `statement`, `waivers`, `caption`…
    pub field: String,
    /// The evidence that it is told of; absent where it is told of the indicator or of the pack.
    pub evidence: Option<String>,
    /// In the first pack.
    pub before: Option<String>,
    /// In the second pack.
    pub after: Option<String>,
}

/// Fields by name.
type Fields = Vec<(&'static str, Option<String>)>;

/// Pairs fields of both sides, which come in the same order, and keeps those that are different.
fn different(evidence: Option<&str>, before: Fields, after: Fields) -> impl Iterator<Item = FieldDiff> {
    let pairs = before.into_iter().zip(after);
    pairs
        .filter(|((_, before), (_, after))| before != after)
        .map(move |((field, before), (_, after))| FieldDiff {
            field: field.to_owned(),
            evidence: evidence.map(str::to_owned),
            before,
            after,
        })
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn list(all: &[String]) -> Option<String> {
    some(&all.join("\n"))
}

/// What is different at the head of two packs.
pub(crate) fn of_packs(first: &PackIndex, second: &PackIndex) -> Vec<FieldDiff> {
    let fields = |index: &PackIndex| -> Fields {
        vec![
            ("unit", some(&index.unit)),
            ("title", some(&index.title)),
            (
                "period",
                Some(format!("{}..{}", index.period.from, index.period.to)),
            ),
            ("days", index.days.map(|days| days.to_string())),
            ("inspection", index.inspection.map(|day| day.to_string())),
            ("as_of", Some(index.as_of.to_string())),
            ("score", Some(format!("{}/{}", index.score.got, index.score.of))),
            ("papers", list(&index.papers)),
        ]
    };
    different(None, fields(first), fields(second)).collect()
}

/// What is different in an indicator that both packs have, its evidence that both have included.
pub(crate) fn of_indicators(
    before: &IndexIndicator,
    after: &IndexIndicator,
    links: (&BTreeMap<String, &IndexLink>, &BTreeMap<String, &IndexLink>),
) -> Vec<FieldDiff> {
    let fields = |one: &IndexIndicator| -> Fields {
        let statement = one.statement.as_ref();
        vec![
            ("code", some(&one.code)),
            ("title", some(&one.title)),
            ("content", one.content.as_deref().and_then(some)),
            ("quote", some(&one.quote)),
            ("lead_dept", one.lead_dept.as_deref().and_then(some)),
            ("score", one.score.map(words::score).as_deref().and_then(some)),
            ("state", Some(words::state(one.state).1.to_owned())),
            ("missing", list(&one.missing)),
            ("waivers", list(&one.waivers)),
            ("statement", statement.and_then(|told| some(&told.text))),
            ("statement_state", statement.map(|told| told.state.to_string())),
        ]
    };
    let mut all: Vec<FieldDiff> = different(None, fields(before), fields(after)).collect();
    let of_link = |link: &IndexLink| -> Fields {
        vec![
            ("caption", link.caption.as_deref().and_then(some)),
            ("requirement", link.requirement.as_deref().and_then(some)),
        ]
    };
    for (key, before) in links.0 {
        let Some(after) = links.1.get(key) else { continue };
        let name = after.path.as_deref().or(after.external.as_deref());
        all.extend(different(name, of_link(before), of_link(after)));
    }
    all
}
