//! PDFs made for the tests, by hand: objects, a table of them, a trailer.
#![allow(dead_code)]

use encoding_rs::GBK;

/// A4 in points.
pub const WIDTH: f64 = 595.0;
pub const HEIGHT: f64 = 842.0;

/// A file while it is built. Object 1 is the catalog and object 2 the tree of pages.
#[derive(Default)]
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
    /// What pages use.
    pub resources: String,
    /// More entries of the trailer, and of the catalog.
    pub trailer: String,
    pub catalog: String,
}

impl Pdf {
    pub fn new() -> Self {
        Self {
            objects: vec![Vec::new(), Vec::new()],
            ..Self::default()
        }
    }

    /// Adds an object; its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    pub fn stream(&mut self, dict: &str, content: &[u8]) -> usize {
        let mut body = format!("<<{dict}/Length {}>>stream\n", content.len()).into_bytes();
        body.extend(content);
        body.extend(b"\nendstream");
        self.object(body)
    }

    /// Adds a page that paints this content.
    pub fn page(&mut self, content: &str) {
        let content = self.stream("", content.as_bytes());
        let resources = self.resources.clone();
        let page = self.object(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {WIDTH} {HEIGHT}]/Contents {content} 0 R/Resources<<{resources}>>>>"
        ));
        self.pages.push(page);
    }

    /// Adds a composite font that is not embedded and has no `ToUnicode`, as `/F{number}`.
    pub fn font(&mut self, encoding: &str, more: &str) {
        let font = self.object(format!(
            "<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/{encoding}/DescendantFonts[<</Type/Font\
             /Subtype/CIDFontType2/BaseFont/FangSong/DW 1000/W[1 95 500 814 939 500]\
             /CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>\
             /FontDescriptor<</Type/FontDescriptor/FontName/FangSong/Flags 6{more}>>>>]>>"
        ));
        self.resources = format!("/Font<</F {font} 0 R>>");
    }

    /// The objects, so that a test can change their bytes.
    pub fn objects(&mut self) -> &mut Vec<Vec<u8>> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let (kids, count) = (kids.join(" "), self.pages.len());
        self.objects[0] = format!("<</Type/Catalog/Pages 2 0 R{}>>", self.catalog).into();
        self.objects[1] = format!("<</Type/Pages/Kids[{kids}]/Count {count}>>").into();
        &mut self.objects
    }

    pub fn bytes(mut self) -> Vec<u8> {
        self.objects();
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, object) in self.objects.iter().enumerate() {
            table += &format!("{:010} 00000 n \n", file.len());
            file.extend(format!("{} 0 obj\n", index + 1).bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        file.extend(table.bytes());
        let size = self.objects.len() + 1;
        let trailer = format!(
            "trailer\n<</Size {size}/Root 1 0 R{}>>\nstartxref\n{start}\n%%EOF\n",
            self.trailer
        );
        file.extend(trailer.bytes());
        file
    }
}

pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn gbk(text: &str) -> String {
    hex(&GBK.encode(text).0)
}

pub fn utf16(text: &str) -> String {
    text.encode_utf16().map(|unit| format!("{unit:04x}")).collect()
}

/// Text at a place, y from the top, in codes of hexadecimal digits.
pub fn show(size: f64, x: f64, y: f64, codes: &str) -> String {
    format!("BT /F {size} Tf 1 0 0 1 {x} {} Tm <{codes}> Tj ET\n", HEIGHT - y)
}

/// Width of a text in sizes: ASCII is half as wide.
pub fn width(text: &str) -> f64 {
    text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum()
}

/// Paragraphs set as an office sets them: first line indented by two characters, `columns` characters in a line,
/// no mark at the beginning of a line, a page number below, 22 lines on a page from `top`.
pub fn set(paragraphs: &[String], columns: usize, top: f64) -> Vec<String> {
    const SIZE: f64 = 16.0;
    let mut lines: Vec<(f64, String)> = Vec::new();
    for paragraph in paragraphs {
        let (mut left, mut line) = (2.0, String::new());
        for c in paragraph.chars() {
            let room = columns as f64 - left;
            if width(&line) + width(&c.to_string()) > room {
                let mut next = String::new();
                if "。、”\u{ff0c}\u{ff1b}\u{ff1a}\u{ff09}".contains(c) {
                    next.extend(line.pop());
                }
                lines.push((left, std::mem::replace(&mut line, next)));
                left = 0.0;
            }
            line.push(c);
        }
        lines.push((left, line));
    }
    let mut pages = Vec::new();
    for (number, page) in lines.chunks(22).enumerate() {
        let mut content = String::new();
        for (row, (left, line)) in page.iter().enumerate() {
            let (x, y) = (80.0 + left * SIZE, top + row as f64 * 28.0);
            content += &show(SIZE, x, y, &gbk(line));
        }
        content += &show(14.0, 280.0, 790.0, &gbk(&format!("— {} —", number + 1)));
        pages.push(content);
    }
    pages
}
