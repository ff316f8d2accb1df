//! PDFs as Chinese offices make them, read from files made here; damaged and hostile ones refused.

use crate::papers;

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use papers::{HEIGHT, Pdf, gbk, set, show, utf16};
use proptest::prelude::*;
use taizhang_document::{Block, Document, DocumentError, Offset, limit, read};

fn paragraphs(document: &Document) -> Vec<&str> {
    let text = |block: &Block| match block {
        Block::Paragraph(p) => Some(document.slice(p.span)),
        Block::Table(_) => None,
    };
    // The borrow of each block ends before the text's.
    let spans: Vec<Option<&str>> = document.blocks.iter().map(text).collect();
    spans.into_iter().flatten().collect()
}

fn table(document: &Document) -> Vec<Vec<&str>> {
    let table = document.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        Block::Paragraph(_) => None,
    });
    let rows = &table.unwrap().rows;
    rows.iter()
        .map(|row| row.iter().map(|cell| document.slice(cell.span)).collect())
        .collect()
}

fn office(lines: &[&str]) -> Vec<u8> {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    let lines: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
    for page in set(&lines, 27, 100.0) {
        pdf.page(&page);
    }
    pdf.bytes()
}

/// A way to write text as codes of a font.
type Codes = fn(&str) -> String;

const LINES: [&str; 5] = [
    "一、指导思想",
    "坚持以人民为中心，按照贴近实际、贴近生活、贴近群众的原则，广泛开展各类创建活动，不断提升职工素质和单位文明程度，为各项工作提供精神动力。",
    "（一）巩固提升创建成果，确保2026年继续保持“省级文明单位”称号，全年活动不少于12次。",
    "责任人：",
    "二、创建目标",
];

#[test]
fn a_font_without_unicode_reads_by_its_encoding() {
    let text = "关于开展2026年文明单位创建工作的通知";
    let encodings: [(&str, Codes); 6] = [
        ("GBK-EUC-H", gbk),
        ("GBKp-EUC-H", gbk),
        ("GBK2K-H", gbk),
        ("GB-EUC-H", gbk),
        ("UniGB-UCS2-H", utf16),
        ("UniGB-UTF16-H", utf16),
    ];
    for (encoding, codes) in encodings {
        let mut pdf = Pdf::new();
        pdf.font(encoding, "");
        pdf.page(&show(22.0, 100.0, 120.0, &codes(text)));
        let document = read(&pdf.bytes(), "通知.pdf").unwrap();
        assert_eq!(paragraphs(&document), [text], "{encoding}");
        assert_eq!((document.format.as_str(), document.pages), ("pdf", Some(1)));
    }
}

#[test]
fn an_embedded_font_without_unicode_reads_by_its_encoding() {
    let program = hayro_font::StandardFont::Helvetica.get_font_data().0;
    for (encoding, codes) in [("GBK-EUC-H", gbk as Codes), ("UniGB-UCS2-H", utf16)] {
        let mut pdf = Pdf::new();
        let file = pdf.stream("/Subtype/CIDFontType0C", (*program).as_ref());
        pdf.font(encoding, &format!("/FontFile3 {file} 0 R"));
        pdf.page(&show(16.0, 100.0, 120.0, &codes("仿宋内嵌A1")));
        let document = read(&pdf.bytes(), "a.pdf").unwrap();
        assert_eq!(paragraphs(&document), ["仿宋内嵌A1"], "{encoding}");
    }
}

#[test]
fn lines_become_the_paragraphs_that_they_were() {
    let document = read(&office(&LINES), "方案.pdf").unwrap();
    assert_eq!(paragraphs(&document), LINES);
    let many: Vec<&str> = LINES.iter().copied().cycle().take(60).collect();
    let document = read(&office(&many), "方案.pdf").unwrap();
    assert_eq!(document.pages, Some(5));
    // Across pages too, and without their numbers.
    assert_eq!(paragraphs(&document), many);
}

#[test]
fn a_heading_of_several_lines_is_one() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    let mut content = show(22.0, 165.0, 90.0, &gbk("某市文明单位创建工作实施"));
    content += &show(22.0, 231.0, 120.0, &gbk("方案细则任务"));
    pdf.page(&(content + &set(&LINES.map(str::to_owned), 27, 170.0).concat()));
    let document = read(&pdf.bytes(), "a.pdf").unwrap();
    let heading = ["某市文明单位创建工作实施方案细则任务"];
    assert_eq!(paragraphs(&document), [heading.as_slice(), &LINES].concat());
}

#[test]
fn vertical_text_reads_from_the_right() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-V", "");
    let content = show(16.0, 400.0, 100.0, &gbk("右边先读")) + &show(16.0, 370.0, 100.0, &gbk("左边后读"));
    pdf.page(&content);
    let document = read(&pdf.bytes(), "a.pdf").unwrap();
    assert_eq!(paragraphs(&document), ["右边先读", "左边后读"]);
}

#[test]
fn a_page_that_lies_on_its_side_reads_upright() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    // Written upwards, and shown turned by the page's own word, or not turned at all.
    let lines = ["第一行横放的字", "第二行横放的字"];
    let up = |(index, text): (usize, &&str)| {
        format!(
            "BT /F 16 Tf 0 1 -1 0 {} 100 Tm <{}> Tj ET\n",
            100 + 40 * index,
            gbk(text)
        )
    };
    let content: String = lines.iter().enumerate().map(up).collect();
    pdf.page(&content);
    let whole = pdf.bytes();
    assert_eq!(paragraphs(&read(&whole, "a.pdf").unwrap()), lines);
    let at = whole.windows(9).position(|word| word == b"/MediaBox").unwrap();
    let turned = [&whole[..at], b"/Rotate 90", &whole[at..]].concat();
    assert_eq!(paragraphs(&read(&turned, "a.pdf").unwrap()), lines);
}

/// A line that is drawn, or a thin filled rectangle: both are common.
fn rule(from: (f64, f64), to: (f64, f64), is_filled: bool) -> String {
    let (y0, y1) = (HEIGHT - from.1, HEIGHT - to.1);
    if is_filled {
        format!(
            "{} {} {} {} re f\n",
            from.0,
            y1,
            (to.0 - from.0).max(0.5),
            (y0 - y1).max(0.5)
        )
    } else {
        format!("{} {y0} m {} {y1} l S\n", from.0, to.0)
    }
}

/// Four columns, with a merged first column and a merged pair of cells.
fn ruled(is_filled: bool, top: f64, score: &str) -> String {
    let row = |index: usize| top + 40.0 * index as f64;
    let xs = [80.0, 160.0, 300.0, 440.0, 520.0];
    let mut content = String::new();
    for (index, from) in [80.0, 80.0, 160.0, 80.0].into_iter().enumerate() {
        content += &rule((from, row(index)), (520.0, row(index)), is_filled);
    }
    for (index, x) in xs.into_iter().enumerate() {
        let bottom = if index == 2 { row(2) } else { row(3) };
        content += &rule((x, row(0)), (x, bottom), is_filled);
    }
    let cells = [
        (0, 0, "项目"),
        (1, 0, "内容"),
        (2, 0, "标准"),
        (3, 0, "分值"),
        (0, 1, "组织领导"),
        (1, 1, "1.领导重视创建工作各"),
        (2, 1, "有方案"),
        (3, 1, score),
        (1, 2, "2.工作机制"),
        (3, 2, "10"),
    ];
    for (column, at, text) in cells {
        content += &show(12.0, xs[column] + 5.0, row(at) + 16.0, &gbk(text));
    }
    // A cell's text goes on in its second line; the merged cell has two paragraphs.
    content += &show(12.0, xs[1] + 5.0, row(1) + 32.0, &gbk("项任务,全年10次"));
    content + &show(12.0, xs[0] + 5.0, row(1) + 50.0, &gbk("(20分)"))
}

#[test]
fn a_ruled_table_with_merged_cells() {
    for is_filled in [false, true] {
        let mut pdf = Pdf::new();
        pdf.font("GBK-EUC-H", "");
        let before = show(16.0, 112.0, 90.0, &gbk("表前的话。"));
        let after = show(16.0, 112.0, 260.0, &gbk("表后的话。"));
        pdf.page(&(after + &ruled(is_filled, 110.0, "5") + &before));
        let document = read(&pdf.bytes(), "表.pdf").unwrap();
        assert_eq!(paragraphs(&document), ["表前的话。", "表后的话。"]);
        assert!(matches!(document.blocks[1], Block::Table(_)));
        assert_eq!(
            table(&document),
            [
                ["项目", "内容", "标准", "分值"],
                [
                    "组织领导\n(20分)",
                    "1.领导重视创建工作各项任务,全年10次",
                    "有方案",
                    "5"
                ],
                ["组织领导\n(20分)", "2.工作机制", "2.工作机制", "10"],
            ]
        );
        let Block::Table(table) = &document.blocks[1] else {
            unreachable!()
        };
        assert_eq!(table.rows[2][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
        assert_eq!(table.rows[2][2].covered_by, Some(Offset { rows: 0, columns: 1 }));
    }
}

#[test]
fn a_table_goes_on_over_pages_without_its_repeated_head() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    for score in ["5", "6", "7"] {
        pdf.page(&ruled(false, 110.0, score));
    }
    let document = read(&pdf.bytes(), "表.pdf").unwrap();
    assert_eq!(document.blocks.len(), 1);
    let rows = table(&document);
    assert_eq!(rows.len(), 7);
    let scores: Vec<&str> = rows.iter().map(|row| row[3]).collect();
    assert_eq!(scores, ["分值", "5", "10", "6", "10", "7", "10"]);
}

/// A table of two columns and these rows, the first column's lines only at `lines`, the text of a cell by its lines.
fn columns(lines: &[usize], rows: &[(&str, &[&str])]) -> String {
    let xs = [80.0, 160.0, 300.0, 380.0];
    let row = |index: usize| 110.0 + 40.0 * index as f64;
    let mut content = String::new();
    for index in 0..=rows.len() {
        let from = if lines.contains(&index) { 0 } else { 1 };
        content += &rule((xs[from], row(index)), (xs[3], row(index)), false);
    }
    for x in xs {
        content += &rule((x, row(0)), (x, row(rows.len())), false);
    }
    for (index, (first, second)) in rows.iter().enumerate() {
        content += &show(12.0, xs[0] + 5.0, row(index) + 16.0, &gbk(first));
        for (line, text) in second.iter().enumerate() {
            let y = row(index) + 16.0 + 16.0 * line as f64;
            content += &show(12.0, xs[1] + 5.0, y, &gbk(text));
        }
    }
    content
}

#[test]
fn rows_and_merged_cells_that_a_page_cuts_are_whole() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    let long = "建立健全创建工作领导机";
    pdf.page(&columns(
        &[0, 1, 3],
        &[
            ("项目", &["内容"]),
            ("组织领导", &["有方案"]),
            ("", &["成立领导小组全面负责", long]),
        ],
    ));
    pdf.page(&columns(
        &[0, 1, 3, 4],
        &[
            ("项目", &["内容"]),
            ("", &["构并有专人"]),
            ("", &["有总结"]),
            ("思想教育", &["有活动"]),
        ],
    ));
    let document = read(&pdf.bytes(), "表.pdf").unwrap();
    assert_eq!(document.blocks.len(), 1);
    let rows: Vec<[&str; 2]> = table(&document).into_iter().map(|row| [row[0], row[1]]).collect();
    assert_eq!(
        rows,
        [
            ["项目", "内容"],
            ["组织领导", "有方案"],
            ["组织领导", "成立领导小组全面负责建立健全创建工作领导机构并有专人"],
            ["组织领导", "有总结"],
            ["思想教育", "有活动"],
        ]
    );
}

#[test]
fn a_frame_round_text_is_no_table() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    let frame = format!("60 60 470 {} re S\n", HEIGHT - 120.0);
    pdf.page(&(frame + &show(16.0, 112.0, 120.0, &gbk("框里的话。")) + "60 700 m 500 700 l S"));
    let document = read(&pdf.bytes(), "a.pdf").unwrap();
    assert_eq!(paragraphs(&document), ["框里的话。"]);
}

#[test]
fn properties_say_when_and_by_whom() {
    let mut pdf = Pdf::new();
    let title = format!("<feff{}>", utf16("创建方案"));
    let info =
        format!("<</Title{title}/Author(Wang)/CreationDate(D:20260403091400+08'00')/ModDate(D:20260404)>>");
    let info = pdf.object(info);
    pdf.trailer = format!("/Info {info} 0 R");
    pdf.page("");
    let said = read(&pdf.bytes(), "a.pdf").unwrap().properties;
    assert_eq!(said.title.as_deref(), Some("创建方案"));
    assert_eq!(said.author.as_deref(), Some("Wang"));
    assert_eq!(said.created.as_deref(), Some("2026-04-03T09:14:00+08:00"));
    assert_eq!(said.modified.as_deref(), Some("2026-04-04T00:00:00"));

    let mut pdf = Pdf::new();
    let xmp = "<x><rdf:Description xmp:CreateDate='2026-04-03T01:14:00Z'><dc:title><rdf:li>总结</rdf:li></dc:title>\
               </rdf:Description></x>";
    let xmp = pdf.stream("/Type/Metadata/Subtype/XML", xmp.as_bytes());
    pdf.catalog = format!("/Metadata {xmp} 0 R");
    pdf.page("");
    let said = read(&pdf.bytes(), "a.pdf").unwrap().properties;
    assert_eq!(said.title.as_deref(), Some("总结"));
    assert_eq!(said.created.as_deref(), Some("2026-04-03T01:14:00Z"));
}

#[test]
fn a_scan_has_pages_and_no_text() {
    let mut pdf = Pdf::new();
    let image = pdf.stream(
        "/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray",
        b"\x80",
    );
    pdf.resources = format!("/XObject<</I {image} 0 R>>");
    pdf.page("q 500 0 0 700 40 40 cm /I Do Q");
    pdf.page("q 500 0 0 700 40 40 cm /I Do Q");
    let document = read(&pdf.bytes(), "扫描.pdf").unwrap();
    assert_eq!((document.text.as_str(), document.pages), ("", Some(2)));
    assert!(document.blocks.is_empty());
}

#[test]
fn marked_heads_and_forms_are_told_from_the_text() {
    let mut pdf = Pdf::new();
    pdf.font("GBK-EUC-H", "");
    let fonts = pdf.resources.clone();
    let form = pdf.stream(
        &format!("/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Matrix[1 0 0 1 0 -50]/Resources<<{fonts}>>"),
        show(16.0, 112.0, 120.0, &gbk("表单里的话。")).as_bytes(),
    );
    pdf.resources = format!("{fonts}/XObject<</X {form} 0 R>>");
    let head = show(10.0, 112.0, 300.0, &gbk("某某局文件"));
    pdf.page(&format!("/Artifact <</Type/Pagination>> BDC {head} EMC /X Do"));
    let document = read(&pdf.bytes(), "a.pdf").unwrap();
    assert_eq!(paragraphs(&document), ["表单里的话。"]);
    assert_eq!(document.beside.margins, "某某局文件\n");
}

#[test]
fn what_is_no_pdf_is_malformed() {
    for bytes in [
        b"%PDF-1.7\n".as_slice(),
        b"%PDF-1.7\n1 0 obj <<>> endobj",
        b"just text",
    ] {
        let error = read(bytes, "a.pdf").unwrap_err();
        assert!(
            matches!(&error, DocumentError::Malformed { wanted, .. } if wanted == "pdf"),
            "{error:?}"
        );
    }
}

#[test]
fn bombs_are_too_large() {
    // Eight levels of forms, ten of the next one in each.
    let mut pdf = Pdf::new();
    let mut inner = pdf.stream("/Type/XObject/Subtype/Form/BBox[0 0 9 9]", b"q Q");
    for _ in 0..8 {
        let dict =
            format!("/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {inner} 0 R>>>>");
        inner = pdf.stream(&dict, "/X Do ".repeat(10).as_bytes());
    }
    pdf.resources = format!("/XObject<</X {inner} 0 R>>");
    pdf.page("/X Do");
    assert!(matches!(
        read(&pdf.bytes(), "a.pdf"),
        Err(DocumentError::TooLarge { .. })
    ));

    // A form that draws itself only ends.
    let mut pdf = Pdf::new();
    pdf.resources = "/XObject<</X 3 0 R>>".to_owned();
    pdf.stream(
        "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 3 0 R>>>>",
        b"/X Do",
    );
    pdf.page("/X Do");
    assert!(read(&pdf.bytes(), "a.pdf").is_ok());

    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    for _ in 0..=limit::INFLATED_BYTES >> 20 {
        packed.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let mut pdf = Pdf::new();
    pdf.stream("/Filter/FlateDecode", &packed.finish().unwrap());
    pdf.page("");
    assert!(matches!(
        read(&pdf.bytes(), "a.pdf"),
        Err(DocumentError::TooLarge { .. })
    ));
}

#[test]
fn changed_bytes_are_read_or_refused() {
    let mut with_table = Pdf::new();
    with_table.font("GBK-EUC-H", "");
    with_table.page(&ruled(true, 110.0, "5"));
    let mut random = 7_u32;
    let mut below = |most: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % most
    };
    for seed in [office(&LINES), with_table.bytes()] {
        for _ in 0..300 {
            let mut changed = seed.clone();
            for _ in 0..1 + below(12) {
                let place = below(changed.len());
                match below(3) {
                    0 => changed[place] = below(256) as u8,
                    1 => changed[place] = b"0123456789<>[]/ -."[below(18)],
                    _ => drop(changed.drain(place..(place + below(40)).min(changed.len() - 1).max(place))),
                }
            }
            if let Ok(document) = read(&changed, "a.pdf") {
                let length = document.text.chars().count() as u32;
                for block in &document.blocks {
                    if let Block::Paragraph(p) = block {
                        assert!(p.span.0 < p.span.1 && p.span.1 <= length);
                    }
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_paragraphs_come_back(
        lines in prop::collection::vec("[一-龥][一-龥，、0-9]{0,120}。", 6..40),
        columns in 20_usize..28,
    ) {
        let mut pdf = Pdf::new();
        pdf.font("GBK-EUC-H", "");
        let lines: Vec<String> = lines.into_iter().map(|line| {
            line.chars().filter(|c| !matches!(encoding_rs::GBK.encode(c.encode_utf8(&mut [0; 4])), (_, _, true))).collect()
        }).collect();
        for page in set(&lines, columns, 100.0) {
            pdf.page(&page);
        }
        let document = read(&pdf.bytes(), "a.pdf").unwrap();
        prop_assert_eq!(paragraphs(&document), lines.iter().map(String::as_str).collect::<Vec<_>>());
    }
}
