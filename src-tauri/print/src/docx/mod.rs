//! A form as a Word document (ECMA-376), to be edited before it is printed.

mod package;
mod shapes;

use taizhang_model::form::{Block, Column, Fact, Form};

use self::package::{footer, inner, pack, properties, relations, styles, types};
use self::shapes::{Line, Table};
use crate::error::PrintError;

const TITLE: &str = "方正小标宋简体";
const BODY: &str = "仿宋_GB2312";
const HEADING: &str = "黑体";
const SECOND: &str = "楷体_GB2312";
const TABLE: &str = "宋体";

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// The form as docx: the same bytes for the same form. Pictures and labels are left out.
pub fn document(form: &Form) -> Result<Vec<u8>, PrintError> {
    let mut page = Page::new(form);
    form.blocks.iter().for_each(|block| page.block(block));
    let main = format!(
        r#"{HEAD}<w:document xmlns:w="{WORD}" xmlns:r="{RELATIONS}"><w:body>{}{}</w:body></w:document>"#,
        page.body,
        section(form)
    );
    let mut parts = vec![
        ("[Content_Types].xml", types(form.numbered)),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml")], true),
        ),
        ("docProps/core.xml", properties(form)),
        ("word/document.xml", main),
        ("word/styles.xml", styles()),
        (
            "word/_rels/document.xml.rels",
            relations(&inner(form.numbered), false),
        ),
    ];
    if form.numbered {
        parts.push(("word/footer1.xml", footer()));
    }
    Ok(pack(&parts)?)
}

/// Twentieths of a point.
fn twips(mm: f64) -> u32 {
    // A form's measures are some hundreds of millimetres at most.
    (mm.clamp(0.0, 1000.0) * 1440.0 / 25.4).round() as u32
}

/// The margins of an official paper (GB/T 9704), as in the template: above, below, left, right.
fn margins(landscape: bool) -> [u32; 4] {
    let mm = if landscape {
        [28.0, 22.0, 22.0, 22.0]
    } else {
        [32.0, 28.0, 28.0, 24.0]
    };
    mm.map(twips)
}

fn section(form: &Form) -> String {
    let (wide, high) = if form.landscape {
        (16838, 11906)
    } else {
        (11906, 16838)
    };
    let turned = if form.landscape {
        r#" w:orient="landscape""#
    } else {
        ""
    };
    let footer = if form.numbered {
        r#"<w:footerReference w:type="default" r:id="rId2"/>"#
    } else {
        ""
    };
    let [top, bottom, left, right] = margins(form.landscape);
    format!(
        r#"<w:sectPr>{footer}<w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>"#
    )
}

struct Page {
    body: String,
    width: u32,
    /// Whether what comes next begins on a new page.
    broken: bool,
}

impl Page {
    fn new(form: &Form) -> Self {
        let [_, _, left, right] = margins(form.landscape);
        let whole = if form.landscape { 16838 } else { 11906 };
        Self {
            body: String::new(),
            width: whole - left - right,
            broken: false,
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title { text, below } => {
                self.put(&Line::new(TITLE, 44).bold().centred().before(240), text);
                if !below.is_empty() {
                    self.put(&Line::new(SECOND, 28).centred(), below);
                }
                self.put(&Line::new(TABLE, 12), "");
            }
            Block::Heading { text } => self.put(&Line::new(HEADING, 30).before(160).with_next(), text),
            Block::Line { parts } => {
                let ends = Line::new(TABLE, 22).ends(&tabs(parts.len(), self.width));
                self.put(&ends.before(80).with_next(), &parts.join("\t"));
            }
            Block::Text { text } => {
                let running = Line::new(BODY, 32).exactly(560).indented();
                let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
                lines.for_each(|line| self.put(&running, line));
            }
            Block::Facts { rows } => self.facts(rows, true),
            Block::Table {
                columns,
                rows,
                row_mm,
            } => self.table(columns, rows, *row_mm),
            Block::Sign { lines } => {
                self.put(&Line::new(BODY, 32), "");
                let right = Line::new(BODY, 32).exactly(560).right();
                lines.iter().for_each(|line| self.put(&right, line));
            }
            Block::Break => self.broken = true,
            Block::Cover { title, facts } => {
                let large = Line::new(TITLE, 60).bold().centred().before(1600);
                title.iter().for_each(|line| self.put(&large, line));
                self.put(&Line::new(TITLE, 60).before(3000), "");
                self.facts(facts, false);
            }
            Block::Photos { .. } | Block::Spine { .. } | Block::Label { .. } => {}
        }
    }

    fn put(&mut self, line: &Line, text: &str) {
        let broken = std::mem::take(&mut self.broken);
        self.body += &line.paragraph(text, broken);
    }

    /// A page begins with a paragraph, and two tables that touch would be one.
    fn gap(&mut self) {
        if self.broken || self.body.ends_with("</w:tbl>") {
            self.put(&Line::new(TABLE, 8), "");
        }
    }

    fn facts(&mut self, rows: &[Fact], ruled: bool) {
        self.gap();
        let name = twips(32.0);
        let widths = [name, self.width.saturating_sub(name)];
        let mut table = Table::new(&widths, ruled);
        for fact in rows {
            let align = if ruled { "center" } else { "right" };
            let value = if ruled { "left" } else { "center" };
            let size = if ruled { 24 } else { 32 };
            table.row(fact.height_mm, false, |row| {
                row.cell(&Line::new(HEADING, size).aligned(align), &fact.name, "center");
                let place = if fact.height_mm > 0.0 { "top" } else { "center" };
                row.cell(&Line::new(TABLE, size).aligned(value), &fact.value, place);
            });
        }
        self.body += &table.end();
    }

    fn table(&mut self, columns: &[Column], rows: &[Vec<String>], row_mm: f64) {
        self.gap();
        let sum: f64 = columns.iter().map(|column| column.width).sum();
        let width = |column: &Column| twips(f64::from(self.width) * 25.4 / 1440.0 * column.width / sum);
        let widths: Vec<u32> = columns.iter().map(width).collect();
        let mut table = Table::new(&widths, true);
        table.row(0.0, true, |row| {
            let head = Line::new(HEADING, 21).centred();
            columns
                .iter()
                .for_each(|column| row.cell(&head, &column.name, "center"));
        });
        for cells in rows {
            table.row(row_mm, false, |row| {
                for (column, cell) in columns.iter().zip(cells) {
                    let align = if column.centred { "center" } else { "left" };
                    row.cell(&Line::new(TABLE, 21).aligned(align), cell, "center");
                }
            });
        }
        self.body += &table.end();
    }
}

/// Stops that spread parts over a width: the last ends at its right.
fn tabs(parts: usize, width: u32) -> Vec<(&'static str, u32)> {
    let gaps = u32::try_from(parts.saturating_sub(1)).unwrap_or(0);
    let stop = |n: u32| {
        let kind = if n == gaps { "right" } else { "center" };
        (kind, width * n / gaps.max(1))
    };
    (1..=gaps).map(stop).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::io::{Cursor, Read as _};

    use jiff::civil::date;
    use quick_xml::Reader;
    use quick_xml::events::Event;
    use taizhang_model::form::FormName;

    use super::*;

    fn form(landscape: bool, numbered: bool) -> Form {
        Form {
            name: FormName::Statements,
            unit: "某<局>&".to_owned(),
            as_of: date(2026, 11, 20),
            landscape,
            numbered,
            blocks: vec![
                Block::Title {
                    text: "说明报告".to_owned(),
                    below: "1.1 <组织> & \u{1}领导".to_owned(),
                },
                Block::Line {
                    parts: vec!["甲".to_owned(), "乙".to_owned(), "丙".to_owned()],
                },
                Block::Text {
                    text: "一、措施。\n\n二、成效。".to_owned(),
                },
                Block::Break,
                Block::Facts {
                    rows: vec![Fact::roomy("结论", "第一行\n第二行", 45.0)],
                },
                Block::Table {
                    columns: vec![Column::centred("序号", 1.0), Column::wide("题名", 5.0)],
                    rows: vec![vec!["1".to_owned(), "=1+1".to_owned()]],
                    row_mm: 9.0,
                },
                Block::Sign {
                    lines: vec!["某局".to_owned()],
                },
            ],
        }
    }

    fn parts(bytes: Vec<u8>) -> Vec<(String, String)> {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let count = archive.len();
        let read = |n| {
            let mut file = archive.by_index(n).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().to_string(), text)
        };
        (0..count).map(read).collect()
    }

    #[test]
    fn each_part_is_well_formed_and_what_was_written_stands_in_it() {
        for (landscape, numbered) in [(false, true), (true, false)] {
            let parts = parts(document(&form(landscape, numbered)).unwrap());
            let mut words = String::new();
            for (name, text) in &parts {
                let mut reader = Reader::from_str(text);
                reader.config_mut().check_end_names = true;
                loop {
                    match reader.read_event().unwrap_or_else(|e| panic!("{name}: {e}")) {
                        Event::Eof => break,
                        Event::Text(part) if name == "word/document.xml" => {
                            words += &part;
                            words.push('|');
                        }
                        Event::GeneralRef(part) if name == "word/document.xml" => {
                            words += &format!("&{};", &*part)
                        }
                        _ => {}
                    }
                }
            }
            for piece in ["说明报告", "组织", "领导", "一、措施。", "第一行|第二行", "=1+1"]
            {
                assert!(words.contains(piece), "{piece} in {words}");
            }
            let main = &parts
                .iter()
                .find(|(name, _)| name == "word/document.xml")
                .unwrap()
                .1;
            assert_eq!(main.matches("<w:pageBreakBefore/>").count(), 1);
            assert_eq!(main.contains("w:orient=\"landscape\""), landscape);
            assert_eq!(parts.iter().any(|(name, _)| name == "word/footer1.xml"), numbered);
            assert_eq!(main.matches("<w:tblHeader/>").count(), 1);
        }
    }

    #[test]
    fn the_same_form_gives_the_same_document() {
        assert_eq!(
            document(&form(false, true)).unwrap(),
            document(&form(false, true)).unwrap()
        );
    }
}
