//! The index as tables: UTF-8 with a byte order mark, so that Excel shows Chinese, and CRLF (RFC 4180).

use crate::{PackIndex, words};

/// Rows of one table, the first one its heading.
#[derive(Default)]
struct Table(String);

impl Table {
    fn of(heading: &[&str]) -> Self {
        let mut table = Self("\u{feff}".to_owned());
        table.row(heading);
        table
    }

    fn row<S: AsRef<str>>(&mut self, cells: &[S]) {
        for (place, text) in cells.iter().enumerate() {
            if place > 0 {
                self.0.push(',');
            }
            self.0.push_str(&cell(text.as_ref()));
        }
        self.0.push_str("\r\n");
    }
}

/// A field: quoted where it must be. What a spreadsheet would run as a formula gets an apostrophe before it.
fn cell(text: &str) -> String {
    let runs = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let text = if runs { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ',', '\r', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

/// The tables with their paths inside the bag.
pub(crate) fn tables(index: &PackIndex) -> [(&'static str, String); 4] {
    [
        ("index/entries.csv", entries(index)),
        ("index/links.csv", links(index)),
        ("index/indicators.csv", indicators(index)),
        ("index/precheck.csv", findings(index)),
    ]
}

/// The stable name of a value, as JSON has it.
fn name(value: impl serde::Serialize) -> String {
    match value.serialize(serde_json::value::Serializer) {
        Ok(serde_json::Value::String(text)) => text,
        _ => String::new(),
    }
}

fn entries(index: &PackIndex) -> String {
    let mut table = Table::of(&[
        "path",
        "sha256",
        "bytes",
        "item",
        "kind",
        "类别",
        "format",
        "on",
        "original_name",
        "doc_no",
        "issuer",
        "doc_title",
        "doc_date",
        "secrecy",
        "pages",
    ]);
    for entry in &index.entries {
        let (document, text) = (&entry.document, |value: &Option<String>| {
            value.clone().unwrap_or_default()
        });
        table.row(&[
            entry.path.clone(),
            entry.sha256.to_string(),
            entry.bytes.to_string(),
            entry.item.to_string(),
            name(entry.kind),
            words::kind(entry.kind).to_owned(),
            entry.format.clone(),
            entry.on.map(|on| on.to_string()).unwrap_or_default(),
            entry.original_name.clone(),
            text(&document.doc_no),
            text(&document.issuer),
            text(&document.doc_title),
            document.doc_date.map(|day| day.to_string()).unwrap_or_default(),
            text(&entry.secrecy),
            document.pages.map(|pages| pages.to_string()).unwrap_or_default(),
        ]);
    }
    table.0
}

fn links(index: &PackIndex) -> String {
    let mut table = Table::of(&[
        "code",
        "title",
        "order",
        "path",
        "external",
        "requirement",
        "caption",
        "seen_on",
    ]);
    for one in &index.indicators {
        for link in &one.links {
            let text = |value: &Option<String>| value.clone().unwrap_or_default();
            table.row(&[
                one.code.clone(),
                one.title.clone(),
                link.order.to_string(),
                text(&link.path),
                text(&link.external),
                text(&link.requirement),
                text(&link.caption),
                link.seen_on.map(|day| day.to_string()).unwrap_or_default(),
            ]);
        }
    }
    table.0
}

fn indicators(index: &PackIndex) -> String {
    let mut table = Table::of(&[
        "code",
        "title",
        "level",
        "lead_dept",
        "state",
        "状态",
        "missing",
        "waivers",
        "statement",
        "statement_state",
    ]);
    for one in &index.indicators {
        let told = one.statement.as_ref();
        table.row(&[
            one.code.clone(),
            one.title.clone(),
            one.level.to_string(),
            one.lead_dept.clone().unwrap_or_default(),
            one.state.to_string(),
            words::state(one.state).1.to_owned(),
            one.missing.join("；"),
            one.waivers.join("；"),
            told.map(|told| told.text.clone()).unwrap_or_default(),
            told.map(|told| name(told.state)).unwrap_or_default(),
        ]);
    }
    table.0
}

fn findings(index: &PackIndex) -> String {
    let mut table = Table::of(&["group", "code", "name", "severity", "subject", "message"]);
    for one in &index.findings {
        table.row(&[
            &one.group,
            &one.code,
            &one.name,
            &one.severity,
            &one.subject,
            &one.message,
        ]);
    }
    table.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_runs_as_a_formula_and_quotes_are_doubled() {
        assert_eq!(cell("=HYPERLINK(\"x\")"), "\"'=HYPERLINK(\"\"x\"\")\"");
        assert_eq!(cell("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(cell("甲,乙"), "\"甲,乙\"");
        assert_eq!(cell("总结"), "总结");
    }
}
