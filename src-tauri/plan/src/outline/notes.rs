//! Parts of a document that belong to no item: notes, 附则, paragraphs to all who have work.

use std::sync::LazyLock;

use regex::Regex;
use taizhang_model::requirement::Span;

use super::{Heading, Tree};
use crate::grammar::pattern::{group, pattern};
use crate::numbering::{Marker, Style};
use crate::source::Source;
use crate::{heading, node};

/// A note on the whole or on all items above: 注:, 说明:, 备注1:.
static NOTE: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(注|说明|备注|附注|特别说明|填表说明)\\s*[一二三1-9]?\\s*:"));
/// A text about all items above rather than the last one.
static OVERALL: LazyLock<Regex> =
    LazyLock::new(|| pattern("^(?:工作|有关|具体|活动|相关|报送|材料|总体|其他)要求\\s*:"));

/// A paragraph to all who have work (请各责任单位…, 各科室…): behind an item whose bracket told who does it, it is no part
/// of that item.
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        "^(?:请|要求|希望)?各(?:责任|牵头|有关|相关|成员|参建|创建)?(?:单位|部门|科室|股室|处室|乡镇|街道|社区|村|学校|支部)",
    )
});

/// A part of the whole without a number, on a line of its own: 附则, 加分项(10分), 负面清单.
static SECTION: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:附则|附加项目?|[加减扣]分项目?|加减分项目?|负面清单|一票否决(?:项|事项)?|否决项目?|特色(?:项目|指标)|(?:考核|评分|评定|评价|奖惩|结果|工作|组织|有关|相关|其他)[一-龥]{0,4}(?:规则|办法|要求|措施|说明|事项|保障|运用|安排|奖惩))(?:\(\d{1,3}分\))?$",
    )
});

/// The word that a note begins with.
pub(super) fn note_label(source: &Source, line: Span) -> Option<String> {
    let clause = source.clause(Span(line.0, line.1.min(line.0 + 20)));
    let label = NOTE.captures(clause.plain())?;
    Some(group(&label, 1).to_owned())
}

impl Tree<'_> {
    /// Whether a line begins as a text about all items above.
    pub(super) fn is_overall(&self, line: Span) -> bool {
        OVERALL.is_match(self.source.clause(line).plain())
    }

    /// Whether a line turns to all who have work.
    pub(super) fn is_addressed(&self, line: Span) -> bool {
        ADDRESSED.is_match(self.source.clause(line).plain())
    }

    /// Whether a line names a part of the whole that has no number, beside parts that have.
    pub(super) fn is_section(&self, line: Span) -> bool {
        !self.open.is_empty() && SECTION.is_match(self.source.clause(line).plain())
    }

    /// Takes the place of the outermost heading, so that the numbers go on behind it.
    pub(super) fn section(&mut self, line: Span) {
        let at = self.made.add(self.source, None, line, None);
        if let Some(node) = self.made.nodes.get_mut(at) {
            heading::apply(node, &self.source.slice(line));
        }
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.head = Some(line);
        }
        self.open.truncate(1);
        if let Some(outermost) = self.open.first_mut() {
            outermost.node = at;
        }
    }

    /// Goes back from a note to the headings around it, where a heading goes on with their numbers rather than with
    /// the note's.
    pub(super) fn resume(&mut self, marker: &Marker) {
        let goes_on = |open: &[Heading]| {
            let same = open.iter().rfind(|heading| heading.style == marker.style);
            same.is_some_and(|h| h.last.map(|last| last.saturating_add(1)) == marker.ordinal)
        };
        if goes_on(&self.aside) && !goes_on(&self.open) {
            self.open = std::mem::take(&mut self.aside);
        }
    }

    /// What a note says behind its label.
    pub(super) fn behind_label(&self, line: Span) -> Span {
        let label = self
            .source
            .chars(line)
            .iter()
            .position(|c| matches!(c, ':' | '：'));
        let from = label.map_or(0, |at| crate::source::scalar(at + 1));
        self.source.trim(Span(line.0 + from, line.1))
    }

    /// A note is a node of its own, which takes what is numbered below it.
    pub(super) fn note(&mut self, line: Span, text: Span) {
        let at = self.made.add(self.source, None, line, Some("注".to_owned()));
        if let Some(node) = self.made.nodes.get_mut(at) {
            node.title = node::short(&self.source.slice(line));
        }
        if let Some(body) = self.made.bodies.get_mut(at) {
            body.texts.push(text);
            body.note = true;
        }
        self.aside = std::mem::replace(
            &mut self.open,
            vec![Heading {
                style: Style::Note,
                last: None,
                node: at,
            }],
        );
    }
}
