//! The material of one indicator: pictures as pictures, documents as rows, references as rows.

use std::ops::Range;

use super::site::{self, Site};
use super::text::{Page, esc, href};
use crate::layout::Layout;
use crate::{Entry, EntryLink, PackModel, words};

/// Formats that are pictures.
const PICTURES: [&str; 10] = [
    "jpeg", "jpg", "png", "webp", "gif", "bmp", "heic", "heif", "tiff", "avif",
];
/// Formats that every browser shows.
const SHOWABLE: [&str; 6] = ["jpeg", "jpg", "png", "webp", "gif", "bmp"];
/// Originals up to this many bytes stand for a thumbnail that is not ready.
const SMALL: u64 = 1 << 20;

/// What the page is made from.
pub(super) struct Shown<'a> {
    pub(super) model: &'a PackModel,
    pub(super) layout: &'a Layout,
    pub(super) thumbs: &'a [Option<String>],
    pub(super) site: &'a Site,
    /// The page that is written; 0 is the front page.
    pub(super) page: usize,
}

/// A file as it stands under an indicator.
struct Piece<'a> {
    index: usize,
    entry: &'a Entry,
    path: &'a str,
    link: Option<&'a EntryLink>,
    /// The indicator under which it lies, where that is another one.
    see: Option<usize>,
}

impl Shown<'_> {
    /// The way from this page to the bag's folder.
    pub(super) fn base(&self) -> &'static str {
        if self.page == 0 { "" } else { "../../" }
    }

    /// A path inside the bag as a link of this page.
    pub(super) fn href(&self, path: &str) -> String {
        format!("{}{}", self.base(), href(path))
    }

    /// A link to the front page.
    pub(super) fn front(&self) -> String {
        if self.page == 0 {
            String::new()
        } else {
            self.href(super::FRONT)
        }
    }

    /// A link to an indicator.
    pub(super) fn to(&self, at: usize) -> String {
        let home = self.site.home(at);
        if home == self.page {
            return format!("#i{at}");
        }
        format!("{}#i{at}", self.href(&site::path(home)))
    }

    /// Some of the files that no indicator names.
    pub(super) fn loose(&self, out: &mut Page, range: Range<usize>) {
        let places = self
            .layout
            .places
            .iter()
            .enumerate()
            .filter(|(_, place)| place.home.is_none())
            .skip(range.start)
            .take(range.len());
        let pieces: Vec<Piece> = places
            .filter_map(|(index, place)| {
                let entry = self.model.entries.get(index)?;
                Some(Piece {
                    index,
                    entry,
                    path: &place.path,
                    link: None,
                    see: None,
                })
            })
            .collect();
        if !pieces.is_empty() {
            out.push("<h2 class=\"group\"><span>其他材料</span></h2>\n<section class=\"card\">\n");
            files(out, self, &pieces);
            out.push("</section>\n");
        }
    }
}

/// What links of an indicator name, in order.
pub(super) fn material(out: &mut Page, shown: &Shown, at: usize, links: &[EntryLink]) {
    let pieces: Vec<Piece> = links
        .iter()
        .filter_map(|link| {
            let index = link.entry?;
            let (entry, place) = (shown.model.entries.get(index)?, shown.layout.places.get(index)?);
            let see = place.home.filter(|home| *home != at);
            Some(Piece {
                index,
                entry,
                path: &place.path,
                link: Some(link),
                see,
            })
        })
        .collect();
    files(out, shown, &pieces);
    let outside: Vec<(&EntryLink, &str)> = links
        .iter()
        .filter_map(|link| Some((link, link.external.as_deref()?)))
        .collect();
    if !outside.is_empty() {
        out.push("<h4>外部材料</h4>\n<ul class=\"rows\">\n");
        outside
            .iter()
            .for_each(|(link, reference)| external(out, link, reference));
        out.push("</ul>\n");
    }
}

fn files(out: &mut Page, shown: &Shown, pieces: &[Piece]) {
    let (pictures, rows): (Vec<&Piece>, Vec<&Piece>) = pieces.iter().partition(|piece| {
        PICTURES.contains(&piece.entry.format.as_str())
            || shown.thumbs.get(piece.index).is_some_and(Option::is_some)
    });
    if !rows.is_empty() {
        out.push(&format!("<h4>文件 {} 件</h4>\n<ul class=\"rows\">\n", rows.len()));
        rows.iter().for_each(|piece| row(out, shown, piece));
        out.push("</ul>\n");
    }
    if !pictures.is_empty() {
        out.push(&format!(
            "<h4>图片影像 {} 件</h4>\n<div class=\"pictures\">\n",
            pictures.len()
        ));
        pictures.iter().for_each(|piece| picture(out, shown, piece));
        out.push("</div>\n");
    }
}

impl Piece<'_> {
    /// What it is called: the caption, else the original's name.
    fn name(&self) -> &str {
        let caption = self.link.and_then(|link| link.caption.as_deref()).map(str::trim);
        caption
            .filter(|text| !text.is_empty())
            .unwrap_or(&self.entry.original_name)
    }

    /// Requirement and 见 …
    fn notes(&self, shown: &Shown) -> String {
        let mut notes = Vec::new();
        if self.entry.original_sha256.is_some() {
            notes.push("复制件".to_owned());
        }
        if let Some(requirement) = self.link.and_then(|link| link.requirement.as_deref()) {
            notes.push(format!("用于 {}", esc(requirement)));
        }
        if let Some((home, other)) = self
            .see
            .and_then(|home| Some((home, shown.model.indicators.get(home)?)))
        {
            let name = if other.code.trim().is_empty() {
                &other.title
            } else {
                &other.code
            };
            let target = shown.to(home);
            notes.push(format!("<a class=\"see\" href=\"{target}\">见 {}</a>", esc(name)));
        }
        notes.join(" · ")
    }

    /// The day with its meaning, and where it was read as a tool tip.
    fn day(&self) -> String {
        let (on, dates) = (self.entry.on, self.entry.dates.as_slice());
        let Some(day) = words::day(on, dates) else {
            return "日期不详".to_owned();
        };
        match words::day_told(on, dates) {
            Some((meaning, origin)) => format!("<span title=\"据{origin}\">{} {meaning}</span>", esc(&day)),
            None => esc(&day),
        }
    }
}

/// How the viewer shows it: as it is where browsers can, else by its small copy.
fn view(entry: &Entry, has_thumb: bool) -> &'static str {
    const FILMS: [&str; 3] = ["mp4", "webm", "m4v"];
    const SOUNDS: [&str; 4] = ["mp3", "wav", "m4a", "ogg"];
    let format = entry.format.as_str();
    if SHOWABLE.contains(&format) {
        " data-v=\"img\""
    } else if FILMS.contains(&format) {
        " data-v=\"video\""
    } else if SOUNDS.contains(&format) {
        " data-v=\"audio\""
    } else if has_thumb {
        " data-v=\"thumb\""
    } else {
        ""
    }
}

fn picture(out: &mut Page, shown: &Shown, piece: &Piece) {
    let entry = piece.entry;
    let (link, name, kind) = (shown.href(piece.path), esc(piece.name()), words::kind(entry.kind));
    let thumb = shown.thumbs.get(piece.index).and_then(Option::as_deref);
    let small = SHOWABLE.contains(&entry.format.as_str()) && entry.bytes <= SMALL;
    let source = thumb.or(small.then_some(piece.path)).map(|path| shown.href(path));
    let view = view(entry, thumb.is_some());
    out.push(&format!(
        "<figure data-k=\"{kind}\"><a href=\"{link}\"{view} title=\"{}\">",
        esc(&entry.original_name)
    ));
    match source {
        Some(source) => out.push(&format!("<img src=\"{source}\" alt=\"{name}\" loading=\"lazy\">")),
        None => out.push(&format!("<span class=\"tile\">{kind}</span>")),
    }
    out.push(&format!(
        "</a><figcaption>{name}<span class=\"meta\">{kind} · {} · ",
        piece.day()
    ));
    out.push(&words::size(entry.bytes));
    let notes = piece.notes(shown);
    if !notes.is_empty() {
        out.push(&format!("</span><span class=\"meta\">{notes}"));
    }
    out.push("</span></figcaption></figure>\n");
}

fn row(out: &mut Page, shown: &Shown, piece: &Piece) {
    let entry = piece.entry;
    let (link, name, kind) = (shown.href(piece.path), esc(piece.name()), words::kind(entry.kind));
    out.push(&format!(
        "<li data-k=\"{kind}\"><span class=\"kind\">{kind}</span><span class=\"name\"><a href=\"{link}\">{name}</a>"
    ));
    let original = Some(esc(&entry.original_name)).filter(|_| piece.name() != entry.original_name);
    let notes = Some(piece.notes(shown)).filter(|notes| !notes.is_empty());
    let more: Vec<String> = original.into_iter().chain(document(entry)).chain(notes).collect();
    if !more.is_empty() {
        out.push(&format!("<span class=\"meta\">{}</span>", more.join(" · ")));
    }
    out.push(&format!("</span><span class=\"num\">{}</span>", piece.day()));
    out.push(&format!(
        "<span class=\"num\">{}</span></li>\n",
        words::size(entry.bytes)
    ));
}

/// 文号, 责任者 and how many pages, as far as a document tells them.
fn document(entry: &Entry) -> Option<String> {
    let facts = &entry.document;
    let pages = facts.pages.map(|pages| format!("{pages} 页"));
    let told = [&facts.doc_no, &facts.issuer, &pages];
    let told: Vec<String> = told.into_iter().flatten().map(|text| esc(text)).collect();
    (!told.is_empty()).then(|| told.join(" · "))
}

/// A reference to something outside; only web addresses become links.
fn external(out: &mut Page, link: &EntryLink, reference: &str) {
    let (named, reference) = match reference.split_once(':') {
        Some(("url", told)) => ("网页", told),
        Some(("paper", told)) => ("实物", told),
        Some(("note", told)) => ("说明", told),
        _ => ("外部", reference),
    };
    let web = reference.starts_with("https://") || reference.starts_with("http://");
    let shown = if web {
        let target = esc(reference);
        format!("<a href=\"{target}\" rel=\"noreferrer noopener\">{target}</a>")
    } else {
        esc(reference)
    };
    let shown = match link.seen_on {
        Some(day) => format!("{shown}（{day} 查看）"),
        None => shown,
    };
    let kind = if web { "网页" } else { named };
    out.push(&format!(
        "<li data-k=\"{kind}\"><span class=\"kind\">{kind}</span><span class=\"name\">"
    ));
    match link
        .caption
        .as_deref()
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        Some(caption) => out.push(&format!("{}<span class=\"meta\">{shown}</span>", esc(caption))),
        None => out.push(&shown),
    }
    let requirement = link
        .requirement
        .as_deref()
        .map(|name| format!("用于 {}", esc(name)));
    let requirement = requirement.unwrap_or_default();
    out.push(&format!(
        "</span><span class=\"num\">{requirement}</span><span class=\"num\"></span></li>\n"
    ));
}
