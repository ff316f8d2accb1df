//! `打开目录.html`: the pack for people. It works from a read-only disk, without script; its links are relative and
//! percent-encoded, its pictures are small copies under `index/thumbs/`. A local script adds search, filters and a viewer. What is
//! more than a page holds lies on pages of its own, by indicator.

mod check;
mod head;
mod material;
mod section;
mod site;
mod text;

use self::material::Shown;
use self::site::{Part, Site};
use self::text::{Page, esc};
use crate::layout::Layout;
use crate::{PackModel, words};

/// The look of the pages; the colours are those of the program.
const STYLE: &str = include_str!("style.css");
/// What the pages can do where script is allowed.
const SCRIPT: &str = include_str!("index.js");
/// Where it lies.
const SCRIPT_PATH: &str = "目录/目录.js";
/// The page that people open.
pub(crate) const FRONT: &str = "打开目录.html";
/// Bytes of a list for the search over all pages.
const LIST: usize = 3 << 20;

/// All pages with what they need, as paths in the bag and their text; `thumbs` are paths by entry.
pub(crate) fn pages(model: &PackModel, layout: &Layout, thumbs: &[Option<String>]) -> Vec<(String, String)> {
    let site = Site::of(model, layout, thumbs);
    let shown = |page: usize| Shown {
        model,
        layout,
        thumbs,
        site: &site,
        page,
    };
    let lists = if site.is_split() {
        lists(&shown(0))
    } else {
        Vec::new()
    };
    let mut all = vec![(FRONT.to_owned(), page(&shown(0), lists.len()))];
    all.extend((1..=site.pages()).map(|number| (site::path(number), page(&shown(number), lists.len()))));
    all.extend(
        (1..)
            .zip(lists)
            .map(|(number, list)| (format!("目录/检索/{number}.js"), list)),
    );
    all.push((SCRIPT_PATH.to_owned(), SCRIPT.to_owned()));
    all
}

/// One page; `lists` is how many lists there are for the search over all pages.
fn page(shown: &Shown, lists: usize) -> String {
    let mut out = Page::default();
    let model = shown.model;
    let title = format!("{} · {} · 迎检材料目录", model.unit, model.title);
    out.push("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    // Scripts are files of the pack alone; names and texts in the page can bring none.
    out.push(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self' file:; object-src 'none'; ",
    );
    out.push("base-uri 'none'; form-action 'none'; frame-src 'none'; connect-src 'none'\">\n");
    out.push("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push(&format!(
        "<title>{}</title>\n<style>\n{STYLE}</style>\n",
        esc(&title)
    ));
    out.push(&format!(
        "<script src=\"{}\" defer></script>\n</head>\n",
        shown.href(SCRIPT_PATH)
    ));
    out.push(&format!(
        "<body data-base=\"{}\" data-page=\"{}\" data-parts=\"{lists}\">\n",
        shown.base(),
        shown.page
    ));
    out.push("<a class=\"skip\" href=\"#main\">跳到正文</a>\n");
    head::top(&mut out, shown);
    out.push("<div class=\"page\">\n");
    head::tree(&mut out, shown);
    out.push("<main id=\"main\">\n<div class=\"tools\" id=\"tools\" hidden></div>\n");
    body(&mut out, shown);
    out.push("</main>\n</div>\n");
    head::foot(&mut out, model);
    out.push("</body>\n</html>\n");
    out.0
}

fn body(out: &mut Page, shown: &Shown) {
    if shown.model.indicators.is_empty() {
        out.push("<p class=\"empty\">这个迎检包里还没有指标。</p>\n");
    }
    if shown.site.is_split() && shown.page == 0 {
        sheets(out, shown);
    }
    for part in shown.site.parts(shown.page) {
        match part {
            Part::Indicator(at, links) => section::section(out, shown, *at, links.clone()),
            Part::Loose(files) => shown.loose(out, files.clone()),
        }
    }
    if shown.page == 0 {
        check::check(out, shown);
    } else {
        turn(out, shown);
    }
}

/// The pages of a pack that has several, with the indicators that begin on each.
fn sheets(out: &mut Page, shown: &Shown) {
    out.push(
        "<h2 class=\"group\"><span>材料分页</span></h2>\n<section class=\"card\"><ul class=\"sheets\">\n",
    );
    for number in 1..=shown.site.pages() {
        let begins = shown.site.parts(number).iter().filter_map(|part| match part {
            Part::Indicator(at, links) if links.start == 0 => shown.model.indicators.get(*at),
            _ => None,
        });
        let names: Vec<String> = begins
            .filter(|one| one.level <= 2)
            .map(|one| format!("{} {}", esc(&one.code), esc(&one.title)))
            .collect();
        let names = if names.is_empty() {
            "（续）".to_owned()
        } else {
            names.join("；")
        };
        out.push(&format!(
            "<li><a href=\"{}\">第 {number} 页</a><span>{names}</span></li>\n",
            shown.href(&site::path(number))
        ));
    }
    out.push("</ul></section>\n");
}

/// Links to the pages before and behind.
fn turn(out: &mut Page, shown: &Shown) {
    let to =
        |number: usize, word: &str| format!("<a href=\"{}\">{word}</a>", shown.href(&site::path(number)));
    let mut before = String::new();
    if shown.page > 1 {
        before = to(shown.page - 1, "上一页");
    }
    let mut behind = String::new();
    if shown.page < shown.site.pages() {
        behind = to(shown.page + 1, "下一页");
    }
    out.push(&format!(
        "<p class=\"turn\"><span>{before}</span><span>{behind}</span></p>\n"
    ));
}

/// What the search over all pages looks through: page, indicator, name, name of the original, kind, day, code of the indicator.
fn lists(shown: &Shown) -> Vec<String> {
    let mut all = Vec::new();
    let mut list = String::new();
    for (at, indicator) in shown.model.indicators.iter().enumerate() {
        for (number, link) in indicator.links.iter().enumerate() {
            let Some(entry) = link.entry.and_then(|at| shown.model.entries.get(at)) else {
                continue;
            };
            let name = link.caption.as_deref().unwrap_or(&entry.original_name);
            let day = words::day(entry.on, &entry.dates).unwrap_or_default();
            let row = serde_json::json!([
                shown.site.page_of_link(at, number),
                at,
                name,
                entry.original_name,
                words::kind(entry.kind),
                day,
                indicator.code,
            ]);
            list.push_str(if list.is_empty() { "" } else { ",\n" });
            list.push_str(&row.to_string());
            if list.len() > LIST {
                all.push(std::mem::take(&mut list));
            }
        }
    }
    if !list.is_empty() {
        all.push(list);
    }
    let whole = |list: String| {
        // Two characters of JSON end a line in old scripts.
        let list = list.replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
        format!("window.taizhangHits=(window.taizhangHits||[]).concat([\n{list}\n]);\n")
    };
    all.into_iter().map(whole).collect()
}
