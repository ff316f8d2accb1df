//! Grouping: what it may never do, whatever it is given, and what plainly belongs together.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Period, Precision};
use taizhang_model::group::{Around, Piece, Proposal, Spot, propose, sentence};
use taizhang_model::kind::Kind;

pub(super) fn piece(id: &str, folders: &[&str], name: &str, kind: Kind, dates: Vec<DateFact>) -> Piece {
    Piece {
        id: id.to_owned(),
        spots: vec![Spot {
            source: "s".to_owned(),
            folders: folders.iter().map(|folder| (*folder).to_owned()).collect(),
            name: name.to_owned(),
        }],
        scene: matches!(kind, Kind::Photo | Kind::Video),
        kind,
        dates,
        wrong_clock: false,
        look: None,
        title: None,
        issuer: None,
        text: String::new(),
    }
}

fn fact(value: &str, from: DateOrigin, meaning: Meaning) -> DateFact {
    DateFact {
        value: value.to_owned(),
        precision: Precision::Instant,
        meaning,
        from,
    }
}

fn taken(value: &str) -> Vec<DateFact> {
    vec![fact(value, DateOrigin::ExifOriginal, Meaning::Taken)]
}

fn saved(value: &str) -> Vec<DateFact> {
    vec![fact(value, DateOrigin::NameSaved, Meaning::Saved)]
}

pub(super) fn year() -> Around<'static> {
    Around {
        unit: "某县水利局",
        period: Period::year(2026),
    }
}

pub(super) fn ids(proposal: &Proposal) -> BTreeSet<&str> {
    proposal.items.iter().map(String::as_str).collect()
}

#[test]
fn a_named_folder_is_an_activity_with_its_day() {
    let pieces: Vec<Piece> = (0..4)
        .map(|n| {
            let at = format!("2026-04-04T09:1{n}:00");
            piece(
                &n.to_string(),
                &["4月4日清明祭扫"],
                &format!("IMG_{n}.jpg"),
                Kind::Photo,
                taken(&at),
            )
        })
        .collect();
    let found = propose(&pieces, &year());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].title.contains("清明祭扫"));
    assert_eq!(found[0].days, Some((date(2026, 4, 4), date(2026, 4, 4))));
    assert!(sentence(&found[0].reasons).contains("清明祭扫"));
}

#[test]
fn the_same_thing_on_other_days_is_another_activity() {
    let mut pieces = Vec::new();
    for (month, folder) in [(3, "3月集体学习"), (5, "5月集体学习"), (9, "9月集体学习")] {
        for n in 0..3 {
            let at = format!("2026-0{month}-12T09:1{n}:00");
            pieces.push(piece(
                &format!("{month}-{n}"),
                &[folder],
                &format!("IMG_{n}.jpg"),
                Kind::Photo,
                taken(&at),
            ));
        }
    }
    let found = propose(&pieces, &year());
    assert_eq!(
        found.iter().map(|one| one.items.len()).collect::<Vec<_>>(),
        [3, 3, 3],
        "{found:?}"
    );
}

#[test]
fn the_day_of_saving_is_not_the_day_of_the_event() {
    let mut pieces: Vec<Piece> = (0..3)
        .map(|n| {
            let at = format!("2026-06-01T10:0{n}:00");
            piece(
                &n.to_string(),
                &["清明祭扫"],
                &format!("微信图片_2026060110000{n}.jpg"),
                Kind::Photo,
                saved(&at),
            )
        })
        .collect();
    pieces.push(piece(
        "t",
        &["清明祭扫"],
        "IMG_0001.jpg",
        Kind::Photo,
        taken("2026-04-04T09:00:00"),
    ));
    let found = propose(&pieces, &year());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].items.len(), 4);
    assert_eq!(found[0].days, Some((date(2026, 4, 4), date(2026, 4, 4))));
}

fn paper(id: &str, folders: &[&str], name: &str, kind: Kind, text: &str) -> Piece {
    Piece {
        title: text.lines().next().map(str::to_owned),
        text: text.to_owned(),
        ..piece(id, folders, name, kind, Vec::new())
    }
}

#[test]
fn a_set_in_a_folder_without_a_name_is_one_activity() {
    let folder = &["新建文件夹 (4)"][..];
    let mut pieces: Vec<Piece> = (0..3)
        .map(|n| {
            // A camera whose clock was never set.
            let at = format!("2019-01-02T09:1{n}:00");
            let name = format!("DSC_000{n}.JPG");
            piece(&n.to_string(), folder, &name, Kind::Photo, taken(&at))
        })
        .collect();
    let text =
        "道德讲堂活动总结\n8月21日上午，我局在五楼开展道德讲堂，全体职工参加。\n某县水利局\n2026年8月24日";
    pieces.push(paper("p", folder, "总结.docx", Kind::Summary, text));
    let found = propose(&pieces, &year());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].items.len(), 4);
    assert!(found[0].title.contains("道德讲堂"), "{}", found[0].title);
    assert_eq!(found[0].days, Some((date(2026, 8, 21), date(2026, 8, 21))));
}

#[test]
fn an_event_of_three_days_is_one_and_days_off_are_none() {
    let notice = "关于举办气排球比赛的通知\n各股室：\n一、时间：5月27日至29日\n二、地点：体育馆\n某县水利局\n2026年5月20日";
    let mut pieces = vec![
        paper("n", &["文件"], "气排球通知.docx", Kind::Notice, notice),
        paper(
            "off",
            &["文件"],
            "端午放假通知.docx",
            Kind::Notice,
            "关于端午节放假的通知\n时间：6月19日至21日\n2026年6月12日",
        ),
    ];
    for day in 27..30 {
        for n in 0..3 {
            let at = format!("2026-05-{day}T1{n}:00:00");
            let name = format!("IMG_202605{day}_1{n}0000.jpg");
            pieces.push(piece(
                &format!("{day}-{n}"),
                &["DCIM"],
                &name,
                Kind::Photo,
                taken(&at),
            ));
        }
    }
    let found = propose(&pieces, &year());
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].items.len(), 10);
    assert_eq!(found[0].days, Some((date(2026, 5, 27), date(2026, 5, 29))));
}

#[test]
fn a_point_tells_a_day_where_the_pictures_agree_and_a_number_elsewhere() {
    let of = |months: [i8; 3]| {
        let pieces: Vec<Piece> = months
            .iter()
            .enumerate()
            .map(|(n, month)| {
                let at = format!("2026-{month:02}-06T10:0{n}:00");
                let name = format!("mmexport{n}.jpg");
                piece(&n.to_string(), &["4.4"], &name, Kind::Photo, saved(&at))
            })
            .collect();
        propose(&pieces, &year()).first().and_then(|one| one.days)
    };
    assert_eq!(of([4, 4, 4]), Some((date(2026, 4, 4), date(2026, 4, 4))));
    assert_eq!(of([4, 7, 10]), None);
}

#[test]
fn a_single_private_picture_is_in_none() {
    let mut pieces = vec![piece(
        "me",
        &["相册"],
        "IMG_20260501_203000.jpg",
        Kind::Photo,
        taken("2026-05-01T20:30:00"),
    )];
    for n in 0..4 {
        let at = format!("2026-06-18T15:1{n}:00");
        pieces.push(piece(
            &n.to_string(),
            &["道德讲堂"],
            &format!("IMG_{n}.jpg"),
            Kind::Photo,
            taken(&at),
        ));
    }
    let found = propose(&pieces, &year());
    assert!(found.iter().all(|one| !ids(one).contains("me")), "{found:?}");
}

/// Pictures saved in one go.
pub(super) fn batch(name: &str, folder: &str, at: &str, many: usize) -> Vec<Piece> {
    (0..many)
        .map(|n| {
            let time = format!("{at}:{n:02}");
            piece(
                &format!("{name}{n}"),
                &[folder],
                &format!("{name}{n:02}.jpg"),
                Kind::Photo,
                saved(&time),
            )
        })
        .collect()
}

pub(super) fn notice(id: &str, title: &str, day: &str) -> Piece {
    let text = format!("关于开展{title}的通知\n一、时间：{day}上午9:00\n某县水利局\n2026年3月1日");
    let mut notice = paper(id, &["收发文"], &format!("{title}通知.docx"), Kind::Notice, &text);
    notice.title = Some(format!("关于开展{title}的通知"));
    notice
}

pub(super) fn with<'a>(all: &'a [Proposal], id: &str) -> Option<&'a Proposal> {
    all.iter().find(|one| one.items.iter().any(|item| item == id))
}

#[test]
fn what_was_saved_the_day_after_goes_to_the_event_and_the_day_itself_comes_first() {
    let mut pieces = vec![
        notice("植", "义务植树", "2026年3月12日"),
        notice("讲", "道德讲堂", "2026年3月13日"),
    ];
    pieces.extend(batch("a", "手机", "2026-03-13T15:30", 5));
    let all = propose(&pieces, &year());
    let of = with(&all, "a0").unwrap();
    assert!(ids(of).contains("讲") && !ids(of).contains("植"), "{of:?}");
    // The notice of the day before still waits for its own, and a later batch finds it.
    pieces.extend(batch("b", "微信", "2026-03-14T10:00", 4));
    let all = propose(&pieces, &year());
    assert!(ids(with(&all, "b0").unwrap()).contains("植"));
    // Months later nobody sends them.
    let mut late = vec![notice("植", "义务植树", "2026年3月12日")];
    late.extend(batch("c", "手机", "2026-11-18T15:30", 5));
    let all = propose(&late, &year());
    assert!(with(&all, "c0").is_none_or(|one| !ids(one).contains("植")));
}

#[test]
fn a_sheet_tells_its_day_and_private_names_are_of_nobody() {
    let mut pieces = vec![notice("植", "义务植树", "2026年3月12日")];
    let mut sheet = piece("表", &["桌面"], "签到表0312.jpg", Kind::SignIn, vec![]);
    sheet.scene = true;
    pieces.push(sheet);
    for (n, name) in ["身份证正面.jpg", "全家福.jpg", "发票3.jpg", "全家福2.jpg"]
        .into_iter()
        .enumerate()
    {
        pieces.push(piece(&format!("私{n}"), &["义务植树"], name, Kind::Photo, vec![]));
    }
    let all = propose(&pieces, &year());
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(ids(&all[0]), BTreeSet::from(["植", "表"]));
}

#[test]
fn a_folder_of_papers_or_of_a_person_is_no_event() {
    for folder in ["制度", "工作总结", "陈涛发来", "来自罗敏的iPhone"] {
        let pieces: Vec<Piece> = [("一.docx", "2026年3月2日"), ("二.docx", "2026年9月8日")]
            .into_iter()
            .enumerate()
            .map(|(n, (name, day))| {
                let text = format!("时间：{day}\n地点：某处");
                paper(&n.to_string(), &[folder], name, Kind::Document, &text)
            })
            .collect();
        assert!(propose(&pieces, &year()).is_empty(), "{folder}");
    }
}

/// Pictures of a telephone, some minutes between them.
pub(super) fn shots(name: &str, folder: &str, hour: &str, minutes: &[u32]) -> Vec<Piece> {
    let shot = |(n, minute): (usize, &u32)| {
        let at = format!("{hour}:{minute:02}:00");
        let file = format!("{name}{n}.jpg");
        piece(&format!("{name}{n}"), &[folder], &file, Kind::Photo, taken(&at))
    };
    minutes.iter().enumerate().map(shot).collect()
}

#[test]
fn one_picture_is_of_an_event_where_its_hour_says_so() {
    let mut pieces = vec![notice("植", "义务植树", "2026年3月12日")];
    pieces.extend(shots("树", "Camera", "2026-03-12T09", &[10, 14, 20, 31]));
    pieces.extend(shots("早", "Camera", "2026-03-12T09", &[50]));
    pieces.extend(shots("饭", "Camera", "2026-03-12T11", &[40]));
    pieces.extend(shots("晚", "Camera", "2026-03-12T18", &[20]));
    let all = propose(&pieces, &year());
    assert_eq!(all.len(), 1, "{all:?}");
    let of = ids(&all[0]);
    assert!(of.contains("树0") && of.contains("早0"), "{of:?}");
    assert!(!of.contains("饭0") && !of.contains("晚0"), "{of:?}");
}

#[test]
fn a_day_off_in_a_telephone_is_its_owners_and_of_two_telephones_an_event() {
    let minutes: Vec<u32> = (0..9).map(|n| n * 5).collect();
    let mut pieces = shots("a", "Camera", "2026-05-16T10", &minutes);
    assert!(propose(&pieces, &year()).is_empty());
    pieces.extend(shots("b", "李敏手机", "2026-05-16T10", &minutes));
    assert_eq!(propose(&pieces, &year()).len(), 1);
    let work = shots("c", "Camera", "2026-05-15T10", &minutes);
    assert_eq!(propose(&work, &year()).len(), 1);
}

#[test]
fn what_holds_for_the_year_is_of_no_event() {
    let mut pieces = vec![notice("志", "志愿服务", "2026年3月12日")];
    pieces.extend(shots("树", "志愿服务", "2026-03-12T09", &[10, 14, 20, 31]));
    for (id, name) in [("制", "志愿服务管理制度"), ("计", "2026年志愿服务工作计划")] {
        let text = format!("{name}\n第一条 开展志愿服务。\n某县水利局\n2026年3月2日");
        pieces.push(paper(id, &["收发文"], &format!("{name}.docx"), Kind::Plan, &text));
    }
    let text = "志愿服务活动计划\n开展志愿服务。\n某县水利局\n2026年3月2日";
    pieces.push(paper(
        "活",
        &["收发文"],
        "志愿服务活动计划.docx",
        Kind::Plan,
        text,
    ));
    let all = propose(&pieces, &year());
    assert_eq!(all.len(), 1, "{all:?}");
    let of = ids(&all[0]);
    assert!(
        of.contains("活") && !of.contains("制") && !of.contains("计"),
        "{of:?}"
    );
}

fn any_piece() -> impl Strategy<Value = Piece> {
    let folders = prop::collection::vec(
        prop::sample::select(vec![
            "4月4日清明祭扫",
            "道德讲堂第二期",
            "新建文件夹 (2)",
            "微信",
            "张三",
            "2026-06",
            "",
            "13月40日",
            "U盘/../x",
            "办公室",
        ]),
        0..3,
    );
    let name = prop::sample::select(vec![
        "微信图片_20260404101530.jpg",
        "IMG_20260404_101530.jpg",
        "签到表.docx",
        "关于开展清明祭扫活动的通知.docx",
        "mmexport1775268930123.jpg",
        "",
        "总结(最终版).doc",
        "\u{202e}gpj.exe",
    ]);
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let dates = prop::option::of((1_u8..13, 1_u8..29, 0_u8..24, any::<bool>()));
    let text = prop::sample::select(vec![
        "",
        "各股室:定于4月4日上午9时在烈士陵园开展清明祭扫活动。",
        "时间:2月30日",
        "活动地点:",
        "\0\u{feff}",
    ]);
    (folders, name, kind, dates, prop::option::of(0_i64..3), text).prop_map(
        |(folders, name, kind, on, look, text)| {
            let dates = on
                .map(|(month, day, hour, own)| {
                    let at = format!("2026-{month:02}-{day:02}T{hour:02}:00:00");
                    if own { taken(&at) } else { saved(&at) }
                })
                .unwrap_or_default();
            Piece {
                look,
                text: text.to_owned(),
                ..piece("", &folders, name, kind, dates)
            }
        },
    )
}

proptest! {
    #[test]
    fn every_proposal_is_made_of_what_was_given(mut pieces in prop::collection::vec(any_piece(), 0..40), turn in 0_usize..40) {
        for (n, one) in pieces.iter_mut().enumerate() {
            one.id = format!("{n:02}");
        }
        let known: BTreeSet<String> = pieces.iter().map(|one| one.id.clone()).collect();
        let found = propose(&pieces, &year());
        for one in &found {
            prop_assert!(!one.items.is_empty() && !one.title.trim().is_empty());
            prop_assert!(one.items.iter().all(|id| known.contains(id)));
            prop_assert_eq!(ids(one).len(), one.items.len());
            prop_assert!((0.0..=1.0).contains(&one.confidence));
            prop_assert!(one.days.is_none_or(|(from, to)| from <= to));
        }
        // The order of the pieces says nothing.
        let at = turn.min(pieces.len());
        pieces.rotate_left(at);
        prop_assert_eq!(propose(&pieces, &year()), found);
    }
}
