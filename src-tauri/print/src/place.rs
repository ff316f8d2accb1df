//! Photographs put into a PDF as they are.
//!
//! typst decodes each picture and keeps its pixels until the last page is written: 500 photographs would take gigabytes. It is given
//! places in their stead, pictures of a few white pixels whose measures tell the number ([`measures`]), and what it wrote is copied with
//! each place exchanged for the JPEG, which a PDF holds unchanged (`DCTDecode`, ISO 32000-1, 7.4.8). One photograph is in memory at a time.

use std::io::{self, Write};

use crate::jpeg::{Pictures, shape};

/// Places side by side before the next row of numbers.
const ACROSS: usize = 1000;

/// Width and height of the place of a photograph.
pub(crate) fn measures(number: usize) -> (usize, usize) {
    (number % ACROSS + 1, number / ACROSS + 1)
}

/// Writes a PDF with its places filled. `None`: it is not laid out as [`typst_pdf`] lays out a file.
pub(crate) fn fill(
    pdf: &[u8],
    photos: usize,
    pictures: &dyn Pictures,
    out: &mut dyn Write,
) -> io::Result<Option<()>> {
    let Some(table) = Table::read(pdf) else {
        return Ok(None);
    };
    let mut out = Counted { out, at: 0 };
    let mut moved = vec![0; table.offsets.len()];
    let mut order: Vec<(usize, usize)> = table.used().collect();
    order.sort_unstable();
    let first = order.first().map_or(table.at, |(offset, _)| *offset);
    out.write_all(pdf.get(..first).unwrap_or_default())?;
    for (place, (offset, id)) in order.iter().enumerate() {
        let end = order.get(place + 1).map_or(table.at, |(next, _)| *next);
        let object = pdf.get(*offset..end).unwrap_or_default();
        if let Some(moved) = moved.get_mut(*id) {
            *moved = out.at;
        }
        match number(object).filter(|number| *number < photos) {
            Some(_) if pictures.stopped() => break,
            Some(number) => filled(*id, object, pictures.jpeg(number), &mut out)?,
            None => out.write_all(object)?,
        }
    }
    table.write(&moved, pdf, &mut out)?;
    Ok(Some(()))
}

/// The place's object with the photograph in it; one that can't be read any more stays a white frame.
fn filled(id: usize, object: &[u8], jpeg: Option<Vec<u8>>, out: &mut dyn Write) -> io::Result<()> {
    let Some((jpeg, shape)) = jpeg.and_then(|jpeg| shape(&jpeg).map(|shape| (jpeg, shape))) else {
        return out.write_all(object);
    };
    let space = if shape.grey { "/DeviceGray" } else { "/DeviceRGB" };
    write!(
        out,
        "{id} 0 obj\n<</Length {}/Type/XObject/Subtype/Image/Filter/DCTDecode/Width {}/Height {}/ColorSpace{space}/BitsPerComponent 8>>\nstream\n",
        jpeg.len(),
        shape.width,
        shape.height,
    )?;
    out.write_all(&jpeg)?;
    out.write_all(b"\nendstream\nendobj\n\n")
}

/// The number of the photograph whose place an object is.
fn number(object: &[u8]) -> Option<usize> {
    let end = object.windows(2).position(|two| two == b">>")?;
    let head = std::str::from_utf8(object.get(..end)?).ok()?;
    head.contains("/Subtype/Image").then_some(())?;
    let width = value(head, "/Width ")?;
    let height = value(head, "/Height ")?;
    Some((height.checked_sub(1)?) * ACROSS + width.checked_sub(1)?)
}

fn value(head: &str, key: &str) -> Option<usize> {
    let rest = head.split_once(key)?.1;
    let digits = rest
        .find(|sign: char| !sign.is_ascii_digit())
        .unwrap_or(rest.len());
    rest.get(..digits)?.parse().ok()
}

/// The cross-reference table of a PDF (ISO 32000-1, 7.5.4): one section whose entries are 20 bytes long.
struct Table {
    /// Where it begins.
    at: usize,
    /// Where its trailer begins, and what tells where the table is.
    trailer: (usize, usize),
    /// Where each object begins, by id; `None` for one that is not used.
    offsets: Vec<Option<usize>>,
}

const ENTRY: usize = 20;

impl Table {
    fn read(pdf: &[u8]) -> Option<Self> {
        let found = |what: &[u8]| pdf.windows(what.len()).rposition(|part| part == what);
        let end = found(b"startxref\n")?;
        let told = std::str::from_utf8(pdf.get(end + 10..)?).ok()?;
        let at: usize = told.lines().next()?.parse().ok()?;
        let table = pdf.get(at..end)?.strip_prefix(b"xref\n0 ")?;
        let line = table.iter().position(|byte| *byte == b'\n')?;
        let count: usize = std::str::from_utf8(table.get(..line)?).ok()?.parse().ok()?;
        let entries = table.get(line + 1..(line + 1).checked_add(count.checked_mul(ENTRY)?)?)?;
        let entry = |entry: &[u8]| {
            let entry = std::str::from_utf8(entry).ok()?;
            let used = entry.trim_end().ends_with('n');
            let offset = entry.get(..10)?.parse::<usize>().ok()?;
            Some(used.then_some(offset))
        };
        Some(Self {
            at,
            trailer: (at + 7 + line + 1 + entries.len(), end),
            offsets: entries.chunks(ENTRY).map(entry).collect::<Option<_>>()?,
        })
    }

    /// Where objects begin, with their ids.
    fn used(&self) -> impl Iterator<Item = (usize, usize)> {
        let all = self.offsets.iter().enumerate();
        all.filter_map(|(id, offset)| Some(((*offset)?, id)))
    }

    fn write(&self, moved: &[usize], pdf: &[u8], out: &mut Counted<'_>) -> io::Result<()> {
        let at = out.at;
        write!(out, "xref\n0 {}\n", self.offsets.len())?;
        let old = pdf.get(self.at..).unwrap_or_default();
        let head = self.trailer.0 - self.at - self.offsets.len() * ENTRY;
        for (id, (offset, moved)) in self.offsets.iter().zip(moved).enumerate() {
            match offset {
                Some(_) => write!(out, "{moved:010} 00000 n\r\n")?,
                None => {
                    let from = head + id * ENTRY;
                    out.write_all(old.get(from..from + ENTRY).unwrap_or_default())?;
                }
            }
        }
        let (from, to) = self.trailer;
        out.write_all(pdf.get(from..to).unwrap_or_default())?;
        write!(out, "startxref\n{at}\n%%EOF")
    }
}

/// Knows how much was written.
struct Counted<'a> {
    out: &'a mut dyn Write,
    at: usize,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.at += written;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_measures_of_a_place_tell_its_number() {
        for wanted in [0, 1, 999, 1000, 2345] {
            let (width, height) = measures(wanted);
            let object = format!(
                "7 0 obj\n<</Length 9/Type/XObject/Subtype/Image/Width {width}/Height {height}/BitsPerComponent 8>>\nstream"
            );
            assert_eq!(number(object.as_bytes()), Some(wanted));
        }
        assert_eq!(number(b"7 0 obj\n<</Type/Page/Width 3/Height 1>>"), None);
    }

    #[test]
    fn what_is_no_plain_table_is_refused() {
        for odd in [
            "",
            "startxref\n",
            "startxref\n9999\n%%EOF",
            "xref\n0 99\nstartxref\n0\n%%EOF",
        ] {
            let mut out = Vec::new();
            assert!(fill(odd.as_bytes(), 1, &(), &mut out).unwrap().is_none(), "{odd}");
        }
    }
}
