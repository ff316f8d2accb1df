//! Rich text made here.

use crate::common;

use common::{check, lines, tables, texts};
use taizhang_document::{Document, DocumentError, Offset, read};

/// Text in GBK as RTF has it.
fn gbk(text: &str) -> String {
    let bytes = encoding_rs::GB18030.encode(text).0.into_owned();
    bytes.iter().map(|byte| format!("\\'{byte:02x}")).collect()
}

fn seen(body: &str) -> Document {
    let text = format!(
        "{{\\rtf1\\ansi\\ansicpg936\\deff0{{\\fonttbl{{\\f0\\froman\\fcharset0 Times;}}{{\\f1\\fcharset134 {};}}}}\
         {{\\colortbl;\\red0;}}{{\\*\\generator X;}}{{\\info{{\\title {}}}{{\\author a}}{{\\nofpages3}}}}{body}}}",
        gbk("宋体"),
        gbk("方案")
    );
    // The name is not asked: Word opens rich text under .doc.
    let document = read(text.as_bytes(), "a.doc").unwrap();
    check(&document);
    assert_eq!(document.format, "rtf");
    document
}

#[test]
fn characters_in_every_way_to_write_them() {
    let document = seen(&format!(
        "\\pard {}\\'d2\r\n\\'bb\\par \\uc1 \\u20010?\\u20057\\'3f\\u-10179?\\u-8704? x\\par \\uc2\\u19993\\'b1\\'fb{{\\uc0\\u19969}}\\par\
         \\ldblquote\\~\\rdblquote\\emdash\\{{\\}}\\\\\\line b\\tab c\\par",
        gbk("镕基")
    ));
    assert_eq!(
        lines(&document),
        ["镕基一", "个乙😀 x", "丙丁", "“\u{a0}”—{}\\", "b\tc"]
    );
    assert_eq!(document.properties.title.as_deref(), Some("方案"));
    assert_eq!(document.properties.author.as_deref(), Some("a"));
    assert_eq!(document.pages, Some(3));
}

#[test]
fn the_encoding_of_a_font() {
    let text = format!(
        "{{\\rtf1\\ansi\\ansicpg1252{{\\fonttbl{{\\f0\\fcharset0 A;}}{{\\f1\\fcharset134 B;}}}}\\f0\\'e9\\f1 {}\\par}}",
        gbk("中")
    );
    assert_eq!(lines(&read(text.as_bytes(), "a.rtf").unwrap()), ["é中"]);
}

#[test]
fn numbers_fields_notes_and_what_is_left_out() {
    let document = seen(&format!(
        "{{\\header h\\par}}\\pard{{\\listtext\\pard {}\\tab}}{}\\par{{\\listtext\\'b7\\tab}}a\\par{{\\*\\pn x}}\
         {{\\field{{\\*\\fldinst DATE}}{{\\fldrslt 2026}}}}{{\\v x}}{{\\deleted y}}{{\\footnote note\\par}}z\\par\
         {{\\field{{\\*\\fldinst {{ TOC \\\\o}}}}{{\\fldrslt t\\par}}}}{{\\pict\\bin3 }}}}{{\\*\\unknown u}}{{\\*\\bkmkstart m}}end\\par",
        gbk("一、"),
        gbk("总则")
    ));
    assert_eq!(lines(&document), ["一、总则", "a", "2026z", "end", "note"]);
}

#[test]
fn tables_with_merged_cells() {
    let document = seen(
        "\\pard a\\par\\trowd\\clvmgf\\cellx1000\\cellx2000\\cellx3000\\pard\\intbl 1\\cell 2\\par 3\\cell 4\\cell\\row\
         \\trowd\\clvmrg\\cellx1005\\cellx3000\\pard\\intbl\\cell 5{\\nonesttables\\par}\\cell\\row\
         \\trowd\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000\\pard\\intbl 6\\cell 7\\cell\\cell\\row\\pard b\\par",
    );
    assert_eq!(lines(&document), ["a", "b"]);
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [["1", "2\n3", "4"], ["1", "5", "5"], ["6", "7", "7"]]
    );
    assert_eq!(table.rows[1][0].covered_by, Some(Offset { rows: 1, columns: 0 }));
    assert_eq!(table.rows[1][2].covered_by, Some(Offset { rows: 0, columns: 1 }));
}

#[test]
fn hostile_rich_text() {
    let deep = "{\\rtf1".to_owned() + &"{".repeat(5000);
    assert!(
        matches!(read(deep.as_bytes(), "a.rtf"), Err(DocumentError::TooLarge { what, .. }) if what == "depth")
    );
    let cells = "{\\rtf1\\pard\\intbl ".to_owned() + &"\\cell ".repeat(5000);
    assert!(
        matches!(read(cells.as_bytes(), "a.rtf"), Err(DocumentError::TooLarge { what, .. }) if what == "columns")
    );
    // Cut in the middle, the text before is still there.
    assert_eq!(
        lines(&read(b"{\\rtf1 one\\par two\\u", "a.rtf").unwrap()),
        ["one", "two"]
    );
    assert_eq!(
        lines(&read(b"{\\rtf1 a\\bin2147483647 x", "a.rtf").unwrap()),
        ["a"]
    );
    assert_eq!(
        lines(&read(b"{\\rtf1\\uc99999 a\\u-2147483648 b}", "a.rtf").unwrap()).len(),
        1
    );
}
