//! Grouping: what is of nobody's event though it lies among what is.

use taizhang_model::group::{Piece, propose};
use taizhang_model::kind::Kind;

use crate::group::{batch, ids, notice, piece, shots, with, year};

#[test]
fn a_batch_that_no_known_event_sent_is_somebody_elses_where_the_year_is_known() {
    let known = || {
        vec![
            notice("植", "义务植树", "2026年3月12日"),
            notice("讲", "道德讲堂", "2026年3月20日"),
            notice("读", "读书分享", "2026年4月22日"),
        ]
    };
    let found = |mut pieces: Vec<Piece>, folder: &str, at: &str| {
        pieces.extend(batch("外", folder, at, 6));
        with(&propose(&pieces, &year()), "外0").is_some()
    };
    let late = "2026-06-24T16:30";
    assert!(
        !found(known(), "微信图片", late),
        "weeks after everything that is known"
    );
    assert!(
        found(known(), "微信图片", "2026-03-12T16:30"),
        "on the day of one"
    );
    assert!(found(known(), "李敏手机", late), "a colleague handed it over");
    assert!(found(known(), "办公室", late), "it lies in a department's folder");
    assert!(
        found(Vec::new(), "微信图片", late),
        "nothing is known of the year"
    );
}

#[test]
fn one_picture_out_of_a_chat_is_anybodys() {
    let mut pieces = vec![notice("植", "义务植树", "2026年3月12日")];
    pieces.extend(batch("图", "微信", "2026-03-12T11:20", 5));
    pieces.extend(batch("单", "QQ文件", "2026-03-12T16:10", 1));
    let all = propose(&pieces, &year());
    assert!(
        with(&all, "图0").is_some_and(|one| ids(one).contains("植")),
        "{all:?}"
    );
    assert!(with(&all, "单0").is_none(), "{all:?}");
}

#[test]
fn a_certificate_is_private_whoever_it_is_of() {
    let mut pieces = shots("赛", "Camera", "2026-09-10T09", &[10, 11, 13, 14, 16]);
    for (n, name) in ["教师资格证.jpg", "张三身份证.jpg", "李敏毕业证书2.jpg"]
        .into_iter()
        .enumerate()
    {
        pieces.push(piece(
            &format!("证{n}"),
            &["Camera"],
            name,
            Kind::Photo,
            Vec::new(),
        ));
    }
    let all = propose(&pieces, &year());
    assert!((0..3).all(|n| with(&all, &format!("证{n}")).is_none()), "{all:?}");
    assert!(with(&all, "赛0").is_some());
}

#[test]
fn an_event_of_several_days_takes_a_picture_by_the_hours_of_its_day() {
    let mut notice = notice("赛", "书画展", "2026年7月6日");
    notice.text = "关于举办书画展的通知\n一、时间：2026年7月6日至7月8日".to_owned();
    let mut pieces = vec![notice];
    for (day, hour) in [(6, 9), (8, 10)] {
        let mut named = shots(
            &format!("日{day}"),
            "Camera",
            &format!("2026-07-0{day}T{hour:02}"),
            &[1, 3, 6],
        );
        for one in &mut named {
            one.spots[0].name = format!("书画展{}.jpg", one.id);
        }
        pieces.extend(named);
    }
    pieces.extend(shots("旁", "Camera", "2026-07-08T10", &[20]));
    pieces.extend(shots("晚", "Camera", "2026-07-08T17", &[38]));
    let all = propose(&pieces, &year());
    let of = ids(with(&all, "赛").unwrap());
    assert!(
        of.contains("日60") && of.contains("日80") && of.contains("旁0"),
        "{all:?}"
    );
    assert!(!of.contains("晚0"), "{all:?}");
}

#[test]
fn an_outing_on_a_day_off_is_not_of_the_days_event_unless_its_hour_says_so() {
    let of_the_event = |minutes: &[u32], when: &str| {
        let mut notice = notice("整", "环境整治", "2026年11月8日");
        notice.text = format!("关于开展环境整治的通知\n一、时间：{when}");
        let mut pieces = vec![notice];
        pieces.extend(shots("图", "Camera", "2026-11-08T13", minutes));
        with(&propose(&pieces, &year()), "图0").is_some_and(|one| ids(one).contains("整"))
    };
    let (stroll, event) = ([2, 10, 19, 27, 36, 44, 53], [2, 3, 5, 6, 8, 10, 11]);
    assert!(!of_the_event(&stroll, "2026年11月8日"));
    assert!(of_the_event(&event, "2026年11月8日"));
    assert!(of_the_event(&stroll, "2026年11月8日下午13:00"));
}
