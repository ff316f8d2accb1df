//! What the program knows of a file.

use std::path::Path;

use serde::{Deserialize, Serialize};
use taizhang_model::capture::{self, Surroundings};
use taizhang_model::date::{DateFact, DateOrigin, Meaning, Precision};
use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::look::Measures;
use taizhang_model::picture::{has_screen_size, kind_from_picture};

use crate::bytes::{Bytes, be32};
use crate::detect::detect;
use crate::error::FileError;
use crate::exif::{self, Exif};
use crate::format::Format;
use crate::paper::Paper;
use crate::raster::Raster;
use crate::{asf, heif, jpeg, kind, matroska, movie, psd, raster, raw, riff, sound, transport, xmp};

/// Doubt: a part of the EXIF data can't be read, so that a date may be missing.
pub const METADATA_DAMAGED: &str = "metadata_damaged";

/// What a file's name and header tell, without decoding pixels.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// Kind of material.
    pub kind: Kind,
    /// What told it.
    pub kind_from: KindOrigin,
    /// Short format name by content: `jpeg`, `png`, `docx`, `mp4`, `zip`, `empty`, `unknown`…
    pub format: String,
    /// Every date that was found, best first.
    pub dates: Vec<DateFact>,
    /// Doubts: `extension_differs`, `clock_unset` (the container's writer had no clock), [`METADATA_DAMAGED`], and those of
    /// [`capture::settle`].
    pub doubts: Vec<String>,
    /// Pixels, before orientation.
    pub width: Option<u32>,
    /// Pixels, before orientation.
    pub height: Option<u32>,
    /// EXIF orientation 1 to 8; a video's rotation is told in the same numbers.
    pub orientation: Option<u8>,
    /// Seconds.
    pub duration_s: Option<f64>,
    /// Pages.
    pub pages: Option<u32>,
    /// Why facts are incomplete.
    pub error: Option<FileError>,
}

/// Reads facts from the first bytes of a file (`head`, at most [`crate::hash::HEAD`] bytes), its name and its
/// size; opens the file again (read only) only where a format keeps its facts elsewhere. Never panics, never
/// fails as a whole.
pub fn facts(path: &Path, head: &[u8], bytes: u64) -> Facts {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let extension = path
        .extension()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let mut bytes = Bytes::new(path, head, bytes);
    let format = detect(&mut bytes, &extension);
    let (kind, kind_from) = kind::kind(format, &name, &extension);
    let mut facts = Facts {
        kind,
        kind_from,
        format: format.name().to_owned(),
        dates: Vec::new(),
        doubts: Vec::new(),
        width: None,
        height: None,
        orientation: None,
        duration_s: None,
        pages: None,
        error: None,
    };
    facts.read_header(&mut bytes, format);
    if (format.kind() == Kind::Photo || format == Format::Psd) && facts.dates.is_empty() {
        facts.dates = xmp::dates(bytes.head());
    }
    if format.differs_from(&extension) {
        facts.doubts.push("extension_differs".to_owned());
    }
    if facts.kind == Kind::Photo && facts.is_screen(format) {
        (facts.kind, facts.kind_from) = (Kind::Screenshot, KindOrigin::Picture);
    }
    if facts.kind != Kind::Junk {
        facts.dates.extend(capture::name::date(&name, !facts.is_scene()));
    }
    facts.settle(&Surroundings::default());
    // A file that can't be read is not a truncated one.
    if let Some(error) = bytes.failure() {
        facts.error = Some(FileError::of_io(path, error));
    }
    facts
}

impl Facts {
    /// Adds what the document's text and properties tell: pages, dates, and the kind where the name tells none.
    /// Weighs the dates again, without what lies around the file.
    pub fn take_paper(&mut self, paper: &Paper) {
        self.pages = paper.pages.or(self.pages);
        if let Some(kind) = paper.kind.filter(|_| self.kind_from == KindOrigin::Format) {
            (self.kind, self.kind_from) = (kind, KindOrigin::Text);
        }
        self.dates
            .retain(|date| !matches!(date.from, DateOrigin::Text | DateOrigin::Property));
        self.dates.extend(paper.dates.iter().cloned());
        self.settle(&Surroundings::default());
    }

    /// Takes the kind that a picture's measurements tell, where nothing else did.
    pub fn take_look(&mut self, measures: &Measures) {
        let untold = self.kind == Kind::Photo && self.kind_from == KindOrigin::Format;
        if let Some(kind) = kind_from_picture(None, measures).filter(|_| untold) {
            (self.kind, self.kind_from) = (kind, KindOrigin::Picture);
        }
    }

    /// Weighs the dates with what lies around the file ([`capture::settle`]): afterwards the best is the first, and
    /// [`capture::day`] is its day.
    pub fn settle(&mut self, around: &Surroundings) {
        let scene = self.is_scene();
        self.doubts
            .retain(|doubt| !capture::DOUBTS.contains(&doubt.as_str()));
        let doubts = capture::settle(&mut self.dates, scene, around);
        self.doubts.extend(doubts.into_iter().map(str::to_owned));
    }

    /// Whether it is a picture, a film or a sound: what belongs to the moment when it was taken.
    pub fn is_scene(&self) -> bool {
        let kind = Format::named(&self.format).map(Format::kind);
        matches!(kind, Some(Kind::Photo | Kind::Video | Kind::Audio))
    }

    /// Whether a picture that no camera dated has the size of a screen.
    fn is_screen(&self, format: Format) -> bool {
        let lossless = matches!(format, Format::Png | Format::Bmp);
        let by_camera = self.dates.iter().any(|date| date.meaning == Meaning::Taken);
        let size = self.width.zip(self.height);
        !by_camera && size.is_some_and(|(width, height)| has_screen_size(width, height, lossless))
    }

    fn read_header(&mut self, bytes: &mut Bytes<'_>, format: Format) {
        match format {
            Format::Empty => self.error = Some(FileError::new("empty", "the file has no bytes")),
            Format::Jpeg => self.read_jpeg(bytes),
            Format::Png => self.take_raster(raster::png(bytes)),
            Format::WebP => self.take_raster(raster::webp(bytes)),
            Format::Gif => self.take_raster(raster::gif(bytes)),
            Format::Bmp => self.take_raster(raster::bmp(bytes)),
            Format::Tiff => {
                let end = bytes.len();
                if let Some(exif) = exif::read(bytes, 0, end) {
                    (self.width, self.height) = (exif.width, exif.height);
                    self.take_exif(&exif);
                }
            }
            Format::Heic | Format::Heif | Format::Avif => {
                let heif = heif::read(bytes);
                (self.width, self.height) = (heif.width, heif.height);
                if let Some(exif) = heif.exif {
                    self.take_exif(&exif);
                }
            }
            format if format.is_raw() => {
                let raw = raw::read(bytes, format);
                (self.width, self.height) = (raw.width, raw.height);
                if let Some(exif) = raw.exif {
                    self.take_exif(&exif);
                }
            }
            Format::Psd => {
                let head = bytes.head();
                (self.width, self.height) = (be32(head, 18), be32(head, 14));
                if let Some(exif) = psd::exif(bytes) {
                    self.take_exif(&exif);
                }
            }
            Format::Mp4 | Format::Mov | Format::ThreeGp | Format::M4a => self.take_movie(movie::iso(bytes)),
            Format::Avi => {
                self.take_movie(movie::avi(bytes));
                self.dates.extend(riff::date(bytes));
            }
            Format::Wav => {
                self.take_movie(movie::wav(bytes));
                self.dates.extend(riff::date(bytes));
            }
            Format::Mkv | Format::WebM => self.take_movie(matroska::read(bytes)),
            Format::MpegTs => self.take_movie(transport::read(bytes)),
            Format::Wmv | Format::Wma => self.take_movie(asf::read(bytes)),
            Format::Amr => self.take_movie(sound::amr(bytes)),
            Format::Mp3 | Format::Aac | Format::Flac | Format::Ogg => {
                self.take_movie(sound::read(bytes, format));
            }
            _ => {}
        }
    }

    fn read_jpeg(&mut self, bytes: &mut Bytes<'_>) {
        let jpeg = jpeg::read(bytes);
        (self.width, self.height) = (jpeg.width, jpeg.height);
        if let Some(exif) = &jpeg.exif {
            self.take_exif(exif);
        }
        // A read that fails here is told by `Bytes::failure`, or the hash would have failed.
        if jpeg::is_truncated(bytes, &jpeg).is_ok_and(|truncated| truncated) {
            self.error = Some(FileError::new("truncated", "the picture has no end marker"));
        }
    }

    fn take_raster(&mut self, raster: Raster) {
        (self.width, self.height) = (raster.width, raster.height);
        if let Some(exif) = &raster.exif {
            self.take_exif(exif);
        }
        if self.dates.is_empty() {
            self.dates.extend(raster.told);
        }
    }

    fn take_exif(&mut self, exif: &Exif) {
        self.orientation = exif.orientation;
        self.dates.extend(exif.dates());
        if exif.damaged {
            self.doubts.push(METADATA_DAMAGED.to_owned());
        }
    }

    fn take_movie(&mut self, movie: movie::Movie) {
        (self.width, self.height) = (movie.width, movie.height);
        self.orientation = movie.orientation;
        self.duration_s = movie.duration_s;
        // What the recorder tells comes first, unless it tells only the day of what the header tells to the second.
        let coarse = movie
            .told
            .as_ref()
            .zip(movie.made.as_ref())
            .is_some_and(|(told, made)| {
                (told.precision, made.precision) == (Precision::Day, Precision::Instant)
                    && told.day() == made.day()
            });
        let (first, second) = if coarse {
            (movie.made, movie.told)
        } else {
            (movie.told, movie.made)
        };
        self.dates.extend(first);
        self.dates.extend(second);
        if movie.clockless {
            self.doubts.push("clock_unset".to_owned());
        }
        if movie.headless {
            self.error = Some(FileError::new("truncated", "the file ends before its header"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exif::tests::{Value, tiff};
    use crate::jpeg::tests::markers;
    use crate::movie::tests::mp4;
    use crate::zipped::tests::zip;

    fn of(name: &str, content: &[u8]) -> Facts {
        facts(Path::new(name), content, content.len() as u64)
    }

    fn dated(text: &str) -> Vec<u8> {
        let exif = tiff(true, &[(0x0112, Value::Short(6)), (0x9003, Value::Text(text))]);
        markers(&exif, &[0xff, 0xd9])
    }

    #[test]
    fn a_photo_tells_size_orientation_and_date() {
        let facts = of("IMG_1.jpg", &dated("2026:04:03 09:14:22"));
        assert_eq!(facts.kind, Kind::Photo);
        assert_eq!(
            (facts.width, facts.height, facts.orientation),
            (Some(600), Some(300), Some(6))
        );
        assert_eq!(facts.dates.len(), 1);
        assert_eq!(facts.dates[0].value, "2026-04-03T09:14:22");
        assert_eq!(facts.dates[0].from, DateOrigin::ExifOriginal);
        assert_eq!(facts.dates[0].meaning, Meaning::Taken);
        assert_eq!((facts.doubts, facts.error), (vec![], None));
    }

    #[test]
    fn a_clock_that_was_reset_and_a_wrong_extension_are_doubts() {
        assert_eq!(of("a.jpg", &dated("2000:01:01 00:03:10")).doubts, ["clock_reset"]);
        assert_eq!(
            of("a.png", &dated("2026:04:03 09:14:22")).doubts,
            ["extension_differs"]
        );
        assert_eq!(of("a.xlsx", &zip(&["a.txt"], b"")).doubts, ["extension_differs"]);
        assert!(of("a.jpg", &dated("0000:00:00 00:00:00")).dates.is_empty());
    }

    #[test]
    fn damaged_exif_is_a_doubt_and_costs_nothing_else() {
        let whole = dated("2026:04:03 09:14:22");
        let at = whole.windows(4).position(|word| word == b"II*\0").unwrap();
        let changed = |place: usize, byte: u8| {
            let mut file = whole.clone();
            file[at + place] = byte;
            of("IMG_20260403_091422.jpg", &file)
        };
        assert!(of("a.jpg", &whole).doubts.is_empty());
        // No structure at all; a directory outside; a value outside.
        for facts in [changed(2, 9), changed(7, 0xff), changed(10 + 12 + 8 + 3, 0xff)] {
            assert_eq!(facts.doubts, [METADATA_DAMAGED]);
            assert_eq!((facts.error.as_ref(), facts.width), (None, Some(600)));
            assert_eq!(facts.dates[0].from, DateOrigin::NameTaken);
        }
        assert!(of("a.jpg", &markers(b"MM", &[0xff, 0xd9])).doubts.is_empty());
    }

    #[test]
    fn a_name_dates_what_its_bytes_do_not() {
        let saved = of("微信图片_20260405120000.jpg", &markers(&[], &[0xff, 0xd9]));
        assert_eq!(saved.dates[0].from, DateOrigin::NameSaved);
        assert_eq!(saved.doubts, ["saved_time_only"]);
        let both = of("微信图片_20260405120000.jpg", &dated("2026:04:03 09:14:22"));
        let origins: Vec<DateOrigin> = both.dates.iter().map(|date| date.from).collect();
        assert_eq!(origins, [DateOrigin::ExifOriginal, DateOrigin::NameSaved]);
        assert!(of("~$纪要20260403.docx", b"x").dates.is_empty());
    }

    #[test]
    fn a_paper_adds_its_kind_its_pages_and_its_dates() {
        let mut facts = of("新建文本20260405.txt", "证明\n".as_bytes());
        assert_eq!(
            (facts.kind, facts.dates[0].meaning),
            (Kind::Document, Meaning::Written)
        );
        let paper = Paper {
            pages: Some(3),
            kind: Some(Kind::Proof),
            dates: vec![DateFact {
                value: "2026-04-03".to_owned(),
                precision: taizhang_model::date::Precision::Day,
                from: DateOrigin::Text,
                meaning: Meaning::Written,
            }],
            ..Paper::default()
        };
        facts.take_paper(&paper);
        facts.take_paper(&paper);
        assert_eq!((facts.kind, facts.kind_from), (Kind::Proof, KindOrigin::Text));
        assert_eq!((facts.pages, facts.dates.len()), (Some(3), 2));
        assert_eq!(facts.dates[0].from, DateOrigin::Text);
        let mut named = of("情况说明.txt", "证明\n".as_bytes());
        named.take_paper(&paper);
        assert_eq!((named.kind, named.kind_from), (Kind::Report, KindOrigin::Name));
    }

    #[test]
    fn an_empty_file_is_junk_and_an_error() {
        let facts = of("a.jpg", b"");
        assert_eq!((facts.kind, facts.format.as_str()), (Kind::Junk, "empty"));
        assert_eq!(facts.error.unwrap().code, "empty");
        assert!(facts.doubts.is_empty());
    }

    #[test]
    fn a_truncated_picture_keeps_its_other_facts() {
        let mut file = dated("2026:04:03 09:14:22");
        file.truncate(file.len() - 2);
        let facts = of("a.jpg", &file);
        assert_eq!(facts.error.unwrap().code, "truncated");
        assert_eq!((facts.width, facts.dates.len()), (Some(600), 1));
    }

    #[test]
    fn a_video_tells_length_and_time_in_the_zone_of_its_users() {
        let facts = of("VID.mp4", &mp4(2_082_844_800 + 1_775_200_462, 10));
        assert_eq!(facts.kind, Kind::Video);
        assert_eq!(facts.duration_s, Some(65.0));
        assert_eq!(facts.dates[0].value, "2026-04-03T15:14:22+08:00");
        assert_eq!(facts.dates[0].from, DateOrigin::Container);
        let unset = of("VID.mp4", &mp4(0, 10));
        assert!(unset.dates.is_empty());
        assert_eq!(unset.doubts, ["clock_unset"]);
    }

    #[test]
    fn a_day_does_not_hide_the_time_of_the_same_day() {
        let day = |value: &str| DateFact {
            value: value.to_owned(),
            precision: Precision::Day,
            from: DateOrigin::Container,
            meaning: Meaning::Taken,
        };
        let first = |told: &str| {
            let mut facts = of("VID.bin", b"x");
            facts.take_movie(movie::Movie {
                told: Some(day(told)),
                made: crate::stamp::container_time(2_082_844_800 + 1_775_200_462),
                ..movie::Movie::default()
            });
            facts.dates.remove(0).value
        };
        assert_eq!(first("2026-04-03"), "2026-04-03T15:14:22+08:00");
        assert_eq!(first("2026-04-01"), "2026-04-01");
    }

    #[test]
    fn a_file_that_vanished_before_its_facts_says_so() {
        let file = mp4(0, 300_000);
        let facts = facts(Path::new("no/such.mp4"), &file[..1000], file.len() as u64);
        assert_eq!(facts.error.unwrap().code, "vanished");
    }

    mod random {
        use proptest::prelude::*;

        use super::*;

        const STARTS: [&[u8]; 14] = [
            b"",
            b"\xff\xd8\xff\xe1\0\x60Exif\0\0II*\0\x08\0\0\0\x04\0",
            b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR",
            b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0",
            b"RIFF\0\0\0\0AVI LIST\0\0\0\0hdrlavih",
            b"RIFF\0\0\0\0WAVEfmt \x10\0\0\0",
            b"II*\0\x08\0\0\0\x04\0",
            b"MM\0*\0\0\0\x08\0\x04",
            b"\0\0\0\x10ftypheic\0\0\0\0\0\0\x01\0meta\0\0\0\0\0\0\0\x20iloc",
            b"\0\0\0\x10ftypisom\0\0\0\0\0\0\x01\0moov\0\0\0\x6cmvhd",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            b"PK\x03\x04",
            b"GIF89a",
            b"BM",
        ];

        proptest! {
            #![proptest_config(ProptestConfig::with_cases(2000))]

            #[test]
            fn bytes_never_panic(
                start in 0..STARTS.len(),
                rest in proptest::collection::vec(any::<u8>(), 0..600),
                extension in "[a-z]{0,4}",
                more in prop_oneof![Just(0_u64), any::<u32>().prop_map(u64::from), any::<u64>()],
            ) {
                let mut content = STARTS[start].to_vec();
                content.extend(rest);
                let bytes = more.saturating_add(content.len() as u64);
                let name = format!("no-such-folder/a.{extension}");
                let facts = facts(Path::new(&name), &content, bytes);
                prop_assert!(!facts.format.is_empty());
            }

            #[test]
            fn changed_bytes_never_panic(
                which in 0..3_usize,
                changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..20),
            ) {
                let mut content = match which {
                    0 => dated("2026:04:03 09:14:22"),
                    1 => mp4(5, 50),
                    _ => zip(&["[Content_Types].xml", "word/document.xml"], b"x"),
                };
                for (place, byte) in changes {
                    let place = place.index(content.len());
                    content[place] = byte;
                }
                facts(Path::new("a.jpg"), &content, content.len() as u64);
            }
        }
    }
}
