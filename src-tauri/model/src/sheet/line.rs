//! Lines that are pasted from a table, a chat or a message, as rows of cells.

use super::SheetKind;

/// Endings of what is a unit and no person.
const UNITS: [char; 12] = [
    '科', '室', '局', '处', '部', '办', '队', '组', '所', '站', '中', '心',
];

/// Rows of a text: cells stand between tabs, commas or blanks; where people are listed, each of several names of a line is a row.
pub fn lines(kind: SheetKind, text: &str) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for line in text.lines() {
        // Cells that were copied from a table keep their places, empty ones too.
        if line.contains('\t') {
            rows.push(line.split('\t').map(str::to_owned).collect());
            continue;
        }
        let line = unnumbered(line);
        let cells: Vec<String> = line
            .split([',', '，', ' ', '\u{3000}', ';', '；', '、'])
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect();
        let people = matches!(kind, SheetKind::People | SheetKind::Attendance);
        if people && cells.len() > 1 && cells.iter().all(|cell| is_name(cell)) {
            rows.extend(cells.into_iter().map(|cell| vec![cell]));
        } else if !cells.is_empty() {
            rows.push(cells);
        }
    }
    rows
}

/// A line without the number that a chat puts before it (`1. 张三`, `2、李四`).
fn unnumbered(line: &str) -> &str {
    let line = line.trim();
    let rest = line.trim_start_matches(|sign: char| sign.is_ascii_digit());
    match rest.strip_prefix(['.', '．', '、', ')', '）']) {
        Some(after) if rest.len() < line.len() => after.trim_start(),
        _ => line,
    }
}

/// Whether a word can be a Chinese name: two to four signs, and not the ending of a unit.
fn is_name(word: &str) -> bool {
    let signs = word.chars().count();
    let chinese = word
        .chars()
        .all(|sign| ('\u{4e00}'..='\u{9fff}').contains(&sign) || sign == '·');
    chinese && (2..=4).contains(&signs) && !word.ends_with(UNITS)
}
