//! What a sentence owes to those around it: its time, who does it, what it is about.

use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::id::Sha256;
use taizhang_model::requirement::Requirement;
use taizhang_plan::draft;

fn of(text: &str) -> Draft {
    let document = read(text.as_bytes(), "a.txt").unwrap();
    draft(&document, Sha256([0; 32]), Period::year(2026))
}

/// The requirement whose sentence holds some words, and its node.
fn asked<'a>(draft: &'a Draft, words: &str) -> (&'a DraftNode, &'a Requirement) {
    let of_node = |node: &'a DraftNode| node.requirements.iter().map(move |r| (node, r));
    let mut all = draft.nodes.iter().flat_map(of_node);
    all.find(|(_, r)| r.quote.contains(words))
        .unwrap_or_else(|| panic!("{words}: {draft:?}"))
}

fn due(requirement: &Requirement) -> Option<&str> {
    requirement.deadline.as_ref().map(|due| due.as_written.as_str())
}

/// Who leads a node, or the nearest one above it.
fn lead<'a>(draft: &'a Draft, node: &'a DraftNode) -> Option<&'a str> {
    let mut at = Some(node);
    while let Some(node) = at {
        if let Some(lead) = &node.lead_dept {
            return Some(lead);
        }
        at = draft.nodes.iter().find(|n| Some(&n.id) == node.parent.as_ref());
    }
    None
}

#[test]
fn how_far_a_thing_reaches_is_due_with_it() {
    let draft = of(
        "一、培训\n6月底前完成礼仪培训,覆盖窗口人员达到95%以上。\n二、其他\n9月底前更换展板,群众满意达到90%以上。\n",
    );
    assert_eq!(due(asked(&draft, "覆盖窗口人员").1), Some("6月底前"));
    // A measure of something else has its own time.
    assert_eq!(due(asked(&draft, "群众满意").1), None);
}

#[test]
fn responsible_departments_are_whom_the_section_names() {
    let draft = of(
        "一、环境整治(县城管局牵头)\n各责任部门于6月底前完成自查。\n二、宣传引导\n由县融媒体中心负责,每月发布信息4条。各责任单位于9月底前报送总结。\n三、有关要求\n各责任单位于11月底前报送总结材料。\n",
    );
    for (words, who) in [
        ("各责任部门于6月底前", "县城管局"),
        ("各责任单位于9月底前", "县融媒体中心"),
        ("各责任单位于11月底前", "各责任单位"),
    ] {
        let (node, requirement) = asked(&draft, words);
        assert_eq!(lead(&draft, node), Some(who), "{}", requirement.quote);
    }
}

#[test]
fn a_paragraph_to_all_is_no_part_of_the_last_item() {
    let draft = of(
        "关于做好创建工作的通知\n一、设施。新增座席300个。(责任单位:图书馆;完成时限:9月底前)\n二、宣传。每周刊稿不少于2篇。(责任单位∶融媒体中心)\n请各责任单位确定1名联络员;每季度末月25日前报送进展。文明办于12月上旬组织验收。\n",
    );
    for (words, who) in [
        ("新增座席", "图书馆"),
        ("每周刊稿", "融媒体中心"),
        ("确定1名联络员", "各责任单位"),
        ("每季度末月", "各责任单位"),
        ("组织验收", "文明办"),
    ] {
        assert_eq!(lead(&draft, asked(&draft, words).0), Some(who), "{words}");
    }
    assert_eq!(due(asked(&draft, "新增座席").1), Some("9月底前"));
}

#[test]
fn so_many_for_so_many_and_what_is_up_to_a_standard() {
    let draft = of(
        "一、抽检\n监督抽检达到每千人5批次。\n二、小区\n建成达标小区120个。\n三、食堂\n开展全覆盖检查1次\n完成时限:开学前\n",
    );
    let measure = asked(&draft, "每千人").1.threshold.clone().unwrap();
    assert_eq!((measure.value, measure.unit.as_str()), (5.0, "批次"));
    let homes = asked(&draft, "达标小区").1;
    assert!(homes.threshold.is_none() && homes.count.as_ref().is_some_and(|c| c.value == 120.0));
    assert_eq!(due(asked(&draft, "全覆盖检查").1), Some("开学前"));
}

#[test]
fn a_ground_alone_takes_what_is_done_along() {
    let draft = of(
        "一、评选\n局机关每年结合绩效考核,进行文明处室评比,评出文明处室。\n二、节日\n在清明、端午等传统节日前后,以凭吊先烈等形式开展活动。\n",
    );
    let quotes: Vec<&str> = draft
        .nodes
        .iter()
        .flat_map(|node| node.requirements.iter().map(|r| r.quote.as_str()))
        .collect();
    assert_eq!(
        quotes,
        [
            "局机关每年结合绩效考核,进行文明处室评比",
            "在清明、端午等传统节日前后,以凭吊先烈等形式开展活动"
        ]
    );
}
