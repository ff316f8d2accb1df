//! The end of a paper: who signed it, and the day; or the day at its head.

use super::{Told, is_body, squeezed};
use crate::capture::written::{Written, full, month};

/// Longest line that is a signature's day, in characters.
const DAY_LINE: usize = 60;
/// How many lines after the title may hold the day of a speech or of minutes.
const HEAD: usize = 8;

/// What the end tells.
#[derive(Debug, Default)]
pub(super) struct End {
    pub(super) issuer: Option<Told>,
    pub(super) date: Option<Told>,
}

/// A line that is a day and perhaps the office that signs.
struct DayLine {
    index: usize,
    written: Written,
    /// What stands before the day.
    before: String,
    after: String,
}

/// Reads the end of a paper whose body begins after `body` lines.
pub(super) fn read(lines: &[&str], body: usize) -> End {
    let days: Vec<DayLine> = lines
        .iter()
        .enumerate()
        .filter_map(|(index, line)| day_line(index, line))
        .collect();
    let signed = days
        .iter()
        .filter(|day| day.index > body && day.after.is_empty())
        .find(|day| !day.before.is_empty() || office_above(lines, day.index));
    // Without an office above it, the last day that stands alone; what was printed is not what was signed.
    let alone = || {
        days.iter()
            .rev()
            .find(|day| day.index > body.max(1) && day.before.is_empty() && day.after.is_empty())
            .filter(|day| day.index + 3 >= lines.len())
    };
    let at_head = || {
        days.iter()
            .find(|day| day.index <= body + HEAD && day.after.is_empty())
    };
    let printed = || days.iter().rev().find(|day| day.after == "印发");
    let Some(day) = signed.or_else(alone).or_else(at_head).or_else(printed) else {
        return End {
            date: held(lines, body),
            ..End::default()
        };
    };
    let quote = lines.get(day.index).copied().unwrap_or_default();
    End {
        issuer: issuer(lines, day),
        date: day.written.iso().map(|(value, _)| Told::new(value, quote)),
    }
}

/// A line that holds nothing but a day, an office before it, 印发 after it, and brackets around it.
fn day_line(index: usize, line: &str) -> Option<DayLine> {
    if line.chars().count() > DAY_LINE || line.contains(['，', '。', '；']) {
        return None;
    }
    let short = squeezed(line);
    let (written, range) = full(&short).or_else(|| month(&short))?;
    let marks = |text: &str| {
        text.trim_matches(['（', '）', '(', ')', '\t', '-', '—', '日', '期', '：', ':'])
            .to_owned()
    };
    let before = marks(short.get(..range.start).unwrap_or_default());
    let after = marks(short.get(range.end..).unwrap_or_default());
    let fits = before.is_empty() || is_body(&before) || after == "印发";
    (fits && (after.is_empty() || after == "印发")).then_some(DayLine {
        index,
        written,
        before,
        after,
    })
}

fn office_above(lines: &[&str], index: usize) -> bool {
    let above = index.checked_sub(1).and_then(|above| lines.get(above));
    above.is_some_and(|line| is_body(&squeezed(line)))
}

/// The offices of a signature: before the day, or on the lines above it.
fn issuer(lines: &[&str], day: &DayLine) -> Option<Told> {
    if !day.before.is_empty() && day.after.is_empty() {
        return Some(Told::new(day.before.clone(), lines.get(day.index)?));
    }
    if !day.after.is_empty() {
        return None;
    }
    let above = lines.get(..day.index)?;
    let signed = above
        .iter()
        .rev()
        .take(8)
        .take_while(|line| is_body(&squeezed(line)))
        .count();
    let lines = above.get(above.len().checked_sub(signed)?..)?;
    let offices: Vec<String> = lines.iter().flat_map(|line| offices(line)).collect();
    (!offices.is_empty()).then(|| Told::new(offices.join("、"), &lines.join("\n")))
}

/// The offices of a line: several, where each of its parts names one; the letters of one may stand apart.
fn offices(line: &str) -> Vec<String> {
    let parts: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
    if parts.iter().all(|part| is_body(part)) {
        parts
    } else {
        vec![squeezed(line)]
    }
}

/// 时间：2026年4月3日, at the head of minutes and of sign-in sheets.
fn held(lines: &[&str], body: usize) -> Option<Told> {
    let names = [
        "时间",
        "会议时间",
        "活动时间",
        "日期",
        "召开时间",
        "发布时间",
        "发布日期",
        "成文日期",
    ];
    lines.iter().take(body + HEAD).find_map(|line| {
        let cells = line.split('\t').map(squeezed).collect::<Vec<_>>().join("");
        let rest = names.iter().find_map(|name| {
            let (_, rest) = cells.split_once(*name)?;
            rest.strip_prefix(['：', ':']).or(Some(rest))
        })?;
        let (written, range) = full(rest)?;
        let begins = rest
            .get(..range.start)
            .is_some_and(|before| before.chars().count() <= 1);
        let (value, _) = written.iso().filter(|_| begins)?;
        Some(Told::new(value, line))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str, body: usize) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        read(&lines, body).date.map(|told| told.value)
    }

    #[test]
    fn the_signature_counts_before_annexes_and_printers() {
        let text = "题目\n正文。\n某某局\n2026年3月20日\n附件\n某某表\n2026年1月1日\n某某局办公室　2026年3月21日印发";
        assert_eq!(date(text, 1).as_deref(), Some("2026-03-20"));
        assert_eq!(
            date("题目\n正文。\n某某局办公室　2026年3月21日印发", 1).as_deref(),
            Some("2026-03-21")
        );
    }

    #[test]
    fn days_inside_sentences_sign_nothing() {
        assert_eq!(
            date("题目\n2026年4月3日，我局开展活动。\n活动于2026年4月5日结束。", 1),
            None
        );
        assert_eq!(date("题目\n正文。\n2026年2月30日", 1), None);
    }

    #[test]
    fn minutes_and_sheets_tell_when_they_were_held() {
        assert_eq!(
            date("会议纪要\n时间：2026年4月3日上午9时\n地点：三楼", 1).as_deref(),
            Some("2026-04-03")
        );
        assert_eq!(
            date("签到表\n会议时间\t2026.4.3\t地点\t三楼", 1).as_deref(),
            Some("2026-04-03")
        );
    }
}
