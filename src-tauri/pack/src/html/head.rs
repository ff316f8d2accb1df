//! What stands around the material on every page: the head, the indicators at the left, the foot.

use taizhang_model::status::{State, Summary};

use super::material::Shown;
use super::text::{Page, esc};
use crate::{PackIndicator, PackModel, words};

/// Unit, title, days, figures.
pub(super) fn top(out: &mut Page, shown: &Shown) {
    let model = shown.model;
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
    out.push("</div>\n");
    if let Some(days) = model.days {
        out.push(&format!(
            "<p class=\"days\">本包只放日期为 {days} 的材料（没有日期的都放），指标情况也只按这些材料评定。</p>\n"
        ));
    }
    papers(out, shown);
    out.push("</header>\n");
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
pub(super) fn chip(state: State, more: &str) -> String {
    let (shape, word) = words::state(state);
    format!("<span class=\"chip s-{state}\"><i aria-hidden=\"true\">{shape}</i>{word}{more}</span>")
}

/// Code and title.
pub(super) fn label(indicator: &PackIndicator) -> String {
    format!(
        "<span class=\"code\">{}</span> {}",
        esc(&indicator.code),
        esc(&indicator.title)
    )
}

/// The lists and printed forms, under the figures.
fn papers(out: &mut Page, shown: &Shown) {
    let sheet = shown.href("目录/总目录.xlsx");
    out.push(&format!(
        "<p class=\"papers\">目录与表册：<a href=\"{sheet}\">总目录.xlsx</a>"
    ));
    for paper in &shown.model.papers {
        let target = shown.href(&crate::model::paper_path(&paper.name));
        out.push(&format!("<a href=\"{target}\">{}</a>", esc(&paper.name)));
    }
    if !shown.model.findings.is_empty() {
        let target = shown.front();
        out.push(&format!("<a href=\"{target}#check\">自查情况</a>"));
    }
    out.push("</p>\n");
}

/// The indicators at the left.
pub(super) fn tree(out: &mut Page, shown: &Shown) {
    out.push("<nav aria-label=\"指标目录\">\n<ul>\n");
    if shown.site.is_split() {
        out.push(&format!(
            "<li><a class=\"l1\" href=\"{}\"><span class=\"code\"></span><span>首页</span></a></li>\n",
            shown.front()
        ));
    }
    for (at, indicator) in shown.model.indicators.iter().enumerate() {
        let level = indicator.level.clamp(1, 4);
        let (code, title) = (esc(&indicator.code), esc(&indicator.title));
        let (state, target) = (chip(indicator.state, ""), shown.to(at));
        out.push(&format!(
            "<li><a class=\"l{level}\" href=\"{target}\"><span class=\"code\">{code}</span>"
        ));
        out.push(&format!("<span>{title}</span>{state}</a></li>\n"));
    }
    out.push("</ul>\n</nav>\n");
}

/// How to check, and what made it.
pub(super) fn foot(out: &mut Page, model: &PackModel) {
    out.push("<footer><p>原始文件都在 data 文件夹里，按指标存放，每个文件只存一份。");
    out.push("每个文件的 SHA-256 记在 manifest-sha256.txt，可用“迎检台账”的校验功能或任何 BagIt 工具核对。");
    out.push(&format!(
        "</p><p>由迎检台账 {} 生成，格式 {}。</p></footer>\n",
        esc(&model.version),
        crate::FORMAT_VERSION
    ));
}
