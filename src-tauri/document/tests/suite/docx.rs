//! Word documents made here, read as a person reads them.

use crate::common;

use std::fmt::Write;

use common::{check, lines, tables, texts, zipped};
use taizhang_document::{Block, Document, DocumentError, Offset, read};

const W: &str =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc=\"mc\" xmlns:v=\"v\"";

/// A package with a body and other parts of `word/`.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!("<?xml version=\"1.0\"?><w:document {W}><w:body>{body}</w:body></w:document>");
    let mut relations = String::new();
    let mut members = vec![
        ("[Content_Types].xml".to_owned(), "<Types/>".to_owned()),
        ("word/document.xml".to_owned(), document),
    ];
    for (kind, text) in parts {
        let root = if kind.ends_with("notes") {
            kind.to_string()
        } else {
            format!("root-{kind}")
        };
        write!(
            relations,
            "<Relationship Id=\"r\" Type=\"http://x/{kind}\" Target=\"{kind}.xml\"/>"
        )
        .unwrap();
        members.push((format!("word/{kind}.xml"), format!("<{root} {W}>{text}</{root}>")));
    }
    members.push((
        "word/_rels/document.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    zipped(&members)
}

fn seen(body: &str, parts: &[(&str, &str)]) -> Document {
    let document = read(&docx(body, parts), "a.docx").unwrap();
    check(&document);
    assert_eq!(document.format, "docx");
    document
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph of a list.
fn item(num: u32, level: u32, text: &str) -> String {
    format!(
        "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{num}\"/></w:numPr></w:pPr>\
         <w:r><w:t>{text}</w:t></w:r></w:p>"
    )
}

const LISTS: &str = "<w:abstractNum w:abstractNumId=\"0\">\
    <w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:pStyle w:val=\"1\"/><w:suff w:val=\"nothing\"/>\
    <w:lvlText w:val=\"%1、\"/></w:lvl>\
    <w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"chineseCounting\"/><w:pStyle w:val=\"2\"/><w:lvlText w:val=\"（%2）\"/></w:lvl>\
    <w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%3.\"/></w:lvl></w:abstractNum>\
    <w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimalEnclosedCircle\"/>\
    <w:lvlText w:val=\"%1\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\u{f0b7}\"/></w:lvl></w:abstractNum>\
    <w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num><w:num w:numId=\"2\"><w:abstractNumId w:val=\"7\"/></w:num>\
    <w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>\
    <w:num w:numId=\"4\"><w:abstractNumId w:val=\"7\"/><w:lvlOverride w:ilvl=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>\
    <w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"第%1条\"/></w:lvl></w:lvlOverride></w:num>";

#[test]
fn numbers_that_live_outside_the_text() {
    let body = [
        item(1, 0, "总体要求"),
        item(1, 1, "指导思想"),
        item(1, 2, "五万元"),
        item(1, 2, ""),
        item(1, 2, "5万元"),
        item(1, 1, "目标"),
        item(1, 0, "主要任务"),
        item(1, 1, "阵地"),
        item(2, 0, "签到"),
        item(2, 1, "点"),
        item(3, 0, "附则"),
        item(1, 0, "解释"),
        item(0, 0, "无"),
        item(9, 0, "缺"),
    ]
    .concat();
    assert_eq!(
        lines(&seen(&body, &[("numbering", LISTS)])),
        [
            "一、总体要求",
            "（一）指导思想",
            "1. 五万元",
            "3. 5万元",
            "（二）目标",
            "二、主要任务",
            "（一）阵地",
            "③签到",
            "点",
            "一、附则",
            "二、解释",
            "无",
            "缺",
        ]
    );
}

#[test]
fn styles_that_number_and_those_that_build_on_them() {
    let styles = "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"/>\
        <w:style w:type=\"paragraph\" w:styleId=\"1\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"2\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:ilvl w:val=\"1\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"own\"><w:basedOn w:val=\"1\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"plain\"><w:basedOn w:val=\"1\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>\
        <w:style w:type=\"character\" w:styleId=\"hide\"><w:rPr><w:vanish/></w:rPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"ring\"><w:basedOn w:val=\"ring\"/></w:style>";
    let styled = |style: &str, text: &str| {
        format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
    };
    let body = [
        styled("1", "甲"),
        styled("2", "乙"),
        styled("own", "丙"),
        styled("plain", "丁"),
        styled("ring", "戊"),
        p("己"),
        "<w:p><w:r><w:rPr><w:rStyle w:val=\"hide\"/></w:rPr><w:t>藏</w:t></w:r></w:p>".to_owned(),
    ]
    .concat();
    let document = seen(&body, &[("styles", styles), ("numbering", LISTS)]);
    assert_eq!(
        lines(&document),
        ["一、甲", "（一）乙", "二、丙", "丁", "戊", "己"]
    );
}

#[test]
fn a_list_that_changes_a_level_and_one_that_stands_for_a_style() {
    assert_eq!(
        lines(&seen(
            &[item(4, 0, "为了"), item(4, 0, "本办法")].concat(),
            &[("numbering", LISTS)]
        )),
        ["第1条 为了", "第2条 本办法"]
    );
    let lists = format!(
        "<w:abstractNum w:abstractNumId=\"20\"><w:numStyleLink w:val=\"l\"/></w:abstractNum>{LISTS}\
         <w:num w:numId=\"20\"><w:abstractNumId w:val=\"20\"/></w:num>"
    );
    let styles = "<w:style w:type=\"numbering\" w:styleId=\"l\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style>";
    let document = seen(&item(20, 1, "甲"), &[("numbering", &lists), ("styles", styles)]);
    assert_eq!(lines(&document), ["（一）甲"]);
}

fn cell(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

fn row(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn table(rows: &[String]) -> String {
    format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{}</w:tbl>",
        rows.concat()
    )
}

#[test]
fn merged_cells_and_numbers_in_cells() {
    let begins = "<w:vMerge w:val=\"restart\"/>";
    let body = p("附件")
        + &table(&[
            row(&[cell("<w:gridSpan w:val=\"3\"/>", &p("任务分解表"))]),
            row(&[
                cell("", &item(1, 2, "")),
                cell(begins, &p("组织领导")),
                cell("", &(item(2, 0, "方案") + &p("总结"))),
            ]),
            row(&[
                cell("", &item(1, 2, "")),
                cell("<w:vMerge/>", &item(1, 2, "")),
                cell("", &p("台账\t二")),
            ]),
            row(&[
                cell("", &item(1, 2, "")),
                cell("<w:vMerge w:val=\"restart\"/>", &p("宣传")),
                cell("", "<w:p/>"),
            ]),
            format!(
                "<w:tr><w:trPr><w:gridBefore w:val=\"2\"/></w:trPr>{}</w:tr>",
                cell("", &p("尾"))
            ),
        ])
        + &p("落款");
    let document = seen(&body, &[("numbering", LISTS)]);
    assert_eq!(lines(&document), ["附件", "落款"]);
    let table = tables(&document)[0];
    assert_eq!(
        texts(&document, table),
        [
            ["任务分解表"; 3],
            ["1.", "组织领导", "③方案\n总结"],
            ["2.", "组织领导", "台账 二"],
            ["3.", "宣传", ""],
            ["", "", "尾"],
        ]
    );
    assert_eq!(table.rows[0][2].covered_by, Some(Offset { rows: 0, columns: 2 }));
    assert_eq!(table.rows[2][1].covered_by, Some(Offset { rows: 1, columns: 0 }));
    assert_eq!(table.rows[3][1].covered_by, None);
    assert_eq!(document.text.matches("组织领导").count(), 1);
}

#[test]
fn a_table_in_a_cell_and_a_table_that_is_only_a_frame() {
    let inner = table(&[
        row(&[cell("", &p("一季度")), cell("", &p("二季度"))]),
        row(&[cell("", &p("3次")), cell("", &p("4次"))]),
    ]);
    let body = table(&[row(&[
        cell("", &p("指标")),
        cell("", &(p("次数") + &inner + "<w:p/>")),
    ])]);
    let document = seen(&body, &[]);
    assert_eq!(
        texts(&document, tables(&document)[0]),
        [["指标", "次数\n一季度 二季度\n3次 4次"]]
    );
    let framed = seen(&table(&[row(&[cell("", &(p("标题") + &inner))])]), &[]);
    assert_eq!(lines(&framed), ["标题"]);
    assert_eq!(
        texts(&framed, tables(&framed)[0]),
        [["一季度", "二季度"], ["3次", "4次"]]
    );
}

#[test]
fn tracked_changes_are_accepted() {
    let body = "<w:p><w:r><w:t>六月</w:t></w:r><w:del><w:r><w:delText>底</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>上旬</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom>\
        <w:moveTo><w:r><w:t>前</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>两段</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:rFonts/></w:rPr><w:pPrChange><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:pPrChange></w:pPr>\
        <w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>成一段</w:t></w:r></w:p>"
        .to_owned()
        + &table(&[
            row(&[cell("", &p("甲")), cell("", &p("乙"))]),
            format!("<w:tr><w:trPr><w:del/></w:trPr>{}{}</w:tr>", cell("", &p("删")), cell("", &p("删"))),
            row(&[cell("", &p("丙")), cell("", &p("丁")), cell("<w:cellDel/>", &p("删"))]),
        ]);
    let document = seen(&body, &[("numbering", LISTS)]);
    assert_eq!(lines(&document), ["六月上旬前", "两段成一段"]);
    assert_eq!(
        texts(&document, tables(&document)[0]),
        [["甲", "乙"], ["丙", "丁"]]
    );
}

#[test]
fn fields_show_their_results_and_contents_are_left_out() {
    let mark = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let code = |code: &str| format!("<w:r><w:instrText> {code} </w:instrText></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let (begin, separate, end) = (mark("begin"), mark("separate"), mark("end"));
    let toc = format!(
        "<w:p>{begin}{}{separate}{}</w:p><w:p>{}{end}</w:p>",
        code("TOC \\o"),
        run("一、目录行"),
        run("二、目录行")
    );
    let field = format!(
        "<w:p>{}{begin}{}{begin}{}{separate}{}{end}{separate}{}{end}{}</w:p>",
        run("至"),
        code("IF"),
        code("DATE"),
        run("代码"),
        run("2026年"),
        run("止")
    );
    let simple = "<w:p><w:fldSimple w:instr=\" PAGE \"><w:r><w:t>12</w:t></w:r></w:fldSimple>\
        <w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>";
    let unended = format!("<w:p>{begin}{}</w:p>{}", code("REF x"), p("仍在"));
    let body = toc.clone() + &field + simple + &unended;
    assert_eq!(lines(&seen(&body, &[])), ["至2026年止", "12链接", "仍在"]);
    // Without its end the contents would take the document with them.
    let broken = toc.replace(&end, "") + &p("正文");
    assert_eq!(lines(&seen(&broken, &[])), ["一、目录行", "二、目录行", "正文"]);
}

#[test]
fn boxes_notes_symbols_breaks_and_hidden_text() {
    let body = "<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>文件头</w:t></w:r></w:p></w:txbxContent>\
        </w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>文件头</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict>\
        </mc:Fallback></mc:AlternateContent><w:t>标题</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>\
        <w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t xml:space=\"preserve\"> 是 </w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>\
        <w:t>否</w:t><w:tab/><w:t>甲&amp;&#20057;</w:t><w:noBreakHyphen/><w:br/><w:t>次行</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>露</w:t></w:r></w:p>\
        <w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>\
        <w:p><w:r><w:endnoteReference w:id=\"1\"/></w:r></w:p>";
    let notes = [
        (
            "footnotes",
            "<w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>脚注</w:t></w:r></w:p></w:footnote>\
          <w:footnote w:id=\"3\"><w:p><w:r><w:t>无主</w:t></w:r></w:p></w:footnote>",
        ),
        (
            "endnotes",
            "<w:endnote w:id=\"1\"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>",
        ),
    ];
    assert_eq!(
        lines(&seen(body, &notes)),
        [
            "标题",
            "文件头",
            "☑ 是 □否\t甲&乙-",
            "次行",
            "露",
            "控件",
            "脚注",
            "尾注"
        ]
    );
}

#[test]
fn pages_and_properties() {
    let members: [(&str, &str); 6] = [
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            "<Relationships><Relationship Id=\"a\" Type=\"http://x/officeDocument\" Target=\"/word/main.xml\"/></Relationships>",
        ),
        (
            "word/main.xml",
            "<w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:body></w:document>",
        ),
        ("word/x.xml", "<x/>"),
        (
            "docProps/core.xml",
            "<cp xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>方案</dc:title><dc:creator>李</dc:creator>\
          <dcterms:created>2026-03-01T01:02:03Z</dcterms:created><dcterms:modified> </dcterms:modified></cp>",
        ),
        ("docProps/app.xml", "<Properties><Pages>12</Pages></Properties>"),
    ];
    let members: Vec<(&str, &[u8])> = members.iter().map(|(n, t)| (*n, t.as_bytes())).collect();
    let document = read(&zipped(&members), "无后缀").unwrap();
    assert_eq!(lines(&document), ["甲"]);
    assert_eq!(document.pages, Some(12));
    let properties = document.properties;
    assert_eq!(properties.title.as_deref(), Some("方案"));
    assert_eq!(properties.author.as_deref(), Some("李"));
    assert_eq!(properties.created.as_deref(), Some("2026-03-01T01:02:03Z"));
    assert_eq!(properties.modified, None);
}

#[test]
fn damaged_and_hostile_documents_are_refused() {
    let broken = docx("<w:p><w:r><w:t>甲</w:t></w:p>", &[]);
    assert!(matches!(
        read(&broken, "a.docx"),
        Err(DocumentError::Malformed { .. })
    ));
    assert!(matches!(
        read(
            &zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/x.xml", b"<x/>")]),
            "a.docx"
        ),
        Err(DocumentError::Malformed { .. })
    ));
    let deep = docx(
        &("<w:tbl><w:tr><w:tc>".repeat(300) + &"</w:tc></w:tr></w:tbl>".repeat(300)),
        &[],
    );
    assert!(matches!(read(&deep, "a.docx"), Err(DocumentError::TooLarge { what, .. }) if what == "depth"));
    let entities = zipped(&[(
        "word/document.xml",
        "<!DOCTYPE x [<!ENTITY a \"甲甲甲甲\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>\
         <d><p><r><t>乙&b;&c;</t></r></p></d>"
            .as_bytes(),
    )]);
    assert_eq!(lines(&read(&entities, "a.docx").unwrap()), ["乙"]);
    let wide = docx(
        &table(&[row(&[
            cell("<w:gridSpan w:val=\"4000000000\"/>", &p("甲")),
            cell("", &p("乙")),
        ])]),
        &[],
    );
    assert_eq!(tables(&read(&wide, "a.docx").unwrap())[0].rows[0].len(), 64);
    let bomb = docx(&" ".repeat(129 << 20), &[]);
    assert!(matches!(
        read(&bomb, "a.docx"),
        Err(DocumentError::TooLarge { .. })
    ));
}

#[test]
fn a_long_document_is_read() {
    let body: String = (0..3000).map(|n| item(1, n % 3, &"文明".repeat(40))).collect();
    let document = seen(&body, &[("numbering", LISTS)]);
    assert_eq!(document.blocks.len(), 3000);
    assert!(
        document
            .blocks
            .iter()
            .all(|block| matches!(block, Block::Paragraph(_)))
    );
}
