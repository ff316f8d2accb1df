//! What stands below each heading, to content, requirements, and nodes for bodies that act on their own.

use std::collections::HashMap;

use rayon::prelude::*;
use taizhang_model::date::Period;
use taizhang_model::draft::DraftNode;
use taizhang_model::requirement::{Deadline, Requirement, Role, Span};

use crate::grammar::actor::Actor;
use crate::grammar::window::windows;
use crate::grammar::{charge, count, deadline};
use crate::requirement::{Gathered, Ids, Manner, Stated, bare, without_label};
use crate::source::{Source, scalar};
use crate::time::apply_time;
use crate::{code, heading, node, points};

/// Nodes while they are gathered, with what each holds.
#[derive(Default)]
pub(crate) struct Draughts {
    pub nodes: Vec<DraftNode>,
    pub parents: Vec<Option<usize>>,
    pub bodies: Vec<Body>,
    /// Code of each node as the document gives it.
    written: Vec<Option<String>>,
}

/// Texts and fields of one heading.
#[derive(Default)]
pub(crate) struct Body {
    /// First sentence of the heading.
    pub head: Option<Span>,
    pub texts: Vec<Span>,
    pub materials: Vec<Span>,
    pub times: Vec<Span>,
    /// The heading is a stage with this time.
    pub stage: Option<Deadline>,
    /// The heading is a month, which asks for nothing by itself: the window of what stands below it.
    pub is_month: bool,
    pub month: Option<Deadline>,
    /// A field names departments.
    pub given: bool,
    /// A line of its own below the heading names departments.
    pub below: bool,
    /// A line of its own below the heading tells the time.
    pub timed_below: bool,
    /// Times that stand below the last of this heading's row.
    shared: Vec<Span>,
    /// How many of the texts stand above the line that told who does them.
    pub shared_texts: usize,
    /// Its paragraphs are parts of their own.
    pub parted: bool,
    /// A bracket at the end of its line tells who does it or by when.
    pub closed: bool,
    /// A note, which says nothing of the headings around it.
    pub note: bool,
    /// Stands above all headings.
    pub preamble: bool,
    /// Is part of the document's opening, which tells why it was written.
    pub opening: bool,
}

impl Draughts {
    /// Adds a node with its sentence and tells its place.
    pub(crate) fn add(
        &mut self,
        source: &Source,
        parent: Option<usize>,
        quote: Span,
        code: Option<String>,
    ) -> usize {
        let at = self.nodes.len();
        let above = parent.and_then(|parent| self.nodes.get(parent));
        let level = above.map_or(1, |node| node.level.saturating_add(1));
        let parent_id = above.map(|node| node.id.clone());
        self.nodes
            .push(node::node(at + 1, level, parent_id, source.slice(quote), quote));
        self.parents.push(parent);
        self.bodies.push(Body::default());
        self.written.push(code);
        at
    }

    /// A line of departments below the last of several items that have none is for all of them: it goes to what they
    /// lie under.
    fn raise(&mut self) {
        let mut families: Vec<Vec<usize>> = vec![Vec::new(); self.nodes.len()];
        for (at, parent) in self.parents.iter().enumerate() {
            if let Some(family) = parent.and_then(|parent| families.get_mut(parent)) {
                family.push(at);
            }
        }
        for (parent, children) in families.iter().enumerate() {
            let Some((last, others)) = children.split_last() else {
                continue;
            };
            share_times(&mut self.bodies, *last, others);
            let below = |at: &usize| self.bodies.get(*at).is_some_and(|body| body.below);
            let own = |at: &usize| self.nodes.get(*at).is_some_and(|node| node.lead_dept.is_some());
            if others.is_empty() || !below(last) || others.iter().any(own) || own(&parent) {
                continue;
            }
            let Some(from) = self.nodes.get_mut(*last) else {
                continue;
            };
            let (lead, support) = (from.lead_dept.take(), std::mem::take(&mut from.support_depts));
            let (leader, persons) = (from.leader.take(), std::mem::take(&mut from.persons));
            if let Some(to) = self.nodes.get_mut(parent) {
                to.lead_dept = lead;
                to.support_depts = support;
                to.leader = to.leader.take().or(leader);
                to.persons.extend(persons);
            }
            if let Some(body) = self.bodies.get_mut(*last) {
                body.given = false;
            }
        }
    }

    /// Headings in a row that are names of bodies (一、党政综合办公室, 二、社区建设办公室) tell who does what stands below each.
    fn of_bodies(&mut self) {
        /// One alone may be the name of a place.
        const LEAST: usize = 2;
        let mut rows: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (at, parent) in self.parents.iter().enumerate() {
            rows.entry(*parent).or_default().push(at);
        }
        for row in rows.into_values() {
            let body = |at: &&usize| {
                let node = self.nodes.get(**at);
                node.is_some_and(|node| {
                    node.lead_dept.is_none()
                        && heading::are_bodies(charge::body_of_duty(&node.title).unwrap_or(&node.title))
                })
            };
            let bodies: Vec<usize> = row.iter().filter(body).copied().collect();
            if bodies.len() < LEAST || bodies.len() * 2 <= row.len() {
                continue;
            }
            for at in bodies {
                if let Some(node) = self.nodes.get_mut(at) {
                    let names = charge::body_of_duty(&node.title)
                        .unwrap_or(&node.title)
                        .to_owned();
                    node::lead(node, &names);
                }
                if let Some(body) = self.bodies.get_mut(at) {
                    body.given = true;
                }
            }
        }
    }

    /// Whether a field or a bracket names who leads the node or what lies above it.
    fn is_led(&self, at: usize) -> bool {
        let mut at = Some(at);
        while let Some(node) = at.and_then(|at| self.nodes.get(at)) {
            if node.lead_dept.is_some() {
                return true;
            }
            at = at.and_then(|at| self.parents.get(at).copied().flatten());
        }
        false
    }
}

/// A line with the time below the last of several items that have none is for all of them.
fn share_times(bodies: &mut [Body], last: usize, others: &[usize]) {
    let from = bodies.get(last).filter(|body| body.timed_below);
    let times = from.map(|body| body.times.clone()).unwrap_or_default();
    let timed = |at: &usize| bodies.get(*at).is_some_and(|body| !body.times.is_empty());
    if times.is_empty() || others.is_empty() || others.iter().any(timed) {
        return;
    }
    for at in others {
        if let Some(body) = bodies.get_mut(*at) {
            body.shared.clone_from(&times);
        }
    }
}

/// A node with the codes of its children that bodies make.
struct Finished {
    node: DraftNode,
    written: Option<String>,
    own: Vec<DraftNode>,
}

/// Reads the bodies and gives the nodes in reading order, ids and codes set.
pub(crate) fn settle(
    source: &Source,
    mut made: Draughts,
    period: Option<Period>,
    ids: &mut Ids,
) -> Vec<DraftNode> {
    made.raise();
    made.of_bodies();
    // A text above the headings has no number of its own.
    let numbered = made.written.iter().any(Option::is_some);
    for (written, body) in made.written.iter_mut().zip(&made.bodies) {
        if body.preamble && numbered {
            *written = Some("前言".to_owned());
        }
    }
    let led: Vec<bool> = (0..made.nodes.len()).map(|at| made.is_led(at)).collect();

    let mut has_children = vec![false; made.nodes.len()];
    for parent in made.parents.iter().flatten() {
        if let Some(known) = has_children.get_mut(*parent) {
            *known = true;
        }
    }
    let bodies = std::mem::take(&mut made.bodies);
    // Most of a draft's time goes here, and no body asks another; ids are given anew to the whole draft.
    let gathered: Vec<Gathered> = bodies
        .par_iter()
        .zip(&has_children)
        .map(|(body, parent)| gather(source, body, *parent, period, &mut Ids::default()))
        .collect();
    let mut finished = Vec::new();
    let all = made
        .nodes
        .into_iter()
        .zip(made.written)
        .zip(bodies.iter().zip(gathered))
        .zip(led)
        .zip(has_children);
    for ((((mut node, written), (body, gathered)), led), parent) in all {
        let own = share(source, &mut node, body, led, gathered);
        node.content = content(source, &node, body);
        times(source, &mut node, body, period, ids);
        if node.requirements.is_empty() && own.is_empty() && (body.given || body.closed) && !parent {
            let text = body.texts.first().copied().or(body.head);
            let first = text.and_then(|text| {
                let sentences = source.split(text, &['。', '；', ';', '\n']);
                sentences.into_iter().next()
            });
            let quote = first.map(|first| without_label(source, first));
            let quote = quote.filter(|quote| quote.0 < quote.1);
            node.requirements
                .extend(quote.map(|quote| bare(source, quote, ids)));
        }
        let silent =
            (body.preamble || (body.note && !parent)) && node.requirements.is_empty() && own.is_empty();
        if !silent {
            finished.push(Finished { node, written, own });
        }
    }
    number(finished)
}

/// What the heading and the texts below it state.
fn gather(source: &Source, body: &Body, parent: bool, period: Option<Period>, ids: &mut Ids) -> Gathered {
    let mut gathered = Gathered::default();
    let window = body.stage.as_ref().or(body.month.as_ref().filter(|_| parent));
    if let (Some(head), Some(deadline)) = (body.head, window) {
        gathered.stated.push(Stated {
            requirement: Requirement {
                role: Role::Window,
                deadline: Some(deadline.clone()),
                ..bare(source, head, ids)
            },
            actor: None,
        });
    } else if let Some(head) = body.head.filter(|_| !body.is_month || !parent) {
        // With more below it a heading is a name, and so is a short one with fields; else it is the text itself.
        const NAME_SCALARS: u32 = 16;
        let short = head.1.saturating_sub(head.0) <= NAME_SCALARS;
        let name = parent
            || (!body.texts.is_empty() && !is_clause(source, head))
            || (short && !is_counted(source, head) && (body.given || !body.times.is_empty()));
        let manner = if name { Manner::Heading } else { Manner::Prose };
        gathered.read(source, head, manner, period, ids);
    }
    let manner = if body.opening {
        Manner::Opening
    } else {
        Manner::Prose
    };
    let of_time = body.head.is_some_and(|head| is_of_time(source, head));
    for text in &body.texts {
        let window = of_time.then(|| window_in(source, *text, period)).flatten();
        let rest = window.as_ref().map_or(*text, |(at, _)| Span(at.1, text.1));
        gathered.stated.extend(window.map(|(at, deadline)| Stated {
            requirement: Requirement {
                role: Role::Window,
                deadline: Some(deadline),
                ..bare(source, at, ids)
            },
            actor: None,
        }));
        gathered.read(source, rest, manner, period, ids);
    }
    for text in &body.materials {
        gathered.read(source, *text, Manner::Material, period, ids);
    }
    gathered.settle(source, ids);
    gathered
}

/// Whether a heading names nothing but when: 活动时间, 实施期限.
fn is_of_time(source: &Source, head: Span) -> bool {
    /// A longer heading names what is done then.
    const SCALARS: u32 = 8;
    let head = source.clause(head);
    let name = head.plain().trim_end_matches([':', '。', '.']);
    scalar(name.chars().count()) <= SCALARS
        && ["时间", "时限", "期限", "周期"]
            .iter()
            .any(|word| name.ends_with(word))
}

/// The stretch of time that is all that the first sentence of a text says.
fn window_in(source: &Source, text: Span, period: Option<Period>) -> Option<(Span, Deadline)> {
    let first = source.split(text, &['。', ';', '；', '\n']).into_iter().next()?;
    let clause = source.clause(first);
    let window = windows(clause.plain(), period).into_iter().next()?;
    let rest = clause
        .plain()
        .replacen(clause.plain().get(window.at.clone())?, "", 1);
    let alone = !rest.contains(|c: char| c.is_alphanumeric());
    let found = deadline::deadlines(&clause, period).into_iter().next()?;
    alone.then_some((first, found.value))
}

/// Whether a heading is a clause rather than a name: what goes on behind ; or counts in several parts (藏书500册,每月更新20册。).
fn is_clause(source: &Source, head: Span) -> bool {
    let chars = source.chars(head);
    let ends = |marks: [char; 2]| chars.last().is_some_and(|c| marks.contains(c));
    let counts = chars.iter().any(char::is_ascii_digit) && chars.iter().any(|c| matches!(c, ',' | '，'));
    /// A sentence of so many parts and characters is no name.
    const PARTS: usize = 3;
    const SCALARS: usize = 40;
    let commas = chars.iter().filter(|c| matches!(c, ',' | '，')).count();
    let long = chars.len() >= SCALARS && commas + 1 >= PARTS;
    // 基建处负责工地的卫生管理工作。
    let duty = || charge::is_duty(source.clause(head).plain());
    ends([';', '；']) || (ends(['。', '.']) && (counts || long || duty()))
}

/// Whether a short heading counts or measures in digits: 更换破损标识20块。
fn is_counted(source: &Source, head: Span) -> bool {
    let clause = source.clause(head);
    let digits = clause.masked().contains(|c: char| c.is_ascii_digit());
    digits && !count::counts(&clause).is_empty()
}

/// Keeps what the node's own department does; what another body does becomes a node of its own below it.
fn share(
    source: &Source,
    node: &mut DraftNode,
    body: &Body,
    led: bool,
    gathered: Gathered,
) -> Vec<DraftNode> {
    if let Some(charged) = gathered
        .charged
        .as_ref()
        .filter(|_| (body.preamble || gathered.stated.is_empty()) && !body.given)
    {
        name_actor(node, charged);
    }
    let wins = |actor: &Actor| actor.given || !led;
    let mut actors: Vec<Option<Actor>> = gathered
        .stated
        .iter()
        .map(|s| s.actor.clone().filter(wins))
        .collect();
    by_name(&mut actors, led);
    let asked: Vec<&Option<Actor>> = gathered
        .stated
        .iter()
        .zip(&actors)
        .filter(|(s, _)| s.requirement.role == Role::Requirement)
        .map(|(_, actor)| actor)
        .collect();
    let mut named = asked.iter().filter_map(|actor| actor.as_ref());
    let first: Option<&Actor> = named.next();
    // What no body is named for belongs to the one that the text names.
    if let Some(first) = first.filter(|first| !body.given && named.all(|actor| actor.lead == first.lead)) {
        let first = first.clone();
        name_actor(node, &first);
        node.requirements = gathered.requirements();
        return Vec::new();
    }
    // A note goes on with the first body that it turned to, until it names another.
    if let Some(first) = first.filter(|_| body.note && !body.given).cloned() {
        name_actor(node, &first);
    }
    // 基建处负责…。爱卫办将…检查: the item is of the body that it begins with, what another does stands below it.
    let begins = |actor: &&Actor| {
        let head = body.head.map(|head| source.clause(head));
        head.is_some_and(|head| charge::is_duty(head.plain()) && head.plain().starts_with(&actor.lead))
    };
    if let Some(first) = first.filter(|_| !body.given).filter(begins).cloned() {
        name_actor(node, &first);
    }
    let mut own: Vec<DraftNode> = Vec::new();
    for (stated, actor) in gathered.stated.into_iter().zip(actors) {
        let Some(actor) = actor.filter(|a| node.lead_dept.as_ref() != Some(&a.lead)) else {
            node.requirements.push(stated.requirement);
            continue;
        };
        match own
            .last_mut()
            .filter(|n| n.lead_dept.as_ref() == Some(&actor.lead))
        {
            Some(last) => last.requirements.push(stated.requirement),
            None => own.push(acting(source, node, &actor, stated.requirement)),
        }
    }
    own
}

/// 各责任部门 is whom the section names: the body that the text gave its work to before, or the section's own.
fn by_name(actors: &mut [Option<Actor>], led: bool) {
    let mut named: Option<Actor> = None;
    for actor in actors {
        match actor {
            Some(part) if part.is_part() && (led || named.is_some()) => actor.clone_from(&named),
            Some(body) if body.given && !body.is_part() => named = Some(body.clone()),
            _ => {}
        }
    }
}

/// A node for what a body does within another's section.
fn acting(source: &Source, above: &DraftNode, actor: &Actor, requirement: Requirement) -> DraftNode {
    let span = requirement.span.unwrap_or(Span(0, 0));
    let mut made = node::node(
        0,
        above.level.saturating_add(1),
        Some(above.id.clone()),
        source.slice(span),
        span,
    );
    made.title = node::short(&requirement.quote);
    name_actor(&mut made, actor);
    made.requirements.push(requirement);
    made
}

fn name_actor(node: &mut DraftNode, actor: &Actor) {
    if node.lead_dept.is_none() {
        node.lead_dept = Some(actor.lead.clone());
    }
    actor.support.iter().for_each(|name| node::support(node, name));
}

fn times(source: &Source, node: &mut DraftNode, body: &Body, period: Option<Period>, ids: &mut Ids) {
    // What is asked for in one item is due by the time of the row; an item that asks for nothing stays so.
    let asks = node.requirements.iter().any(|r| r.role == Role::Requirement);
    let shared = body.shared.iter().filter(|_| asks);
    for time in body.times.iter().chain(shared) {
        let own = body.head.unwrap_or(*time);
        apply_time(source, *time, own, period, &mut node.requirements, ids);
    }
}

/// The texts below a heading, after the heading itself where the title is only its beginning.
fn content(source: &Source, node: &DraftNode, body: &Body) -> Option<String> {
    let head = body
        .head
        .map(|head| points::without(&source.slice(head)))
        .unwrap_or_default();
    let cut = head.trim_end_matches(['。', ';', '；', '.', ':', '：', '!', '！']) != node.title;
    let texts = body.texts.iter().map(|span| source.slice(*span));
    let text: Vec<String> = (cut && !head.is_empty())
        .then_some(head)
        .into_iter()
        .chain(texts)
        .collect();
    (!text.is_empty()).then(|| text.join("\n"))
}

/// Nodes with their own children behind them, numbered anew in reading order.
fn number(finished: Vec<Finished>) -> Vec<DraftNode> {
    let mut nodes: Vec<DraftNode> = Vec::new();
    let mut written: Vec<Option<String>> = Vec::new();
    let mut renamed: HashMap<String, String> = HashMap::new();
    for one in finished {
        let old = one.node.id.clone();
        for (mut node, code) in
            std::iter::once((one.node, one.written)).chain(one.own.into_iter().map(|n| (n, None)))
        {
            let id = format!("n{}", nodes.len() + 1);
            if node.id == old {
                renamed.insert(old.clone(), id.clone());
            }
            node.id = id;
            node.parent = node.parent.and_then(|parent| renamed.get(&parent).cloned());
            nodes.push(node);
            written.push(code);
        }
    }
    // Repeated numbers were told of where they stand.
    code::assign(&mut nodes, &written, &mut Vec::new());
    nodes
}
