//! Entries of what stands on the readers: the grammar of plans, the header facts of files, the decoders of pictures.

use std::path::Path;

use taizhang_document::{Document, read};
use taizhang_media::Archive;
use taizhang_model::capture::{YearHint, folder, name};
use taizhang_model::date::{Meaning, Period};
use taizhang_model::id::Sha256;
use taizhang_model::name::{kind_from_name, picture_kind_from_name};
use taizhang_model::paper::PaperFacts;
use taizhang_model::version::shingles;

use crate::entry::package;

/// Extensions that decide between formats that share their bytes.
const EXTENSIONS: [&str; 8] = ["jpg", "dng", "nef", "arw", "doc", "wma", "txt", "csv"];

/// Most memory of one picture, in bytes.
const MEMORY: u64 = 1 << 29;

/// A plan as plain text or as a table becomes a draft whose quotes are slices of its text; the first byte tells which.
pub fn plan(data: &[u8]) -> bool {
    let Some((first, data)) = data.split_first() else {
        return false;
    };
    let name = if first % 2 == 0 {
        "方案.txt"
    } else {
        "任务分解表.csv"
    };
    let Ok(document) = read(data, name) else {
        return false;
    };
    is_drafted(&document)
}

/// A workbook's sheet and its shared texts, with a zero between them: the reader with merged cells, and the grammar of tables.
pub fn xlsx(data: &[u8]) -> bool {
    workbook(data)
        .and_then(|bytes| read(&bytes, "任务分解表.xlsx").ok())
        .is_some_and(|document| is_drafted(&document))
}

/// A workbook of one sheet out of the sheet and its shared texts, with a zero between them.
fn workbook(data: &[u8]) -> Option<Vec<u8>> {
    // The library asks for every part of the way to a sheet, and for relations by their whole names.
    const PACKAGE: &str = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
        relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    const BOOK: &str = "<workbook><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"a\"/></sheets></workbook>";
    const RELATIONS: &str = "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/\
        relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"b\" Type=\"http://schemas.openxmlformats.org/\
        officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"];
    let fixed = [
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", PACKAGE),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
    ];
    package(data, &names, &fixed)
}

fn is_drafted(document: &Document) -> bool {
    let period = Period {
        from: jiff::civil::date(2026, 1, 1),
        to: jiff::civil::date(2026, 12, 31),
    };
    let draft = taizhang_plan::draft(document, Sha256([0; 32]), Some(period));
    let text: Vec<char> = draft.source.text.chars().collect();
    let is_slice = |quote: &str, span: Option<taizhang_model::requirement::Span>| {
        let Some(span) = span else { return true };
        let slice = text.get(span.0 as usize..span.1 as usize);
        slice.is_some_and(|slice| slice.iter().copied().eq(quote.chars()))
    };
    for node in &draft.nodes {
        assert!(is_slice(&node.quote, node.span), "{:?}", node.quote);
        for requirement in &node.requirements {
            assert!(
                is_slice(&requirement.quote, requirement.span),
                "{:?}",
                requirement.quote
            );
        }
    }
    !draft.nodes.is_empty()
}

/// The header facts of a file; the first byte tells its extension.
pub fn facts(data: &[u8]) -> bool {
    let Some((first, file)) = data.split_first() else {
        return false;
    };
    let extension = EXTENSIONS[usize::from(*first) % EXTENSIONS.len()];
    let name = format!("IMG_20260403_091422.{extension}");
    let facts = taizhang_media::facts(Path::new(&name), file, file.len() as u64);
    facts.duration_s.is_none_or(|seconds| {
        assert!(seconds.is_finite() && seconds >= 0.0, "{seconds}");
        true
    })
}

/// A reduced copy of a picture, a page or a film; the first byte tells the extension.
pub fn picture(data: &[u8]) -> bool {
    let Some((first, file)) = data.split_first() else {
        return false;
    };
    let extension = EXTENSIONS[usize::from(*first) % EXTENSIONS.len()];
    taizhang_media::decodes(file, extension, 320, MEMORY)
}

/// A JPEG reduced as far as it goes, where its blocks' means are read alone.
pub fn jpeg(data: &[u8]) -> bool {
    taizhang_media::decodes(data, "jpg", 1, MEMORY)
}

/// The members of a zip, their names, and their bytes.
pub fn members(data: &[u8]) -> bool {
    let Ok(file) = tempfile::NamedTempFile::new() else {
        return false;
    };
    if std::fs::write(file.path(), data).is_err() {
        return false;
    }
    let Ok(mut archive) = Archive::open(file.path()) else {
        return false;
    };
    let members = archive.members().unwrap_or_default();
    for member in members.iter().take(20) {
        let mut bytes = Vec::new();
        if archive.extract(member, &mut bytes, &|| false).is_ok() {
            assert_eq!(bytes.len() as u64, member.bytes);
        }
    }
    !members.is_empty()
}

/// A file's name and those of its folders, with slashes between them.
pub fn names(data: &[u8]) -> bool {
    let path = String::from_utf8_lossy(data);
    let mut folders: Vec<&str> = path.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let _ = (kind_from_name(name), picture_kind_from_name(name));
    let day = |text: &str| text.get(..10).is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
    let by_name = name::date(name, false);
    if let Some(fact) = &by_name {
        assert!(day(&fact.value), "{}", fact.value);
    }
    let hint = YearHint {
        period: Period::year(2026),
        not_after: None,
    };
    let by_folder = folder::date(&folders, hint, Meaning::Taken);
    if let Some(told) = &by_folder {
        assert!(matches!(told.fact.value.len(), 4 | 7) || day(&told.fact.value), "{}", told.fact.value);
    }
    by_name.is_some() || by_folder.is_some()
}

/// What a document's text tells of itself.
pub fn paper(data: &[u8]) -> bool {
    let text = String::from_utf8_lossy(data);
    let facts = PaperFacts::of_text(&text);
    let _ = (facts.kind(&text), shingles(&text));
    if let Some(date) = &facts.date {
        assert!(matches!(date.value.len(), 7 | 10), "{}", date.value);
    }
    facts != PaperFacts::default()
}
