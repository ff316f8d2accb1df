//! The kind of a file: by its format, refined by the words in its name; and names of files that nobody wants.

use taizhang_model::kind::{Kind, KindOrigin};
use taizhang_model::name::{kind_from_name, picture_kind_from_name};

use crate::format::Format;

/// The kind, and what told it.
pub(crate) fn kind(format: Format, name: &str, extension: &str) -> (Kind, KindOrigin) {
    if is_junk(name) {
        return (Kind::Junk, KindOrigin::Name);
    }
    let by_format = match (format, extension) {
        // The streams of an encrypted document tell nothing; what it is for, its extension does.
        (Format::Ole, "xls" | "xlsx" | "et") => Kind::Spreadsheet,
        (Format::Ole, "doc" | "docx" | "wps" | "ppt" | "pptx" | "dps") => Kind::Document,
        _ => format.kind(),
    };
    let told = match by_format {
        Kind::Photo => picture_kind_from_name(name),
        Kind::Document | Kind::Spreadsheet => kind_from_name(name),
        _ => None,
    };
    match told {
        Some(kind) => (kind, KindOrigin::Name),
        None => (by_format, KindOrigin::Format),
    }
}

/// Files that systems and programs leave behind: thumbnails of folders, locks of open documents, unfinished downloads.
fn is_junk(name: &str) -> bool {
    const NAMES: [&str; 5] = [
        "thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        ".ds_store",
        ".localized",
    ];
    const STARTS: [&str; 4] = ["~$", "._", ".~lock.", ".~"];
    const ENDS: [&str; 6] = [".tmp", ".part", ".partial", ".crdownload", ".!ut", ".bc!"];
    let name = name.to_lowercase();
    NAMES.contains(&name.as_str())
        || STARTS.iter().any(|start| name.starts_with(start))
        || ENDS.iter().any(|end| name.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_format_tells_and_the_name_refines() {
        let of = |format, name: &str| kind(format, name, name.rsplit('.').next().unwrap());
        assert_eq!(
            of(Format::Jpeg, "IMG_0001.jpg"),
            (Kind::Photo, KindOrigin::Format)
        );
        assert_eq!(
            of(Format::Jpeg, "志愿服务签到表.jpg"),
            (Kind::SignIn, KindOrigin::Name)
        );
        assert_eq!(of(Format::Mp4, "签到表.mp4"), (Kind::Video, KindOrigin::Format));
        assert_eq!(of(Format::Docx, "活动方案.docx"), (Kind::Plan, KindOrigin::Name));
        assert_eq!(
            of(Format::Docx, "新建文档.docx"),
            (Kind::Document, KindOrigin::Format)
        );
        assert_eq!(
            of(Format::Xlsx, "数据.xlsx"),
            (Kind::Spreadsheet, KindOrigin::Format)
        );
        assert_eq!(
            of(Format::Zip, "活动方案.zip"),
            (Kind::Archive, KindOrigin::Format)
        );
        assert_eq!(of(Format::Ole, "预算.xlsx").0, Kind::Spreadsheet);
        assert_eq!(of(Format::Ole, "旧邮件.msg").0, Kind::Other);
        assert_eq!(of(Format::Unknown, "活动方案"), (Kind::Other, KindOrigin::Format));
    }

    #[test]
    fn leftovers_are_junk_whatever_they_hold() {
        for name in [
            "Thumbs.db",
            "desktop.ini",
            ".DS_Store",
            "~$活动方案.docx",
            "a.tmp",
            "movie.mp4.part",
            "._IMG.jpg",
        ] {
            assert_eq!(
                kind(Format::Jpeg, name, ""),
                (Kind::Junk, KindOrigin::Name),
                "{name}"
            );
        }
        assert_eq!(kind(Format::Jpeg, "tmp.jpg", "jpg").0, Kind::Photo);
    }
}
