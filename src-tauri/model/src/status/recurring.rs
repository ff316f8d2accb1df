//! Deadlines that come again: 每月25日前, 每季度末前, 每季度最后一个月的25日前, 次月5日前. Each window has its own day.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::date::Period;
use crate::requirement::{Deadline, Per};

/// In which windows a deadline comes again, where its words say so.
pub(super) fn per(deadline: &Deadline) -> Option<Per> {
    let unit = deadline.relative_to.as_deref()?.strip_prefix('每')?;
    Some(match unit.trim_start_matches('个').trim_end_matches('度') {
        "月" => Per::Month,
        "季" => Per::Quarter,
        "半年" => Per::HalfYear,
        "学期" => Per::Term,
        "年" => Per::Year,
        "周" | "星期" => Per::Week,
        _ => return None,
    })
}

/// Whether a deadline lies in the month after each window.
pub(super) fn is_next_month(deadline: &Deadline) -> bool {
    matches!(deadline.relative_to.as_deref(), Some("次月" | "下月" | "下个月"))
}

/// The day in a window by which it is due: the day of the month that the words name, else the window's end.
pub(super) fn due(deadline: &Deadline, window: &Period) -> Option<Date> {
    let words = deadline.as_written.as_str();
    if is_next_month(deadline) {
        let next = window.to.first_of_month().checked_add(1.month()).ok()?;
        return Some(day_of(words, next).unwrap_or_else(|| next.last_of_month()));
    }
    let named = words.find('月').and_then(|at| number_before(words.get(..at)?));
    let month = if let Some(month) = named {
        // 每年3月底前: that month of the window.
        let year = (window.from.year()..=window.to.year())
            .filter_map(|year| Date::new(year, i8::try_from(month).ok()?, 1).ok());
        year.into_iter()
            .find(|first| window.from <= first.last_of_month() && *first <= window.to)?
    } else if words.contains("首月") || words.contains("第一个月") {
        window.from.first_of_month()
    } else if words.contains("第二个月") {
        window.from.first_of_month().checked_add(1.month()).ok()?
    } else {
        window.to.first_of_month()
    };
    let day = match day_of(words, month) {
        Some(day) => day,
        None if words.contains("初") || words.contains("上旬") => {
            Date::new(month.year(), month.month(), 10).ok()?
        }
        None if words.contains("中旬") => Date::new(month.year(), month.month(), 20).ok()?,
        None => month.last_of_month(),
    };
    Some(day.clamp(window.from, window.to))
}

/// The day that words name (25日, 二十号), in a month that has it; its last one where it has not.
fn day_of(words: &str, month: Date) -> Option<Date> {
    let at = words.find(['日', '号'])?;
    let day = i8::try_from(number_before(words.get(..at)?)?).ok()?;
    let last = month.last_of_month();
    Date::new(month.year(), month.month(), day.min(last.day())).ok()
}

/// The number that a text ends with, in digits of either width or in Chinese numerals to 31.
fn number_before(text: &str) -> Option<u32> {
    let value = |c: char| match c {
        '0'..='9' => c.to_digit(10),
        '０'..='９' => Some(u32::from(c) - u32::from('０')),
        _ => None,
    };
    let digits: Vec<u32> = text.chars().rev().map_while(value).take(2).collect();
    if !digits.is_empty() {
        return Some(digits.iter().rev().fold(0, |sum, digit| sum * 10 + digit));
    }
    let han: Vec<char> = text
        .chars()
        .rev()
        .take_while(|c| HAN.contains(*c))
        .take(3)
        .collect();
    let han: Vec<char> = han.into_iter().rev().collect();
    let one = |c: char| {
        HAN.chars()
            .position(|d| d == c)
            .and_then(|at| u32::try_from(at).ok())
    };
    match han.as_slice() {
        ['十'] => Some(10),
        ['十', ones] => Some(10 + one(*ones)?),
        [tens, '十'] => Some(one(*tens)? * 10),
        [tens, '十', ones] => Some(one(*tens)? * 10 + one(*ones)?),
        [ones] => one(*ones),
        _ => None,
    }
}

/// Numerals by their value.
const HAN: &str = "零一二三四五六七八九十";

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::requirement::DeadlineKind;

    fn deadline(words: &str, relative_to: &str) -> Deadline {
        Deadline {
            as_written: words.to_owned(),
            kind: DeadlineKind::Relative,
            date_from: None,
            date_to: None,
            relative_to: Some(relative_to.to_owned()),
            days: None,
        }
    }

    #[test]
    fn each_window_has_its_day() {
        let february = Period::new(date(2026, 2, 1), date(2026, 2, 28)).unwrap();
        let quarter = Period::new(date(2026, 1, 1), date(2026, 3, 31)).unwrap();
        let year = Period::new(date(2026, 1, 1), date(2026, 12, 31)).unwrap();
        for (words, relative_to, window, wanted) in [
            ("每月25日前", "每月", february, date(2026, 2, 25)),
            ("每月３０日前", "每月", february, date(2026, 2, 28)),
            ("每月二十五日前", "每月", february, date(2026, 2, 25)),
            ("每月底前", "每月", february, date(2026, 2, 28)),
            ("每季度末前", "每季度", quarter, date(2026, 3, 31)),
            ("每季度最后一个月的25日前", "每季度", quarter, date(2026, 3, 25)),
            ("每季度首月10日前", "每季度", quarter, date(2026, 1, 10)),
            ("每年3月底前", "每年", year, date(2026, 3, 31)),
            ("次月5日前", "次月", february, date(2026, 3, 5)),
        ] {
            assert_eq!(
                due(&deadline(words, relative_to), &window),
                Some(wanted),
                "{words}"
            );
        }
        assert_eq!(per(&deadline("每季度末前", "每季度")), Some(Per::Quarter));
        assert_eq!(per(&deadline("活动结束后3日内", "活动结束")), None);
    }
}
