//! What a paper carries around its text as a letter: the head of an office (…文件) and its number, and the list of what is attached.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use crate::grammar::pattern::pattern;
use crate::numbering::{Marker, marker};
use crate::source::Source;

/// Lines in which a head is looked for.
const HEAD_LINES: usize = 4;

/// 云理院发〔2026〕18号, on a line of its own.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    pattern("^[一-龥A-Za-z]{1,16}[〔\\[(](?:\\d{4}|20[xX×]{2})[〕\\])](?:第)?[\\dxX×]{1,4}号$")
});
/// 附件:1.联络表
static ANNEXES: LazyLock<Regex> = LazyLock::new(|| pattern("^附[件表]\\s*:\\s*(?:1\\s*[.、]|《?[一-龥])"));

/// What a paper is called by its last word, as the one above a number on a web page is.
static NAME: LazyLock<Regex> =
    LazyLock::new(|| pattern("(?:通知|方案|办法|细则|意见|计划|要点|标准|清单|分解表|安排|通告)$"));

/// The lines between the head and the list of what is attached, with a name that stands above the number.
pub(crate) fn body(source: &Source, lines: &[Span]) -> Vec<Span> {
    let plain = |line: &Span| source.clause(*line).plain().to_owned();
    let number = lines
        .iter()
        .take(HEAD_LINES)
        .position(|line| NUMBER.is_match(&plain(line)));
    // 某某文件 stands above its number only.
    let from = number.map_or(0, |at| at + 1);
    let (head, lines) = lines.split_at_checked(from).unwrap_or((&[], lines));
    let named = head
        .last()
        .and(head.get(..from.saturating_sub(1)))
        .filter(|head| head.last().is_some_and(|line| NAME.is_match(&plain(line))))
        .unwrap_or_default();
    let annexes = lines.iter().rposition(|line| ANNEXES.is_match(&plain(line)));
    let to = annexes.filter(|at| ends(source, lines.get(at + 1..).unwrap_or_default()));
    let text = lines.get(..to.unwrap_or(lines.len())).unwrap_or_default();
    [named, text].concat()
}

/// Whether only more names of attachments and a signature follow.
fn ends(source: &Source, rest: &[Span]) -> bool {
    /// Longer lines say something.
    const SCALARS: u32 = 40;
    let listed = |at: usize, marker: Option<Marker>| {
        // 2., 3. go on with the list; a number that begins anew is that of a heading.
        marker.is_none_or(|marker| {
            let expected = u32::try_from(at + 2).unwrap_or(u32::MAX);
            marker.ordinal == Some(expected)
        })
    };
    rest.iter().enumerate().all(|(at, line)| {
        let text = source.slice(*line);
        line.1 - line.0 <= SCALARS && !text.ends_with(['。', '；', ';']) && listed(at, marker(&text))
    })
}
