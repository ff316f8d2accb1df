//! Values to reach in a column of their own: 机械化清扫率 | % | ≥85, 整治行动 | 次/月 | 4.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_document::Cell;
use taizhang_model::date::Period;
use taizhang_model::requirement::{Requirement, Span};

use super::header::{Column, Header};
use super::{flat, name};
use crate::grammar::pattern::pattern;
use crate::requirement::{Ids, bare, of_sentence};
use crate::source::Source;

static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+(?:\.\d+)?"));

/// What a row asks for whose value stands in `value`, in the words of the indicator that the row names.
pub(super) fn stated(
    source: &Source,
    header: &Header,
    cells: &[Cell],
    value: Span,
    indicator: Span,
    period: Option<Period>,
    ids: &mut Ids,
) -> Option<Requirement> {
    // A dash says that there is nothing to reach.
    if !source.chars(value).iter().any(|c| c.is_alphanumeric()) {
        return None;
    }
    let unit = header
        .holding(Column::Unit)
        .filter_map(|at| cells.get(at))
        .map(|cell| name(source, cell.span))
        .find(|unit| unit.chars().any(|c| c.is_alphanumeric() || c == '%' || c == '‰'));
    let words = with_unit(&name(source, value), &unit.unwrap_or_default());
    let told = of_sentence(
        &format!("{}{words}", flat(&source.slice(indicator))),
        period,
        String::new(),
    );
    let mut asked = Requirement {
        deadline: told.deadline,
        frequency: told.frequency,
        threshold: told.threshold,
        count: told.count,
        each: told.each,
        ..bare(source, indicator, ids)
    };
    // What was put together for the grammars stands nowhere: the cell does.
    let written = source.slice(value);
    if let Some(often) = &mut asked.frequency {
        often.as_written.clone_from(&written);
    }
    if let Some(measure) = &mut asked.threshold {
        measure.as_written.clone_from(&written);
    }
    if let Some(count) = &mut asked.count {
        count.as_written.clone_from(&written);
    }
    Some(asked)
}

/// A value with the unit of its row behind its number, unless it stands there.
fn with_unit(value: &str, unit: &str) -> String {
    let Some(number) = DIGITS.find(value) else {
        return value.to_owned();
    };
    let (before, after) = value.split_at_checked(number.end()).unwrap_or((value, ""));
    let first = unit.chars().next();
    let told = after.starts_with(['%', '‰']) || first.is_none_or(|first| after.starts_with(first));
    if told {
        value.to_owned()
    } else {
        format!("{before}{unit}{after}")
    }
}

#[cfg(test)]
mod tests {
    use super::with_unit;

    #[test]
    fn units_stand_behind_the_number() {
        for (value, unit, whole) in [
            ("≥85", "%", "≥85%"),
            ("90以上", "%", "90%以上"),
            ("≥85%", "%", "≥85%"),
            ("10(11月底前)", "场", "10场(11月底前)"),
            ("4次", "次/月", "4次"),
            ("全覆盖", "%", "全覆盖"),
            ("12", "", "12"),
        ] {
            assert_eq!(with_unit(value, unit), whole);
        }
    }
}
