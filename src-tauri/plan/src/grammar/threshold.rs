//! Measures to reach: ≥30%, 不少于5处, 人均40小时.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::{Op, Threshold};

use super::Found;
use super::numeral::{scaled, value};
use super::pattern::{group, holds_any, holds_number, longest_first, pattern};
use crate::source::Clause;

const UNITS: &str = "%|‰|亿元|桌|斤|亩|栋|届|班|班次|条次|个?整版|起|个工作日|工作日|个百分点|人次|小时|分钟|学时|课时|万元|平方米|公里|处|个|块|人|项|名|篇|盆|户|条|场次|场|期|次|幅|面|支|本|套|册|家|元|天|分|张|份|段|部|门|节|株|棵|件|米|辆|批|则|部|间|盏|台|款|轮|位|村|所|座|篇次|周|种|类|字|遍|批次|吨|公斤|千克|克|毫升|升|MB|KB|M|K|像素|首|封|只|组|例|堂|秒|厘米|千瓦时|万[份人册张条株棵户次]|万人次|把|顶|副|袋|箱|桶|瓶|枚|艘|架|根|道|幢|课|扇|头|匹|颗|枝|卷|罐|盒|双|桩|宗|床|公顷|平方公里|平米|㎡|立方米|千米|℃|度|分贝|个劳动日|人份|年|个月|对";
const OPS: &str = "不得?少于|不得?低于|不得?小于|不应少于|不能少于|不应低于|至少|最少|力争达到|提高到|提升到|保持在|达到|达|不得?超过|不得?多于|不得?高于|不大于|小于|低于|少于|短于|至多|最多|控制在|压缩至|压缩到|缩短至|缩短到|降到|降至|限报|限推荐|突破|不下|提高至|提升至|增加到|增至|稳定在|维持在|减少到|减至|降低到|降低至|下降到|下降至|超过|大于|高于|多于|≥|>=|≦|≤|<=|>|<";

/// 达到每千人5批次: so many for so many.
const BASE: &str = r"\d{0,4}[十百千万]{0,2}(?:人|户|名|平方公里|公里|平方米|张|张床位|岗|班)";

/// Comparisons that also tell which ones are meant.
const BELOW: [&str; 4] = ["小于", "低于", "少于", "短于"];

static UNIT: LazyLock<String> = LazyLock::new(|| format!("万?(?:{})", longest_first(UNITS)));

static LED: LazyLock<Regex> = LazyLock::new(|| {
    let unit = UNIT.as_str();
    pattern(&format!(
        r"({OPS})(?:每{BASE})?([^,、;:.。()\d零一二两三四五六七八九十百]{{0,8}}?)(百分之)?({{N}})\s*(成|{unit})?(及?以上|左右|以内|以下)?"
    ))
});
static TRAILED: LazyLock<Regex> = LazyLock::new(|| {
    let unit = UNIT.as_str();
    pattern(&format!(r"(百分之)?({{N}})\s*(成|{unit})?(及?以上|以内|以下)"))
});
static EACH: LazyLock<Regex> = LazyLock::new(|| {
    let unit = UNIT.as_str();
    pattern(&format!(r"人均[^,、;:.。\d]{{0,10}}?({{N}})\s*({unit})"))
});
/// 知晓率100%: a rate is to be reached.
static SHARE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(百分之)?({N})\s*(%)?"));
/// 一半以上, 半数以上, 三分之二以上, 不少于注册人数的三分之一, 不低于全体人员的1/3
static FRACTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"(?:({OPS})[^,、;:.。()\d]{{0,12}}?)?(一半|半数|([一二三四五六七八九十]+)分之({{N}})|(\d{{1,2}})/(\d{{1,2}}))(及?以上|以下)?"
    ))
});
/// 低于万分之一, 控制在千分之三以内
static PER_THOUSAND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"({OPS})[^,、;:.。()\d]{{0,6}}?([千万])分之({{N}})(以内|以下|以上)?"
    ))
});
/// 15分钟内清理, 24小时办结: how long something may take at most. Days in such words are a time to be done by.
static WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "({N})个?(分钟|秒钟?|小时)(?:(?:之|以)?内|办结|回[应复访]|答复|处[置理]|响应|到[达场]|反馈|修复|清[除理])",
    )
});
/// 投诉处理时限3个工作日以内: days too, where the words before them measure how long it takes.
static TAKES: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "(?:(?:时限|时长|时间|用时|耗时|周期)(?:为|在)?|(?:压缩|缩短|控制)(?:至|到|在))({N})个?(工作日|日|天|小时|分钟)(?:之|以)?内|(?:时限|用时|耗时)(?:为)?({N})个?(工作日|日|天|小时|分钟)",
    )
});

/// Thresholds of a clause, in order.
pub(crate) fn thresholds(clause: &Clause) -> Vec<Found<Threshold>> {
    let mut found: Vec<Found<Threshold>> = read(clause.masked())
        .into_iter()
        .map(|measure| Found {
            value: Threshold {
                value: measure.value,
                unit: measure.unit,
                op: measure.op,
                as_written: clause.written(measure.at.clone()),
            },
            at: measure.at,
        })
        .collect();
    found.sort_by_key(|f| f.at.start);
    found
}

/// Where a text measures something.
pub(crate) fn in_text(text: &str) -> Vec<Range<usize>> {
    read(text).into_iter().map(|measure| measure.at).collect()
}

struct Measure {
    value: f64,
    unit: String,
    op: Op,
    at: Range<usize>,
}

fn read(text: &str) -> Vec<Measure> {
    let mut found: Vec<Measure> = Vec::new();
    const SIGNS: [&str; 41] = [
        "突破",
        "增",
        "在",
        "小时",
        "分钟",
        "不",
        "至少",
        "至多",
        "最",
        "达",
        "提",
        "保持在",
        "控制在",
        "限",
        "小于",
        "低于",
        "少于",
        "短于",
        "压缩",
        "缩短",
        "降",
        "超过",
        "大于",
        "高于",
        "多于",
        "≥",
        "≤",
        "≦",
        ">",
        "<",
        "以上",
        "以内",
        "以下",
        "人均",
        "%",
        "内",
        "一半",
        "半数",
        "分之",
        "百分之",
        "/",
    ];
    if !holds_number(text) || !holds_any(text, &SIGNS) {
        return found;
    }
    let mut put = |value: Option<f64>, unit: &str, op: Op, at: Range<usize>| {
        let Some(value) = value.filter(|_| !unit.is_empty()) else {
            return;
        };
        if found.iter().any(|f| f.at.start < at.end && at.start < f.at.end) {
            return;
        }
        // 九成 is 90 %.
        let (value, unit) = if unit == "成" {
            (value * 10.0, "%")
        } else {
            scaled(value, unit)
        };
        found.push(Measure {
            value,
            unit: unit.to_owned(),
            op,
            at,
        });
    };
    if holds_any(text, &["一半", "半数", "分之", "/"]) {
        fractions(text, &mut put);
    }
    if text.contains("分之") {
        for c in PER_THOUSAND.captures_iter(text) {
            let Some(all) = c.get(0) else { continue };
            let op = match group(&c, 4) {
                "以内" | "以下" => Op::AtMost,
                _ => op_in(group(&c, 1)).unwrap_or(Op::AtLeast),
            };
            let (unit, share) = match group(&c, 2) {
                "千" => ("‰", value(group(&c, 3))),
                _ => ("%", value(group(&c, 3)).map(|part| part / 100.0)),
            };
            put(share, unit, op, all.range());
        }
    }
    for c in WITHIN.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let before = text.get(..all.start()).unwrap_or_default();
        let Some(unit) = c.get(2) else { continue };
        // 接到投诉后2小时内 is a time to be done by; minutes are none.
        let later = before.ends_with('后') && unit.as_str() == "小时";
        if later || before.ends_with(['到', '至', '在']) {
            continue;
        }
        // The verb behind the time is no part of the measure; 15分钟到场率 is a rate.
        let inside = all.as_str().ends_with('内');
        let rate = text.get(all.end()..).is_some_and(|after| after.starts_with('率'));
        let end = if inside { all.end() } else { unit.end() };
        if inside || !rate {
            put(value(group(&c, 1)), unit.as_str(), Op::AtMost, all.start()..end);
        }
    }
    const TAKE: [&str; 8] = ["时限", "时长", "时间", "用时", "耗时", "周期", "压缩", "缩短"];
    if holds_any(text, &TAKE) || text.contains("控制") {
        for c in TAKES.captures_iter(text) {
            let number = c.get(1).or(c.get(3));
            let unit = c.get(2).or(c.get(4));
            let (Some(number), Some(unit), Some(all)) = (number, unit, c.get(0)) else {
                continue;
            };
            let at = number.start()..all.end();
            put(value(number.as_str()), unit.as_str(), Op::AtMost, at);
        }
    }
    for c in LED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        // 不少于三分之二的… is a share, not three points.
        let after = text.get(all.end()..).unwrap_or_default();
        if after.starts_with('之') {
            continue;
        }
        // 达到2026年 is no measure.
        if group(&c, 5) == "年" && value(group(&c, 4)).is_some_and(|years| years > 100.0) {
            continue;
        }
        // 达标小区120个: what is up to a standard is counted.
        let standard = group(&c, 1) == "达" && group(&c, 2).starts_with('标');
        if standard && op_in(group(&c, 2)).is_none() {
            continue;
        }
        // 低于90分的科室 says which ones.
        if BELOW.contains(&group(&c, 1)) && after.starts_with(['的', '者']) {
            continue;
        }
        // 到达时间不超过45分钟: the words next to the number compare.
        let op = op_in(group(&c, 2))
            .or_else(|| op_in(group(&c, 1)))
            .unwrap_or(Op::AtLeast);
        let op = match group(&c, 6) {
            "以下" | "以内" => Op::AtMost,
            _ => op,
        };
        put(
            value(group(&c, 4)),
            percent(group(&c, 3), group(&c, 5)),
            op,
            all.range(),
        );
    }
    for c in TRAILED.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let after = text.get(all.end()..).unwrap_or_default();
        let op = if group(&c, 4).ends_with("以上") {
            Op::AtLeast
        } else {
            Op::AtMost
        };
        let unit = percent(group(&c, 1), group(&c, 3));
        // 10人以上的活动 says which activities, not how many people must come; a share of 30% is a share all the same, and
        // 3000字以内的材料 is so long. 二类以上公厕 says of what sort.
        // 0.8次/百万公里以内 is so many to so much.
        if text
            .get(..all.start())
            .is_some_and(|before| before.ends_with('/'))
        {
            continue;
        }
        let sized = ["字", "分钟", "秒", "页", "MB", "M"].contains(&unit);
        let which = after.starts_with('的') && unit != "%" && !sized;
        let sort =
            matches!(unit, "类" | "级" | "等") && after.starts_with(|c: char| ('一'..='龥').contains(&c));
        // 工作3年以上 tells who; 保存期限3年以上 how long.
        let before = text.get(..all.start()).unwrap_or_default();
        let lasts = ["期", "期限", "时间", "保存", "留存", "时长"]
            .iter()
            .any(|word| before.ends_with(word));
        let served = matches!(unit, "年" | "个月") && !lasts;
        if !which && !sort && !served {
            put(value(group(&c, 2)), unit, op, all.range());
        }
    }
    for c in EACH.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        put(value(group(&c, 1)), group(&c, 2), Op::AtLeast, all.range());
    }
    for c in SHARE.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        if !group(&c, 1).is_empty() || !group(&c, 3).is_empty() {
            put(value(group(&c, 2)), "%", Op::AtLeast, all.range());
        }
    }
    found
}

/// Shares in words, which a pattern of numbers would read in part (不少于三分 of 不少于三分之一).
fn fractions(text: &str, put: &mut impl FnMut(Option<f64>, &str, Op, Range<usize>)) {
    for c in FRACTION.captures_iter(text) {
        let Some(all) = c.get(0) else { continue };
        let (led, trailed) = (group(&c, 1), group(&c, 7));
        if led.is_empty() && trailed.is_empty() {
            continue;
        }
        let share = |part: f64, of: f64| (of > 0.0).then(|| (part / of * 1000.0).round() / 10.0);
        let share = match [3, 4, 5, 6].map(|at| value(group(&c, at))) {
            [Some(of), Some(part), ..] | [.., Some(part), Some(of)] => share(part, of),
            [None, None, None, None] => Some(50.0),
            _ => None,
        };
        // 一半以上的党员 says who, not how many must come.
        let whose = text.get(all.end()..).is_some_and(|after| after.starts_with('的'));
        if whose && led.is_empty() {
            continue;
        }
        let op = match trailed {
            "以下" => Op::AtMost,
            _ => op_in(led).unwrap_or(Op::AtLeast),
        };
        put(share.filter(|share| *share <= 100.0), "%", op, all.range());
    }
}

fn percent<'a>(before: &str, unit: &'a str) -> &'a str {
    if before.is_empty() { unit } else { "%" }
}

/// The comparison that words make; `None` where they make none.
pub(crate) fn op_in(words: &str) -> Option<Op> {
    const MEANING: [(&str, Op); 34] = [
        ("不少于", Op::AtLeast),
        ("不得少于", Op::AtLeast),
        ("不应少于", Op::AtLeast),
        ("不能少于", Op::AtLeast),
        ("不低于", Op::AtLeast),
        ("不得低于", Op::AtLeast),
        ("不应低于", Op::AtLeast),
        ("不小于", Op::AtLeast),
        ("不得小于", Op::AtLeast),
        ("不超过", Op::AtMost),
        ("不得超过", Op::AtMost),
        ("多于", Op::AtMost),
        ("不高于", Op::AtMost),
        ("不得高于", Op::AtMost),
        ("不大于", Op::AtMost),
        ("至少", Op::AtLeast),
        ("最少", Op::AtLeast),
        ("至多", Op::AtMost),
        ("最多", Op::AtMost),
        ("控制在", Op::AtMost),
        ("限", Op::AtMost),
        ("降", Op::AtMost),
        ("减", Op::AtMost),
        ("压缩", Op::AtMost),
        ("缩短", Op::AtMost),
        ("≤", Op::AtMost),
        ("≦", Op::AtMost),
        ("<", Op::AtMost),
        ("≥", Op::AtLeast),
        (">=", Op::AtLeast),
        ("小于", Op::AtMost),
        ("少于", Op::AtMost),
        ("低于", Op::AtMost),
        ("短于", Op::AtMost),
    ];
    if let Some((_, op)) = MEANING.iter().find(|(word, _)| words.contains(word)) {
        return Some(*op);
    }
    // 超过40小时 is read as 40 or more: nobody loses a point for exactly 40.
    if ["达", "提高到", "提升到", "保持在", "超过"]
        .iter()
        .any(|word| words.contains(word))
    {
        return Some(Op::AtLeast);
    }
    ["大于", "高于", ">"]
        .iter()
        .any(|word| words.contains(word))
        .then_some(Op::MoreThan)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_with_their_comparison() {
        for (text, number, unit, op, written) in [
            ("注册率≥30%", 30.0, "%", Op::AtLeast, "≥30%"),
            (
                "不低于我局总人数的30％",
                30.0,
                "%",
                Op::AtLeast,
                "不低于我局总人数的30％",
            ),
            (
                "达到员工人数的30%以上",
                30.0,
                "%",
                Op::AtLeast,
                "达到员工人数的30%以上",
            ),
            ("宣传不少于5处", 5.0, "处", Op::AtLeast, "不少于5处"),
            ("有五处以上宣传", 5.0, "处", Op::AtLeast, "五处以上"),
            ("人均40小时", 40.0, "小时", Op::AtLeast, "人均40小时"),
            ("人均时长超过40小时", 40.0, "小时", Op::AtLeast, "超过40小时"),
            ("不超过3个", 3.0, "个", Op::AtMost, "不超过3个"),
            ("达到百分之九十", 90.0, "%", Op::AtLeast, "达到百分之九十"),
            ("最少有一项帮扶活动", 1.0, "项", Op::AtLeast, "最少有一项"),
            ("吸烟率控制在20%以下", 20.0, "%", Op::AtMost, "控制在20%以下"),
            ("优秀率达九成以上", 90.0, "%", Op::AtLeast, "达九成以上"),
            ("一半以上党员参加", 50.0, "%", Op::AtLeast, "一半以上"),
            ("清除率达百分之百", 100.0, "%", Op::AtLeast, "达百分之百"),
            ("知晓率100%", 100.0, "%", Op::AtLeast, "100%"),
            ("不得少于3个", 3.0, "个", Op::AtLeast, "不得少于3个"),
            ("不少于三分之一", 33.3, "%", Op::AtLeast, "不少于三分之一"),
            (
                "不少于注册人数的三分之二",
                66.7,
                "%",
                Op::AtLeast,
                "不少于注册人数的三分之二",
            ),
            (
                "覆盖面不低于全体人员的1／3",
                33.3,
                "%",
                Op::AtLeast,
                "不低于全体人员的1／3",
            ),
            ("须有3/4以上党员到会", 75.0, "%", Op::AtLeast, "3/4以上"),
            (
                "投诉处理时限3个工作日以内",
                3.0,
                "工作日",
                Op::AtMost,
                "3个工作日以内",
            ),
            ("送达周期压缩至10日以内", 10.0, "日", Op::AtMost, "10日以内"),
            ("垃圾落地15分钟内清理", 15.0, "分钟", Op::AtMost, "15分钟内"),
            (
                "到达时间不超过45分钟",
                45.0,
                "分钟",
                Op::AtMost,
                "达时间不超过45分钟",
            ),
            ("字数不超过3000字", 3000.0, "字", Op::AtMost, "不超过3000字"),
            ("时间不超过30分钟", 30.0, "分钟", Op::AtMost, "不超过30分钟"),
            ("等候时间小于25分钟", 25.0, "分钟", Op::AtMost, "小于25分钟"),
            ("投诉发生率控制在0.3‰以内", 0.3, "‰", Op::AtMost, "控制在0.3‰以内"),
            ("每个学院限报1人", 1.0, "人", Op::AtMost, "限报1人"),
            (
                "面积不小于30平方米",
                30.0,
                "平方米",
                Op::AtLeast,
                "不小于30平方米",
            ),
        ] {
            let found = thresholds(&Clause::loose(text));
            assert_eq!(found.len(), 1, "{text}: {found:?}");
            let t = &found.first().unwrap().value;
            assert_eq!(
                (t.value, t.unit.as_str(), t.op, t.as_written.as_str()),
                (number, unit, op, written)
            );
        }
    }

    #[test]
    fn bare_numbers_are_no_threshold() {
        for text in [
            "开展10元关爱行动",
            "5+N模式",
            "(15分)",
            "6月底前",
            "科级以上干部",
            "10人以上的活动",
            "低于90分的科室",
        ] {
            assert_eq!(thresholds(&Clause::loose(text)), [], "{text}");
        }
    }
}
