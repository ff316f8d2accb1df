//! What stands beside a text: heads and feet, names of sheets, comments, attachments. Not read as text, and not lost.

use crate::common::{lines, zipped};
use rust_xlsxwriter::{Note, Workbook};
use taizhang_document::{Document, read};

fn beside(document: &Document) -> (Vec<&str>, Vec<&str>) {
    (filled(&document.beside.margins), filled(&document.beside.unseen))
}

fn filled(text: &str) -> Vec<&str> {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty()).collect()
}

#[test]
fn heads_feet_and_comments_of_a_word_document() {
    let p = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let part = |root: &str, body: &str| format!("<w:{root} xmlns:w=\"w\" xmlns:v=\"v\">{body}</w:{root}>");
    let document = part("document", &format!("<w:body>{}</w:body>", p("正文")));
    let split = "<w:p><w:r><w:t>机</w:t></w:r><w:r><w:t>密★5年</w:t></w:r></w:p>";
    let boxed = format!(
        "<w:p><w:r><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:r></w:p>",
        p("框")
    );
    let bytes = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", document.as_bytes()),
        ("word/header2.xml", part("hdr", split).as_bytes()),
        ("word/footer1.xml", part("ftr", &boxed).as_bytes()),
        ("word/comments.xml", part("comments", &p("批注")).as_bytes()),
    ]);
    let document = read(&bytes, "a.docx").unwrap();
    assert_eq!(lines(&document), ["正文"]);
    assert_eq!(beside(&document), (vec!["机密★5年", "框"], vec!["批注"]));
}

#[test]
fn names_print_heads_and_hidden_sheets_of_a_workbook() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet
        .set_name("机密★")
        .unwrap()
        .write_string(0, 0, "表里")
        .unwrap();
    sheet.set_header("&C&\"宋体,Bold\"&14机密★3年&R第&P页");
    sheet.insert_note(1, 1, &Note::new("单元格批注")).unwrap();
    let hidden = book.add_worksheet();
    hidden
        .set_name("底稿")
        .unwrap()
        .write_string(0, 0, "藏起来的")
        .unwrap();
    hidden.set_hidden(true);
    let document = read(&book.save_to_buffer().unwrap(), "a.xlsx").unwrap();
    assert!(document.text.contains("表里") && !document.text.contains("藏起来的"));
    let (margins, unseen) = beside(&document);
    assert_eq!(margins, ["机密★3年", "第页", "机密★", "底稿"]);
    assert!(unseen.contains(&"藏起来的"), "{unseen:?}");
    assert!(
        unseen.iter().any(|line| line.contains("单元格批注")),
        "{unseen:?}"
    );
}

#[test]
fn feet_of_slides_and_what_their_masters_say() {
    let shape = |kind: &str, text: &str| {
        format!(
            "<p:sp><p:nvSpPr><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    };
    let slide = |shapes: &str| format!("<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\">{shapes}</p:sld>");
    let show = "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId r:id=\"a\"/></p:sldIdLst></p:presentation>";
    let relations = "<Relationships><Relationship Id=\"a\" Type=\"http://x/slide\" Target=\"slides/slide1.xml\"/></Relationships>";
    let bytes = zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("ppt/presentation.xml", show.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", relations.as_bytes()),
        (
            "ppt/slides/slide1.xml",
            slide(&(shape("title", "标题") + &shape("ftr", "页脚"))).as_bytes(),
        ),
        (
            "ppt/slideMasters/slideMaster1.xml",
            slide(&shape("body", "母版")).as_bytes(),
        ),
    ]);
    let document = read(&bytes, "a.pptx").unwrap();
    assert_eq!(lines(&document), ["标题"]);
    assert_eq!(beside(&document), (vec!["母版"], vec!["标题", "页脚"]));
}

#[test]
fn heads_of_rich_text_and_its_comments() {
    let text = r"{\rtf1\ansi{\header\pard \u26426?\u23494?\u9733?\par}{\footer second\par}text{\*\annotation note}\par}";
    let document = read(text.as_bytes(), "a.rtf").unwrap();
    assert_eq!(lines(&document), ["text"]);
    assert_eq!(beside(&document).0, ["机密★", "second"]);
}

#[test]
fn documents_attached_to_a_mail() {
    let mail = "Subject: a\r\nFrom: b@example.cn\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n正文\r\n\
        --x\r\nContent-Type: application/octet-stream; name=\"a.txt\"\r\nContent-Disposition: attachment; filename=\"a.txt\"\r\n\
        Content-Transfer-Encoding: 8bit\r\n\r\n绝密★ 附件里的话\r\n--x--\r\n";
    let document = read(mail.as_bytes(), "a.eml").unwrap();
    assert!(!document.text.contains("附件里的话"));
    assert_eq!(beside(&document).1, ["绝密★ 附件里的话"]);
}

#[test]
fn sheets_of_open_document_and_what_is_printed_above_them() {
    let content = "<o:document-content xmlns:o=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><table:table table:name=\"秘密\">\
        <table:table-row><table:table-cell><text:p>值</text:p></table:table-cell></table:table-row></table:table></o:document-content>";
    let styles = "<o:styles xmlns:o=\"o\" xmlns:text=\"x\"><o:header><text:p>页眉<text:span>机密★</text:span></text:p></o:header></o:styles>";
    let bytes = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("styles.xml", styles.as_bytes()),
    ]);
    let document = read(&bytes, "a.ods").unwrap();
    assert_eq!(beside(&document).0, ["页眉机密★", "秘密"]);
}
