//! What stands beside a document's text in the parts of a package: running heads and feet, comments, print headers.

use quick_xml::events::BytesStart;

use crate::DocumentError;
use crate::block::Beside;
use crate::grid::Budget;
use crate::package::Package;
use crate::xml::{Visitor, walk};

/// Elements that hold text: of Word and drawings, of comments of slides, of what a sheet prints above and below, of OpenDocument.
const TEXTS: [&str; 9] = [
    "t",
    "text",
    "oddHeader",
    "oddFooter",
    "evenHeader",
    "evenFooter",
    "firstHeader",
    "firstFooter",
    "span",
];
/// Elements that end a line.
const LINES: [&str; 11] = [
    "p",
    "si",
    "text",
    "tc",
    "oddHeader",
    "oddFooter",
    "evenHeader",
    "evenFooter",
    "firstHeader",
    "firstFooter",
    "br",
];

/// The texts of the parts whose names begin so.
pub(crate) fn of_parts(
    package: &mut Package<'_>,
    margins: &[&str],
    unseen: &[&str],
) -> Result<Beside, DocumentError> {
    let mut read = |starts: &[&str]| -> Result<String, DocumentError> {
        let mut found = Collected::default();
        for start in starts {
            for part in package.named(start, ".xml") {
                found.is_sheet = part.starts_with("xl/worksheets/");
                found.is_open_document = part == "styles.xml";
                let Some(text) = package.part(&part)? else {
                    continue;
                };
                match walk(&text, "xml", &mut found) {
                    // A damaged part beside the text is no reason to refuse the document; what it said so far is kept.
                    Ok(()) | Err(DocumentError::Malformed { .. }) => found.open = 0,
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(found.text)
    };
    Ok(Beside {
        margins: read(margins)?,
        unseen: read(unseen)?,
    })
}

impl Beside {
    /// Adds the names of sheets.
    pub(crate) fn name<'a>(&mut self, names: impl Iterator<Item = &'a str>) {
        for name in names {
            self.margins.push_str(name);
            self.margins.push('\n');
        }
    }

    /// Adds text that nobody sees.
    pub(crate) fn hide(&mut self, text: &str, budget: &mut Budget) -> Result<(), DocumentError> {
        if text.trim().is_empty() {
            return Ok(());
        }
        budget.take_text(text.len())?;
        self.unseen.push_str(text);
        self.unseen.push('\n');
        Ok(())
    }
}

/// What a sheet prints, without the codes of fonts and fields (ECMA-376 part 1, 18.3.1.46): left, middle and right are lines.
pub(crate) fn printed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = match after.chars().next() {
            Some('L' | 'C' | 'R') => {
                out.push('\n');
                after.get(1..).unwrap_or_default()
            }
            Some('"') => after
                .get(1..)
                .and_then(|font| font.split_once('"'))
                .map_or(after, |(_, behind)| behind),
            Some('K') => colour(after),
            Some('&') => {
                out.push('&');
                after.get(1..).unwrap_or_default()
            }
            Some(digit) if digit.is_ascii_digit() => after.trim_start_matches(|c: char| c.is_ascii_digit()),
            Some(code) if code.is_ascii_alphabetic() => after.get(1..).unwrap_or_default(),
            _ => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    out
}

/// What stands behind a colour: six digits, or a theme's with its shade (`K01+034`).
fn colour(code: &str) -> &str {
    let digits = |c: &char| c.is_ascii_hexdigit() || matches!(c, '+' | '-');
    let length = code.chars().skip(1).take(6).take_while(digits).count();
    code.get(1 + length..).unwrap_or_default()
}

/// Text of all elements that hold some.
#[derive(Default)]
struct Collected {
    text: String,
    /// Open elements that hold text.
    open: u32,
    /// In a sheet only what it prints is beside it.
    is_sheet: bool,
    /// In OpenDocument text stands in the paragraphs themselves.
    is_open_document: bool,
}

impl Collected {
    fn holds(&self, name: &str) -> bool {
        let is_known = TEXTS.contains(&name) || (self.is_open_document && name == "p");
        is_known && (!self.is_sheet || name.ends_with("Header") || name.ends_with("Footer"))
    }
}

impl Visitor for Collected {
    fn open(&mut self, name: &str, _: &BytesStart<'_>) -> Result<bool, DocumentError> {
        self.open += u32::from(self.holds(name));
        Ok(!(self.is_sheet && name == "sheetData"))
    }

    fn close(&mut self, name: &str) -> Result<(), DocumentError> {
        self.open = self.open.saturating_sub(u32::from(self.holds(name)));
        if LINES.contains(&name) && !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), DocumentError> {
        if self.open > 0 {
            self.text.push_str(text);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::printed;

    #[test]
    fn what_a_sheet_prints_is_read_without_its_codes() {
        assert_eq!(
            printed("&L某局&C&\"宋体,加粗\"&14机密★3年&R第&P页&K000000绝密&K机密 A&&B"),
            "\n某局\n机密★3年\n第页绝密机密 A&B"
        );
        assert_eq!(printed("100% &"), "100% &");
    }
}
