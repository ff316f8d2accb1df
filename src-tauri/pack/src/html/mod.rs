//! `打开目录.html`: the pack for people. One page without script that works from a read-only disk; its links are
//! relative and percent-encoded, its pictures are small copies under `index/thumbs/`.

mod material;
mod text;

use taizhang_model::status::{State, Summary};

use self::material::{Shown, material};
use self::text::{Page, esc, href};
use crate::layout::Layout;
use crate::{PackIndicator, PackModel, words};

/// The look of the page; the colours are those of the program.
const STYLE: &str = include_str!("style.css");

/// The whole page; `thumbs` are paths by entry.
pub(crate) fn page(model: &PackModel, layout: &Layout, thumbs: &[Option<String>]) -> String {
    let mut out = Page::default();
    let title = format!("{} · {} · 迎检材料目录", model.unit, model.title);
    out.push("<!doctype html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n");
    // The page has no script; nothing in it may bring one.
    out.push("<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'none'; object-src 'none'; ");
    out.push("base-uri 'none'; form-action 'none'; frame-src 'none'\">\n");
    out.push("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.push(&format!(
        "<title>{}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n",
        esc(&title)
    ));
    out.push("<a class=\"skip\" href=\"#main\">跳到正文</a>\n");
    top(&mut out, model);
    out.push("<div class=\"page\">\n");
    tree(&mut out, model);
    out.push("<main id=\"main\">\n");
    body(
        &mut out,
        &Shown {
            model,
            layout,
            thumbs,
        },
    );
    out.push("</main>\n</div>\n");
    foot(&mut out, model);
    out.push("</body>\n</html>\n");
    out.0
}

/// Unit, title, days, figures.
fn top(out: &mut Page, model: &PackModel) {
    let (from, to) = (model.period.from, model.period.to);
    let inspection = model
        .inspection
        .map(|day| format!("　检查日期 {day}"))
        .unwrap_or_default();
    let bytes = model
        .entries
        .iter()
        .map(|entry| entry.bytes)
        .fold(0, u64::saturating_add);
    out.push("<header class=\"top\">\n<div class=\"in\">\n<div class=\"seal\" aria-hidden=\"true\">迎检<br>材料</div>\n");
    out.push(&format!("<div class=\"who\"><h1>{}</h1>\n", esc(&model.title)));
    out.push(&format!(
        "<p>{}　考核期 {from} 至 {to}{inspection}</p></div>\n",
        esc(&model.unit)
    ));
    out.push("<dl class=\"figures\">\n");
    if model.score.of > 0.0 {
        let (got, of) = (model.score.got, model.score.of);
        out.push(&format!(
            "<div><dt>自评得分</dt><dd>{got} <small>/ {of} 分</small></dd></div>\n"
        ));
    }
    let (files, size) = (model.entries.len(), words::size(bytes));
    out.push(&format!(
        "<div><dt>材料</dt><dd>{files} <small>件，{size}</small></dd></div>\n"
    ));
    out.push(&format!(
        "<div><dt>截至</dt><dd>{}</dd></div>\n</dl>\n</div>\n",
        model.as_of
    ));
    out.push("<div class=\"counts\" role=\"list\" aria-label=\"指标情况\">\n");
    for (state, count) in counts(&model.summary) {
        out.push(&format!(
            "<span role=\"listitem\">{}</span>\n",
            chip(state, &format!(" {count}"))
        ));
    }
    if model.summary.on_site > 0 {
        let count = model.summary.on_site;
        out.push(&format!(
            "<span role=\"listitem\" class=\"chip\"><i>◎</i>现场项 {count}</span>\n"
        ));
    }
    out.push("</div>\n</header>\n");
}

/// Counts of leaves that are not nought.
fn counts(summary: &Summary) -> Vec<(State, u32)> {
    let all = [
        (State::Met, summary.met),
        (State::Partial, summary.partial),
        (State::Missing, summary.missing),
        (State::Overdue, summary.overdue),
        (State::DueSoon, summary.due_soon),
        (State::NotDue, summary.not_due),
        (State::NotApplicable, summary.not_applicable),
    ];
    all.into_iter().filter(|(_, count)| *count > 0).collect()
}

/// A state as colour, shape and word.
fn chip(state: State, more: &str) -> String {
    let (shape, word) = words::state(state);
    format!("<span class=\"chip s-{state}\"><i aria-hidden=\"true\">{shape}</i>{word}{more}</span>")
}

/// Code and title.
fn label(indicator: &PackIndicator) -> String {
    format!(
        "<span class=\"code\">{}</span> {}",
        esc(&indicator.code),
        esc(&indicator.title)
    )
}

/// The indicators at the left.
fn tree(out: &mut Page, model: &PackModel) {
    out.push("<nav aria-label=\"指标目录\">\n<ul>\n");
    for (at, indicator) in model.indicators.iter().enumerate() {
        let level = indicator.level.clamp(1, 4);
        let (code, title) = (esc(&indicator.code), esc(&indicator.title));
        let state = chip(indicator.state, "");
        out.push(&format!(
            "<li><a class=\"l{level}\" href=\"#i{at}\"><span class=\"code\">{code}</span>"
        ));
        out.push(&format!("<span>{title}</span>{state}</a></li>\n"));
    }
    out.push("</ul>\n</nav>\n");
}

/// Every indicator with its material.
fn body(out: &mut Page, shown: &Shown) {
    let model = shown.model;
    if model.indicators.is_empty() {
        out.push("<p class=\"empty\">这个迎检包里还没有指标。</p>\n");
    }
    for (at, indicator) in model.indicators.iter().enumerate() {
        let parent = model
            .indicators
            .iter()
            .any(|other| other.parent == Some(indicator.id));
        if parent {
            out.push(&format!(
                "<h2 class=\"group\" id=\"i{at}\"><span>{}</span>",
                label(indicator)
            ));
            out.push(&chip(indicator.state, ""));
            facts(out, indicator);
            out.push("</h2>\n");
            if !tells(indicator) {
                continue;
            }
            out.push("<section class=\"card\">\n");
        } else {
            out.push(&format!(
                "<section class=\"card\" id=\"i{at}\">\n<header><h3>{}</h3>",
                label(indicator)
            ));
            out.push(&chip(indicator.state, ""));
            facts(out, indicator);
            out.push("</header>\n");
        }
        words_of(out, indicator);
        material(out, shown, at, indicator);
        if !parent && indicator.links.is_empty() && indicator.missing.is_empty() {
            out.push("<p class=\"none\">没有挂接材料。</p>\n");
        }
        out.push("</section>\n");
    }
    shown.loose(out);
}

/// Whether a parent has anything of its own to show.
fn tells(indicator: &PackIndicator) -> bool {
    let own = indicator
        .content
        .as_deref()
        .is_some_and(|text| text.trim() != indicator.title.trim());
    own || !indicator.links.is_empty() || !indicator.missing.is_empty() || !indicator.waivers.is_empty()
}

/// Points and department.
fn facts(out: &mut Page, indicator: &PackIndicator) {
    let score = indicator
        .score
        .map(words::score)
        .filter(|score| !score.is_empty());
    let dept = indicator
        .lead_dept
        .as_deref()
        .map(|dept| format!("牵头 {}", esc(dept)));
    let facts: Vec<String> = score
        .into_iter()
        .chain(dept)
        .map(|fact| format!("<span>{fact}</span>"))
        .collect();
    if !facts.is_empty() {
        out.push(&format!("<span class=\"facts\">{}</span>", facts.join("")));
    }
}

/// What is asked for, what is missing, and why.
fn words_of(out: &mut Page, indicator: &PackIndicator) {
    let quote = indicator.quote.trim();
    let content = indicator.content.as_deref().map(str::trim).unwrap_or_default();
    if !content.is_empty() && content != quote && content != indicator.title.trim() {
        out.push(&format!("<p class=\"content\">{}</p>\n", esc(content)));
    }
    if !quote.is_empty() && quote != indicator.title.trim() {
        out.push(&format!("<blockquote><b>原文</b>{}</blockquote>\n", esc(quote)));
    }
    if !indicator.missing.is_empty() {
        out.push("<ul class=\"gaps\" aria-label=\"缺少的材料\">\n");
        for gap in &indicator.missing {
            out.push(&format!("<li>缺 {}</li>\n", esc(gap)));
        }
        out.push("</ul>\n");
    }
    for waiver in &indicator.waivers {
        out.push(&format!(
            "<p class=\"waiver\"><b>缺项说明</b>{}</p>\n",
            esc(waiver)
        ));
    }
}

/// Where else to look, and how to check.
fn foot(out: &mut Page, model: &PackModel) {
    out.push("<footer><p>");
    let sheet = href("目录/总目录.xlsx");
    out.push(&format!("可打印的目录：<a href=\"{sheet}\">总目录.xlsx</a>。原始文件都在 data 文件夹里，按指标存放，每个文件只存一份。"));
    out.push("每个文件的 SHA-256 记在 manifest-sha256.txt，可用“迎检台账”的校验功能或任何 BagIt 工具核对。");
    out.push(&format!(
        "</p><p>由迎检台账 {} 生成，格式 {}。</p></footer>\n",
        esc(&model.version),
        crate::FORMAT_VERSION
    ));
}
