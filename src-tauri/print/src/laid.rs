//! Tests of what stands on the paper, by the lines that were laid out: the same with any font that has the signs.

use jiff::civil::date;
use taizhang_model::form::{Block, Column, Fact, Form, FormName, Photo};
use taizhang_model::id::Sha256;
use typst::layout::{Frame, FrameItem, Point};
use typst_layout::PagedDocument;

use crate::pdf::Printer;

fn form(blocks: Vec<Block>) -> Form {
    Form {
        name: FormName::Contents,
        unit: "某局".to_owned(),
        as_of: date(2026, 11, 20),
        landscape: false,
        numbered: true,
        blocks,
    }
}

fn collect(frame: &Frame, at: Point, found: &mut Vec<(f64, f64, f64, String)>) {
    for (place, item) in frame.items() {
        let here = at + *place;
        match item {
            FrameItem::Group(group) => collect(&group.frame, here, found),
            FrameItem::Text(text) => {
                let end = here.x + text.width();
                found.push((here.y.to_mm(), here.x.to_mm(), end.to_mm(), text.text.to_string()));
            }
            _ => {}
        }
    }
}

/// Lines of each page, from top to bottom; nothing may stand outside of the paper.
fn lines(document: &PagedDocument) -> Vec<Vec<String>> {
    let page = |page: &typst_layout::Page| {
        let mut found = Vec::new();
        collect(&page.frame, Point::zero(), &mut found);
        let size = page.frame.size();
        for (y, from, to, text) in &found {
            assert!(
                *from >= 0.0 && *to <= size.x.to_mm() && *y <= size.y.to_mm(),
                "{text} is cut"
            );
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        let mut lines: Vec<(f64, String)> = Vec::new();
        for (y, _, _, text) in found {
            let text = text.replace('\u{200b}', "");
            match lines.last_mut() {
                Some((last, line)) if (y - *last).abs() < 0.7 => line.push_str(&text),
                _ => lines.push((y, text)),
            }
        }
        lines.into_iter().map(|(_, line)| line).collect()
    };
    document.pages().iter().map(page).collect()
}

fn set(blocks: Vec<Block>) -> Vec<Vec<String>> {
    let printer = Printer::of_system().unwrap();
    lines(&printer.set(&form(blocks), &[]).unwrap())
}

#[test]
fn heads_of_a_long_table_are_repeated_and_pages_are_counted() {
    let rows = (0..90)
        .map(|n| vec![n.to_string(), "开展志愿服务活动的通知".repeat(4)])
        .collect();
    let columns = vec![Column::centred("序号", 1.0), Column::wide("题名", 6.0)];
    let pages = set(vec![Block::Table {
        columns,
        rows,
        row_mm: 0.0,
    }]);
    assert!(pages.len() >= 3, "{}", pages.len());
    for (number, page) in pages.iter().enumerate() {
        assert_eq!(page.first().unwrap(), "序号题名");
        assert_eq!(
            page.last().unwrap(),
            &format!("第 {} 页　共 {} 页", number + 1, pages.len())
        );
    }
}

#[test]
fn what_the_ledger_says_is_never_markup() {
    let hostile = "#panic(1) *粗* $x$ <a> @b ]] \\ // 注 [#]";
    let pages = set(vec![
        Block::Title {
            text: hostile.to_owned(),
            below: hostile.to_owned(),
        },
        Block::Text {
            text: hostile.to_owned(),
        },
        Block::Facts {
            rows: vec![Fact::new(hostile, hostile), Fact::roomy("室", hostile, 40.0)],
        },
        Block::Table {
            columns: vec![Column::wide(hostile, 1.0)],
            rows: vec![vec![hostile.to_owned()]],
            row_mm: 8.0,
        },
    ]);
    let text = pages.concat().concat();
    for piece in ["#panic(1)", "*粗*", "$x$", "<a>", "@b", "[#]"] {
        assert!(text.contains(piece), "{piece} in {text}");
    }
}

#[test]
fn a_long_name_stays_in_its_cell() {
    let rows = vec![vec!["IMG_20260310_083015_".repeat(12), "右".to_owned()]];
    let columns = vec![Column::wide("名称", 1.0), Column::wide("备注", 1.0)];
    let pages = set(vec![Block::Table {
        columns,
        rows,
        row_mm: 0.0,
    }]);
    assert!(pages[0].iter().filter(|line| line.contains("IMG_")).count() > 3);
}

#[test]
fn every_block_can_be_set_and_the_same_form_gives_the_same_bytes() {
    let photo = |line: &str, elements: Vec<Fact>| Photo {
        sha256: Sha256([7; 32]),
        line: line.to_owned(),
        elements,
    };
    let facts = vec![Fact::new("全宗号", ""), Fact::new("年度", "2026")];
    let blocks = vec![
        Block::Cover {
            title: vec!["文明单位".to_owned()],
            facts: facts.clone(),
        },
        Block::Break,
        Block::Spine {
            width_mm: 20.0,
            title: "全国文明单位测评体系迎检材料2026年".to_owned(),
            facts: facts.clone(),
        },
        Block::Break,
        Block::Label {
            round: true,
            title: "文明单位".to_owned(),
            facts: facts.clone(),
        },
        Block::Label {
            round: false,
            title: "文明单位".to_owned(),
            facts: facts.clone(),
        },
        Block::Break,
        Block::Photos {
            heading: "1.1 组织领导".to_owned(),
            per_page: 2,
            photos: vec![
                photo("2026年3月5日，志愿服务", Vec::new()),
                photo("", facts),
                photo("三", Vec::new()),
            ],
        },
    ];
    let printer = Printer::of_system().unwrap();
    let form = form(blocks);
    let pages = lines(&printer.set(&form, &[]).unwrap());
    assert_eq!(pages.len(), 5);
    assert!(pages[3].concat().contains("2026年3月5日，志愿服务"));
    let (mut first, mut second) = (Vec::new(), Vec::new());
    assert_eq!(printer.write(&form, &(), &mut first).unwrap(), 5);
    Printer::of_system()
        .unwrap()
        .write(&form, &(), &mut second)
        .unwrap();
    assert!(first == second);
}

#[test]
fn a_blank_sheet_of_names_fits_one_page() {
    let rows = (1..=15).map(|n| {
        let mut row = vec![String::new(); 8];
        row[0] = n.to_string();
        row
    });
    let columns = [
        "序号",
        "姓名",
        "职务",
        "单位（部门）",
        "联系方式",
        "签到时间",
        "签名",
        "备注",
    ];
    let pages = set(vec![
        Block::Title {
            text: "签到表".to_owned(),
            below: String::new(),
        },
        Block::Facts {
            rows: ["会议（活动）", "时间", "地点", "主办单位"]
                .map(|name| Fact::new(name, ""))
                .to_vec(),
        },
        Block::Table {
            columns: columns.map(|name| Column::centred(name, 2.0)).to_vec(),
            rows: rows.collect(),
            row_mm: 6.2,
        },
        Block::Line {
            parts: vec!["应到：".to_owned(), "实到：".to_owned(), "缺席：".to_owned()],
        },
    ]);
    assert_eq!(pages.len(), 1);
}

#[test]
fn short_heads_and_days_stand_on_one_line_however_narrow_their_share() {
    let columns = vec![
        Column::centred("序号", 0.1),
        Column::wide("测评指标", 9.0),
        Column::centred("报送期限", 0.1),
        Column::wide("办理情况", 0.1),
    ];
    let rows = vec![
        vec![
            "1".to_owned(),
            "志愿服务".repeat(40),
            "2026-11-30".to_owned(),
            String::new(),
        ],
        vec![
            "2".to_owned(),
            "应于 2026-01-01 前报送".to_owned(),
            "2026年11月30日".to_owned(),
            String::new(),
        ],
    ];
    let pages = set(vec![Block::Table {
        columns,
        rows,
        row_mm: 0.0,
    }]);
    assert_eq!(pages[0][0], "序号测评指标报送期限办理情况");
    for day in ["2026-11-30", "2026-01-01", "2026年11月30日"] {
        assert!(
            pages[0].iter().any(|line| line.contains(day)),
            "{day} in {pages:?}"
        );
    }
}

#[test]
fn a_title_on_a_spine_turns_its_marks_and_takes_columns() {
    let title =
        "《全国文明城市测评体系》2026年度迎检材料（第一类）创建活动与志愿服务、道德讲堂、精神文明建设";
    let pages = set(vec![Block::Spine {
        width_mm: 50.0,
        title: title.to_owned(),
        facts: vec![Fact::new("盒号", "1")],
    }]);
    let text = pages.concat().concat();
    for (flat, turned) in [('《', '︽'), ('》', '︾'), ('（', '︵'), ('）', '︶')] {
        assert!(!text.contains(flat) && text.contains(turned), "{flat} in {text}");
    }
    // Two columns or three: signs stand beside each other.
    assert!(
        pages[0]
            .iter()
            .any(|line| line.chars().count() > 1 && !line.contains("盒号") && !line.contains("2026"))
    );
    let short = set(vec![Block::Spine {
        width_mm: 30.0,
        title: "省级文明单位创建".to_owned(),
        facts: Vec::new(),
    }]);
    assert!(
        short[0]
            .iter()
            .filter(|line| !line.is_empty())
            .all(|line| line.chars().count() == 1 || line.contains('页'))
    );
}

#[test]
fn words_on_a_disc_stay_4_mm_within_its_edge() {
    let value = "2026年1月1日 至 2026年12月31日";
    let facts = ["单位", "考核期", "内容", "载体编号", "保管期限", "制作日期"];
    let label = Block::Label {
        round: true,
        title: "全国文明单位测评体系迎检材料".to_owned(),
        facts: facts.map(|name| Fact::new(name, value)).to_vec(),
    };
    let printer = Printer::of_system().unwrap();
    let document = printer.set(&form(vec![label]), &[]).unwrap();
    let mut found = Vec::new();
    collect(&document.pages()[0].frame, Point::zero(), &mut found);
    // The disc stands in the middle of the text's width, at its top.
    let (left, top) = (28.0 + (210.0 - 28.0 - 24.0) / 2.0, 32.0 + 59.0);
    for (y, from, to, text) in found.iter().filter(|(y, ..)| *y < 32.0 + 118.0) {
        for x in [from, to] {
            let away = ((x - left).powi(2) + (y - top).powi(2)).sqrt();
            assert!(away < 56.0, "{text} is {away} mm from the middle");
        }
    }
    assert!(found.len() >= 7);
}
