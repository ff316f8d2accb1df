//! The papers of an event, as offices write them.

use jiff::civil::Date;

use super::dice::Dice;
use super::events::Event;
use super::{Make, MessyFile, UNIT};

/// A paper without its place: name, kind, how it is made.
pub(super) struct Paper {
    pub(super) name: String,
    pub(super) kind: &'static str,
    make: Make,
}

impl Paper {
    pub(super) fn into_file(self, folder: &str, activity: Option<usize>) -> MessyFile {
        let path = if folder.is_empty() {
            self.name
        } else {
            format!("{folder}/{}", self.name)
        };
        MessyFile {
            path,
            activity,
            kind: self.kind,
            copy: None,
            look: None,
            make: self.make,
        }
    }
}

const PEOPLE: [&str; 12] = [
    "王建国",
    "李敏",
    "张伟",
    "刘洋",
    "陈静",
    "赵磊",
    "孙丽",
    "周涛",
    "吴霞",
    "郑凯",
    "冯雪",
    "许明",
];

fn day(on: Date) -> String {
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}

fn short_day(on: Date) -> String {
    format!("{}月{}日", on.month(), on.day())
}

/// Some of notice, plan, sign-in sheet, minutes or news, and summary.
/// `needed`: at least a notice.
pub(super) fn papers(event: &Event, needed: bool, dice: &mut Dice) -> Vec<Paper> {
    let mut all = Vec::new();
    if dice.percent(50) || needed {
        all.push(notice(event, dice));
    }
    if dice.percent(22) {
        all.push(plan(event));
    }
    if dice.percent(45) {
        all.push(sign_in(event, dice));
    }
    if dice.percent(35) {
        all.push(news(event, dice));
    }
    if dice.percent(30) {
        all.push(summary(event, dice));
    }
    all
}

fn notice(event: &Event, dice: &mut Dice) -> Paper {
    let title = format!("关于开展{}的通知", event.title);
    let before = event
        .on
        .checked_sub(jiff::Span::new().days(dice.between(1, 6)))
        .unwrap_or(event.on);
    let part = if event.hour < 12 { "上午" } else { "下午" };
    let hour = if event.hour > 12 {
        event.hour - 12
    } else {
        event.hour
    };
    Paper {
        name: dice
            .pick(&[
                format!("{title}.docx"),
                format!("通知（{}）.docx", event.short),
                format!("{}通知.docx", event.short),
            ])
            .clone(),
        kind: "notice",
        make: Make::Docx {
            title,
            body: vec![
                "各股室、直属各单位：".to_owned(),
                format!(
                    "为深入推进文明单位创建工作，经研究，决定开展{}。现将有关事项通知如下：",
                    event.title
                ),
                format!("一、时间：{}（{part}{hour}:00）", short_day(event.on)),
                format!("二、地点：{}", event.place),
                "三、参加人员：机关全体干部职工".to_owned(),
                "四、要求：请各股室高度重视，准时参加，不得迟到早退。".to_owned(),
            ],
            signed: vec![UNIT.to_owned(), day(before)],
        },
    }
}

fn plan(event: &Event) -> Paper {
    let title = format!("{}实施方案", event.title);
    Paper {
        name: format!("{title}.docx"),
        kind: "plan",
        make: Make::Docx {
            title,
            body: vec![
                "为进一步丰富职工文化生活、提升文明素养，制定本方案。".to_owned(),
                format!("一、活动时间：{}", day(event.on)),
                format!("二、活动地点：{}", event.place),
                format!("三、责任股室：{}", event.department),
                "四、活动内容及步骤：宣传发动、组织实施、总结提升三个阶段。".to_owned(),
            ],
            signed: vec![UNIT.to_owned()],
        },
    }
}

fn sign_in(event: &Event, dice: &mut Dice) -> Paper {
    let many = usize::try_from(dice.between(6, 12)).unwrap_or(8);
    let title = format!("{}签到表（{}）", event.title, short_day(event.on));
    Paper {
        name: dice
            .pick(&[
                "签到表.xlsx".to_owned(),
                format!("{}签到.xlsx", event.short),
                format!("{title}.xlsx"),
            ])
            .clone(),
        kind: "sign_in",
        make: Make::Xlsx {
            title,
            heads: vec!["序号", "姓名", "科室", "签名"],
            rows: PEOPLE
                .iter()
                .take(many)
                .enumerate()
                .map(|(n, name)| {
                    vec![
                        (n + 1).to_string(),
                        (*name).to_owned(),
                        event.department.to_owned(),
                        String::new(),
                    ]
                })
                .collect(),
        },
    }
}

fn news(event: &Event, dice: &mut Dice) -> Paper {
    let title = format!(
        "{}{}",
        dice.pick(&["我局开展", "县林业局组织开展", "县林业局举行"]),
        event.title
    );
    let after = event
        .on
        .checked_add(jiff::Span::new().days(dice.between(0, 2)))
        .unwrap_or(event.on);
    Paper {
        name: dice
            .pick(&[
                format!("{title}.docx"),
                format!("信息：{title}.docx"),
                format!("{}简报.docx", event.short),
            ])
            .replace('：', "-"),
        kind: "brief",
        make: Make::Docx {
            title,
            body: vec![
                format!(
                    "{}，县林业局在{}组织开展了{}，{}余名干部职工参加。",
                    short_day(event.on),
                    event.place,
                    event.title,
                    dice.between(20, 60)
                ),
                "活动现场气氛热烈，大家积极参与，取得了良好效果。".to_owned(),
                "下一步，县林业局将持续巩固创建成果，推动文明单位创建工作再上新台阶。".to_owned(),
            ],
            signed: vec![format!("（{}供稿）", event.department), day(after)],
        },
    }
}

fn summary(event: &Event, dice: &mut Dice) -> Paper {
    let title = format!("{}总结", event.title);
    let after = event
        .on
        .checked_add(jiff::Span::new().days(dice.between(1, 9)))
        .unwrap_or(event.on);
    Paper {
        name: dice
            .pick(&[
                format!("{title}.docx"),
                "活动总结.docx".to_owned(),
                format!("{}总结（最终版）.docx", event.short),
            ])
            .clone(),
        kind: "summary",
        make: Make::Docx {
            title,
            body: vec![
                format!(
                    "{}，我局在{}开展了{}。现将情况总结如下：",
                    day(event.on),
                    event.place,
                    event.title
                ),
                "一、领导重视，组织有力。局党组高度重视，专题研究部署。".to_owned(),
                "二、内容充实，效果明显。干部职工参与率达到百分之九十以上。".to_owned(),
                "三、存在不足和下一步打算。".to_owned(),
            ],
            signed: vec![UNIT.to_owned(), day(after)],
        },
    }
}

/// Papers of the whole year, which are of no event.
pub(super) fn yearly() -> Vec<Paper> {
    let docs = [
        ("2026年文明单位创建工作计划", "plan"),
        ("文明单位创建工作领导小组成员名单", "roster"),
        ("机关考勤制度", "policy"),
        ("志愿服务管理制度", "policy"),
        ("节约用水用电管理办法", "policy"),
        ("2025年度创建工作总结", "summary"),
        ("职工行为规范", "policy"),
        ("公务接待管理规定", "policy"),
    ];
    docs.iter()
        .map(|(title, kind)| Paper {
            name: format!("{title}.docx"),
            kind,
            make: Make::Docx {
                title: (*title).to_owned(),
                body: vec![
                    "第一条 为加强机关管理，结合我局实际，制定如下。".to_owned(),
                    "第二条 各股室应当遵照执行，确保落到实处。".to_owned(),
                    "第三条 由办公室负责解释。".to_owned(),
                ],
                signed: vec![UNIT.to_owned(), "2026年1月8日".to_owned()],
            },
        })
        .collect()
}
