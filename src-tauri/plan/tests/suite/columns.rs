//! Columns whose names tell little, and tables that go on without a header.

use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::id::Sha256;
use taizhang_plan::draft;

fn of(text: &str, name: &str) -> Draft {
    let document = read(text.as_bytes(), name).unwrap();
    draft(&document, Sha256([0; 32]), Period::year(2026))
}

/// Sentence, time and who leads, of all that a draft asks for.
fn asked(draft: &Draft) -> Vec<(&str, Option<&str>, Option<&str>)> {
    let of_node = |node: &'_ DraftNode| node.lead_dept.is_some();
    assert!(draft.nodes.iter().any(of_node), "somebody leads");
    let nodes = draft.nodes.iter();
    nodes
        .flat_map(|node| {
            node.requirements.iter().map(|r| {
                let due = r.deadline.as_ref().map(|d| d.as_written.as_str());
                (r.quote.as_str(), due, node.lead_dept.as_deref())
            })
        })
        .collect()
}

#[test]
fn columns_are_known_by_their_cells() {
    let draft = of(
        "序号,板块,怎么干,谁来干,完成时限\n1,阵地,设置公益广告牌30处,宣传科,6月底前\n2,活动,举办道德讲堂4期,团委,10月15日前\n",
        "a.csv",
    );
    assert_eq!(
        asked(&draft),
        [
            ("设置公益广告牌30处", Some("6月底前"), Some("宣传科")),
            ("举办道德讲堂4期", Some("10月15日前"), Some("团委"))
        ]
    );
}

#[test]
fn columns_named_after_a_time() {
    let draft = of(
        "序号,工作目标,上半年,下半年,牵头部门\n1,道路整治,修补道路6条,—,城管科\n2,评选表彰,制定方案,评选文明户10户,宣传办\n",
        "a.csv",
    );
    assert_eq!(
        asked(&draft),
        [
            ("修补道路6条", Some("上半年"), Some("城管科")),
            ("制定方案", Some("上半年"), Some("宣传办")),
            ("评选文明户10户", Some("下半年"), Some("宣传办"))
        ]
    );
}

#[test]
fn plain_text_in_columns_without_a_header() {
    let draft = of(
        "设置公益广告30处    宣传科    9月10日前\n评选文明职工20名    工会    11月\n开展志愿服务12场    团委    全年\n",
        "a.txt",
    );
    assert_eq!(
        asked(&draft),
        [
            ("设置公益广告30处", Some("9月10日前"), Some("宣传科")),
            ("评选文明职工20名", Some("11月"), Some("工会")),
            ("开展志愿服务12场", None, Some("团委"))
        ]
    );
}

#[test]
fn a_bracket_tells_who_and_by_when() {
    let draft = of(
        "推进清单\n\n1.更换破损标识20块。(规划处,9月10日前)\n2.每月巡查不少于4次。(安全处、各片区,长期)\n",
        "a.txt",
    );
    assert_eq!(
        asked(&draft),
        [
            ("更换破损标识20块", Some("9月10日前"), Some("规划处")),
            ("每月巡查不少于4次", None, Some("安全处"))
        ]
    );
}
