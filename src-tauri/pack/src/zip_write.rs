//! A zip written straight through, without going back: what was sent is never touched again, so that the whole
//! zip can be hashed on its way.
//!
//! The shapes are those that strict streaming readers (Java's ZipInputStream among them) take too: a stored entry
//! has its checksum in its local header, never behind it. A file too long to be held until its checksum is known
//! is written as deflate's stored blocks (RFC 1951 section 3.2.4: method 8, nothing compressed) with a data descriptor.
//! Zip64 fields appear only where they are needed (APPNOTE.TXT 4.3.9, 4.3.14, 4.5.3).

use std::sync::Arc;

use jiff::civil::Date;

/// A piece of a file on its way.
pub(crate) type Block = Arc<Vec<u8>>;

/// Bytes that one stored block of deflate can carry.
const FRAME: usize = 65_535;
/// Bytes of a piece: whole frames, so that the sum of a streamed entry is known before it begins.
pub(crate) const BLOCK: usize = 16 * FRAME;
/// Where 32 bits end and zip64 begins.
const LIMIT: u64 = 0xffff_ffff;
/// Flag bit 11: names are UTF-8.
const UTF8: u16 = 1 << 11;
/// Flag bit 3: sizes and checksum follow the data.
const DESCRIPTOR: u16 = 1 << 3;
/// Made on Unix (so that modes count) by version 4.5 of the format.
const MADE_BY: u16 = 3 << 8 | 45;
/// A plain file, readable by all, writable by its owner.
const MODE: u32 = 0o100_644 << 16;

/// The other side of a sink is gone; its own error tells why.
#[derive(Debug)]
pub(crate) struct Gone;

/// Where a zip's bytes go.
pub(crate) trait Sink {
    /// Takes the next piece.
    fn put(&mut self, block: Block) -> Result<(), Gone>;
}

/// How an entry's bytes lie in the zip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    /// As they are.
    Stored = 0,
    /// As deflate.
    Deflated = 8,
}

/// What the central directory says of an entry.
struct Record<'a> {
    name: &'a str,
    flags: u16,
    method: Method,
    crc: u32,
    packed: u64,
    plain: u64,
    offset: u64,
}

/// A zip being written.
pub(crate) struct ZipStream<S: Sink> {
    sink: S,
    offset: u64,
    entries: u64,
    central: Vec<u8>,
    date: u16,
}

/// An entry whose checksum is not known yet.
pub(crate) struct Open {
    name: String,
    offset: u64,
    plain: u64,
    packed: u64,
    left: u64,
}

impl<S: Sink> ZipStream<S> {
    /// Begins a zip whose entries all carry the same day.
    pub(crate) fn new(sink: S, day: Date) -> Self {
        let year = day.year().clamp(1980, 2107).abs_diff(1980);
        let (month, of_month) = (day.month().unsigned_abs(), day.day().unsigned_abs());
        let date = year << 9 | u16::from(month) << 5 | u16::from(of_month);
        Self {
            sink,
            offset: 0,
            entries: 0,
            central: Vec::new(),
            date,
        }
    }

    /// Writes an entry that is all there; `plain` is its size before packing.
    pub(crate) fn whole(
        &mut self,
        name: &str,
        method: Method,
        crc: u32,
        plain: u64,
        blocks: impl IntoIterator<Item = Block, IntoIter: Clone>,
    ) -> Result<(), Gone> {
        let blocks = blocks.into_iter();
        let packed = blocks.clone().map(|block| block.len() as u64).sum();
        let record = Record {
            name,
            flags: UTF8,
            method,
            crc,
            packed,
            plain,
            offset: self.offset,
        };
        self.local(&record)?;
        for block in blocks {
            self.put(block)?;
        }
        self.record(&record);
        Ok(())
    }

    /// Begins an entry of `plain` bytes whose checksum is not known yet.
    pub(crate) fn begin(&mut self, name: String, plain: u64) -> Result<Open, Gone> {
        let packed = plain + 5 * plain.div_ceil(FRAME as u64).max(1);
        let open = Open {
            name,
            offset: self.offset,
            plain,
            packed,
            left: plain,
        };
        self.local(&open.record(0))?;
        Ok(open)
    }

    /// Writes the next piece of an open entry; every piece but the last is [`BLOCK`] bytes long.
    pub(crate) fn next(&mut self, open: &mut Open, piece: &[u8]) -> Result<(), Gone> {
        let mut framed = Vec::with_capacity(piece.len() + 5 * piece.len().div_ceil(FRAME));
        // An empty file still needs one frame, the last.
        let none = piece.is_empty().then_some(piece);
        for frame in piece.chunks(FRAME).chain(none) {
            let size = u16::try_from(frame.len()).unwrap_or(u16::MAX);
            open.left = open.left.saturating_sub(u64::from(size));
            framed.push(u8::from(open.left == 0));
            framed.extend(size.to_le_bytes());
            framed.extend((!size).to_le_bytes());
            framed.extend_from_slice(frame);
        }
        self.put(Arc::new(framed))
    }

    /// Ends an open entry.
    pub(crate) fn end(&mut self, open: &Open, crc: u32) -> Result<(), Gone> {
        let record = open.record(crc);
        let mut out = Fields::default();
        out.u32(0x0807_4b50).u32(crc);
        if record.wide() {
            out.u64(open.packed).u64(open.plain);
        } else {
            out.low(open.packed).low(open.plain);
        }
        self.put(Arc::new(out.0))?;
        self.record(&record);
        Ok(())
    }

    /// Gives the sink back without ending the zip.
    pub(crate) fn abandon(self) -> S {
        self.sink
    }

    /// Writes the central directory and gives the sink back with the zip's size; the sink alone where it is gone.
    pub(crate) fn finish(mut self) -> Result<(S, u64), S> {
        match self.directory() {
            Ok(()) => Ok((self.sink, self.offset)),
            Err(Gone) => Err(self.sink),
        }
    }

    fn directory(&mut self) -> Result<(), Gone> {
        let start = self.offset;
        let central = std::mem::take(&mut self.central);
        let size = central.len() as u64;
        self.put(Arc::new(central))?;
        let mut out = Fields::default();
        if self.entries >= 0xffff || size >= LIMIT || start >= LIMIT {
            out.u32(0x0606_4b50).u64(44).u16(MADE_BY).u16(45).u32(0).u32(0);
            out.u64(self.entries).u64(self.entries).u64(size).u64(start);
            out.u32(0x0706_4b50).u32(0).u64(start + size).u32(1);
        }
        let count = u16::try_from(self.entries).unwrap_or(u16::MAX);
        out.u32(0x0605_4b50)
            .u16(0)
            .u16(0)
            .u16(count)
            .u16(count)
            .low(size)
            .low(start)
            .u16(0);
        self.put(Arc::new(out.0))
    }

    fn put(&mut self, block: Block) -> Result<(), Gone> {
        self.offset += block.len() as u64;
        self.sink.put(block)
    }

    fn local(&mut self, record: &Record) -> Result<(), Gone> {
        let later = record.flags & DESCRIPTOR != 0;
        let mut out = Fields::default();
        out.u32(0x0403_4b50)
            .u16(record.version())
            .u16(record.flags)
            .u16(record.method as u16);
        out.u16(0).u16(self.date).u32(record.crc);
        match (record.wide(), later) {
            (true, _) => out.u32(u32::MAX).u32(u32::MAX),
            (false, true) => out.u32(0).u32(0),
            (false, false) => out.low(record.packed).low(record.plain),
        };
        out.u16(short(record.name.len()))
            .u16(if record.wide() { 20 } else { 0 });
        out.0.extend_from_slice(record.name.as_bytes());
        if record.wide() {
            let (plain, packed) = if later {
                (0, 0)
            } else {
                (record.plain, record.packed)
            };
            out.u16(1).u16(16).u64(plain).u64(packed);
        }
        self.put(Arc::new(out.0))
    }

    fn record(&mut self, record: &Record) {
        let mut extra = Fields::default();
        for value in [record.plain, record.packed, record.offset] {
            if value >= LIMIT {
                extra.u64(value);
            }
        }
        let extra_len = if extra.0.is_empty() { 0 } else { extra.0.len() + 4 };
        let mut out = Fields(std::mem::take(&mut self.central));
        out.u32(0x0201_4b50)
            .u16(MADE_BY)
            .u16(record.version())
            .u16(record.flags)
            .u16(record.method as u16);
        out.u16(0)
            .u16(self.date)
            .u32(record.crc)
            .low(record.packed)
            .low(record.plain);
        out.u16(short(record.name.len()))
            .u16(short(extra_len))
            .u16(0)
            .u16(0)
            .u16(0)
            .u32(MODE);
        out.low(record.offset);
        out.0.extend_from_slice(record.name.as_bytes());
        if !extra.0.is_empty() {
            out.u16(1).u16(short(extra.0.len()));
            out.0.extend_from_slice(&extra.0);
        }
        self.central = out.0;
        self.entries += 1;
    }
}

impl Open {
    fn record(&self, crc: u32) -> Record<'_> {
        let flags = UTF8 | DESCRIPTOR;
        let (packed, plain, offset) = (self.packed, self.plain, self.offset);
        Record {
            name: &self.name,
            flags,
            method: Method::Deflated,
            crc,
            packed,
            plain,
            offset,
        }
    }
}

impl Record<'_> {
    /// Whether the sizes need 64 bits.
    fn wide(&self) -> bool {
        self.packed >= LIMIT || self.plain >= LIMIT
    }

    /// The version needed to read it.
    fn version(&self) -> u16 {
        if self.wide() || self.offset >= LIMIT {
            45
        } else {
            20
        }
    }
}

/// A length of a name or an extra field; ours are far below the limit.
fn short(len: usize) -> u16 {
    u16::try_from(len).unwrap_or(u16::MAX)
}

/// Little-endian fields.
#[derive(Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn u16(&mut self, value: u16) -> &mut Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn u64(&mut self, value: u64) -> &mut Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    /// A 32-bit field, all ones where the value needs 64 bits.
    fn low(&mut self, value: u64) -> &mut Self {
        self.u32(u32::try_from(value).unwrap_or(u32::MAX))
    }
}

/// Bytes as raw deflate; the same on every machine, which SIMD-tuned compressors do not promise.
pub(crate) fn deflate(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec(bytes, 6)
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    impl Sink for Vec<u8> {
        fn put(&mut self, block: Block) -> Result<(), Gone> {
            self.extend_from_slice(&block);
            Ok(())
        }
    }

    fn stream() -> ZipStream<Vec<u8>> {
        ZipStream::new(Vec::new(), jiff::civil::date(2026, 11, 20))
    }

    #[test]
    fn more_entries_than_16_bits_can_count() {
        let mut zip = stream();
        for number in 0..70_000_u32 {
            let name = format!("目录/{number}");
            zip.whole(
                &name,
                Method::Stored,
                crc32fast::hash(b"x"),
                1,
                [Arc::new(b"x".to_vec())],
            )
            .unwrap();
        }
        let (bytes, size) = zip.finish().ok().unwrap();
        assert_eq!(bytes.len() as u64, size);
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 70_000);
        let mut text = String::new();
        archive
            .by_name("目录/69999")
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        assert_eq!(text, "x");
    }

    #[test]
    fn streamed_entries_of_every_length_are_read_back() {
        for len in [
            0,
            1,
            FRAME - 1,
            FRAME,
            FRAME + 1,
            BLOCK,
            BLOCK + FRAME,
            2 * BLOCK + 7,
        ] {
            let content: Vec<u8> = (0..len).map(|at| at as u8).collect();
            let mut zip = stream();
            let mut open = zip.begin("a".to_owned(), len as u64).unwrap();
            for piece in content.chunks(BLOCK) {
                zip.next(&mut open, piece).unwrap();
            }
            if len == 0 {
                zip.next(&mut open, &[]).unwrap();
            }
            zip.end(&open, crc32fast::hash(&content)).unwrap();
            let (bytes, _) = zip.finish().ok().unwrap();
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut found = Vec::new();
            archive.by_index(0).unwrap().read_to_end(&mut found).unwrap();
            assert!(found == content, "{len}");
        }
    }

    #[test]
    fn sizes_beyond_32_bits_stand_in_zip64_fields() {
        let size = 5_u64 << 30;
        let mut zip = stream();
        let open = zip.begin("a".to_owned(), size).unwrap();
        zip.end(&open, 7).unwrap();
        let (bytes, _) = zip.finish().ok().unwrap();
        let packed = size + 5 * size.div_ceil(FRAME as u64);
        let local: Vec<u8> = [[1, 0, 16, 0].as_slice(), &[0; 16]].concat();
        assert_eq!(bytes[31..51], local, "zero for now, but 64 bits wide");
        let descriptor = [packed.to_le_bytes(), size.to_le_bytes()].concat();
        assert_eq!(bytes[59..75], descriptor);
        let central: Vec<u8> = [
            [1, 0, 16, 0].as_slice(),
            &size.to_le_bytes(),
            &packed.to_le_bytes(),
        ]
        .concat();
        assert!(bytes.windows(20).any(|window| window == central));
    }
}
