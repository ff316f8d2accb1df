//! Tables in the shapes that offices use, in our own words; a document with paragraphs and a table.

use taizhang_document::{Block, Document, read};
use taizhang_model::date::Period;
use taizhang_model::draft::{Draft, DraftNode};
use taizhang_model::id::Sha256;
use taizhang_plan::draft;

fn of(document: &Document) -> Draft {
    draft(document, Sha256([0; 32]), Period::year(2026))
}

fn csv(rows: &[&[&str]]) -> Draft {
    of(&document(rows))
}

fn document(rows: &[&[&str]]) -> Document {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .map(|c| format!("\"{}\"", c.replace('"', "\"\"")))
                .collect();
            cells.join(",")
        })
        .collect();
    read(lines.join("\n").as_bytes(), "a.csv").unwrap()
}

fn node<'a>(draft: &'a Draft, title: &str) -> &'a DraftNode {
    let found = draft.nodes.iter().find(|node| node.title.starts_with(title));
    found.unwrap_or_else(|| panic!("{title}: {:?}", titles(draft)))
}

fn titles(draft: &Draft) -> Vec<&str> {
    draft.nodes.iter().map(|node| node.title.as_str()).collect()
}

fn points(node: &DraftNode) -> Option<f64> {
    node.score.and_then(|score| score.points)
}

#[test]
fn levels_with_roman_numbers_and_methods_by_number() {
    let draft = csv(&[
        &["测评类别", "测评项目", "测评内容", "测评方法"],
        &[
            "Ⅰ-1 重点工作(29分)",
            "Ⅱ—1 阵地建设",
            "1)每个社区设置宣传栏不少于2处；2)居民知晓率≥85%。",
            "1)材料审核；2)材料审核、问卷调查",
        ],
    ]);
    assert_eq!(points(node(&draft, "重点工作")), Some(29.0));
    assert_eq!(node(&draft, "阵地建设").code, "Ⅱ—1");
    assert_eq!(node(&draft, "每个社区").method.as_deref(), Some("材料审核；"));
    assert_eq!(
        node(&draft, "居民知晓率").method.as_deref(),
        Some("材料审核、问卷调查")
    );
    let rate = node(&draft, "居民知晓率").requirements[0]
        .threshold
        .clone()
        .unwrap();
    assert_eq!((rate.value, rate.unit.as_str()), (85.0, "%"));
}

#[test]
fn a_school_table_with_half_points_and_departments_in_the_text() {
    let draft = csv(&[
        &["一级指标", "二级指标", "指标描述", "测评方式", "负责部门"],
        &[
            "1-1 班子建设(15分)",
            "II-1 理论学习(7分)",
            "每学期集中学习不少于4次(2.5分)【提供材料部门:校办】",
            "现场审核资料",
            "",
        ],
    ]);
    assert_eq!(node(&draft, "班子建设").code, "1-1");
    let leaf = draft.nodes.last().unwrap();
    assert_eq!(leaf.lead_dept.as_deref(), Some("校办"), "{leaf:?}");
    let often = leaf.requirements[0].frequency.clone().unwrap();
    assert_eq!(often.times, Some(4));
}

#[test]
fn material_repeats_the_numbers_of_the_standards() {
    let draft = csv(&[
        &["测评项目", "测评标准", "测评方法", "材料要求", "责任单位"],
        &[
            "2、校外活动场所",
            "1)场所每周开放5天以上 2)每年组织活动6次以上",
            "材料审核",
            "1)开放制度1份 2)活动照片不少于3张",
            "团委 教育局",
        ],
    ]);
    let photos = node(&draft, "每年组织活动");
    assert!(
        photos
            .requirements
            .iter()
            .flat_map(|r| &r.evidence)
            .any(|e| e.name == "照片" && e.min == 3)
    );
    assert_eq!(photos.lead_dept.as_deref(), Some("团委"));
}

#[test]
fn tasks_with_lead_support_and_deadline_columns() {
    let draft = csv(&[
        &[
            "任务内容",
            "工作内容及要求",
            "责任单位或牵头单位",
            "协助单位",
            "完成期限",
        ],
        &[
            "生 态 环 境",
            "1、新建口袋公园3个",
            "市园林局",
            "各区政府，市住建局",
            "2026年9月底前",
        ],
        &["", "2、道路绿化普及率达到90%以上", "市园林局", "", "长期坚持"],
    ]);
    let park = node(&draft, "新建口袋公园");
    assert_eq!(park.lead_dept.as_deref(), Some("市园林局"));
    assert_eq!(park.support_depts, ["各区政府", "市住建局"]);
    let need = &park.requirements[0];
    assert_eq!(need.count.as_ref().unwrap().value, 3.0);
    assert_eq!(need.deadline.as_ref().unwrap().date_to, "2026-09-30".parse().ok());
    let green = &node(&draft, "道路绿化").requirements[0];
    assert_eq!(green.frequency.as_ref().unwrap().as_written, "长期坚持");
}

#[test]
fn points_in_a_column_of_their_own_with_notes_below() {
    let draft = csv(&[
        &["测评类别", "测评项目", "测评内容", "测评措施", "分值"],
        &[
            "1 公共环境(23分)",
            "1 公共场所环境",
            "街面整洁",
            "实地考察",
            "6.0",
        ],
        &["", "2 背街小巷", "无乱堆乱放", "实地考察", "5.5"],
        &["注:各项扣完为止", "", "", "", ""],
    ]);
    assert_eq!(points(node(&draft, "背街小巷")), Some(5.5));
    assert!(draft.warnings.iter().any(|w| w.code == "row_skipped"));
}

#[test]
fn a_year_by_months() {
    let draft = csv(&[
        &["时间", "内容"],
        &["二月", "开展春节慰问活动一次"],
        &["三月", "组织学雷锋志愿服务，照片不少于3张"],
    ]);
    let visit = &node(&draft, "开展春节慰问").requirements[0];
    assert_eq!(
        visit.deadline.as_ref().unwrap().date_to,
        "2026-02-28".parse().ok()
    );
    let help = &node(&draft, "组织学雷锋").requirements[0];
    assert_eq!(help.deadline.as_ref().unwrap().date_to, "2026-03-31".parse().ok());
}

#[test]
fn months_and_lines_of_their_own_in_a_text() {
    let text = "某市文明单位动态管理报送通知\n\n一月份专项工作(9分)\n1.上报年度创建计划。报送说明:计划1份(2分)\n\n二月份专项工作(6分)\n1.开展春节文化活动。照片不少于2张(3分)\n";
    let draft = of(&read(text.as_bytes(), "a.txt").unwrap());
    assert_eq!(titles(&draft)[0], "一月份专项工作");
    assert_eq!(points(&draft.nodes[0]), Some(9.0));
    assert_eq!(draft.nodes[0].code, "一月份");
    let behind = of(&read("某校清单\n1)优秀率达九成以上。(2.5分)\n".as_bytes(), "a.txt").unwrap());
    assert_eq!(points(&behind.nodes[0]), Some(2.5));
}

/// Paragraphs before a table in one document, as a word processor's file has them.
#[test]
fn paragraphs_and_a_table_in_one_document() {
    let text = read(
        "某局创建方案\n一、指导思想\n坚持为民。\n二、实施步骤\n(一)动员阶段(3月1日—3月31日)。召开会议。\n三、任务\n见下表。\n".as_bytes(),
        "a.txt",
    )
    .unwrap();
    let table = document(&[
        &["测评项目", "测评内容", "责任单位"],
        &["组织领导", "领导小组每季度研究1次", "党政办"],
    ]);
    let shift = u32::try_from(text.text.chars().count()).unwrap();
    let mut both = Document {
        text: format!("{}{}", text.text, table.text),
        ..text.clone()
    };
    for block in table.blocks {
        let Block::Table(mut table) = block else { continue };
        for cell in table.rows.iter_mut().flatten() {
            cell.span.0 += shift;
            cell.span.1 += shift;
        }
        both.blocks.push(Block::Table(table));
    }
    let draft = of(&both);
    assert_eq!(draft.title, "某局创建方案");
    assert_eq!(draft.phases.len(), 1);
    assert_eq!(
        titles(&draft),
        ["实施步骤", "动员阶段(3月1日—3月31日)", "组织领导"]
    );
    let last = draft.nodes.last().unwrap();
    assert_eq!(last.lead_dept.as_deref(), Some("党政办"));
    let slice: String = both
        .text
        .chars()
        .skip(last.span.unwrap().0 as usize)
        .take(last.quote.chars().count())
        .collect();
    assert_eq!(slice, last.quote);
}

fn text(lines: &[&str]) -> Draft {
    of(&read(lines.join("\n").as_bytes(), "a.txt").unwrap())
}

fn levels(draft: &Draft) -> Vec<(&str, u32)> {
    draft
        .nodes
        .iter()
        .map(|node| (node.code.as_str(), node.level))
        .collect()
}

#[test]
fn codes_that_come_back_are_levels_and_points_are_summed_once() {
    let draft = text(&[
        "某区文明机关考核指标",
        "A1 组织领导（20分）",
        "B1 工作机制（20分）",
        "C1 每半年至少研究1次创建工作；（12分）",
        "C2 配备工作人员不少于2人；（8分）",
        "A2 创建活动（80分）",
        "B2 主题教育（80分）",
        "C3 道德讲堂每年开讲4期。（80分）",
    ]);
    let wanted = [
        ("A1", 1),
        ("B1", 2),
        ("C1", 3),
        ("C2", 3),
        ("A2", 1),
        ("B2", 2),
        ("C3", 3),
    ];
    assert_eq!(levels(&draft), wanted);
    assert!(
        draft
            .warnings
            .iter()
            .all(|w| w.code != "score_differs" && w.code != "code_repeated")
    );
    let chapters = text(&["某校标准", "Ⅰ-1 教学", "Ⅰ-2 科研", "Ⅱ-1 校园", "Ⅱ-2 食堂"]);
    assert!(chapters.nodes.iter().all(|node| node.level == 1));
}

#[test]
fn a_notice_without_headings_is_read_behind_its_opening() {
    let draft = text(&[
        "关于报送材料的通知",
        "各科室：",
        "根据统一安排，我局现有科室12个，将于10月接受复查，现将有关事项通知如下。",
        "首先，请各科室明确1名联络员，于4月17日下班前将名单报创建办。",
        "其次，各党支部每月固定开展一次主题党日。",
    ]);
    let asked: Vec<&str> = draft
        .nodes
        .iter()
        .flat_map(|node| &node.requirements)
        .filter(|r| r.role == taizhang_model::requirement::Role::Requirement)
        .map(|r| r.quote.as_str())
        .collect();
    assert_eq!(
        asked,
        [
            "请各科室明确1名联络员",
            "于4月17日下班前将名单报创建办",
            "各党支部每月固定开展一次主题党日"
        ]
    );
}

#[test]
fn a_month_above_its_items_is_a_window_and_no_time_of_theirs() {
    let draft = text(&[
        "某县任务清单",
        "七月份（共4分）",
        "1.开展主题党日活动不少于2项。（4分）",
    ]);
    let month = &draft.nodes[0].requirements[0];
    assert_eq!(month.role, taizhang_model::requirement::Role::Window);
    assert_eq!(
        month.deadline.as_ref().unwrap().date_to,
        "2026-07-31".parse().ok()
    );
    assert_eq!(draft.nodes[1].requirements[0].deadline, None);
}

#[test]
fn sections_by_their_number_hold_rows_and_give_their_kind() {
    let draft = csv(&[
        &["序号", "任务", "责任部门", "分值"],
        &["一", "基本指标", "", "100"],
        &["1", "每月学习1次", "党办", "60"],
        &["2", "志愿者注册率30%", "团委", "40"],
        &["二", "加分项", "", "10"],
        &["1", "获国家级荣誉", "党办", "10"],
    ]);
    let levels: Vec<u32> = draft.nodes.iter().map(|node| node.level).collect();
    assert_eq!(levels, [1, 2, 2, 1, 2]);
    let bonus = node(&draft, "获国家级荣誉").score.unwrap();
    assert_eq!(bonus.kind, taizhang_model::checklist::ScoreKind::Bonus);
    assert_eq!(points(node(&draft, "基本指标")), Some(100.0));
}

#[test]
fn material_shows_a_task_with_a_time() {
    let draft = csv(&[
        &["序号", "工作任务", "佐证材料", "责任部门", "完成时限"],
        &[
            "1",
            "制定年度创建工作要点",
            "要点文件、会议纪要",
            "县党办牵头，各窗口配合",
            "2月底前",
        ],
    ]);
    let task = node(&draft, "制定年度创建工作要点");
    assert_eq!(task.lead_dept.as_deref(), Some("县党办"));
    assert_eq!(task.support_depts, ["各窗口"]);
    let [only] = task.requirements.as_slice() else {
        panic!("{:?}", task.requirements)
    };
    assert_eq!(only.quote, "制定年度创建工作要点");
    assert_eq!(only.deadline.as_ref().unwrap().date_to, "2026-02-28".parse().ok());
    let names: Vec<&str> = only.evidence.iter().map(|need| need.name.as_str()).collect();
    assert_eq!(names, ["文件", "会议纪要"]);
}
