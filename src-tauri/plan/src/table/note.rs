//! Notes below a table.

use taizhang_model::requirement::{Requirement, Role, Span};

use super::Gathered;
use super::emit::{add, keep_long_text};
use super::row::is_measured;
use crate::requirement::{Gathered as Requirements, Manner};
use crate::source::Source;

/// A note below a table that asks for something at a time or in a number is a node of its own.
pub(super) fn note(source: &Source, gathered: &mut Gathered, span: Span) {
    let mut found = Requirements::default();
    found.read(source, span, Manner::Prose, gathered.period, &mut gathered.ids);
    found.settle(source, &mut gathered.ids);
    let asks = |r: &Requirement| r.role == Role::Requirement && is_measured(r);
    if !found.stated.iter().any(|stated| asks(&stated.requirement)) {
        return;
    }
    let text = source.slice(span);
    let at = add(source, gathered, None, span, &text, false);
    keep_long_text(gathered, at, &text);
    let first = found.stated.iter().find_map(|stated| stated.actor.clone());
    let lead = first.map(|actor| actor.lead);
    for stated in found.stated {
        // What another body does is a node of its own below the note.
        let other = stated
            .actor
            .map(|actor| actor.lead)
            .filter(|own| Some(own) != lead.as_ref());
        let to = match &other {
            Some(_) => {
                let span = stated.requirement.span.unwrap_or(span);
                add(source, gathered, Some(at), span, &source.slice(span), false)
            }
            None => at,
        };
        if let Some(node) = gathered.nodes.get_mut(to) {
            node.lead_dept = other.or_else(|| lead.clone());
            node.requirements.push(stated.requirement);
        }
    }
    if let Some(written) = gathered.written.get_mut(at) {
        *written = Some("注".to_owned());
    }
}
