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

#[test]
fn values_to_reach_in_a_column() {
    let draft = of(
        "类别,指标名称,单位,目标值,责任部门\n环境,机械化清扫率,%,≥85,城管局\n秩序,乱停放整治行动,次/月,4,交警队\n活动,道德模范巡演,场,10（11月底前）,宣传部\n",
        "a.csv",
    );
    let told: Vec<String> = draft
        .nodes
        .iter()
        .flat_map(|node| &node.requirements)
        .map(|r| {
            let measure = r
                .threshold
                .as_ref()
                .map(|t| format!("{}{}{}", t.op.as_str(), t.value, t.unit));
            let often = r.frequency.as_ref().map(|f| format!("{:?}/{:?}", f.times, f.per));
            let count = r.count.as_ref().map(|c| format!("{}{}", c.value, c.unit));
            let due = r.deadline.as_ref().map(|d| d.as_written.clone());
            let parts = [Some(r.quote.clone()), measure, often, count, due];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(
        told,
        [
            "机械化清扫率 >=85%",
            "乱停放整治行动 Some(4)/Some(Month)",
            "道德模范巡演 10场 11月底前"
        ]
    );
}

#[test]
fn a_legend_tells_who_leads() {
    let draft = of(
        "序号,任务内容,工作要求,责任单位,完成时限\n1,阵地,设置公益广告牌30处,县住建局、★县城管局,6月底前\n2,活动,举办道德讲堂4期,团县委★、县妇联,10月15日前\n注：带★的为牵头单位。,,,,\n",
        "a.csv",
    );
    assert_eq!(
        asked(&draft),
        [
            ("设置公益广告牌30处", Some("6月底前"), Some("县城管局")),
            ("举办道德讲堂4期", Some("10月15日前"), Some("团县委"))
        ]
    );
    let supports = |name: &str| draft.nodes.iter().any(|n| n.support_depts == [name]);
    assert!(supports("县住建局") && supports("县妇联"));
}

#[test]
fn who_leads_reaches_down_over_blank_cells() {
    let draft = of(
        "板块,牵头科室,序号,推进措施,完成时限\n环境,港政科,1,整治码头12座,5月底前\n,,2,更新标志60块,9月底前\n服务,政务科,3,设置示范岗3个,6月底前\n",
        "a.csv",
    );
    let leads: Vec<Option<&str>> = asked(&draft).into_iter().map(|(.., lead)| lead).collect();
    assert_eq!(leads, [Some("港政科"), Some("港政科"), Some("政务科")]);
}

#[test]
fn a_line_without_a_number_beside_numbered_ones() {
    let draft = of(
        "月份,工作安排,负责部门\n四月,\"1.清明祭扫活动1场\n2.每班推荐节目1个\n校园环境卫生大检查\",德育处\n五月,\"召开推进会2次\n1.举办讲座3场\n2.开展演练1次\",安全办\n",
        "a.csv",
    );
    assert_eq!(
        asked(&draft),
        [
            ("清明祭扫活动1场", Some("四月"), Some("德育处")),
            ("每班推荐节目1个", Some("四月"), Some("德育处")),
            ("校园环境卫生大检查", Some("四月"), Some("德育处")),
            ("召开推进会2次", Some("五月"), Some("安全办")),
            ("举办讲座3场", Some("五月"), Some("安全办")),
            ("开展演练1次", Some("五月"), Some("安全办")),
        ]
    );
}

#[test]
fn a_column_for_each_body() {
    let draft = of(
        "序号,重点任务,具体要求,完成时限,党政办,城建办,派出所\n1,环境,整治点位86处,6月底,○,●,\n2,平安,开展演练2场,9月底,,○,●\n备注：●为牵头部门，○为配合部门。,,,,,,\n",
        "a.csv",
    );
    assert_eq!(
        asked(&draft),
        [
            ("整治点位86处", Some("6月底"), Some("城建办")),
            ("开展演练2场", Some("9月底"), Some("派出所"))
        ]
    );
    let supports = |name: &str| draft.nodes.iter().any(|n| n.support_depts == [name]);
    assert!(supports("党政办") && supports("城建办"));
}

#[test]
fn a_goal_without_a_measure_stays_beside_its_material() {
    let draft = of(
        "指标,测评要点,佐证材料,牵头处室\n师德,承诺书签订率100%；师德考核不合格率为零,承诺书、评选文件,教师处\n阵地,建有活动室30平方米以上,照片,团委\n",
        "a.csv",
    );
    let quotes: Vec<&str> = asked(&draft).into_iter().map(|(quote, ..)| quote).collect();
    assert!(quotes.contains(&"师德考核不合格率为零"), "{quotes:?}");
}
