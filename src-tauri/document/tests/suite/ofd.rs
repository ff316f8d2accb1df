//! OFD files made here: text placed by differences, ruled tables, templates, several documents; damaged ones refused.

use std::io::{Cursor, Write};

use taizhang_document::ofd::Ofd;
use taizhang_document::ofd::page::Item;
use taizhang_document::{Block, Document, DocumentError, read};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn zipped(members: &[(String, String)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, body) in members {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(body.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const NAMESPACE: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";

/// A document in the folder `Doc_{number}`, with these contents as its pages and one as the template of all.
fn document(number: usize, contents: &[String], template: &str) -> Vec<(String, String)> {
    let folder = format!("Doc_{number}");
    let mut members = Vec::new();
    let mut pages = String::new();
    for (index, content) in contents.iter().enumerate() {
        pages += &format!(
            "<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{index}/Content.xml\"/>",
            index + 10
        );
        let page = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ofd:Page {NAMESPACE}><ofd:Template TemplateID=\"2\"/>\
             <ofd:Content><ofd:Layer ID=\"3\">{content}</ofd:Layer></ofd:Content></ofd:Page>"
        );
        members.push((format!("{folder}/Pages/Page_{index}/Content.xml"), page));
    }
    members.push((
        format!("{folder}/Tpls/Tpl_0/Content.xml"),
        format!("<ofd:Page {NAMESPACE}><ofd:Content><ofd:Layer ID=\"4\">{template}</ofd:Layer></ofd:Content></ofd:Page>"),
    ));
    members.push((
        format!("{folder}/Document.xml"),
        format!(
            "<ofd:Document {NAMESPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>\
             </ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>\
             <ofd:TemplatePage ID=\"2\" BaseLoc=\"Tpls/Tpl_0/Content.xml\"/></ofd:CommonData>\
             <ofd:Pages>{pages}</ofd:Pages></ofd:Document>"
        ),
    ));
    members.push((
        format!("{folder}/PublicRes.xml"),
        format!(
            "<ofd:Res {NAMESPACE} BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"5\" FontName=\"仿宋\">\
             <ofd:FontFile>a.ttf</ofd:FontFile></ofd:Font></ofd:Fonts></ofd:Res>"
        ),
    ));
    members
}

fn ofd(documents: &[Vec<(String, String)>]) -> Vec<u8> {
    let mut root = format!("<ofd:OFD {NAMESPACE} Version=\"1.0\" DocType=\"OFD\">");
    for number in 0..documents.len() {
        root += &format!(
            "<ofd:DocBody><ofd:DocInfo><ofd:Title>标题&amp;{number}</ofd:Title><ofd:Author>某局</ofd:Author>\
             <ofd:CreationDate>2026-04-03</ofd:CreationDate></ofd:DocInfo>\
             <ofd:DocRoot>Doc_{number}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        );
    }
    let mut members = documents.concat();
    members.push(("OFD.xml".to_owned(), root + "</ofd:OFD>"));
    zipped(&members)
}

/// Text whose characters stand one size apart.
fn text(size: f64, x: f64, y: f64, text: &str) -> String {
    let more = text.chars().count() - 1;
    let deltas = if more > 0 {
        format!(" DeltaX=\"g {more} {size}\"")
    } else {
        String::new()
    };
    format!(
        "<ofd:TextObject ID=\"9\" Boundary=\"{x} {} 200 20\" Font=\"5\" Size=\"{size}\">\
         <ofd:TextCode X=\"0\" Y=\"{size}\"{deltas}>{text}</ofd:TextCode></ofd:TextObject>",
        y - size
    )
}

fn line(from: (f64, f64), to: (f64, f64)) -> String {
    format!(
        "<ofd:PathObject ID=\"8\" Boundary=\"{} {} 200 200\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M 0 0 L {} {}\
         </ofd:AbbreviatedData></ofd:PathObject>",
        from.0,
        from.1,
        to.0 - from.0,
        to.1 - from.1
    )
}

fn paragraphs(document: &Document) -> Vec<&str> {
    let mut found = Vec::new();
    for block in &document.blocks {
        if let Block::Paragraph(p) = block {
            found.push(document.slice(p.span));
        }
    }
    found
}

/// Twelve characters of five millimetres in a line.
fn paper() -> Vec<Vec<String>> {
    let first = [
        text(7.0, 58.0, 40.0, "某市工作方案细则任务与分工"),
        text(5.0, 30.0, 60.0, "一、指导思想内容"),
        text(
            5.0,
            30.0,
            70.0,
            "坚持贴近实际贴近生活贴近群众的原则着眼做深做实广泛",
        ),
        text(
            5.0,
            20.0,
            80.0,
            "开展各类活动不断提升职工素质和单位文明程度为各项工作",
        ),
    ];
    let second = [
        text(5.0, 20.0, 30.0, "提供精神动力。"),
        text(5.0, 30.0, 40.0, "二、创建目标内容"),
        text(
            5.0,
            30.0,
            50.0,
            "保持省级文明单位称号并广泛开展各类创建活动不断提升",
        ),
        text(5.0, 20.0, 60.0, "素质。"),
    ];
    vec![first.to_vec(), second.to_vec()]
}

#[test]
fn lines_of_all_pages_become_paragraphs() {
    let contents: Vec<String> = paper().iter().map(|page| page.concat()).collect();
    let foot = text(4.0, 100.0, 285.0, "第页") + &text(4.0, 120.0, 285.0, "1");
    let document = read(&ofd(&[document(0, &contents, &foot)]), "方案.ofd").unwrap();
    assert_eq!((document.format.as_str(), document.pages), ("ofd", Some(2)));
    assert_eq!(
        paragraphs(&document),
        [
            "某市工作方案细则任务与分工",
            "一、指导思想内容",
            "坚持贴近实际贴近生活贴近群众的原则着眼做深做实广泛开展各类活动不断提升职工素质和单位文明程度为各项工作提供精神动力。",
            "二、创建目标内容",
            "保持省级文明单位称号并广泛开展各类创建活动不断提升素质。",
        ]
    );
    let said = document.properties;
    assert_eq!(said.title.as_deref(), Some("标题&0"));
    assert_eq!(said.author.as_deref(), Some("某局"));
    assert_eq!(said.created.as_deref(), Some("2026-04-03"));
}

#[test]
fn differences_and_transformations_place_the_characters() {
    // Out of order, one by one, scaled; and a gap that is a space to the eye.
    let content = "<ofd:TextObject ID=\"1\" Boundary=\"10 20 100 10\" CTM=\"2 0 0 2 0 0\" Font=\"5\" Size=\"2.5\">\
         <ofd:TextCode X=\"25\" Y=\"2.5\" DeltaX=\"2.5 g 2 2.5\">后半句话</ofd:TextCode>\
         <ofd:TextCode X=\"0\" Y=\"2.5\" DeltaX=\"2.5 2.5 2.5\">前半句话</ofd:TextCode></ofd:TextObject>";
    let document = read(&ofd(&[document(0, &[content.to_owned()], "")]), "a.ofd").unwrap();
    assert_eq!(paragraphs(&document), ["前半句话 后半句话"]);

    let down = "<ofd:TextObject ID=\"1\" Boundary=\"100 20 10 100\" Font=\"5\" Size=\"5\" ReadDirection=\"90\">\
         <ofd:TextCode X=\"0\" Y=\"5\" DeltaY=\"g 3 5\">竖排文字</ofd:TextCode></ofd:TextObject>";
    let document = read(&ofd(&[self::document(0, &[down.to_owned()], "")]), "a.ofd").unwrap();
    assert_eq!(paragraphs(&document), ["竖排文字"]);
}

#[test]
fn a_ruled_table_with_a_merged_cell() {
    let (xs, ys) = ([20.0, 60.0, 120.0, 180.0], [50.0, 65.0, 80.0, 95.0]);
    let mut content = String::new();
    for (index, y) in ys.into_iter().enumerate() {
        let from = if index == 2 { xs[1] } else { xs[0] };
        content += &line((from, y), (xs[3], y));
    }
    for x in xs {
        content += &line((x, ys[0]), (x, ys[3]));
    }
    let cells = [
        ["项目", "内容", "科室"],
        ["组织领导", "有方案", "办公室"],
        ["", "有总结", "人事科"],
    ];
    for (row, cells) in cells.into_iter().enumerate() {
        for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            content += &text(4.0, xs[column] + 2.0, ys[row] + 8.0, cell);
        }
    }
    let document = read(&ofd(&[document(0, &[content], "")]), "表.ofd").unwrap();
    let [Block::Table(table)] = document.blocks.as_slice() else {
        panic!("{:?}", document.blocks)
    };
    let rows: Vec<Vec<&str>> = table
        .rows
        .iter()
        .map(|row| row.iter().map(|cell| document.slice(cell.span)).collect())
        .collect();
    assert_eq!(
        rows,
        [
            ["项目", "内容", "科室"],
            ["组织领导", "有方案", "办公室"],
            ["组织领导", "有总结", "人事科"]
        ]
    );
}

#[test]
fn several_documents_follow_one_another() {
    let one = |number: usize, line: &str| document(number, &[text(5.0, 30.0, 60.0, line)], "");
    let bytes = ofd(&[one(0, "第一份文件。"), one(1, "第二份文件。")]);
    let document = read(&bytes, "a.ofd").unwrap();
    assert_eq!(document.pages, Some(2));
    assert_eq!(paragraphs(&document), ["第一份文件。", "第二份文件。"]);
    assert_eq!(document.properties.title.as_deref(), Some("标题&0"));
}

#[test]
fn a_page_tells_its_objects_and_resources() {
    let content = text(5.0, 30.0, 60.0, "字") + &line((10.0, 10.0), (50.0, 10.0));
    let bytes = ofd(&[document(0, &[content], "")]);
    let mut open = Ofd::open(&bytes).unwrap();
    let page = open.page(0).unwrap();
    assert_eq!((page.width, page.height, page.items.len()), (210.0, 297.0, 2));
    let Item::Text(text) = &page.items[0] else {
        panic!()
    };
    let font = open.font(0, text.font.unwrap()).unwrap();
    assert_eq!(
        (font.name.as_str(), font.member.as_deref()),
        ("仿宋", Some("Doc_0/Res/a.ttf"))
    );
    assert_eq!(
        text.matrix.point((text.characters[0].x, text.characters[0].y)),
        (30.0, 60.0)
    );
}

#[test]
fn what_is_no_ofd_is_malformed_and_missing_pages_are_empty() {
    for root in [
        "",
        "<a/>",
        "<ofd:OFD",
        "<OFD><DocBody><DocRoot>none.xml</DocRoot></DocBody></OFD>",
    ] {
        let error = read(&zipped(&[("OFD.xml".to_owned(), root.to_owned())]), "a.ofd").unwrap_err();
        assert!(
            matches!(&error, DocumentError::Malformed { wanted, .. } if wanted == "ofd"),
            "{root} {error:?}"
        );
    }
    let mut members = document(0, &[text(5.0, 30.0, 60.0, "有"), text(5.0, 30.0, 60.0, "无")], "");
    members.retain(|(name, _)| !name.contains("Page_1"));
    let document = read(&ofd(&[members]), "a.ofd").unwrap();
    assert_eq!((document.pages, document.text.as_str()), (Some(2), "有\n"));
}

#[test]
fn bombs_are_too_large() {
    let deep = "<ofd:PageBlock>".repeat(5000) + &"</ofd:PageBlock>".repeat(5000);
    let error = read(&ofd(&[document(0, &[deep], "")]), "a.ofd").unwrap_err();
    assert!(matches!(error, DocumentError::TooLarge { .. }), "{error:?}");
    let many = "<ofd:Layer/>".repeat(400_001);
    let error = read(&ofd(&[document(0, &[many], "")]), "a.ofd").unwrap_err();
    assert!(matches!(error, DocumentError::TooLarge { .. }), "{error:?}");
    let run = text(5.0, 30.0, 60.0, "短文").replace("g 1", "g 4000000000");
    assert_eq!(
        paragraphs(&read(&ofd(&[document(0, &[run], "")]), "a.ofd").unwrap()),
        ["短文"]
    );
}

#[test]
fn changed_parts_are_read_or_refused() {
    let contents: Vec<String> = paper().iter().map(|page| page.concat()).collect();
    let whole = document(0, &contents, &line((10.0, 10.0), (90.0, 10.0)));
    let mut random = 7_u32;
    let mut below = |most: usize| {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (random >> 8) as usize % most
    };
    for _ in 0..300 {
        let mut changed = whole.clone();
        for _ in 0..1 + below(6) {
            let part = below(changed.len());
            let mut characters: Vec<char> = changed[part].1.chars().collect();
            let place = below(characters.len());
            match below(3) {
                0 => characters[place] = char::from(below(96) as u8 + 32),
                1 => characters[place] = char::from(b"0123456789<>\"/ -.geE"[below(20)]),
                _ => drop(characters.drain(place..(place + below(30)).min(characters.len() - 1).max(place))),
            }
            changed[part].1 = characters.into_iter().collect();
        }
        if let Ok(document) = read(&ofd(&[changed]), "a.ofd") {
            let length = document.text.chars().count() as u32;
            for block in &document.blocks {
                if let Block::Paragraph(p) = block {
                    assert!(p.span.0 < p.span.1 && p.span.1 <= length);
                }
            }
        }
    }
}
