//! One indicator: what is asked for, what is missing, what was written, and its material.

use std::ops::Range;

use super::head::{chip, label};
use super::material::{Shown, material};
use super::text::{Page, esc};
use crate::{PackIndicator, words};

/// An indicator with a part of its links: all of them, unless it has more than fit on a page.
pub(super) fn section(out: &mut Page, shown: &Shown, at: usize, links: Range<usize>) {
    let Some(indicator) = shown.model.indicators.get(at) else {
        return;
    };
    let goes_on = links.start > 0;
    let parent = shown.site.is_parent(at);
    let id = if goes_on {
        String::new()
    } else {
        format!(" id=\"i{at}\"")
    };
    if parent && !goes_on {
        out.push(&format!(
            "<h2 class=\"group\"{id}><span>{}</span>",
            label(indicator)
        ));
        out.push(&chip(indicator.state, ""));
        facts(out, indicator);
        out.push("</h2>\n");
        if !tells(indicator) {
            return;
        }
        out.push(&format!(
            "<section class=\"card\" data-s=\"{}\">\n",
            indicator.state
        ));
    } else {
        let more = if goes_on { "（续）" } else { "" };
        out.push(&format!(
            "<section class=\"card\"{id} data-s=\"{}\">\n<header><h3>{}{more}</h3>",
            indicator.state,
            label(indicator)
        ));
        out.push(&chip(indicator.state, ""));
        facts(out, indicator);
        out.push("</header>\n");
    }
    if !goes_on {
        words_of(out, indicator);
    }
    material(out, shown, at, indicator.links.get(links).unwrap_or_default());
    if !parent && indicator.links.is_empty() && indicator.missing.is_empty() {
        out.push("<p class=\"none\">没有挂接材料。</p>\n");
    }
    out.push("</section>\n");
}

/// Whether a parent has anything of its own to show.
pub(super) fn tells(indicator: &PackIndicator) -> bool {
    let own = indicator
        .content
        .as_deref()
        .is_some_and(|text| text.trim() != indicator.title.trim());
    own || !indicator.links.is_empty()
        || !indicator.missing.is_empty()
        || !indicator.waivers.is_empty()
        || indicator.statement.is_some()
}

/// Points and department.
pub(super) fn facts(out: &mut Page, indicator: &PackIndicator) {
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
pub(super) fn words_of(out: &mut Page, indicator: &PackIndicator) {
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
    if let Some(told) = &indicator.statement {
        let state = words::statement(told.state);
        out.push(&format!(
            "<p class=\"told\"><b>说明报告（{state}）</b>{}</p>\n",
            esc(&told.text)
        ));
    }
}
