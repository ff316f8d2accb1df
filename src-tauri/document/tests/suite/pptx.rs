//! Presentations made here.

use crate::common;

use common::{check, lines, tables, texts, zipped};
use taizhang_document::{DocumentError, Offset, read};

fn relations(list: &[(&str, &str, &str)]) -> String {
    let one = |(id, kind, target): &(&str, &str, &str)| {
        format!("<Relationship Id=\"{id}\" Type=\"http://x/{kind}\" Target=\"{target}\"/>")
    };
    format!(
        "<Relationships>{}</Relationships>",
        list.iter().map(one).collect::<String>()
    )
}

fn slide(shapes: &str) -> String {
    format!(
        "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" xmlns:r=\"r\"><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>"
    )
}

fn shape(kind: &str, paragraphs: &str) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:nvPr><p:ph type=\"{kind}\"/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>"
    )
}

fn p(text: &str) -> String {
    format!("<a:p><a:r><a:t>{text}</a:t></a:r></a:p>")
}

fn numbered(text: &str) -> String {
    format!("<a:p><a:pPr><a:buAutoNum type=\"circleNumDbPlain\"/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>")
}

#[test]
fn slides_in_the_order_of_the_show() {
    let cell = |at: &str, text: &str| format!("<a:tc {at}><a:txBody>{}</a:txBody><a:tcPr/></a:tc>", p(text));
    let table = format!(
        "<p:graphicFrame><a:tbl><a:tblGrid/><a:tr>{}{}{}</a:tr><a:tr>{}{}{}</a:tr></a:tbl></p:graphicFrame>",
        cell("gridSpan=\"2\"", "项目"),
        cell("hMerge=\"1\"", ""),
        cell("rowSpan=\"2\"", "分值"),
        cell("", "组织"),
        cell("", "领导"),
        cell("vMerge=\"1\"", ""),
    );
    let first = slide(
        &(shape("title", &p("第一页<!-- x -->题"))
            + &shape("sldNum", &p("1"))
            + &shape("body", &(numbered("签到") + &numbered("照片")))),
    );
    let second = slide(&(shape("title", &p("第二页")) + &table));
    let notes = slide(&(shape("sldImg", "") + &shape("body", &p("备注"))));
    let diagram = format!(
        "<dgm:dataModel xmlns:dgm=\"d\" xmlns:a=\"a\"><dgm:pt><dgm:t>{}</dgm:t></dgm:pt></dgm:dataModel>",
        p("图中")
    );
    let members = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "ppt/presentation.xml",
            "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"b\"/><p:sldId id=\"257\" r:id=\"a\"/>\
             <p:sldId id=\"258\" r:id=\"none\"/></p:sldIdLst></p:presentation>"
                .to_owned(),
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            relations(&[("a", "slide", "slides/slide1.xml"), ("b", "slide", "slides/slide2.xml")]),
        ),
        ("ppt/slides/slide1.xml", second),
        ("ppt/slides/slide2.xml", first),
        (
            "ppt/slides/_rels/slide2.xml.rels",
            relations(&[("a", "notesSlide", "../notesSlides/n.xml"), ("b", "diagramData", "../diagrams/d.xml")]),
        ),
        ("ppt/notesSlides/n.xml", notes),
        ("ppt/diagrams/d.xml", diagram),
    ];
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    // WPS names its presentations .dps.
    let document = read(&zipped(&members), "演示.dps").unwrap();
    check(&document);
    assert_eq!((document.format.as_str(), document.pages), ("pptx", Some(2)));
    assert_eq!(
        lines(&document),
        ["第一页题", "①签到", "②照片", "图中", "备注", "第二页"]
    );
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [["项目", "项目", "分值"], ["组织", "领导", "分值"]]
    );
    assert_eq!(table.rows[1][2].covered_by, Some(Offset { rows: 1, columns: 0 }));
}

#[test]
fn a_presentation_without_its_main_part_is_refused() {
    let bytes = zipped(&[("[Content_Types].xml", b"<Types/>"), ("ppt/x.xml", b"<x/>")]);
    assert!(matches!(
        read(&bytes, "a.pptx"),
        Err(DocumentError::Malformed { .. })
    ));
}
