//! Paragraphs and tables in WordprocessingML (ECMA-376, part 1, 17.3 and 17.4).

use quick_xml::escape::escape;

use super::twips;

/// How a paragraph looks.
#[derive(Clone)]
pub(super) struct Line {
    font: &'static str,
    half_points: u8,
    bold: bool,
    align: &'static str,
    before: u32,
    exactly: u32,
    indented: bool,
    right: u32,
    with_next: bool,
    tabs: String,
}

impl Line {
    pub(super) fn new(font: &'static str, half_points: u8) -> Self {
        Self {
            font,
            half_points,
            bold: false,
            align: "left",
            before: 0,
            exactly: 0,
            indented: false,
            right: 0,
            with_next: false,
            tabs: String::new(),
        }
    }

    pub(super) fn bold(mut self) -> Self {
        self.bold = true;
        self
    }

    pub(super) fn aligned(mut self, align: &'static str) -> Self {
        self.align = align;
        self
    }

    pub(super) fn centred(self) -> Self {
        self.aligned("center")
    }

    pub(super) fn right(mut self) -> Self {
        self.right = 640;
        self.aligned("right")
    }

    pub(super) fn before(mut self, twips: u32) -> Self {
        self.before = twips;
        self
    }

    pub(super) fn exactly(mut self, twips: u32) -> Self {
        self.exactly = twips;
        self
    }

    pub(super) fn indented(mut self) -> Self {
        self.indented = true;
        self.aligned("both")
    }

    pub(super) fn with_next(mut self) -> Self {
        self.with_next = true;
        self
    }

    pub(super) fn ends(mut self, tabs: &[(&str, u32)]) -> Self {
        let one = |(kind, at): &(&str, u32)| format!(r#"<w:tab w:val="{kind}" w:pos="{at}"/>"#);
        self.tabs = tabs.iter().map(one).collect();
        self
    }

    /// Properties stand in the order of the schema: Word refuses another.
    pub(super) fn paragraph(&self, text: &str, new_page: bool) -> String {
        let mut properties = String::new();
        if self.with_next {
            properties += "<w:keepNext/>";
        }
        if new_page {
            properties += "<w:pageBreakBefore/>";
        }
        if !self.tabs.is_empty() {
            properties += &format!("<w:tabs>{}</w:tabs>", self.tabs);
        }
        let exact = match self.exactly {
            0 => String::new(),
            exactly => format!(r#" w:line="{exactly}" w:lineRule="exact""#),
        };
        properties += &format!(r#"<w:spacing w:before="{}" w:after="0"{exact}/>"#, self.before);
        if self.indented {
            properties += r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#;
        } else if self.right > 0 {
            properties += &format!(r#"<w:ind w:right="{}"/>"#, self.right);
        }
        properties += &format!(r#"<w:jc w:val="{}"/>"#, self.align);
        format!("<w:p><w:pPr>{properties}</w:pPr>{}</w:p>", self.runs(text))
    }

    pub(super) fn runs(&self, text: &str) -> String {
        let Self {
            font, half_points, ..
        } = self;
        let bold = if self.bold { "<w:b/>" } else { "" };
        let look = format!(
            r#"<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>{bold}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>"#
        );
        let parts = text.split('\t').map(|part| {
            let part = shown(part);
            format!(r#"<w:r>{look}<w:t xml:space="preserve">{part}</w:t></w:r>"#)
        });
        parts
            .collect::<Vec<_>>()
            .join(&format!("<w:r>{look}<w:tab/></w:r>"))
    }
}

/// A text as XML 1.0 may hold it.
pub(super) fn shown(text: &str) -> String {
    let allowed = |sign: &char| !sign.is_control() && !matches!(sign, '\u{fffe}' | '\u{ffff}');
    escape(text.chars().filter(allowed).collect::<String>()).into_owned()
}

/// A table under way.
pub(super) struct Table {
    text: String,
    widths: Vec<u32>,
}

impl Table {
    pub(super) fn new(widths: &[u32], ruled: bool) -> Self {
        let whole: u32 = widths.iter().sum();
        let side = |side: &str| {
            let kind = match (ruled, side) {
                (true, _) => "single",
                (false, "insideH" | "bottom") => "single",
                (false, _) => "nil",
            };
            format!(r#"<w:{side} w:val="{kind}" w:sz="4" w:space="0" w:color="auto"/>"#)
        };
        let sides: String = ["top", "left", "bottom", "right", "insideH", "insideV"]
            .map(side)
            .concat();
        let grid: String = widths
            .iter()
            .map(|width| format!(r#"<w:gridCol w:w="{width}"/>"#))
            .collect();
        Self {
            text: format!(
                r#"<w:tbl><w:tblPr><w:tblW w:w="{whole}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="80" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>"#
            ),
            widths: widths.to_vec(),
        }
    }

    pub(super) fn row(&mut self, least_mm: f64, head: bool, fill: impl FnOnce(&mut Row<'_>)) {
        let least = twips(least_mm).max(440);
        let repeated = if head { "<w:tblHeader/>" } else { "" };
        let split = if least_mm > 40.0 { "" } else { "<w:cantSplit/>" };
        self.text += &format!(
            r#"<w:tr><w:trPr>{split}<w:trHeight w:val="{least}" w:hRule="atLeast"/>{repeated}</w:trPr>"#
        );
        let mut row = Row {
            text: &mut self.text,
            widths: self.widths.iter(),
        };
        fill(&mut row);
        self.text += "</w:tr>";
    }

    pub(super) fn end(mut self) -> String {
        self.text += "</w:tbl>";
        self.text
    }
}

pub(super) struct Row<'a> {
    text: &'a mut String,
    widths: std::slice::Iter<'a, u32>,
}

impl Row<'_> {
    pub(super) fn cell(&mut self, line: &Line, text: &str, place: &str) {
        let width = self.widths.next().copied().unwrap_or_default();
        let paragraphs: String = text.split('\n').map(|one| line.paragraph(one, false)).collect();
        *self.text += &format!(
            r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="{place}"/></w:tcPr>{paragraphs}</w:tc>"#
        );
    }
}
