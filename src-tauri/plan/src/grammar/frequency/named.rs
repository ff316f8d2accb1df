//! Times that are named rather than counted in a period: 早晚各一次, 上、下半年各一次, 年开展…次, 每逢….

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Per;

use super::{Frequencies, PER, TIMES, UP_TO, per};
use crate::grammar::numeral::whole;
use crate::grammar::pattern::{group, pattern};
use crate::grammar::threshold;

/// 年开展活动不少于12次: the year without 每 before it.
static IN_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:^|[,;。、:(])(年(?:度)?(?:内)?(?:集中|组织|开展|举办|召开|参加|参与|服务|研究|宣讲|学习)[^,;:.。()]{{0,20}}?({{N}}){UP_TO}(?:{TIMES})(?:及?以上)?)"
    ))
});

/// 领导班子年度集体学法不少于4次: the year behind who does it.
static OF_YEAR: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "[一-龥]{{2}}(年度(?:内)?(?:集中|集体|组织|开展|举办|召开|参加|参与|专题)[^,;:.。()]{{0,16}}?({{N}}){UP_TO}(?:{TIMES})(?:及?以上)?)"
    ))
});
/// 公众号周更新不低于3次, 消防器材月检: the period right before the verb.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "[^本当次上下双半个两三四第全传\\d]([日周月季])度?(?:评选|更新|通报|调度|评比|考核|督查|推送|检|保养|巡查|巡检)(?:[^,;:.。()\\d]{{0,6}}?({{N}})(?:{TIMES}))?"
    ))
});

/// 每天早晚各一次, 每月5日、20日各一次: once at each of them.
static AT_EACH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "({PER})(?:的)?(早中晚|早晚|上、?下午|班前、?班后|上、?下班|{{N}}[日号](?:[、和及]{{N}}[日号])+)各[^,;:.。()]{{0,10}}?({{N}})(?:{TIMES})"
    ))
});

/// 上、下半年各一次; 半年、全年分别报送一次: once in each half of the year.
static HALVES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "(?:上、?下半年|上半年[、和]下半年|半年度?[、和及](?:全年|年度|年终|年底)|年中[、和及]年(?:底|末|终))(?:要)?(?:分别|各)[^,;:.。()]{{0,12}}?({{N}})(?:{TIMES})"
    ))
});

/// 每两小时一次: often within a day, by hours that nobody counts here.
static HOURLY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        "每隔?(?:{{N}}|半)?个?(?:小时|钟头|分钟)[^,;:.。()]{{0,12}}?{{N}}(?:{TIMES})"
    ))
});

/// 每逢重大节日, 逢雨雪天气: whenever it comes.
static WHENEVER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(每?逢(?:[一-龥]{0,4}?(?:节假日|节日|节庆日?|假日|周末|双休日|天气|汛期|集市|集日)|[一-龥]{2,8}?))(?:,|时|安排|进行|对|到|向|走访|慰问|由|做好|邀请|在|前|期间|都|均|要|应|必|随时|及时|适时|组织|开展|举办|举行|召开|集中)",
    )
});

/// Times that are named: 早晚各一次, 上、下半年各一次, 年开展…次, 每逢….
pub(super) fn at_each(text: &str, found: &mut Frequencies<'_>) {
    if text.contains('各') || text.contains("分别") {
        for c in AT_EACH.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let named = match group(&c, 2) {
                "早中晚" => 3,
                days => days.matches(['日', '号']).count().max(2),
            };
            let times = whole(group(&c, 3)).zip(u32::try_from(named).ok());
            let times = times.map(|(once, named)| once.saturating_mul(named));
            found.put(times, None, per(group(&c, 1)), all.range());
        }
        for c in HALVES.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            found.put(whole(group(&c, 1)), None, Some((1, Per::HalfYear)), all.range());
        }
    }
    if text.contains('年') {
        for c in IN_YEAR.captures_iter(text).chain(OF_YEAR.captures_iter(text)) {
            let Some(all) = c.get(1) else { continue };
            let op = threshold::op_in(all.as_str());
            found.put(whole(group(&c, 2)), op, Some((1, Per::Year)), all.range());
        }
    }
    if text.contains("小时") || text.contains("钟头") || text.contains("分钟") {
        for hourly in HOURLY.find_iter(text) {
            found.put(None, None, None, hourly.range());
        }
    }
    if text.contains('逢') {
        for c in WHENEVER.captures_iter(text) {
            let Some(all) = c.get(1) else { continue };
            found.put(None, None, Some((1, Per::Occasion)), all.range());
        }
    }
}

/// 周更新不低于3次, 月检: what no other rule has read yet.
pub(super) fn short(text: &str, found: &mut Frequencies<'_>) {
    for c in SHORT.captures_iter(text) {
        let (Some(all), Some(unit)) = (c.get(0), c.get(1)) else {
            continue;
        };
        let rest = text.get(all.end()..).unwrap_or_default();
        let rest = rest.split([',', ';', '。']).next().unwrap_or_default();
        // 季度评选“服务之星”3名 measures; else it is done once.
        let once = !rest.contains(|c: char| c.is_ascii_digit());
        let times = whole(group(&c, 2)).or(once.then_some(1));
        found.put(times, None, per(unit.as_str()), unit.start()..all.end());
    }
}
