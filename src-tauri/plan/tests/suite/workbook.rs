//! A workbook as offices send it: title rows, merged level cells, several standards in a cell, totals and notes.

use rust_xlsxwriter::{Format, Workbook, Worksheet};
use taizhang_document::read;
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::id::Sha256;
use taizhang_plan::draft;

fn draft_of(bytes: &[u8], name: &str) -> Draft {
    draft(&read(bytes, name).unwrap(), Sha256([0; 32]), Period::year(2026))
}

fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    sheet
        .merge_range(from.0, from.1, to.0, to.1, text, &Format::new())
        .unwrap();
}

fn row(sheet: &mut Worksheet, row: u32, from: u16, texts: &[&str]) {
    for (column, text) in (from..).zip(texts) {
        sheet.write(row, column, *text).unwrap();
    }
}

/// The tree without the source text, short enough to read in a snapshot.
fn tree(draft: &Draft) -> serde_json::Value {
    let mut value = serde_json::to_value(draft).unwrap();
    value.as_object_mut().unwrap().remove("source");
    value
}

fn table() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("测评体系").unwrap();
    merge(sheet, (0, 0), (0, 7), "附件1");
    merge(sheet, (1, 0), (1, 7), "某某局文明单位测评任务分解表");
    row(
        sheet,
        2,
        0,
        &[
            "测评\n项目",
            "指标名称",
            "测评内容",
            "分 值",
            "测评方法",
            "材料要求",
            "责任单位",
            "完成时限",
        ],
    );
    merge(sheet, (3, 0), (5, 0), "Ⅰ-1\n组\n织\n建\n设\n（20分）");
    row(
        sheet,
        3,
        1,
        &[
            "Ⅱ-1 组织领导",
            "1)制定年度创建计划。2)领导小组每季度至少研究1次。3)办公环境整洁。",
            "",
            "1)2)材料审核 3)实地考察",
            "1)年度计划1份 2)会议记录 3)照片不少于2张",
            "1)党政办 2)党政办、综合科 3)综合科",
            "12月底前",
        ],
    );
    sheet.write(3, 3, 12.5).unwrap();
    merge(sheet, (4, 1), (5, 1), "Ⅱ-2 思想教育");
    row(
        sheet,
        4,
        2,
        &[
            "集体学习每两个月至少组织一次",
            "4",
            "材料审核",
            "签到表；活动照片不少于2张",
            "党政办",
            "",
        ],
    );
    row(
        sheet,
        5,
        2,
        &[
            "道德讲堂全年不少于2期",
            "3.5",
            "材料审核",
            "方案、照片（3张以上）、总结",
            "党政办\n工会",
            "11月底前",
        ],
    );
    row(sheet, 6, 0, &["小计", "", "", "20"]);
    merge(sheet, (7, 0), (8, 0), "Ⅰ-2 志 愿 服 务");
    row(
        sheet,
        7,
        1,
        &[
            "Ⅱ-3 注册",
            "注册志愿者不低于职工人数的30%（2分）",
            "",
            "网上申报",
            "名单",
            "工会",
            "6月底前",
        ],
    );
    row(
        sheet,
        8,
        1,
        &[
            "Ⅱ-4 时长",
            "志愿服务人均40小时",
            "2",
            "网上申报",
            "时长记录",
            "工会",
            "年底前",
        ],
    );
    row(sheet, 9, 0, &["合计", "", "", "100"]);
    merge(sheet, (10, 0), (10, 7), "注：材料应在考核期内形成。");
    book.save_to_buffer().unwrap()
}

#[test]
fn a_merged_table_becomes_a_tree() {
    insta::assert_json_snapshot!(tree(&draft_of(&table(), "表.xlsx")));
}

#[test]
fn quotes_are_slices_and_parents_come_first() {
    let draft = draft_of(&table(), "表.xlsx");
    let text: Vec<char> = draft.source.text.chars().collect();
    let mut met: Vec<&str> = Vec::new();
    for node in &draft.nodes {
        let span = node.span.unwrap();
        let slice: String = text[span.0 as usize..span.1 as usize].iter().collect();
        assert_eq!(slice, node.quote);
        assert!(
            node.parent
                .as_ref()
                .is_none_or(|parent| met.contains(&parent.as_str()))
        );
        met.push(&node.id);
    }
    assert_eq!(draft.title, "某某局文明单位测评任务分解表");
}

fn find<'a>(draft: &'a Draft, title: &str) -> &'a DraftNode {
    draft
        .nodes
        .iter()
        .find(|n| n.title == title)
        .unwrap_or_else(|| panic!("{title}"))
}

#[test]
fn the_same_table_as_csv_groups_repeated_and_blank_levels() {
    let csv = "文明单位任务表,,,,\n\
        序号,一级指标,二级指标,工作内容及要求,牵头单位,配合单位,责任人,完成期限\n\
        1,生 态 环 境,绿化,义务植树一次,综合科,各科室,张三,3月底前\n\
        2,生态环境,绿化,\"绿地养护,每月检查1次\",综合科,工会；党政办,李四,\n\
        3,,卫生,办公区每周大扫除一次,综合科,,,\n\
        4,社会服务,共建,结对帮扶一个村,党政办,各科室,王五、赵六,11月底前\n\
        合计,,,,,,,\n";
    let draft = draft_of(csv.as_bytes(), "表.csv");
    let titles: Vec<(u32, &str)> = draft.nodes.iter().map(|n| (n.level, n.title.as_str())).collect();
    assert_eq!(
        titles,
        [
            (1, "生态环境"),
            (2, "绿化"),
            (3, "义务植树一次"),
            (3, "绿地养护,每月检查1次"),
            (2, "卫生"),
            (1, "社会服务"),
            (2, "共建"),
        ]
    );
    let shared = find(&draft, "绿地养护,每月检查1次");
    assert_eq!(shared.support_depts, ["工会", "党政办"]);
    let last = find(&draft, "共建");
    assert_eq!(last.content.as_deref(), Some("结对帮扶一个村"));
    assert_eq!(last.persons, ["王五", "赵六"]);
    assert_eq!(last.code, "4");
    let due = last.requirements[0].deadline.as_ref().unwrap();
    assert_eq!(due.date_to.map(|d| d.to_string()).as_deref(), Some("2026-11-30"));
    assert_eq!(draft.warnings.len(), 1);
    assert_eq!(draft.warnings[0].code, "row_skipped");
}

#[test]
fn several_sheets_and_one_without_a_header() {
    let mut book = Workbook::new();
    for (name, item) in [("第一部分", "组织领导"), ("第二部分", "志愿服务")] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        row(sheet, 0, 0, &["序号", "测评项目", "测评标准", "标准分"]);
        row(sheet, 1, 0, &["1", item, "有计划、有总结", "5"]);
    }
    let notes = book.add_worksheet();
    notes.set_name("填表说明").unwrap();
    notes.write(0, 0, "请各单位如实填写").unwrap();
    let draft = draft_of(&book.save_to_buffer().unwrap(), "表.xlsx");
    let codes: Vec<&str> = draft.nodes.iter().map(|n| n.code.as_str()).collect();
    assert_eq!(draft.nodes.len(), 2);
    assert_ne!(codes[0], codes[1]);
    let skipped = draft.warnings.iter().find(|w| w.code == "table_skipped").unwrap();
    assert_eq!(skipped.subject, "填表说明");
}

#[test]
fn sections_across_the_table_become_the_top_level() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, 0, &["序号", "考核内容", "责任部门", "分值"]);
    merge(sheet, (1, 0), (1, 3), "一、组织领导（20分）");
    row(sheet, 2, 0, &["1", "成立领导小组", "党政办", "10"]);
    row(sheet, 3, 0, &["2", "制定年度计划", "党政办", "10"]);
    merge(sheet, (4, 0), (4, 3), "二、志愿服务（10分）");
    row(sheet, 5, 0, &["1", "组建队伍", "工会", "10"]);
    let draft = draft_of(&book.save_to_buffer().unwrap(), "表.xlsx");
    let seen: Vec<(u32, &str, &str)> = draft
        .nodes
        .iter()
        .map(|n| (n.level, n.code.as_str(), n.title.as_str()))
        .collect();
    assert_eq!(
        seen,
        [
            (1, "一", "组织领导"),
            (2, "一1", "成立领导小组"),
            (2, "一2", "制定年度计划"),
            (1, "二", "志愿服务"),
            (2, "二1", "组建队伍"),
        ]
    );
    assert_eq!(draft.nodes[0].score.unwrap().points, Some(20.0));
}

#[test]
fn a_table_without_indicators_says_so() {
    let draft = draft_of("姓名,电话\n张三,123\n".as_bytes(), "表.csv");
    assert!(draft.nodes.is_empty());
    assert!(draft.warnings.iter().any(|w| w.code == "no_indicators"));
}
