//! Whose share a work is, and what a body has the duty of: 城管局负责,街道配合; 基建处负责工地的卫生; 综合组职责.

use std::sync::LazyLock;

use regex::Regex;

use super::actor::{Actor, BODY, ends_as_body, given, is_body};
use super::pattern::{holds_any, pattern};
use crate::source::Clause;

/// A sentence that says nothing but who does what is told behind it: 校园环境由后勤处具体落实, 师德建设由教师工作部牵头,人事处配合.
static CHARGES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:由.{2,40}?|[一-龥]{2,14})(?:总负责|具体负责|负责|牵头|具体落实|落实|主办|承办|承担|组织实施|具体实施)(?:[,、].{2,30}?(?:协助|配合|协办|参与))?$",
    )
});

/// 区城管局负责, 各街道配合, 爱卫办指导: a part that says only whose share the work is.
static SHARE: LazyLock<Regex> = LazyLock::new(|| {
    let body = BODY.as_str();
    pattern(&format!(
        "^由?{body}(?:[、和及与]{body})*(?:总负责|具体负责|分别负责|共同负责|负责牵头|负责|牵头|主办|承办|配合|协助|协办|参与|指导|督办|监督|督导|落实)$"
    ))
});

/// Whether a part of a sentence gives its work to a body and says no more.
pub(crate) fn is_share(part: &str) -> bool {
    const WORDS: [&str; 13] = [
        "负责", "牵头", "主办", "承办", "配合", "协助", "协办", "参与", "指导", "督办", "监督", "督导",
        "落实",
    ];
    WORDS.iter().any(|word| part.ends_with(word)) && SHARE.is_match(part)
}

/// 基建处负责工地的卫生管理: a duty told as such, whatever words it has.
static DUTY_OF: LazyLock<Regex> = LazyLock::new(|| pattern("^[^,]{2,30}?负责[^人解,](?:[^,]{3,})"));

/// Whether a part tells the duty of the body that it begins with.
pub(crate) fn is_duty(part: &str) -> bool {
    // 各部门负责人担任组员, 负责该项工作的领导参加 tell who sits on a board.
    let people = ["担任", "的领导", "的同志", "的人员", "的干部"];
    part.contains("负责") && !holds_any(part, &people) && DUTY_OF.is_match(part)
}

/// Whom a sentence gives to what stands behind it.
pub(crate) fn charged(clause: &Clause) -> Option<Actor> {
    let actor = given(clause)?;
    CHARGES.is_match(clause.plain()).then_some(actor)
}

/// The body whose duties are told next: 综合组职责, 安监部主要职责.
pub(crate) fn of_duty(clause: &Clause) -> Option<Actor> {
    let text = clause.plain();
    let name = body_of_duty(text).filter(|name| ends_as_body(name) && is_body(name))?;
    Some(Actor {
        lead: name.to_owned(),
        support: Vec::new(),
        own: false,
        given: false,
        at: 0..name.len(),
    })
}

/// The name before the word 职责 that ends a heading.
pub(crate) fn body_of_duty(title: &str) -> Option<&str> {
    let name = title.trim_end_matches([':', '：', '。']).strip_suffix("职责")?;
    Some(
        ["工作", "主要", "的"]
            .iter()
            .fold(name, |name, word| name.trim_end_matches(word)),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_a_text_is_about() {
        let lead = |text: &str| charged(&Clause::loose(text)).map(|actor| actor.lead);
        assert_eq!(
            lead("校园环境由后勤管理处具体落实").as_deref(),
            Some("后勤管理处")
        );
        assert_eq!(
            lead("师德师风建设由教师工作部牵头,人事处配合").as_deref(),
            Some("教师工作部")
        );
        assert_eq!(lead("读书活动由校团委会同图书馆负责").as_deref(), Some("校团委"));
        assert_eq!(lead("由各支部组织开展主题党日"), None);
    }

    #[test]
    fn shares_and_duties() {
        for part in ["城管局负责", "各村、林业站配合", "由信息科牵头", "机关党委督办"]
        {
            assert!(is_share(part), "{part}");
        }
        for part in ["城管局负责清运", "大家配合", "按要求落实"] {
            assert!(!is_share(part), "{part}");
        }
        assert!(is_duty("基建处负责工地的卫生管理工作"));
        for part in ["各部门负责人担任组员", "由基建处负责", "请负责档案工作的领导参加"]
        {
            assert!(!is_duty(part), "{part}");
        }
        assert_eq!(body_of_duty("护理部主要职责:"), Some("护理部"));
        assert_eq!(body_of_duty("护理部"), None);
    }
}
