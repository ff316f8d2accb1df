//! For each what: 每个科室, 各单位, 每人.

use taizhang_model::requirement::Each;

use crate::source::Clause;

const WORDS: [(&str, Each); 14] = [
    ("人均", Each::Person),
    ("每人", Each::Person),
    ("每名", Each::Person),
    ("每个科室", Each::Department),
    ("每个股室", Each::Department),
    ("每个处室", Each::Department),
    ("每个部门", Each::Department),
    ("每科室", Each::Department),
    ("每个单位", Each::Unit),
    ("每单位", Each::Unit),
    ("每个点位", Each::Place),
    ("每个村", Each::Place),
    ("每个社区", Each::Place),
    ("每处", Each::Place),
];

/// For each what the clause holds.
pub(crate) fn each(clause: &Clause) -> Option<Each> {
    WORDS
        .iter()
        .find(|(word, _)| clause.plain().contains(word))
        .map(|(_, each)| *each)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_for_each() {
        assert_eq!(
            each(&Clause::loose("每个处室至少有2盆花")),
            Some(Each::Department)
        );
        assert_eq!(each(&Clause::loose("人均40小时")), Some(Each::Person));
        assert_eq!(each(&Clause::loose("每月一次")), None);
    }
}
