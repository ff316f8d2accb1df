//! The system's Chinese fonts, for papers that name 仿宋 or 宋体 without carrying them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use hayro::hayro_interpret::font::FontData;

/// Folders below a folder of fonts that are looked into.
const DEPTH: usize = 5;
/// Most files that are looked at.
const FILES: usize = 20_000;
/// Longest font file that is read.
const BYTES: u64 = 128 << 20;

/// A font and its index in a collection.
pub(super) type Face = (FontData, u32);

/// The styles that Chinese papers tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Style {
    /// 宋体.
    Song,
    /// 仿宋.
    FangSong,
    /// 楷体.
    Kai,
    /// 黑体.
    Hei,
}

/// Begins of file names of fonts that have the characters of GB 18030, the usual ones first: of Windows, of macOS,
/// of Linux.
const FILES_OF: [(Style, &[&str]); 4] = [
    (
        Style::Song,
        &[
            "simsun",
            "songti",
            "stsong",
            "notoserifcjksc",
            "notoserifcjk",
            "notoserifsc",
            "sourcehanserif",
            "fzss",
            "uming",
        ],
    ),
    (
        Style::FangSong,
        &["simfang", "fangsong", "stfangso", "fzfs", "fzfangsong"],
    ),
    (
        Style::Kai,
        &["simkai", "kaiti", "stkaiti", "fzkt", "fzkai", "ukai"],
    ),
    (
        Style::Hei,
        &[
            "simhei",
            "msyh",
            "pingfang",
            "stheiti",
            "notosanscjksc",
            "notosanscjk",
            "notosanssc",
            "sourcehansans",
            "wqy-microhei",
            "wqy-zenhei",
            "fzht",
            "droidsansfallback",
        ],
    ),
];

/// A face of the system for a font that is asked for by any of its names. `None` where no name is Chinese
/// (unless `is_chinese`) or the system has no such font.
pub(super) fn for_name<'a>(
    names: impl Iterator<Item = &'a str>,
    bold: bool,
    is_chinese: bool,
) -> Option<Face> {
    let named = names.filter_map(style_of).next();
    let style = named.or(is_chinese.then_some(Style::Song))?;
    static LOADED: Mutex<BTreeMap<(Style, bool), Option<Face>>> = Mutex::new(BTreeMap::new());
    let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    loaded
        .entry((style, bold))
        .or_insert_with(|| load(find(&FONTS, style, bold)?))
        .clone()
}

static FONTS: LazyLock<Vec<PathBuf>> = LazyLock::new(|| {
    let mut found = Vec::new();
    for folder in folders() {
        collect(&folder, DEPTH, &mut found);
    }
    found.sort();
    found
});

/// The folders of fonts of the whole system.
fn folders() -> Vec<PathBuf> {
    if cfg!(windows) {
        let windows = std::env::var_os("SystemRoot").unwrap_or_else(|| "C:\\Windows".into());
        return vec![Path::new(&windows).join("Fonts")];
    }
    [
        "/usr/share/fonts",
        "/usr/local/share/fonts",
        "/System/Library/Fonts",
        "/Library/Fonts",
    ]
    .map(PathBuf::from)
    .to_vec()
}

/// A folder that can't be listed holds no fonts for us.
fn collect(folder: &Path, depth: usize, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if found.len() >= FILES {
            return;
        }
        if path.is_dir() {
            if depth > 0 {
                collect(&path, depth - 1, found);
            }
        } else if is_font(&path) {
            found.push(path);
        }
    }
}

fn is_font(path: &Path) -> bool {
    let extension = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc"))
}

fn style_of(name: &str) -> Option<Style> {
    let name = name.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    if has(&["fangsong", "fang_song", "仿宋", "fzfs"]) {
        Some(Style::FangSong)
    } else if has(&["kaiti", "simkai", "楷", "fzkt", "stkai"]) {
        Some(Style::Kai)
    } else if has(&["simhei", "heiti", "yahei", "黑", "fzht", "sanscjk", "hansans"]) {
        Some(Style::Hei)
    } else if has(&[
        "simsun", "songti", "stsong", "宋", "fzxbs", "fzss", "serifcjk", "hanserif",
    ]) {
        Some(Style::Song)
    } else {
        None
    }
}

/// The best file for a style: its own fonts first, then those that stand nearest to it.
fn find(fonts: &[PathBuf], style: Style, bold: bool) -> Option<&Path> {
    let order = match style {
        Style::Song => [Style::Song, Style::FangSong, Style::Hei, Style::Kai],
        Style::FangSong => [Style::FangSong, Style::Song, Style::Kai, Style::Hei],
        Style::Kai => [Style::Kai, Style::FangSong, Style::Song, Style::Hei],
        Style::Hei => [Style::Hei, Style::Song, Style::FangSong, Style::Kai],
    };
    let begins = order.iter().flat_map(|style| {
        FILES_OF
            .iter()
            .filter(move |(of, _)| of == style)
            .flat_map(|(_, begins)| begins.iter())
    });
    begins
        .filter_map(|begin| {
            let with_begin = fonts.iter().filter(|path| file_name(path).starts_with(begin));
            with_begin.min_by_key(|path| weight(path, bold))
        })
        .next()
        .map(PathBuf::as_path)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .map(|name| name.to_string_lossy().to_lowercase())
        .unwrap_or_default()
}

/// How far a file's weight, told by its name, is from the wanted one.
fn weight(path: &Path, bold: bool) -> u8 {
    let name = file_name(path);
    let is_bold = ["bold", "bd."].iter().any(|word| name.contains(word));
    let is_other = ["black", "light", "thin", "medium", "heavy"]
        .iter()
        .any(|word| name.contains(word));
    u8::from(is_bold != bold) * 2 + u8::from(is_other)
}

fn load(path: &Path) -> Option<Face> {
    let length = path.metadata().ok()?.len();
    if length > BYTES {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let index = simplified(path);
    Some((Arc::new(bytes), index))
}

/// Which face of a collection has the forms used in China: the pan-CJK collections have Japanese, Korean,
/// simplified, traditional and Hong Kong forms in this order; others begin with what they are named after.
fn simplified(path: &Path) -> u32 {
    let name = file_name(path);
    let pan_cjk = ["notosanscjk", "notoserifcjk", "sourcehansans.", "sourcehanserif."];
    if name.ends_with(".ttc") && pan_cjk.iter().any(|begin| name.starts_with(begin)) {
        2
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_the_style() {
        for (name, style) in [
            ("FangSong_GB2312", Some(Style::FangSong)),
            ("SimHei", Some(Style::Hei)),
            ("KaiTi", Some(Style::Kai)),
            ("FZXBSJW--GB1-0", Some(Style::Song)),
            ("方正小标宋简体", Some(Style::Song)),
            ("Helvetica", None),
        ] {
            assert_eq!(style_of(name), style, "{name}");
        }
    }

    #[test]
    fn the_nearest_font_that_is_there() {
        let fonts = [
            "/f/NotoSansCJK-Bold.ttc",
            "/f/NotoSansCJK-Regular.ttc",
            "/f/simsun.ttc",
            "/f/DejaVu.ttf",
        ]
        .map(PathBuf::from);
        let of = |style, bold| find(&fonts, style, bold).and_then(Path::to_str);
        assert_eq!(of(Style::FangSong, false), Some("/f/simsun.ttc"));
        assert_eq!(of(Style::Hei, false), Some("/f/NotoSansCJK-Regular.ttc"));
        assert_eq!(of(Style::Hei, true), Some("/f/NotoSansCJK-Bold.ttc"));
        assert_eq!(find(&fonts[3..], Style::Song, false), None);
    }
}
