//! OpenDocument texts and presentations made here.

use crate::common;

use common::{check, lines, tables, texts, zipped};
use taizhang_document::{Document, DocumentError, Offset, read};

const META: &str = "<office:document-meta><office:meta><dc:creator>李四</dc:creator><meta:initial-creator>张三</meta:initial-creator>\
    <meta:creation-date>2026-04-01T09:00:00</meta:creation-date><dc:date>2026-04-03T10:00:00.5</dc:date><dc:title> 方案&amp;安排 </dc:title>\
    <meta:document-statistic meta:page-count=\"3\"/></office:meta></office:document-meta>";
const STYLES: &str =
    "<office:document-styles><style:header><text:p>内部资料</text:p></style:header></office:document-styles>";

fn odf(kind: &str, body: &str) -> Document {
    let content =
        format!("<office:document-content><office:body>{body}</office:body></office:document-content>");
    let kind = format!("application/vnd.oasis.opendocument.{kind}");
    let bytes = zipped(&[
        ("mimetype", kind.as_bytes()),
        ("content.xml", content.as_bytes()),
        ("styles.xml", STYLES.as_bytes()),
        ("meta.xml", META.as_bytes()),
    ]);
    let document = read(&bytes, "a.odt").unwrap();
    check(&document);
    document
}

#[test]
fn a_text_has_its_paragraphs_and_what_stands_beside_them() {
    let document = odf(
        "text",
        "<office:text><text:tracked-changes><text:deletion><text:p>删去的</text:p></text:deletion></text:tracked-changes>\
         <text:table-of-content><text:p>目录……1</text:p></text:table-of-content>\
         <text:h text:outline-level=\"1\">一、总体 <text:s text:c=\"2\"/>要求</text:h>\
         <text:list><text:list-item><text:number>（一）</text:number><text:p>每月<text:span>\n  巡查</text:span>一次<text:note>\
         <text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body></text:note>。</text:p></text:list-item></text:list>\
         <text:p>签<office:annotation><dc:creator>王五</dc:creator><dc:date>2026-04-02</dc:date><text:p>批注</text:p></office:annotation>到\
         <draw:frame><svg:title>图</svg:title><draw:text-box><text:p>框中</text:p></draw:text-box></draw:frame><text:line-break/>换行&amp;</text:p></office:text>",
    );
    assert_eq!(document.format, "odt");
    assert_eq!(
        lines(&document),
        [
            "一、总体   要求",
            "（一）每月 巡查一次。",
            "框中",
            "签到",
            "换行&",
            "脚注"
        ]
    );
    assert_eq!(document.beside.unseen, "删去的\n批注\n");
    assert!(document.beside.margins.contains("内部资料"));
    let properties = &document.properties;
    assert_eq!(properties.title.as_deref(), Some("方案&安排"));
    assert_eq!(properties.author.as_deref(), Some("张三"));
    assert_eq!(properties.created.as_deref(), Some("2026-04-01T09:00:00"));
    assert_eq!(properties.modified.as_deref(), Some("2026-04-03T10:00:00.5"));
    assert_eq!(document.pages, Some(3));
}

#[test]
fn tables_keep_their_merged_cells() {
    let cell =
        |at: &str, text: &str| format!("<table:table-cell {at}><text:p>{text}</text:p></table:table-cell>");
    let document = odf(
        "text",
        &format!(
            "<office:text><table:table><table:table-row>{}<table:covered-table-cell/>{}</table:table-row>\
             <table:table-row>{}{}<table:covered-table-cell/></table:table-row></table:table>\
             <table:table><table:table-row>{}</table:table-row></table:table></office:text>",
            cell("table:number-columns-spanned=\"2\"", "项目"),
            cell("table:number-rows-spanned=\"2\"", "分值"),
            cell("", "组织"),
            cell("", "领导"),
            cell("", "框"),
        ),
    );
    let found = tables(&document);
    assert_eq!(found.len(), 1);
    assert_eq!(
        texts(&document, found[0]),
        [["项目", "项目", "分值"], ["组织", "领导", "分值"]]
    );
    let covered = |row: usize, column: usize| found[0].rows[row][column].covered_by;
    assert_eq!(covered(0, 1), Some(Offset { rows: 0, columns: 1 }));
    assert_eq!(covered(1, 2), Some(Offset { rows: 1, columns: 0 }));
    assert_eq!(lines(&document), ["框"]);
}

#[test]
fn a_presentation_has_its_slides_and_notes() {
    let page = |text: &str, note: &str| {
        format!(
            "<draw:page><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame>\
             <presentation:notes><draw:frame><draw:text-box><text:p>{note}</text:p></draw:text-box></draw:frame></presentation:notes></draw:page>"
        )
    };
    let body = format!(
        "<office:presentation>{}{}</office:presentation>",
        page("第一页", "备注"),
        page("第二页", "")
    );
    let document = odf("presentation", &body);
    assert_eq!((document.format.as_str(), document.pages), ("odp", Some(2)));
    assert_eq!(lines(&document), ["第一页", "备注", "第二页"]);
}

#[test]
fn what_is_damaged_is_refused() {
    let kind = b"application/vnd.oasis.opendocument.text";
    let of = |content: &[u8]| read(&zipped(&[("mimetype", kind), ("content.xml", content)]), "a.odt");
    assert!(matches!(of(b"<a><b>"), Err(DocumentError::Malformed { .. })));
    assert!(of(b"<a/>").unwrap().text.is_empty());
    let deep = "<a>".repeat(600);
    assert!(matches!(of(deep.as_bytes()), Err(DocumentError::TooLarge { .. })));
    assert!(matches!(
        read(b"x", "a.odt"),
        Err(DocumentError::Malformed { .. })
    ));
}
