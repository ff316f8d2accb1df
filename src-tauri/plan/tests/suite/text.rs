//! A plan in plain text, and properties that hold for any input.

use std::collections::HashSet;

use proptest::prelude::*;
use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::Draft;
use taizhang_model::id::Sha256;
use taizhang_plan::draft;

fn draft_of(text: &str, name: &str) -> Draft {
    draft(
        &read(text.as_bytes(), name).unwrap(),
        Sha256([0; 32]),
        Period::year(2026),
    )
}

const PLAN: &str = "某某局文明单位创建工作方案

为做好创建工作,制定本方案。

一、总体要求

坚持为民、务实。

二、主要任务

（一）创建氛围

测评内容:在办公楼布置公益宣传,确保有5处以上;公益广告每半年更新一次。

牵头股室:党政办配合股室:各股室

责任领导:王某

时间要求:公益广告每半年更新一次。

（二）创建活动

１、集体学习

活动内容:每两个月至少组织集体学习一次,全年不少于6次。

牵头股室:党政办

时间要求:12月底前

2、志愿服务

注册志愿者数量达到员工人数的30%以上,每年志愿服务人均时长超过40小时,需提供时长记录证明材料。

①义务植树活动

牵头股室:综合股

责任人:张三、李四

时间要求:3月底前

②清明祭扫活动

时间要求:4月4日前

4、文体活动

全年不少于3次。

三、工作要求

（一）加强领导。各股室要落实责任。

（一）抓好落实。年底前报送工作总结。
";

#[test]
fn a_plan_in_text_becomes_a_tree() {
    let mut value = serde_json::to_value(draft_of(PLAN, "方案.txt")).unwrap();
    value.as_object_mut().unwrap().remove("source");
    insta::assert_json_snapshot!(value);
}

#[test]
fn doubts_about_numbers_are_told() {
    let draft = draft_of(PLAN, "方案.txt");
    let warnings: Vec<(&str, &str)> = draft
        .warnings
        .iter()
        .map(|w| (w.code.as_str(), w.subject.as_str()))
        .filter(|(code, _)| code.starts_with("code"))
        .collect();
    assert_eq!(warnings, [("code_missing", "3"), ("code_repeated", "(一)")]);
}

#[test]
fn a_text_without_numbers_gives_nothing_but_a_warning() {
    let draft = draft_of("今天天气很好。\n大家都来了。", "a.txt");
    assert!(draft.nodes.is_empty());
    assert_eq!(draft.warnings[0].code, "no_indicators");
}

#[test]
fn a_text_of_any_length_is_read_in_bounded_time() {
    let line = "1.每月不少于1次，6月底前照片不少于2张；";
    let long = draft_of(&line.repeat(60_000), "a.txt");
    assert!(long.warnings.iter().any(|w| w.code == "text_cut"));
    let lines = draft_of(&format!("{line}\n").repeat(2_000), "a.txt");
    assert_eq!(lines.nodes.len(), 2_000);
    check(&lines);
}

/// What must hold of every draft.
fn check(draft: &Draft) {
    let text: Vec<char> = draft.source.text.chars().collect();
    let slice = |span: taizhang_model::requirement::Span| -> String {
        text[span.0 as usize..span.1 as usize].iter().collect()
    };
    let mut ids = HashSet::new();
    let mut codes = HashSet::new();
    let mut needs = HashSet::new();
    for node in &draft.nodes {
        assert_eq!(slice(node.span.unwrap()), node.quote);
        assert!(node.parent.as_ref().is_none_or(|parent| ids.contains(parent)));
        assert!(ids.insert(node.id.clone()));
        assert!(
            !node.code.is_empty() && codes.insert(node.code.clone()),
            "{}",
            node.code
        );
        for need in &node.requirements {
            assert_eq!(slice(need.span.unwrap()), need.quote);
            assert!(!need.quote.is_empty());
            assert!(needs.insert(need.id.clone()));
        }
    }
    for phase in &draft.phases {
        assert_eq!(slice(phase.span.unwrap()), phase.quote);
        assert!(phase.quote.contains(&phase.as_written));
        if let (Some(from), Some(to)) = (phase.date_from, phase.date_to) {
            assert!(from <= to, "{}", phase.quote);
        }
    }
    for deadline in draft
        .nodes
        .iter()
        .flat_map(|n| &n.requirements)
        .filter_map(|r| r.deadline.as_ref())
    {
        assert!(draft.source.text.contains(&deadline.as_written));
        if let (Some(from), Some(to)) = (deadline.date_from, deadline.date_to) {
            assert!(from <= to, "{}", deadline.as_written);
        }
    }
    for warning in &draft.warnings {
        if let Some(span) = warning.span {
            slice(span);
        }
    }
}

#[test]
fn the_plan_holds_what_every_draft_must() {
    check(&draft_of(PLAN, "方案.txt"));
}

/// Pieces of plans, so that random texts reach the grammars.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(
            [
                "一、",
                "（二）",
                "(三)",
                "1.",
                "2、",
                "3)",
                "(4)",
                "⑤",
                "Ⅱ—1",
                "1.2.3",
                "A1 ",
                "第一章",
                "牵头股室:",
                "配合单位：",
                "责任人:",
                "时间要求:",
                "6月底前",
                "12月上旬前",
                "２月３０日",
                "20xx年",
                "(3月1日—2月28日)",
                "11月至次年1月",
                "第二阶段:",
                "三、实施步骤",
                "清明节前",
                "活动结束后3日内",
                "各科室要",
                "由党办牵头,",
                "在春节、端午等",
                "“",
                "《",
                "一是",
                "每月25日前",
                "每月",
                "全年不少于6次",
                "不少于",
                "≥30%",
                "人均40小时",
                "照片不少于2张",
                "签到表",
                "方案",
                "(15分)",
                "百分之九十",
                "每半年一次",
                "、",
                "。",
                ";",
                "：",
                "\n",
                "\n\n",
                "\t",
                " ",
                "测评项目",
                "测评内容",
                "测评方法",
                "分值",
                "合计",
                "注:",
                "1)2)材料审核",
            ]
            .map(str::to_owned)
            .to_vec()
        ),
        "[\\PC]{0,6}",
        "\\PC{0,3}",
    ]
}

/// The reader refuses a text that is mostly marks of damage.
fn without_damage(text: &str) -> String {
    text.replace(char::REPLACEMENT_CHARACTER, "")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gives_a_sound_draft(pieces in prop::collection::vec(piece(), 0..60)) {
        let text = without_damage(&pieces.concat());
        let first = draft_of(&text, "a.txt");
        check(&first);
        prop_assert_eq!(first, draft_of(&text, "a.txt"));
    }

    #[test]
    fn any_table_gives_a_sound_draft(
        rows in prop::collection::vec(prop::collection::vec(prop::collection::vec(piece(), 0..4), 1..7), 0..12)
    ) {
        let mut csv = String::from("序号,测评项目,测评内容,测评方法,材料要求,分值,责任单位\n");
        for row in rows {
            let cells: Vec<String> = row.iter().map(|c| format!("\"{}\"", c.concat().replace('"', "\"\""))).collect();
            csv.push_str(&cells.join(","));
            csv.push('\n');
        }
        check(&draft_of(&without_damage(&csv), "a.csv"));
    }
}

#[test]
fn the_shared_plans_give_trees() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/plans");
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: no plans at {}", folder.display());
        return;
    };
    let mut read_any = false;
    for file in files {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            let draft = draft_of(&std::fs::read_to_string(&path).unwrap(), "a.txt");
            check(&draft);
            assert!(draft.nodes.len() >= 7, "{}", path.display());
            read_any = true;
        }
    }
    assert!(read_any);
}
