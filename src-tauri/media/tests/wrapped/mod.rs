//! Files that hold a picture, made for the tests: HEIC, films, camera raw, Photoshop documents.

use image::RgbImage;

/// A HEIC of a picture; with four channels it is fully transparent.
pub fn heic(picture: &RgbImage, channels: usize) -> Vec<u8> {
    let options = heifer::EncodeOptions::default();
    let (width, height) = picture.dimensions();
    if channels == 3 {
        return heifer::encode_rgb8(width, height, picture.as_raw(), &options).unwrap();
    }
    let rgba: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 0])
        .collect();
    heifer::encode_rgba8(width, height, &rgba, &options).unwrap()
}

fn position(file: &[u8], word: &[u8]) -> usize {
    file.windows(word.len()).position(|part| part == word).unwrap()
}

/// A HEIC that shall be turned by 90 degrees counter-clockwise: another property's place is taken for that.
pub fn heic_turned() -> Vec<u8> {
    let mut file = heic(&super::pictures::upright(400, 300), 3);
    let at = position(&file, b"pixi");
    file[at..at + 5].copy_from_slice(b"irot\x01");
    file
}

/// Configuration record and picture of a HEIC that is one piece, as a film holds them.
pub fn hevc(heic: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let at = position(heic, b"hvcC") - 4;
    let length = u32::from_be_bytes(heic[at..at + 4].try_into().unwrap()) as usize;
    let data = position(heic, b"mdat") + 4;
    (heic[at..at + length].to_vec(), heic[data..].to_vec())
}

fn boxed(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&(body.len() as u32 + 8).to_be_bytes(), &name[..], &body].concat()
}

fn words(values: &[u32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

fn track(entry: &[u8; 4], record: &[u8], at: u32, length: u32) -> Vec<u8> {
    let described = boxed(entry, &[&[0; 78], record]);
    let table = boxed(
        b"stbl",
        &[
            &boxed(b"stsd", &[&words(&[0, 1]), &described]),
            &boxed(b"stsc", &[&words(&[0, 1, 1, 1, 1])]),
            &boxed(b"stsz", &[&words(&[0, 0, 1, length])]),
            &boxed(b"stco", &[&words(&[0, 1, at])]),
        ],
    );
    let handler = boxed(b"hdlr", &[&[0; 8], b"vide", &[0; 12]]);
    boxed(
        b"trak",
        &[&boxed(b"mdia", &[&handler, &boxed(b"minf", &[&table])])],
    )
}

/// A film of one sample.
pub fn film(entry: &[u8; 4], record: &[u8], sample: &[u8]) -> Vec<u8> {
    let begin = boxed(b"ftyp", &[b"isom\0\0\x02\0isom"]);
    let at = begin.len() as u32 + 8;
    let track = track(entry, record, at, sample.len() as u32);
    [begin, boxed(b"mdat", &[sample]), boxed(b"moov", &[&track])].concat()
}

/// An AVI of one JPEG.
pub fn avi(jpeg: &[u8]) -> Vec<u8> {
    let chunk = |name: &[u8], body: &[u8]| [name, &(body.len() as u32).to_le_bytes(), body].concat();
    let movie = chunk(b"LIST", &[b"movi".to_vec(), chunk(b"00dc", jpeg)].concat());
    let header = chunk(b"LIST", b"hdrl");
    chunk(b"RIFF", &[b"AVI ".to_vec(), header, movie].concat())
}

/// Bits, as H.264 writes them (ITU-T H.264, 7.2 and 9.1).
#[derive(Default)]
struct Bits(Vec<bool>);

impl Bits {
    fn put(&mut self, value: u32, count: u32) -> &mut Self {
        self.0.extend((0..count).rev().map(|bit| value >> bit & 1 == 1));
        self
    }

    fn golomb(&mut self, value: u32) -> &mut Self {
        let length = (value + 1).ilog2();
        self.put(0, length).put(value + 1, length + 1)
    }

    fn align(&mut self) -> &mut Self {
        while !self.0.len().is_multiple_of(8) {
            self.0.push(false);
        }
        self
    }

    /// A unit with its header, ended and escaped.
    fn unit(&mut self, header: u8) -> Vec<u8> {
        self.put(1, 1).align();
        let mut unit = vec![header];
        for byte in self.0.chunks(8) {
            let byte = byte.iter().fold(0, |sum, bit| sum << 1 | u8::from(*bit));
            if unit.ends_with(&[0, 0]) && byte <= 3 {
                unit.push(3);
            }
            unit.push(byte);
        }
        unit
    }
}

/// The four quarters as one H.264 picture of samples that are not compressed; sides are multiples of 16.
pub fn h264(width: u32, height: u32) -> (Vec<u8>, Vec<u8>) {
    // Limited range, BT.601: red, green, blue, yellow.
    const COLOURS: [[u8; 3]; 4] = [[82, 90, 240], [145, 54, 34], [41, 240, 110], [210, 16, 146]];
    let (across, down) = (width / 16, height / 16);
    let mut sequence = Bits::default();
    sequence
        .put(66, 8)
        .put(0, 8)
        .put(30, 8)
        .golomb(0)
        .golomb(0)
        .golomb(2)
        .golomb(1)
        .put(0, 1);
    sequence.golomb(across - 1).golomb(down - 1).put(0b1100, 4);
    let sequence = sequence.unit(0x67);
    let mut picture = Bits::default();
    picture
        .golomb(0)
        .golomb(0)
        .put(0, 2)
        .golomb(0)
        .golomb(0)
        .golomb(0)
        .put(0, 3);
    picture.golomb(0).golomb(0).golomb(0).put(0, 3);
    let picture = picture.unit(0x68);
    let mut slice = Bits::default();
    slice
        .golomb(0)
        .golomb(7)
        .golomb(0)
        .put(0, 4)
        .golomb(0)
        .put(0, 2)
        .golomb(0);
    for block in 0..across * down {
        let right = usize::from(block % across >= across / 2);
        let below = usize::from(block / across >= down / 2);
        let [light, blue, red] = COLOURS[below * 2 + right];
        slice.golomb(25).align();
        for (value, count) in [(light, 256), (blue, 64), (red, 64)] {
            for _ in 0..count {
                slice.put(value.into(), 8);
            }
        }
    }
    let slice = slice.unit(0x65);
    let two = |unit: &[u8]| [&(unit.len() as u16).to_be_bytes(), unit].concat();
    let record = [
        vec![1, 66, 0, 30, 0xff, 0xe1],
        two(&sequence),
        vec![1],
        two(&picture),
    ];
    let sample = [&(slice.len() as u32).to_be_bytes()[..], &slice].concat();
    (boxed(b"avcC", &[&record.concat()]), sample)
}

/// A directory of a TIFF structure with long values, at this place.
fn directory(entries: &[(u16, u16, u32, u32)], next: u32) -> Vec<u8> {
    let mut out = (entries.len() as u16).to_le_bytes().to_vec();
    for (tag, kind, count, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend(count.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend(next.to_le_bytes());
    out
}

/// A DNG: a small strip in the first directory, the sensor's (lossless) data and a larger JPEG in inner ones.
pub fn dng(small: &[u8], large: &[u8]) -> Vec<u8> {
    let first = 8_u32;
    let inner = first + 2 + 12 * 4 + 4;
    let data = inner + 2 + 12 * 2 + 4;
    let (s, l) = (small.len() as u32, large.len() as u32);
    [
        b"II*\0\x08\0\0\0".to_vec(),
        directory(
            &[
                (0x0103, 3, 1, 7),
                (0x0111, 4, 1, data),
                (0x0117, 4, 1, s),
                (0x014a, 4, 1, inner),
            ],
            0,
        ),
        directory(&[(0x0201, 4, 1, data + s), (0x0202, 4, 1, l)], 0),
        small.to_vec(),
        large.to_vec(),
    ]
    .concat()
}

/// An ORF whose preview is told by Olympus' own notes, counted from their begin.
pub fn orf(large: &[u8]) -> Vec<u8> {
    let notes = 8 + 2 + 12 + 4 + 2 + 12 + 4;
    let settings = 12 + 2 + 12 + 4;
    let data = settings + 2 + 24 + 4;
    // Short previews are no previews.
    let jpeg = [large, &vec![0; 70_000]].concat();
    [
        b"IIRO\x08\0\0\0".to_vec(),
        directory(&[(0x8769, 4, 1, 8 + 2 + 12 + 4)], 0),
        directory(&[(0x927c, 7, 200, notes)], 0),
        b"OLYMPUS\0II\x03\0".to_vec(),
        directory(&[(0x2020, 13, 1, settings)], 0),
        directory(&[(0x0101, 4, 1, data), (0x0102, 4, 1, jpeg.len() as u32)], 0),
        jpeg,
    ]
    .concat()
}

/// An RW2: the JPEG is a value of the first directory.
pub fn rw2(large: &[u8]) -> Vec<u8> {
    let data = 8 + 2 + 12 + 4;
    [
        b"IIU\0\x08\0\0\0".to_vec(),
        directory(&[(0x002e, 7, large.len() as u32, data)], 0),
        large.to_vec(),
    ]
    .concat()
}

/// A RAF: the header names the JPEG's place.
pub fn raf(large: &[u8]) -> Vec<u8> {
    let mut file = b"FUJIFILMCCD-RAW 0201".to_vec();
    file.resize(84, 0);
    file.extend(words(&[148, large.len() as u32]));
    file.resize(148, 0);
    file.extend(large);
    file
}

/// A CR3: a small preview in Canon's box, the large one as the first sample.
pub fn cr3(small: &[u8], large: &[u8]) -> Vec<u8> {
    let id = [
        0xea, 0xf4, 0x2b, 0x5e, 0x1c, 0x98, 0x4b, 0x88, 0xb9, 0xfb, 0xb7, 0xdc, 0x40, 0x6e, 0x4d, 0x16,
    ];
    let begin = boxed(b"ftyp", &[b"crx \0\0\0\x01crx isom"]);
    let at = begin.len() as u32 + 8;
    let preview = boxed(b"PRVW", &[&[0; 12], &words(&[small.len() as u32]), small]);
    [
        begin,
        boxed(b"mdat", &[large]),
        boxed(b"moov", &[&track(b"CRAW", &[], at, large.len() as u32)]),
        boxed(b"uuid", &[&id, &[0; 8], &preview]),
    ]
    .concat()
}

/// A Photoshop document without layers, its merged picture packed as rows of bytes as they are.
pub fn psd(picture: &RgbImage) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let mut file = b"8BPS\0\x01\0\0\0\0\0\0\0\x03".to_vec();
    file.extend(words(&[height, width]));
    file.extend([0, 8, 0, 3]);
    file.extend(words(&[0, 0, 0]));
    file.extend([0, 1]);
    let mut rows = Vec::new();
    for channel in 0..3 {
        for row in picture.rows() {
            let row: Vec<u8> = row.map(|pixel| pixel.0[channel]).collect();
            let packed: Vec<u8> = row
                .chunks(128)
                .flat_map(|part| [&[part.len() as u8 - 1], part].concat())
                .collect();
            file.extend((packed.len() as u16).to_be_bytes());
            rows.extend(packed);
        }
    }
    [file, rows].concat()
}

/// A JPEG with a profile, in two pieces.
pub fn with_profile(jpeg: &[u8], profile: &[u8]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    let half = profile.len() / 2;
    // Out of order, as the format allows.
    for (number, piece) in [(2, &profile[half..]), (1, &profile[..half])] {
        file.extend([0xff, 0xe2]);
        file.extend((piece.len() as u16 + 16).to_be_bytes());
        file.extend(b"ICC_PROFILE\0");
        file.extend([number, 2]);
        file.extend(piece);
    }
    file.extend(&jpeg[2..]);
    file
}
