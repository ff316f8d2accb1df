//! Manners of telling who does what and by when that real papers have: duties by body, shares in a chain, cells below each other.

use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::id::Sha256;
use taizhang_model::requirement::{Requirement, Role};
use taizhang_plan::draft;

fn of(text: &str) -> Draft {
    let document = read(text.as_bytes(), "a.txt").unwrap();
    draft(&document, Sha256([0; 32]), Period::year(2026))
}

fn node<'a>(draft: &'a Draft, title: &str) -> &'a DraftNode {
    let found = draft.nodes.iter().find(|node| node.title.contains(title));
    found.unwrap_or_else(|| panic!("{title}: {draft:?}"))
}

/// The requirement whose sentence holds some words, with its node.
fn asked<'a>(draft: &'a Draft, words: &str) -> (&'a DraftNode, &'a Requirement) {
    let mut all = draft
        .nodes
        .iter()
        .flat_map(|node| node.requirements.iter().map(move |r| (node, r)));
    all.find(|(_, r)| r.quote.contains(words))
        .unwrap_or_else(|| panic!("{words}: {draft:?}"))
}

fn who(draft: &Draft, words: &str) -> (Option<String>, Vec<String>) {
    let node = asked(draft, words).0;
    (node.lead_dept.clone(), node.support_depts.clone())
}

fn led(lead: &str, support: &[&str]) -> (Option<String>, Vec<String>) {
    (
        Some(lead.to_owned()),
        support.iter().map(|s| (*s).to_owned()).collect(),
    )
}

fn due<'a>(draft: &'a Draft, words: &str) -> Option<&'a str> {
    let deadline = asked(draft, words).1.deadline.as_ref();
    deadline.map(|due| due.as_written.as_str())
}

#[test]
fn duties_are_told_body_by_body() {
    let draft = of(
        "防汛工作分工\n1.水务科负责河道堤坝的巡护工作。\n2.安全部协助指挥部做好物资管理,定期检查库房。\n3.各片组负责低洼院落的看护和转移工作。\n4.设备科负责泵房的值守工作。\n镇防汛办将于6.9日下午14.30组织检查。\n防汛办 2026年5月8日\n",
    );
    for (words, lead) in [
        ("河道堤坝", "水务科"),
        ("检查库房", "安全部"),
        ("低洼院落", "各片组"),
        ("泵房的值守", "设备科"),
        ("组织检查", "镇防汛办"),
    ] {
        assert_eq!(asked(&draft, words).0.lead_dept.as_deref(), Some(lead), "{words}");
    }
    assert_eq!(due(&draft, "组织检查"), Some("6.9日下午14.30"));
    assert!(asked(&draft, "组织检查").1.count.is_none());
    // The day that a paper is signed on asks for nothing.
    assert!(draft.nodes.iter().all(|n| !n.quote.contains("2026年5月8日")));
}

#[test]
fn a_word_of_doing_begins_no_name() {
    let draft = of(
        "一、县水利局要结合河湖清单,负责指导督查乡镇按标准设置界桩。\n二、气象局负责预警信息的发布,配合县应急局组织演练。\n",
    );
    assert_eq!(node(&draft, "县水利局").lead_dept.as_deref(), Some("县水利局"));
    assert_eq!(node(&draft, "气象局").lead_dept.as_deref(), Some("气象局"));
    let leads = draft.nodes.iter().filter_map(|n| n.lead_dept.as_deref());
    assert!(
        leads
            .into_iter()
            .all(|lead| !lead.starts_with("负责") && !lead.starts_with("配合"))
    );
}

#[test]
fn what_is_done_stands_behind_whose_share_it_is() {
    let draft = of("一、河道\n水务站负责,各村、林业站配合,清理沿岸堆放的杂物。\n");
    assert_eq!(who(&draft, "清理沿岸"), led("水务站", &["各村", "林业站"]));
    assert!(asked(&draft, "清理沿岸").1.quote.starts_with("清理"));
}

#[test]
fn shares_in_a_chain_at_the_end() {
    let draft = of(
        "一、6月3日,召开发布会。此项工作由局宣传科、局办公室负责组织协调。\n二、6月5日至20日,刊登标语。此项工作由局宣传科部署,各报社落实,局办公室负责协调。\n",
    );
    assert_eq!(who(&draft, "召开发布会"), led("局宣传科", &["局办公室"]));
    assert_eq!(who(&draft, "刊登标语"), led("局宣传科", &["各报社", "局办公室"]));
}

#[test]
fn fields_with_the_share_of_each() {
    let draft = of(
        "一、执法\n规范文书制作,评查案卷。\n责任单位:县司法局、县农业农村局,各乡镇人民政府按职责分工分别负责。\n主要责任人:陈立\n二、建房\n新建站房3座。\n责任单位:县住建局\n进度安排:9月底前\n",
    );
    assert_eq!(
        who(&draft, "评查案卷"),
        led("县司法局", &["县农业农村局", "各乡镇人民政府"])
    );
    assert_eq!(asked(&draft, "评查案卷").0.persons, ["陈立"]);
    assert_eq!(due(&draft, "新建站房"), Some("9月底前"));
}

#[test]
fn who_by_when_takes_what_is_done_along() {
    let draft = of("一、台账\n各网点应于8月15日(周六)前,根据附表,将巡检资料交至运维部。\n");
    let quote = &asked(&draft, "8月15日").1.quote;
    assert!(
        quote.contains("根据附表") && quote.ends_with("交至运维部"),
        "{quote}"
    );
}

#[test]
fn headings_of_time_hold_the_window() {
    let draft = of(
        "一、活动时间\n5月6日至28日。其中,5月第二个星期日(5月10日)为全国采血宣传日。\n二、活动内容\n举办讲座2场。\n",
    );
    let window = asked(&draft, "5月6日至28日").1;
    assert_eq!(window.role, Role::Window);
    let all = draft.nodes.iter().flat_map(|n| &n.requirements);
    assert_eq!(all.filter(|r| r.role == Role::Requirement).count(), 1);
}

#[test]
fn cells_below_each_other_are_rows() {
    let draft = of(
        "惠民工程分解表\n序号\n实事内容\n责任单位\n完成时限\n1\n新建口袋公园4处。\n县园林局\n县城投公司\n10月底前\n2\n改造老旧管网。\n县水务局\n6月底前动工\n3\n建成文化驿站。\n县文旅局\n12月底前\n",
    );
    assert_eq!(who(&draft, "口袋公园"), led("县园林局", &["县城投公司"]));
    assert_eq!(due(&draft, "口袋公园"), Some("10月底前"));
    assert_eq!(who(&draft, "老旧管网"), led("县水务局", &[]));
    assert_eq!(due(&draft, "老旧管网"), Some("6月底前"));
    assert_eq!(due(&draft, "文化驿站"), Some("12月底前"));
    // Numbers below each other without the names of columns are none.
    let plain = of("成绩\n1\n甲\n2\n乙\n3\n丙\n");
    assert!(plain.nodes.iter().all(|node| node.lead_dept.is_none()));
}

#[test]
fn titles_as_papers_on_the_web_have_them() {
    for (text, title) in [
        (
            "某县文化馆关于开展展演的通知\n文馆〔2026〕3号\n各乡镇文化站:\n一、报送节目2个。\n",
            "某县文化馆关于开展展演的通知",
        ),
        (
            "某县水利局办公室\n关于印发某县2026年度河湖管护\n工作安排的通知\n各乡镇:\n一、清淤2次。\n",
            "某县水利局办公室关于印发某县2026年度河湖管护工作安排的通知",
        ),
        (
            "各乡镇水利站,局属各单位:\n现将方案印发给你们。\n某县水利局\n某县河湖管护工作方案\n一、清淤2次。\n",
            "某县河湖管护工作方案",
        ),
    ] {
        assert_eq!(of(text).title, title);
    }
}

#[test]
fn what_a_plan_or_a_pay_is_of_is_no_frequency() {
    let draft = of(
        "一、测绘\n信息科按年度任务绘制分布图,报送图册1册。\n二、考核\n采用多种形式进行考评,评出示范班组,考评结果记入档案,并作为班组每月绩效的重要依据之一。责任单位:人事科\n",
    );
    let all = draft.nodes.iter().flat_map(|n| &n.requirements);
    assert_eq!(
        all.filter(|r| r.role == Role::Requirement && r.frequency.is_some())
            .count(),
        0,
        "{draft:?}"
    );
}

#[test]
fn duties_below_the_name_of_the_body() {
    let draft = of(
        "抗旱工作专班分工\n水源组职责。主要负责泵站的调度,联系上级水务部门。\n物资组工作职责。负责水管的储备;建立台账1本。\n",
    );
    assert_eq!(who(&draft, "泵站的调度"), led("水源组", &[]));
    assert_eq!(who(&draft, "水管的储备"), led("物资组", &[]));
    let draft = of("一、水源组职责\n1.每日巡查泵站2次。\n二、物资组主要职责\n1.采购水泵3台。\n");
    for (words, lead) in [("水源组", "水源组"), ("物资组", "物资组")] {
        assert_eq!(node(&draft, words).lead_dept.as_deref(), Some(lead));
    }
}

#[test]
fn a_bracket_behind_the_sentence_tells_by_when() {
    let draft = of("一、整理旧报刊并装订,扩大阅览面积。(7月前完成)\n二、编印目录2册。(10月底前)\n");
    assert_eq!(due(&draft, "整理旧报刊"), Some("7月前"));
    assert_eq!(due(&draft, "编印目录"), Some("10月底前"));
    let all = draft.nodes.iter().flat_map(|n| &n.requirements);
    assert_eq!(all.count(), 2);
}

#[test]
fn brackets_belong_to_the_names_before_them() {
    let draft = of("一、组织与主持:例会由教务部(处)牵头,团委(学工办)配合。\n");
    assert_eq!(
        node(&draft, "组织与主持").lead_dept.as_deref(),
        Some("教务部(处)")
    );
    assert_eq!(node(&draft, "组织与主持").support_depts, ["团委(学工办)"]);
}

#[test]
fn the_ground_of_two_papers_takes_what_is_done_along() {
    let draft = of(
        "一、责任\n承办单位应根据《全县古树名木保护利用三年规划》和《全县古树名木养护责任分解表》的要求,制定养护方案。\n",
    );
    let (node, asked) = asked(&draft, "制定养护方案");
    assert_eq!(node.lead_dept.as_deref(), Some("承办单位"));
    assert!(asked.quote.ends_with("制定养护方案"));
}

#[test]
fn a_row_of_days_is_due_at_each() {
    let draft = of(
        "控烟工作安排\n一、报送要求\n各责任单位分别于2026年6月30日和12月10日前，将上半年和全年工作情况报乡综合办。\n二、建设任务\n（一）乡综合办负责牵头推进建设，每半年开展一次培训，督查指导各单位落实要求。\n",
    );
    let mut days: Vec<_> = draft
        .nodes
        .iter()
        .flat_map(|node| &node.requirements)
        .filter(|one| one.quote.contains("工作情况"))
        .filter_map(|one| one.deadline.as_ref()?.date_to)
        .map(|day| (day.month(), day.day()))
        .collect();
    days.sort_unstable();
    assert_eq!(days, [(6, 30), (12, 10)]);
    assert_eq!(
        asked(&draft, "开展一次培训").0.lead_dept.as_deref(),
        Some("乡综合办")
    );
}

#[test]
fn fields_tell_heads_bodies_and_where_they_are_reached() {
    let draft = of(
        "十件实事任务书\n1．改造农贸市场8家。（牵头市领导：李某；牵头单位：市商务局；配合单位：各区政府）\n2．每日巡查一次。责任部门：市城管局，责任人：张某，联系电话：1234567。\n3．每年走访2次。\n责任人：办公室 赵某\n4．落实门前三包责任制（市城管局）。\n",
    );
    let market = asked(&draft, "8家").0;
    assert_eq!(market.leader.as_deref(), Some("李某"));
    assert_eq!(market.support_depts, ["各区政府"]);
    assert_eq!(asked(&draft, "巡查一次").0.persons, ["张某"]);
    let visits = asked(&draft, "走访2次").0;
    assert_eq!(visits.lead_dept.as_deref(), Some("办公室"));
    assert_eq!(visits.persons, ["赵某"]);
    assert_eq!(node(&draft, "门前三包").lead_dept.as_deref(), Some("市城管局"));
}

#[test]
fn a_number_and_a_name_alone_in_a_row_are_a_section() {
    let table = "序号,重点工作,主要责任单位,协同配合单位\n一、惠民生,,,\n68,年内新增学位500个。,区教育局,各街道\n二、促融合,,,\n73,12月底前新增托位300个。,区卫健委,区民政局\n";
    let document = read(table.as_bytes(), "a.csv").unwrap();
    let draft = draft(&document, Sha256([0; 32]), Period::year(2026));
    let section = node(&draft, "促融合");
    assert_eq!(node(&draft, "托位").parent.as_ref(), Some(&section.id));
}

#[test]
fn each_paragraph_with_its_line_of_who_does_it() {
    for line in ["责任单位:", ""] {
        let behind = if line.is_empty() { "牵头落实" } else { "" };
        let draft = of(&format!(
            "一、公开\n通过发布会解读价格政策。\n{line}市发改委{behind}\n解读社保政策,编印手册1册。\n{line}市人社局、市总工会{behind}\n完成时限:6月底前\n按月公开收支情况。\n{line}市财政局{behind}\n"
        ));
        assert_eq!(
            who(&draft, "价格政策").0.as_deref(),
            Some("市发改委"),
            "{draft:?}"
        );
        assert_eq!(who(&draft, "编印手册"), led("市人社局", &["市总工会"]));
        assert_eq!(due(&draft, "编印手册"), Some("6月底前"));
        assert_eq!(who(&draft, "按月公开").0.as_deref(), Some("市财政局"));
        assert_eq!(due(&draft, "按月公开"), None);
    }
}

#[test]
fn brackets_with_brackets_and_long_names() {
    let draft = of(
        "一、数据目录。编制目录并公布。(市府办(市数据局)牵头,市政府各部门、各县(区)政府负责落实)\n二、许可事项。6月底前公布清单。(市政府办公室、市行政许可制度改革工作领导小组办公室牵头,各县市区政府按职责分工负责)\n三、排查各村(社区)、各单位的隐患,登记台账1本。\n",
    );
    assert_eq!(
        who(&draft, "编制目录"),
        led("市府办(市数据局)", &["市政府各部门", "各县(区)政府"])
    );
    assert_eq!(
        who(&draft, "公布清单"),
        led(
            "市政府办公室",
            &["市行政许可制度改革工作领导小组办公室", "各县市区政府"]
        )
    );
    assert_ne!(node(&draft, "排查各村").lead_dept.as_deref(), Some("社区"));
}

#[test]
fn names_in_fields_as_plans_have_them() {
    let draft = of(
        "一、减负。修订目录1份。\n责任单位:市经信局、市税务局(列第一位的为牵头单位,下同)\n二、卫生。整治农贸市场6个。\n牵头单位:市、区爱卫办\n",
    );
    assert_eq!(who(&draft, "修订目录"), led("市经信局", &["市税务局"]));
    assert_eq!(who(&draft, "农贸市场"), led("市、区爱卫办", &[]));
}

#[test]
fn what_a_body_does_so_often_is_no_part_of_its_name() {
    let draft = of(
        "一、检查\n居委本身每月至少对沿街单位进行一次检查。\n二、报送\n各承办单位的实施方案务于3月2日前报送专班。\n",
    );
    assert_eq!(who(&draft, "沿街单位").0.as_deref(), Some("居委"));
    assert_eq!(who(&draft, "3月2日前").0.as_deref(), Some("各承办单位"));
}

#[test]
fn a_column_of_standards_with_their_points_is_judged() {
    let document = read(
        "项目,考核指标及分值,考核标准及评分办法\n防火,1.队伍(10分),每村配备护林员2名(5分);每季度开展演练1次(5分)\n防汛,1.物资(10分),储备编织袋300条(10分)\n".as_bytes(),
        "a.csv",
    )
    .unwrap();
    let draft = draft(&document, Sha256([0; 32]), Period::year(2026));
    assert!(asked(&draft, "护林员").1.count.is_some());
    assert!(asked(&draft, "演练").1.frequency.is_some());
    assert_eq!(
        asked(&draft, "编织袋").0.score.and_then(|score| score.points),
        Some(10.0)
    );
}

#[test]
fn items_that_run_on_in_a_paragraph() {
    let draft = of(
        "一、改革\n1.深化登记改革。(1)推行一证一码。已整合的证照不再发放,公布目录1份。(市市场局牵头负责)(2)完善全程电子化。统一文书规范,推行网上申请机制。(市数据局牵头负责)(3)开放名称库。制定禁限用规则2项,方便企业自主查询。(市政务中心牵头负责)\n",
    );
    assert_eq!(who(&draft, "公布目录"), led("市市场局", &[]));
    assert_eq!(node(&draft, "全程电子化").lead_dept.as_deref(), Some("市数据局"));
    assert_eq!(who(&draft, "禁限用规则"), led("市政务中心", &[]));
    // A list of words inside a sentence stays.
    let words = of("一、范围\n包括:(1)甲;(2)乙。每月检查1次。\n");
    assert_eq!(words.nodes.len(), 1, "{words:?}");
}

#[test]
fn a_time_behind_the_names_of_a_field() {
    let draft = of(
        "一、服务\n1.优化窗口设置。设立窗口3个。(牵头单位:州政务局;责任单位:州司法局,各县市政府,6月底完成)\n2.整合平台。上线事项20项。\n责任单位:州数据局,9月底前\n",
    );
    assert_eq!(
        who(&draft, "设立窗口"),
        led("州政务局", &["州司法局", "各县市政府"])
    );
    assert_eq!(due(&draft, "设立窗口"), Some("6月底"));
    assert_eq!(who(&draft, "上线事项"), led("州数据局", &[]));
    assert_eq!(due(&draft, "上线事项"), Some("9月底前"));
}

#[test]
fn a_case_is_no_task() {
    let draft = of("一、进驻\n区数据局负责事项进驻的督办工作。未按时进驻的,由区督查室通报。\n");
    let all = draft.nodes.iter().flat_map(|n| &n.requirements);
    assert!(all.into_iter().all(|r| !r.quote.ends_with("进驻的")), "{draft:?}");
}
