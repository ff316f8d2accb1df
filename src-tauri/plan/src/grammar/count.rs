//! Bare numbers of things: 开展一次, 组织1次, 结对帮扶一个村.

use std::sync::LazyLock;

use regex_lite::Regex;
use taizhang_model::requirement::Count;

use super::Found;
use super::numeral::value;
use super::pattern::{group, pattern};
use crate::source::Clause;

static COUNT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:开展|组织|举办|召开|举行|进行|参加|完成|观看|帮扶|结对|建立|设置)[^,、;:.。()]{0,8}?({N})(次|场|期|个[村社区点]{1,2}|支|块|处|项)",
    )
});

/// Counts of a clause, in order.
pub(crate) fn counts(clause: &Clause) -> Vec<Found<Count>> {
    COUNT
        .captures_iter(clause.plain())
        .filter_map(|c| {
            let all = c.get(0)?;
            let number = c.get(1)?;
            Some(Found {
                value: Count {
                    value: value(number.as_str())?,
                    unit: group(&c, 2).to_owned(),
                    as_written: clause.written(number.start()..all.end()),
                },
                at: number.start()..all.end(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_things_that_are_done() {
        for (text, number, unit) in [
            ("开展一次文明礼仪学习", 1.0, "次"),
            ("组织1次慰问", 1.0, "次"),
            ("结对帮扶一个村", 1.0, "个村"),
            ("举办道德讲堂2期", 2.0, "期"),
        ] {
            let found = counts(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}");
            let c = &found.first().unwrap().value;
            assert_eq!((c.value, c.unit.as_str()), (number, unit));
        }
        assert_eq!(counts(&Clause::loose("开展10元关爱行动")), []);
    }
}
