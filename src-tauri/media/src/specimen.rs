//! A file of each format, made by code: as little of it as tells what it is.

use std::path::Path;

use crate::exif::tests::{Value, tiff};
use crate::facts::facts;
use crate::format::Format;
use crate::jpeg::tests::markers;
use crate::ole::tests::compound;
use crate::zipped::tests::zip;
use crate::{asf, matroska, movie, psd, sound, transport};

/// The bytes; a format without an arm does not compile.
pub(crate) fn of(format: Format) -> Vec<u8> {
    let exif = || tiff(true, &[(0x9003, Value::Text("2026:04:03 09:14:22"))]);
    let brand = |brand: &[u8; 4]| {
        let mut file = movie::tests::mp4(2_082_844_800 + 1_775_200_462, 10);
        file[8..12].copy_from_slice(brand);
        file
    };
    let starts = |start: &[u8]| {
        let mut file = start.to_vec();
        file.resize(600, 0);
        file
    };
    let open_document = |kind: &str| {
        zip(
            &["mimetype", "content.xml"],
            format!("application/vnd.oasis.opendocument.{kind}").as_bytes(),
        )
    };
    let office = |part: &str| zip(&["[Content_Types].xml", part], b"<Types/>");
    match format {
        Format::Jpeg => markers(&exif(), &[0xff, 0xd9]),
        Format::Png => starts(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"),
        Format::WebP => starts(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0"),
        Format::Gif => starts(b"GIF89a\x80\x02\xe0\x01"),
        Format::Bmp => starts(b"BM\0\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0\x80\x02\0\0\xe0\x01\0\0"),
        Format::Tiff | Format::Dng | Format::Nef | Format::Arw | Format::Pef | Format::Srw => exif(),
        Format::Cr2 => starts(b"II*\0\x10\0\0\0CR\x02\0"),
        Format::Cr3 => starts(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom"),
        Format::Rw2 => starts(b"IIU\0\x18\0\0\0"),
        Format::Orf => starts(b"IIRO\x08\0\0\0"),
        Format::Raf => starts(b"FUJIFILMCCD-RAW 0201"),
        Format::Heic => starts(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        Format::Heif => starts(b"\0\0\0\x18ftypmif1\0\0\0\0mif1miaf"),
        Format::Avif => starts(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif"),
        Format::Psd => psd::tests::psd(true, b"jpeg"),
        Format::Mp4 => brand(b"isom"),
        Format::Mov => brand(b"qt  "),
        Format::ThreeGp => brand(b"3gp4"),
        Format::M4a => brand(b"M4A "),
        Format::Avi => movie::tests::avi_of_ten_seconds(),
        Format::Mkv => matroska::tests::film(None),
        Format::WebM => starts(b"\x1a\x45\xdf\xa3\x9f\x42\x82\x84webm"),
        Format::MpegTs => transport::tests::film(5, 65, 0),
        Format::Mpeg => starts(b"\0\0\x01\xba\x44\0\x04\0"),
        Format::Wmv | Format::Wma => asf::tests::film(2),
        Format::Flv => starts(b"FLV\x01\x05\0\0\0\x09"),
        Format::Mp3 => sound::tests::mp3(40),
        Format::Wav => movie::tests::wav_of_two_seconds(),
        Format::Amr => sound::tests::amr_of(50),
        Format::Aac => {
            // Two frames of 32 bytes each.
            let frame = [&[0xff, 0xf1, 0x50, 0x80, 0x04, 0x1f, 0xfc][..], &[0; 25]].concat();
            [frame.clone(), frame].concat()
        }
        Format::Flac => sound::tests::flac(),
        Format::Ogg => starts(b"OggS\0\x02"),
        Format::Pdf => b"%PDF-1.7\n%%EOF".to_vec(),
        Format::Ofd => zip(&["OFD.xml"], b"<OFD/>"),
        Format::Doc | Format::Wps => compound("WordDocument"),
        Format::Xls | Format::Et => compound("Workbook"),
        Format::Ppt | Format::Dps => compound("PowerPoint Document"),
        Format::Ole => compound("__substg1.0_0037001F"),
        Format::Docx => office("word/document.xml"),
        Format::Xlsx => office("xl/workbook.xml"),
        Format::Pptx => office("ppt/presentation.xml"),
        Format::Odt => open_document("text"),
        Format::Ods => open_document("spreadsheet"),
        Format::Odp => open_document("presentation"),
        Format::Rtf => b"{\\rtf1\\ansi a}".to_vec(),
        Format::Txt => "关于放假的通知".into(),
        Format::Csv => "姓名,单位\n张三,某局\n".into(),
        Format::Html => b"<!DOCTYPE html><p>a</p>".to_vec(),
        Format::Xml => b"<?xml version=\"1.0\"?><a/>".to_vec(),
        Format::Eml => b"Subject: a\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\na".to_vec(),
        Format::Shortcut => b"[InternetShortcut]\r\nURL=https://example.org/\r\n".to_vec(),
        Format::Zip => zip(&["a.txt"], b"a"),
        Format::Rar => starts(b"Rar!\x1a\x07\x01\0"),
        Format::SevenZip => starts(b"7z\xbc\xaf\x27\x1c\0\x04"),
        Format::Gzip => starts(b"\x1f\x8b\x08\0"),
        Format::Tar => {
            let mut file = vec![0; 600];
            file[257..262].copy_from_slice(b"ustar");
            file
        }
        Format::Exe => starts(b"MZ\x90\0\x03\0"),
        Format::Empty => Vec::new(),
        Format::Unknown => vec![0, 1, 2, 3, 4, 5],
    }
}

#[test]
fn a_file_of_each_format_is_recognised_and_has_no_wrong_extension() {
    for format in Format::ALL {
        let file = of(*format);
        let extension = format.extensions().first().copied().unwrap_or("bin");
        let name = format!("a.{extension}");
        let facts = facts(Path::new(&name), &file, file.len() as u64);
        assert_eq!(facts.format, format.name());
        assert!(
            !facts.doubts.iter().any(|doubt| doubt == "extension_differs"),
            "{format:?}"
        );
    }
}
