//! The calendar of the trade: festivals by their true day of the year, lunar days and solar terms among them.

mod lunar;
mod term;

use jiff::civil::{Date, Weekday};

pub use lunar::lunar;
pub use term::solar_term;

/// How a festival's day is found.
enum Rule {
    /// Month and day.
    Solar(i8, i8),
    /// Lunar month and day.
    Lunar(u8, u8),
    /// Lunar month and day of the lunar year that ends in the year: what leads up to 春节.
    Before(u8, u8),
    /// The day before 春节.
    Eve,
    /// A solar term.
    Term(&'static str),
    /// A month's nth weekday.
    Nth(i8, i8, Weekday),
}

use Rule::{Before, Eve, Lunar, Nth, Solar, Term};

/// Names without 节 or 日 at the end, the usual one first, with the rule. 我们的节日 are the first seven.
const FESTIVALS: &[(&[&str], Rule)] = &[
    (&["春节", "农历新年", "大年初一"], Lunar(1, 1)),
    (&["元宵", "正月十五", "上元"], Lunar(1, 15)),
    (&["清明"], Term("清明")),
    (&["端午", "端阳"], Lunar(5, 5)),
    (&["七夕", "乞巧"], Lunar(7, 7)),
    (&["中秋"], Lunar(8, 15)),
    (&["重阳", "敬老", "老年"], Lunar(9, 9)),
    (&["冬至"], Term("冬至")),
    (&["夏至"], Term("夏至")),
    (&["立春"], Term("立春")),
    (&["腊八"], Before(12, 8)),
    (&["小年"], Before(12, 23)),
    (&["除夕"], Eve),
    (&["龙抬头", "二月二"], Lunar(2, 2)),
    (&["三月三"], Lunar(3, 3)),
    (&["中元"], Lunar(7, 15)),
    (&["元旦"], Solar(1, 1)),
    (&["学雷锋纪念", "学雷锋", "雷锋", "学雷锋志愿服务"], Solar(3, 5)),
    (&["三八", "国际妇女", "三八妇女", "妇女"], Solar(3, 8)),
    (&["植树"], Solar(3, 12)),
    (&["消费者权益", "国际消费者权益"], Solar(3, 15)),
    (&["世界卫生"], Solar(4, 7)),
    (&["世界水"], Solar(3, 22)),
    (&["全民国家安全教育", "国家安全教育"], Solar(4, 15)),
    (&["世界地球", "地球"], Solar(4, 22)),
    (&["世界读书", "读书"], Solar(4, 23)),
    (
        &["五一", "国际劳动", "五一劳动", "五一国际劳动", "劳动"],
        Solar(5, 1),
    ),
    (&["五四", "五四青年", "青年"], Solar(5, 4)),
    (&["国际护士", "护士"], Solar(5, 12)),
    (&["全国防灾减灾", "防灾减灾"], Solar(5, 12)),
    (&["国际家庭"], Solar(5, 15)),
    (&["全国助残", "助残"], Nth(5, 3, Weekday::Sunday)),
    (&["中国旅游"], Solar(5, 19)),
    (&["世界无烟", "无烟"], Solar(5, 31)),
    (
        &["六一", "国际儿童", "六一儿童", "六一国际儿童", "儿童"],
        Solar(6, 1),
    ),
    (&["世界环境", "六五环境", "环境"], Solar(6, 5)),
    (&["世界献血", "世界献血者"], Solar(6, 14)),
    (&["全国土地", "土地"], Solar(6, 25)),
    (&["国际禁毒", "禁毒"], Solar(6, 26)),
    (&["七一", "建党", "党的生"], Solar(7, 1)),
    (&["八一", "八一建军", "建军"], Solar(8, 1)),
    (&["全民健身"], Solar(8, 8)),
    (&["中国医师", "医师"], Solar(8, 19)),
    (&["教师"], Solar(9, 10)),
    (&["公民道德宣传", "全国公民道德宣传"], Solar(9, 20)),
    (&["全国科普"], Nth(9, 3, Weekday::Saturday)),
    (&["中国农民丰收", "农民丰收"], Term("秋分")),
    (&["烈士纪念", "公祭烈士"], Solar(9, 30)),
    (&["国庆", "十一"], Solar(10, 1)),
    (&["国家扶贫", "全国扶贫"], Solar(10, 17)),
    (&["记者", "中国记者"], Solar(11, 8)),
    (&["全国消防", "消防", "消防宣传"], Solar(11, 9)),
    (&["世界艾滋病"], Solar(12, 1)),
    (&["国家宪法", "宪法", "全国法制宣传"], Solar(12, 4)),
    (&["国际志愿者", "志愿者"], Solar(12, 5)),
    (&["国家公祭", "公祭"], Solar(12, 13)),
    (&["母亲"], Nth(5, 2, Weekday::Sunday)),
    (&["父亲"], Nth(6, 3, Weekday::Sunday)),
];

/// The day of a festival in a year, by any of its usual names (`春节`, `元宵节`, `“五一”国际劳动节`): lunar days and
/// solar terms are the true ones of the year. A lunar festival belongs to the year in which its 春节 lies; 腊八, 小年
/// and 除夕 are those before it, even where 腊八 falls into the last days of December. `None` for other names and
/// outside 1990 to 2061.
pub fn festival(name: &str, year: i16) -> Option<Date> {
    if !(1990..=2061).contains(&year) {
        return None;
    }
    let (_, rule) = find(name)?;
    match rule {
        Solar(month, day) => Date::new(year, *month, *day).ok(),
        Lunar(month, day) => lunar(year, *month, *day),
        Before(month, day) => lunar(year - 1, *month, *day),
        Eve => lunar(year, 1, 1)?.yesterday().ok(),
        Term(term) => solar_term(term, year),
        Nth(month, nth, weekday) => Date::new(year, *month, 1)
            .ok()?
            .nth_weekday_of_month(*nth, *weekday)
            .ok(),
    }
}

/// The usual name of a festival that is called `name` (`元宵节` → `元宵`); `None` for other words.
pub fn festival_name(name: &str) -> Option<&'static str> {
    find(name)?.0.first().copied()
}

/// Every name of a festival that a text may hold, without 节 or 日 at its end.
pub fn festival_names() -> impl Iterator<Item = &'static str> {
    FESTIVALS.iter().flat_map(|(names, _)| names.iter().copied())
}

fn find(name: &str) -> Option<&'static (&'static [&'static str], Rule)> {
    const QUOTES: [char; 12] = ['“', '”', '"', '‘', '’', '\'', '「', '」', '《', '》', '·', '.'];
    let plain: String = name
        .chars()
        .filter(|c| !c.is_whitespace() && !QUOTES.contains(c))
        .collect();
    // “4·23”世界读书日: the day stands before the name.
    let plain = plain.trim_start_matches(|c: char| c.is_ascii_digit() || c == '•');
    let known = |word: &str| FESTIVALS.iter().find(|(names, _)| names.contains(&word));
    known(plain).or_else(|| known(plain.strip_suffix(['节', '日'])?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn festivals_of_known_years() {
        for (name, day) in [
            ("春节", "1990-01-27"),
            ("春节", "2019-02-05"),
            ("春节", "2023-01-22"),
            ("春节", "2024-02-10"),
            ("春节", "2025-01-29"),
            ("春节", "2026-02-17"),
            ("春节", "2027-02-06"),
            ("春节", "2030-02-03"),
            ("元宵节", "2026-03-03"),
            ("端午", "2019-06-07"),
            ("端午节", "2023-06-22"),
            ("端午", "2025-05-31"),
            ("端午", "2026-06-19"),
            ("七夕", "2020-08-25"),
            ("中秋节", "2020-10-01"),
            ("中秋", "2023-09-29"),
            ("中秋", "2025-10-06"),
            ("中秋", "2026-09-25"),
            ("重阳", "2014-10-02"),
            ("重阳", "2019-10-07"),
            ("重阳节", "2025-10-29"),
            ("重阳", "2026-10-18"),
            ("清明节", "2026-04-05"),
            ("冬至", "2025-12-21"),
            ("腊八节", "2024-01-18"),
            ("小年", "2026-02-10"),
            ("除夕", "2026-02-16"),
            ("“五一”国际劳动节", "2026-05-01"),
            ("“七一”", "2026-07-01"),
            ("母亲节", "2026-05-10"),
            ("父亲节", "2026-06-21"),
            ("中国农民丰收节", "2018-09-23"),
        ] {
            let day: Date = day.parse().unwrap();
            assert_eq!(festival(name, day.year()), Some(day), "{name} {day}");
        }
    }

    #[test]
    fn every_festival_has_a_day_in_every_year() {
        for name in festival_names() {
            for year in 1990..=2061 {
                assert!(festival(name, year).is_some(), "{name} {year}");
            }
        }
    }

    #[test]
    fn other_words_are_no_festivals() {
        for name in ["", "节", "安全生产月", "节日", "两节"] {
            assert_eq!(festival(name, 2026), None, "{name}");
        }
        assert_eq!(festival("春节", 1989), None);
        assert_eq!(festival_name("元宵节"), Some("元宵"));
    }
}
