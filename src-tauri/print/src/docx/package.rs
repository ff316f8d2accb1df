//! The parts of the package around the text (ECMA-376, part 2).

use std::io::{Cursor, Write};

use taizhang_model::form::Form;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::shapes::{Line, shown};
use super::{HEAD, RELATIONS, TABLE, WORD};

const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

pub(super) fn footer() -> String {
    let line = Line::new(TABLE, 21);
    let field = |name: &str| {
        format!(
            r#"<w:fldSimple w:instr=" {name} ">{}</w:fldSimple>"#,
            line.runs("1")
        )
    };
    format!(
        r#"{HEAD}<w:ftr xmlns:w="{WORD}"><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{}{}{}{}{}</w:p></w:ftr>"#,
        line.runs("第 "),
        field("PAGE"),
        line.runs(" 页　共 "),
        field("NUMPAGES"),
        line.runs(" 页"),
    )
}

pub(super) fn styles() -> String {
    format!(
        r#"{HEAD}<w:styles xmlns:w="{WORD}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{TABLE}" w:hAnsi="{TABLE}" w:eastAsia="{TABLE}" w:cs="{TABLE}"/><w:sz w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style></w:styles>"#
    )
}

pub(super) fn properties(form: &Form) -> String {
    format!(
        r#"{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{}</dc:title><dc:creator>{}</dc:creator><dcterms:created xsi:type="dcterms:W3CDTF">{}T00:00:00Z</dcterms:created></cp:coreProperties>"#,
        shown(form.name.name_zh()),
        shown(&form.unit),
        form.as_of
    )
}

pub(super) fn types(numbered: bool) -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let part = |name: &str, kind: &str| format!(r#"<Override PartName="/{name}" ContentType="{kind}"/>"#);
    let footer = if numbered {
        part("word/footer1.xml", &format!("{word}.footer+xml"))
    } else {
        String::new()
    };
    format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{}{}{}{footer}</Types>"#,
        part("word/document.xml", &format!("{word}.document.main+xml")),
        part("word/styles.xml", &format!("{word}.styles+xml")),
        part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml"
        ),
    )
}

pub(super) fn inner(numbered: bool) -> Vec<(&'static str, &'static str)> {
    let mut parts = vec![("styles", "styles.xml")];
    if numbered {
        parts.push(("footer", "footer1.xml"));
    }
    parts
}

pub(super) fn relations(parts: &[(&str, &str)], outer: bool) -> String {
    let one = |(place, (kind, target)): (usize, &(&str, &str))| {
        format!(
            r#"<Relationship Id="rId{}" Type="{RELATIONS}/{kind}" Target="{target}"/>"#,
            place + 1
        )
    };
    let core = if outer {
        format!(
            r#"<Relationship Id="rId{}" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
            parts.len() + 1
        )
    } else {
        String::new()
    };
    let all: String = parts.iter().enumerate().map(one).collect();
    format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{all}{core}</Relationships>"#)
}

pub(super) fn pack(parts: &[(&str, String)]) -> Result<Vec<u8>, zip::result::ZipError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // A fixed moment: the same bytes every time.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    for (name, text) in parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}
