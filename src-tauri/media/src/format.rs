//! The formats that the program tells apart, each with its name, its kind and its usual extensions.

use taizhang_model::kind::Kind;

macro_rules! formats {
    ($($variant:ident, $name:literal, $kind:ident, [$($extension:literal),*];)+) => {
        /// A format by content.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Format { $($variant),+ }

        impl Format {
            pub(crate) const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The format with this short name.
            pub(crate) fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|format| format.name() == name)
            }

            /// Its short name.
            pub(crate) const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),+ }
            }

            /// The kind of material it holds, as far as the format tells.
            pub(crate) const fn kind(self) -> Kind {
                match self { $(Self::$variant => Kind::$kind),+ }
            }

            /// Extensions that its files usually bear, in lower case.
            pub(crate) const fn extensions(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($extension),*]),+ }
            }
        }

        const EXTENSIONS: &[&[&str]] = &[$(&[$($extension),*]),+];
    };
}

formats! {
    Jpeg, "jpeg", Photo, ["jpg", "jpeg", "jpe", "jfif", "mpo"];
    Png, "png", Photo, ["png", "apng"];
    WebP, "webp", Photo, ["webp"];
    Gif, "gif", Photo, ["gif"];
    Bmp, "bmp", Photo, ["bmp", "dib"];
    Tiff, "tiff", Photo, ["tif", "tiff"];
    Dng, "dng", Photo, ["dng"];
    Cr2, "cr2", Photo, ["cr2"];
    Cr3, "cr3", Photo, ["cr3"];
    Nef, "nef", Photo, ["nef", "nrw"];
    Arw, "arw", Photo, ["arw", "sr2"];
    Rw2, "rw2", Photo, ["rw2"];
    Orf, "orf", Photo, ["orf"];
    Raf, "raf", Photo, ["raf"];
    Pef, "pef", Photo, ["pef"];
    Srw, "srw", Photo, ["srw"];
    Heic, "heic", Photo, ["heic", "heif", "hif"];
    Heif, "heif", Photo, ["heif", "heic", "hif"];
    Avif, "avif", Photo, ["avif"];
    Psd, "psd", Other, ["psd"];
    Mp4, "mp4", Video, ["mp4", "m4v", "mov", "f4v"];
    Mov, "mov", Video, ["mov", "qt", "mp4"];
    ThreeGp, "3gp", Video, ["3gp", "3g2", "3gpp", "mp4"];
    Avi, "avi", Video, ["avi"];
    Mkv, "mkv", Video, ["mkv"];
    WebM, "webm", Video, ["webm"];
    MpegTs, "mpegts", Video, ["ts", "mts", "m2ts"];
    Mpeg, "mpeg", Video, ["mpg", "mpeg", "vob", "dat"];
    Wmv, "wmv", Video, ["wmv", "asf"];
    Flv, "flv", Video, ["flv"];
    Wma, "wma", Audio, ["wma"];
    Mp3, "mp3", Audio, ["mp3"];
    M4a, "m4a", Audio, ["m4a", "m4b", "mp4"];
    Wav, "wav", Audio, ["wav"];
    Amr, "amr", Audio, ["amr"];
    Aac, "aac", Audio, ["aac"];
    Flac, "flac", Audio, ["flac"];
    Ogg, "ogg", Audio, ["ogg", "oga", "opus"];
    Pdf, "pdf", Document, ["pdf"];
    Ofd, "ofd", Document, ["ofd"];
    Doc, "doc", Document, ["doc", "dot"];
    Xls, "xls", Spreadsheet, ["xls", "xlt"];
    Ppt, "ppt", Document, ["ppt", "pps", "pot"];
    Docx, "docx", Document, ["docx", "docm", "dotx"];
    Xlsx, "xlsx", Spreadsheet, ["xlsx", "xlsm", "xltx", "xlsb"];
    Pptx, "pptx", Document, ["pptx", "pptm", "ppsx"];
    Odt, "odt", Document, ["odt"];
    Ods, "ods", Spreadsheet, ["ods"];
    Odp, "odp", Document, ["odp"];
    Wps, "wps", Document, ["wps", "wpt"];
    Et, "et", Spreadsheet, ["et", "ett"];
    Dps, "dps", Document, ["dps", "dpt"];
    Ole, "ole", Other, ["doc", "xls", "ppt", "docx", "xlsx", "pptx", "wps", "et", "dps", "msg"];
    Rtf, "rtf", Document, ["rtf", "doc"];
    Txt, "txt", Document, ["txt"];
    Csv, "csv", Spreadsheet, ["csv", "tsv"];
    Html, "html", Document, ["html", "htm", "mht", "mhtml", "xls", "doc"];
    Xml, "xml", Other, ["xml", "svg"];
    Eml, "eml", Document, ["eml", "mht", "mhtml"];
    Shortcut, "url", Link, ["url"];
    Zip, "zip", Archive, ["zip"];
    Rar, "rar", Archive, ["rar"];
    SevenZip, "7z", Archive, ["7z"];
    Gzip, "gzip", Archive, ["gz", "tgz"];
    Tar, "tar", Archive, ["tar"];
    Exe, "exe", Other, ["exe", "dll"];
    Empty, "empty", Junk, [];
    Unknown, "unknown", Other, [];
}

impl Format {
    /// Whether it is a camera's own, with the sensor's data.
    pub(crate) fn is_raw(self) -> bool {
        matches!(
            self,
            Self::Dng
                | Self::Cr2
                | Self::Cr3
                | Self::Nef
                | Self::Arw
                | Self::Rw2
                | Self::Orf
                | Self::Raf
                | Self::Pef
                | Self::Srw
        )
    }

    /// Whether a file of this format with this extension (lower case) deserves a doubt: the extension is one
    /// that the program knows, and it belongs to other formats.
    pub(crate) fn differs_from(self, extension: &str) -> bool {
        let plain_text = matches!(self, Self::Txt | Self::Csv | Self::Xml);
        let text_extension = matches!(
            extension,
            "txt" | "csv" | "tsv" | "xml" | "svg" | "url" | "html" | "htm" | "eml"
        );
        self != Self::Empty
            && !(plain_text && text_extension)
            && EXTENSIONS.iter().any(|known| known.contains(&extension))
            && !self.extensions().contains(&extension)
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_and_extensions_are_lower_case_and_names_are_unique() {
        for (index, format) in Format::ALL.iter().enumerate() {
            assert!(
                Format::ALL[..index]
                    .iter()
                    .all(|other| other.name() != format.name())
            );
            assert_eq!(format.name(), format.name().to_lowercase());
            for extension in format.extensions() {
                assert_eq!(*extension, extension.to_lowercase());
            }
        }
    }

    #[test]
    fn only_a_known_extension_of_another_format_is_a_doubt() {
        assert!(Format::Png.differs_from("jpg"));
        assert!(Format::Zip.differs_from("xlsx"));
        assert!(Format::Unknown.differs_from("jpg"));
        assert!(Format::Txt.differs_from("docx"));
        assert!(!Format::Jpeg.differs_from("jpeg"));
        assert!(!Format::Jpeg.differs_from("bak"));
        assert!(!Format::Txt.differs_from("md"));
        assert!(!Format::Csv.differs_from("txt"));
        assert!(!Format::Empty.differs_from("jpg"));
    }
}
