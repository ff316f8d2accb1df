//! What a match of a pattern of time says: its days, and how sure they are.

use jiff::civil::Date;
use regex::Captures;
use taizhang_model::date::Period;
use taizhang_model::requirement::DeadlineKind;

use crate::grammar::moment::{Moment, Year, year_end};
use crate::grammar::numeral::whole;
use crate::grammar::pattern::group;

/// What a match says; no days where the year is unknown.
pub(super) struct When {
    pub kind: DeadlineKind,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

fn kind(moment: &Moment, otherwise: DeadlineKind) -> DeadlineKind {
    if moment.year == Year::Masked {
        DeadlineKind::Masked
    } else {
        otherwise
    }
}

pub(super) fn iso(c: &Captures<'_>, _: &str, _: Option<Period>) -> Option<When> {
    let date = Date::new(
        group(c, 1).parse().ok()?,
        group(c, 2).parse().ok()?,
        group(c, 3).parse().ok()?,
    );
    Some(When {
        kind: DeadlineKind::Date,
        from: None,
        to: Some(date.ok()?),
    })
}

pub(super) fn day(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    // 12月4日国家宪法日 names a day, it sets none.
    if after.starts_with("起") || after.starts_with("《") {
        return None;
    }
    let moment = Moment::of(c, 1)?;
    Some(When {
        kind: kind(&moment, DeadlineKind::Date),
        from: None,
        to: moment.days(period).map(|(_, last)| last),
    })
}

pub(super) fn dotted(c: &Captures<'_>, _: &str, period: Option<Period>) -> Option<When> {
    let moment = Moment::read("", group(c, 1), group(c, 2), "")?;
    Some(When {
        kind: DeadlineKind::Date,
        from: None,
        to: moment.days(period).map(|(_, last)| last),
    })
}

pub(super) fn part_of_month(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    // 3月中国 is no middle of March.
    if group(c, 4) == "中" && !group(c, 0).ends_with('前') && !after.is_empty() {
        return None;
    }
    let moment = Moment::of(c, 1)?;
    let days = moment.days(period);
    let part = matches!(group(c, 4), "上旬" | "中旬" | "下旬" | "初" | "中");
    let window = part && !group(c, 0).ends_with('前');
    Some(When {
        kind: kind(&moment, DeadlineKind::Date),
        from: days.filter(|_| window).map(|(first, _)| first),
        to: days.map(|(_, last)| last),
    })
}

pub(super) fn before_month(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    if after.starts_with(['后', '期']) {
        return None;
    }
    let moment = Moment::of(c, 1)?;
    let days = moment.days(period);
    let last = if group(c, 0).ends_with('内') {
        days.map(|(_, last)| last)
    } else {
        days.and_then(|(first, _)| first.yesterday().ok())
    };
    Some(When {
        kind: kind(&moment, DeadlineKind::Month),
        from: None,
        to: last,
    })
}

/// A month that a written year or 今年 makes a date (20xx年6月, 今年9月), or that opens a clause (9月,完成…).
pub(super) fn month_told(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    let year = group(c, 1);
    let tells = !matches!(year, "" | "当") && !after.starts_with(['至', '到', '起', '以', '-', '—']);
    if !tells {
        return None;
    }
    month(c, after, period)
}

pub(super) fn month(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    if after.starts_with(['的', '内']) && group(c, 1).is_empty() {
        return None;
    }
    let moment = Moment::of(c, 1)?;
    let days = moment.days(period);
    Some(When {
        kind: kind(&moment, DeadlineKind::Month),
        from: days.map(|(first, _)| first),
        to: days.map(|(_, last)| last),
    })
}

pub(super) fn quarter(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    let (named, end, before) = (group(c, 2), group(c, 4), group(c, 5));
    // 一季度一次 is a frequency.
    let done = ["完成", "开展", "组织", "举办", "召开", "启动", "建成"]
        .iter()
        .any(|word| after.starts_with(word));
    let bare = named.is_empty() && end.is_empty() && before.is_empty();
    if (bare && !done) || after.starts_with(['后', '期', '起', '开']) {
        return None;
    }
    let month = whole(group(c, 3))?.checked_mul(3)?;
    let moment = Moment::read(group(c, 1), &month.to_string(), "", "")?;
    let last = moment.days(period).map(|(_, last)| last);
    let first = last.and_then(|last| Date::new(last.year(), last.month() - 2, 1).ok());
    let open = end.is_empty() || end == "内";
    let (from, to) = match (open, before.is_empty()) {
        (true, true) => (first, last),
        // 三季度前 is before it begins.
        (true, false) => (None, first.and_then(|first| first.yesterday().ok())),
        (false, _) => (None, last),
    };
    Some(When {
        kind: kind(&moment, DeadlineKind::Date),
        from,
        to,
    })
}

pub(super) fn half(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    // 上半年自查 is the name of a thing.
    const THINGS: [&str; 8] = ["自查", "总结", "小结", "工作", "考核", "测评", "任务", "计划"];
    let bare = group(c, 0).ends_with("半年");
    if bare && THINGS.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    let month = if group(c, 2) == "上" { "6" } else { "12" };
    let moment = Moment::read(group(c, 1), month, "", "")?;
    let last = moment.days(period).map(|(_, last)| last);
    Some(When {
        kind: kind(&moment, DeadlineKind::Date),
        from: None,
        to: last,
    })
}

pub(super) fn end_of_year(c: &Captures<'_>, after: &str, period: Option<Period>) -> Option<When> {
    // 年终考核 is a thing, not a time; a bare 底 or 末 needs the year before it.
    const THINGS: [&str; 8] = ["考核", "考评", "总结表彰", "奖", "绩效", "述职", "评先", "评优"];
    let words = group(c, 0).trim_end_matches(['前', '之', '以']);
    if THINGS.iter().any(|word| after.starts_with(word)) {
        return None;
    }
    if group(c, 1).is_empty() && !words.contains('年') {
        return None;
    }
    let year = Year::read(group(c, 1));
    let to = year_end(year, period);
    let kind = if year == Year::Masked {
        DeadlineKind::Masked
    } else {
        DeadlineKind::Date
    };
    Some(When { kind, from: None, to })
}
