//! Tables in plain text: lines in a row whose words stand in as many columns, parted by tabs or runs of spaces.

use std::ops::Range;

/// Fewer columns are text with gaps in it.
const LEAST_COLUMNS: usize = 3;
/// Fewer lines are no table.
const LEAST_LINES: usize = 3;
/// More columns are no table that a person reads.
const MOST_COLUMNS: usize = 30;

/// The table that begins at the first of these lines: of each line, where its cells stand in bytes. A line with fewer
/// cells than the first lacks the last ones; of every three lines two are whole.
pub(crate) fn table(lines: &[&str]) -> Option<Vec<Vec<Range<usize>>>> {
    let head = cells(lines.first()?);
    let columns = head.len();
    if !(LEAST_COLUMNS..=MOST_COLUMNS).contains(&columns) || columns != cells(lines.get(1)?).len() {
        return None;
    }
    let rows: Vec<Vec<Range<usize>>> = lines
        .iter()
        .map(|line| cells(line))
        .take_while(|cells| (2..=columns).contains(&cells.len()))
        .collect();
    let whole = rows.iter().filter(|cells| cells.len() == columns).count();
    (rows.len() >= LEAST_LINES && whole * 3 >= rows.len() * 2).then_some(rows)
}

/// Where the cells of a line stand. A line with labels (牵头部门:党建部  完成时限:6月底) has no cells.
fn cells(line: &str) -> Vec<Range<usize>> {
    if line.contains([':', '：']) {
        return Vec::new();
    }
    let mut cells: Vec<Range<usize>> = Vec::new();
    let mut gap = 2;
    for (at, c) in line.char_indices() {
        if c.is_whitespace() {
            gap += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            continue;
        }
        let end = at + c.len_utf8();
        match cells.last_mut() {
            Some(last) if gap < 2 => last.end = end,
            _ => cells.push(at..end),
        }
        gap = 0;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Vec<Vec<&str>>> {
        let lines: Vec<&str> = text.lines().collect();
        let rows = table(&lines)?;
        let texts = rows.iter().zip(&lines);
        Some(
            texts
                .map(|(row, line)| row.iter().map(|at| &line[at.clone()]).collect())
                .collect(),
        )
    }

    #[test]
    fn lines_in_columns() {
        let found =
            read("时间   内容   部门\n3月   动员会 一次   办公室\n4月\t自查\n5月   迎检   各科\n结束")
                .unwrap();
        assert_eq!(
            found,
            [
                vec!["时间", "内容", "部门"],
                vec!["3月", "动员会 一次", "办公室"],
                vec!["4月", "自查"],
                vec!["5月", "迎检", "各科"]
            ]
        );
    }

    #[test]
    fn text_with_gaps_is_no_table() {
        for text in [
            "甲  乙\n丙  丁\n戊  己",
            "甲  乙  丙\n丁  戊  己",
            "牵头:甲  配合:乙  时限:丙\n牵头:甲  配合:乙  时限:丙\n牵头:甲  配合:乙  时限:丙",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
