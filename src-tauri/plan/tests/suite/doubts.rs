//! What a draft tells the person who looks it over, one kind after the other.

use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftWarning};
use taizhang_model::id::Sha256;
use taizhang_plan::draft;

fn draft_of(text: &str, name: &str) -> Draft {
    draft(
        &read(text.as_bytes(), name).unwrap(),
        Sha256([0; 32]),
        Period::year(2026),
    )
}

/// The one doubt of a kind about a text.
fn only(text: &str, code: &str) -> DraftWarning {
    let draft = draft_of(text, "a.txt");
    let mut found = draft.warnings.into_iter().filter(|one| one.code == code);
    let first = found.next().unwrap_or_else(|| panic!("no {code}: {text}"));
    assert_eq!(found.next(), None, "{text}");
    first
}

#[test]
fn one_doubt_each() {
    for (text, code, subject) in [
        (
            "一、学习\n1.20xx年6月底前完成学习。(党办)",
            "year_hidden",
            "20xx年6月底前",
        ),
        (
            "一、学习\n1.3月5日前后开展学雷锋活动。(团委)",
            "time_vague",
            "3月5日前后",
        ),
        (
            "一、学习\n1.活动结束后3日内报送总结。(党办)",
            "time_relative",
            "活动结束后3日内",
        ),
        ("一、学习\n1.定期召开会议。(党办)", "frequency_open", "定期"),
        (
            "一、学习\n1.6月底前走访不少于5。(党办)",
            "unit_missing",
            "不少于5",
        ),
        (
            "一、学习(10分)\n1.每月学习1次。(4分)\n2.每季检查1次。(5分)",
            "score_differs",
            "学习 10≠9",
        ),
    ] {
        assert_eq!(only(text, code).subject, subject, "{text}");
    }
}

#[test]
fn a_missing_department_is_told_where_others_have_one_and_once_where_none_has() {
    let one = only(
        "一、学习\n责任部门:党办\n每月学习1次。\n二、服务\n每月服务1次。",
        "department_unknown",
    );
    assert_eq!(one.subject, "服务");
    assert!(one.span.is_some());
    let all = only(
        "工作方案\n一、学习\n每月学习1次。\n二、服务\n每月服务1次。",
        "department_unknown",
    );
    assert_eq!((all.subject.as_str(), all.span), ("工作方案", None));
}

#[test]
fn what_is_sure_raises_no_doubt() {
    let sure =
        "一、学习(10分)\n责任部门:党办\n1.每月学习不少于1次。(4分)\n2.每月25日前报送,清明节前完成检查。(6分)";
    assert_eq!(draft_of(sure, "a.txt").warnings, []);
}

#[test]
fn notes_stand_for_themselves() {
    let draft = draft_of(
        "一、学习\n1.每月学习1次。\n2.每季检查1次。\n注:各科室12月10日前报送材料1份。\n3.每周打扫1次。\n二、服务\n每月服务1次。",
        "a.txt",
    );
    let of = |title: &str| {
        draft
            .nodes
            .iter()
            .find(|node| node.title.starts_with(title))
            .unwrap()
    };
    let note = of("注");
    assert_eq!((note.code.as_str(), note.parent.as_deref()), ("注", None));
    assert_eq!(note.lead_dept.as_deref(), Some("各科室"));
    assert_eq!(of("每季检查").requirements.len(), 1);
    assert_eq!(of("每周打扫").parent, of("每月学习").parent);
    assert_eq!(of("服务").parent, None);
    // Where each item has its own, it belongs to the item.
    let own = draft_of(
        "1.学习\n说明:6月底前提供照片。\n2.服务\n说明:9月底前提供照片。",
        "a.txt",
    );
    assert_eq!(own.nodes.len(), 2);
    assert!(own.nodes.iter().all(|node| node.requirements.len() == 1));
}
