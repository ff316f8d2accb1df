//! What a PDF says of itself: the information dictionary, or XMP where that is silent.

use hayro_syntax::Pdf;
use hayro_syntax::object::{DateTime, Dict, Object, Stream, String as PdfString};
use quick_xml::events::Event;
use quick_xml::reader::Reader;

use crate::block::Properties;
use crate::limit;

/// Reads both.
pub(super) fn read(pdf: &Pdf) -> Properties {
    let info = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().and_then(text);
    let xmp = xmp(pdf).unwrap_or_default();
    Properties {
        title: text(&info.title).or(xmp.title),
        author: text(&info.author).or(xmp.author),
        created: moment(info.creation_date.as_ref(), || says_utc(pdf, "CreationDate")).or(xmp.created),
        modified: moment(info.modification_date.as_ref(), || says_utc(pdf, "ModDate")).or(xmp.modified),
    }
}

/// A text string: UTF-16 or UTF-8 by its mark; else ASCII, or what Chinese programs wrongly write, GBK.
fn text(bytes: &[u8]) -> Option<String> {
    let (text, _, _) = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest),
        [0xef, 0xbb, 0xbf, rest @ ..] => encoding_rs::UTF_8.decode(rest),
        bytes => encoding_rs::GB18030.decode(bytes),
    };
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    (!text.is_empty() && !text.contains(char::REPLACEMENT_CHARACTER)).then(|| text.to_owned())
}

/// ISO 8601, with the offset that the file gives.
fn moment(date: Option<&DateTime>, says_utc: impl FnOnce() -> bool) -> Option<String> {
    let date = date?;
    let is_date = date.year > 1900 && (1..=12).contains(&date.month) && (1..=31).contains(&date.day);
    if !is_date || date.hour > 23 || date.minute > 59 || date.second > 59 {
        return None;
    }
    let offset = match (date.utc_offset_hour, date.utc_offset_minute) {
        (0, 0) if says_utc() => "Z".to_owned(),
        (0, 0) => String::new(),
        (hours, minutes) => format!(
            "{}{:02}:{minutes:02}",
            if hours < 0 { '-' } else { '+' },
            hours.unsigned_abs()
        ),
    };
    Some(format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{offset}",
        date.year, date.month, date.day, date.hour, date.minute, date.second
    ))
}

/// Whether a date of the information dictionary has an offset: hayro tells none as zero.
fn says_utc(pdf: &Pdf, key: &str) -> bool {
    let mut dicts = pdf.objects().into_iter().filter_map(|object| match object {
        Object::Dict(dict) => Some(dict),
        _ => None,
    });
    let date = dicts.find_map(|dict| dict.get::<PdfString<'_>>(key));
    date.is_some_and(|date| date.as_bytes().iter().skip(2).any(|byte| b"Z+-".contains(byte)))
}

/// The four values of a metadata stream, as elements or as attributes of the description.
fn xmp(pdf: &Pdf) -> Option<Properties> {
    let catalog = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id())?;
    let content = catalog.get::<Stream<'_>>("Metadata")?.decoded_data().ok()?;
    if limit::count(content.len()) > limit::TEXT_BYTES {
        return None;
    }
    let mut reader = Reader::from_reader(content.as_ref());
    let mut found = Properties::default();
    let mut open: Option<String> = None;
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => {
                let name = tag.name().as_ref().to_owned();
                if slot(&mut found, &name).is_some() {
                    open = Some(name);
                }
                for attribute in tag.attributes().flatten() {
                    fill(&mut found, attribute.key.as_ref(), &attribute.value);
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(name) = &open {
                    fill(&mut found, name, &text.xml10_content());
                }
            }
            Ok(Event::End(tag)) if open.as_deref() == Some(tag.name().as_ref()) => open = None,
            Ok(Event::Eof) | Err(_) => return Some(found),
            Ok(_) => {}
        }
    }
}

fn slot<'a>(found: &'a mut Properties, name: &str) -> Option<&'a mut Option<String>> {
    match name {
        "dc:title" => Some(&mut found.title),
        "dc:creator" => Some(&mut found.author),
        "xmp:CreateDate" => Some(&mut found.created),
        "xmp:ModifyDate" => Some(&mut found.modified),
        _ => None,
    }
}

fn fill(found: &mut Properties, name: &str, value: &str) {
    let value = value.trim();
    if let Some(slot) = slot(found, name).filter(|slot| slot.is_none() && !value.is_empty()) {
        *slot = Some(value.to_owned());
    }
}
