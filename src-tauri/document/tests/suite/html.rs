//! Web pages, and pages under the names of Office.

use crate::common;

use common::{check, lines, tables, texts};
use taizhang_document::{Document, DocumentError, Offset, read};

fn seen(text: &str) -> Document {
    let document = read(text.as_bytes(), "a.html").unwrap();
    check(&document);
    assert_eq!(document.format, "html");
    document
}

#[test]
fn lines_lists_and_what_is_left_out() {
    let document = seen(
        "<!DOCTYPE html><html><head><title> 创建\n 方案</title><style>p{}</style><script>if(a<b){'</p>'}</script></head><body>\
         <!-- 注 --><h1>一、总体<b>要求</b></h1><p>第一行<br>第二&amp;行&nbsp;&#20057;<p>没有结束\n的段\
         <ol start=2 type=a><li>甲<li><p>乙</p></ol><ul><li>点</ul><pre>一\n二</pre><div>尾</div>",
    );
    assert_eq!(
        lines(&document),
        [
            "一、总体要求",
            "第一行",
            "第二&行\u{a0}乙",
            "没有结束 的段",
            "b. 甲",
            "c. 乙",
            "点",
            "一",
            "二",
            "尾"
        ]
    );
    assert_eq!(document.properties.title.as_deref(), Some("创建 方案"));
}

#[test]
fn tables_with_spans_and_tables_inside() {
    let document = seen(
        "<html><p>附件<table><caption>分解表</caption><tr><th colspan=2>项目<th rowspan=3>分值</tr>\
         <tr><td rowspan=2>组织<td>领导<tr><td><table><tr><td>春<td>夏</table></table>落款",
    );
    assert_eq!(lines(&document), ["附件", "分解表", "落款"]);
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [
            ["项目", "项目", "分值"],
            ["组织", "领导", "分值"],
            ["组织", "春 夏", "分值"]
        ]
    );
    assert_eq!(table.rows[2][2].covered_by, Some(Offset { rows: 2, columns: 0 }));
    let framed = seen("<html><table><tr><td>标题<table><tr><td>春<td>夏</table></table>");
    assert_eq!(lines(&framed), ["标题"]);
    assert_eq!(texts(&framed, tables(&framed)[0]), [["春", "夏"]]);
}

#[test]
fn pages_that_office_saved_under_its_own_names() {
    let page = "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><head>\
        <meta http-equiv=Content-Type content=\"text/html; charset=gb2312\"><!--[if gte mso 9]><xml><w:X>藏</w:X></xml><![endif]-->\
        </head><body><p class=MsoNormal><![if !supportLists]><span>一、</span><![endif]>镕基路整治<o:p></o:p></p></body></html>";
    let bytes = encoding_rs::GB18030.encode(page).0.into_owned();
    for name in ["方案.doc", "方案.wps", "表.xls", "方案.html", "无后缀"] {
        let document = read(&bytes, name).unwrap();
        assert_eq!(lines(&document), ["一、镕基路整治"], "{name}");
    }
    assert!(matches!(
        read(&bytes, "a.docx"),
        Err(DocumentError::Malformed { .. })
    ));
    assert!(matches!(
        read("只是文字".as_bytes(), "a.doc"),
        Err(DocumentError::Malformed { .. })
    ));
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(page.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(lines(&read(&utf16, "a.htm").unwrap()), ["一、镕基路整治"]);
}

#[test]
fn hostile_pages_are_refused() {
    let deep = format!("<html>{}", "<table><tr><td>".repeat(2000));
    assert!(
        matches!(read(deep.as_bytes(), "a.html"), Err(DocumentError::TooLarge { what, .. }) if what == "depth")
    );
    let wide = format!("<html><table><tr>{}", "<td rowspan=9 colspan=99>甲".repeat(2000));
    assert!(
        matches!(read(wide.as_bytes(), "a.html"), Err(DocumentError::TooLarge { what, .. }) if what == "columns")
    );
    let tall = seen("<html><table><tr><td rowspan=4000000000>甲<td>乙<tr><td>丙</table>");
    assert_eq!(tables(&tall)[0].rows.len(), 2);
}
