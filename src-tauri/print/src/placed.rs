//! Tests of photographs in a finished file.

use std::io::Cursor;

use hayro_syntax::Pdf as Read;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use jiff::civil::date;
use taizhang_model::form::{Block, Form, FormName, Photo};
use taizhang_model::id::Sha256;

use crate::jpeg::{Pictures, shape};
use crate::pdf::Printer;

struct Drawn(Vec<Option<Vec<u8>>>);

impl Pictures for Drawn {
    fn jpeg(&self, number: usize) -> Option<Vec<u8>> {
        self.0[number].clone()
    }
}

fn jpeg(seed: u8, width: u32, height: u32, grey: bool) -> Vec<u8> {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        Rgb([seed, (x % 251) as u8, (y % 241) as u8])
    });
    let mut picture = DynamicImage::ImageRgb8(picture);
    if grey {
        picture = DynamicImage::ImageLuma8(picture.to_luma8());
    }
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

fn form(photos: usize, per_page: u32) -> Form {
    let photo = |n: usize| Photo {
        sha256: Sha256([n as u8; 32]),
        line: format!("第{n}张"),
        elements: Vec::new(),
    };
    Form {
        name: FormName::Photos,
        unit: "某局".to_owned(),
        as_of: date(2026, 11, 20),
        landscape: false,
        numbered: true,
        blocks: vec![Block::Photos {
            heading: "1.1 组织领导".to_owned(),
            per_page,
            photos: (0..photos).map(photo).collect(),
        }],
    }
}

fn count(bytes: &[u8], part: &[u8]) -> usize {
    bytes.windows(part.len()).filter(|there| *there == part).count()
}

#[test]
fn photographs_lie_in_the_file_as_they_are() {
    let drawn = Drawn(vec![
        Some(jpeg(10, 160, 120, false)),
        Some(jpeg(20, 90, 160, false)),
        None,
        Some(jpeg(40, 64, 64, true)),
        Some(b"no jpeg".to_vec()),
    ]);
    let printer = Printer::of_system().unwrap();
    for per_page in [1, 2, 4] {
        let mut made = Vec::new();
        let pages = printer.write(&form(5, per_page), &drawn, &mut made).unwrap();
        assert_eq!(pages, 5usize.div_ceil(per_page as usize));
        for n in [0, 1, 3] {
            assert_eq!(count(&made, drawn.0[n].as_ref().unwrap()), 1, "{n}");
        }
        assert_eq!(count(&made, b"/Subtype/Image/Filter/DCTDecode"), 3);
        assert_eq!(count(&made, b"/ColorSpace/DeviceGray/"), 1);
        let read = Read::new(made.clone()).unwrap();
        assert_eq!(read.pages().len(), pages);
        every_object_is_where_the_table_says(&made);
        let mut again = Vec::new();
        printer.write(&form(5, per_page), &drawn, &mut again).unwrap();
        assert!(made == again);
    }
}

fn every_object_is_where_the_table_says(pdf: &[u8]) {
    let lines = |from: usize| {
        pdf[from..]
            .split(|byte| *byte == b'\n')
            .map(|line| std::str::from_utf8(line).unwrap())
    };
    let end = pdf.windows(10).rposition(|part| part == b"startxref\n").unwrap();
    let at: usize = lines(end).nth(1).unwrap().parse().unwrap();
    let mut table = lines(at);
    assert_eq!(table.next(), Some("xref"));
    let objects: usize = table.next().unwrap().strip_prefix("0 ").unwrap().parse().unwrap();
    for (id, line) in table.take(objects).enumerate().skip(1) {
        assert_eq!(line.len(), 19, "{line}");
        let offset: usize = line[..10].parse().unwrap();
        assert!(
            pdf[offset..].starts_with(format!("{id} 0 obj").as_bytes()),
            "{id}"
        );
    }
}

#[test]
fn the_head_of_a_jpeg_tells_its_shape() {
    let wide = shape(&jpeg(1, 40, 30, false)).unwrap();
    assert_eq!((wide.width, wide.height, wide.grey), (40, 30, false));
    assert!(shape(&jpeg(1, 8, 8, true)).unwrap().grey);
    assert_eq!(shape(b"\xff\xd8\xff"), None);
}

struct Stopped;

impl Pictures for Stopped {
    fn jpeg(&self, _: usize) -> Option<Vec<u8>> {
        None
    }
    fn stopped(&self) -> bool {
        true
    }
}

#[test]
fn a_person_can_stop_it() {
    let printer = Printer::of_system().unwrap();
    let stopped = printer.write(&form(3, 1), &Stopped, &mut Vec::new());
    assert!(matches!(stopped, Err(crate::PrintError::Stopped)));
}
