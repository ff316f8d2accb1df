//! Evidence and waivers.

use std::collections::HashMap;

use taizhang_ledger::{Ledger, Link, LinkChange, LinkNotes, Subject, Target};

use super::{day, done, item, named, period};
use crate::command::Call;
use crate::dto::{
    ActivityLinked, IdArgs, LinkAdd, LinkList, LinkRemove, LinkRow, LinkSet, LinksBefore, OperationDone,
    Unlink, WaiveArgs,
};
use crate::fault::{Code, Fault};
use crate::settings::Language;

/// Links with the items that they hold.
pub(super) fn rows(ledger: &Ledger, links: Vec<Link>, language: Language) -> Result<Vec<LinkRow>, Fault> {
    let ids: Vec<String> = links
        .iter()
        .filter_map(|link| subject_item(&link.subject))
        .collect();
    let items = ledger.items_by_id(&ids)?;
    let items: HashMap<String, _> = items
        .into_iter()
        .map(|found| (found.id.clone(), item::row(found, language)))
        .collect();
    let activities: HashMap<String, ActivityLinked> = links
        .iter()
        .filter_map(|link| match &link.subject {
            Subject::Activity(id) => Some(id),
            Subject::Item(_) | Subject::External(_) => None,
        })
        .map(|id| Ok((id.clone(), linked(ledger, id, language)?)))
        .collect::<Result<_, Fault>>()?;
    let row = |link: Link| {
        let (held, activity, external) = match link.subject {
            // The same item may be linked twice to one indicator, for two requirements.
            Subject::Item(id) => (items.get(&id).cloned(), None, None),
            Subject::Activity(id) => (None, activities.get(&id).cloned(), None),
            Subject::External(text) => (None, None, Some(text)),
        };
        LinkRow {
            id: link.id,
            checklist: link.checklist,
            indicator: link.indicator,
            code: link.code,
            indicator_title: link.indicator_title,
            requirement: link.requirement,
            item: held,
            activity,
            external,
            caption: link.caption,
            proposed_caption: link.proposed_caption,
            seen_on: link.seen_on,
            about: link.about,
            changed: link.changed,
        }
    };
    Ok(links.into_iter().map(row).collect())
}

fn linked(ledger: &Ledger, id: &str, language: Language) -> Result<ActivityLinked, Fault> {
    let activity = ledger.activity(id)?;
    let first = activity.covers.get(..1).unwrap_or_default();
    Ok(ActivityLinked {
        cover: ledger
            .items_by_id(first)?
            .pop()
            .map(|found| item::row(found, language)),
        id: activity.id,
        title: activity.title,
        date_from: activity.date_from,
        date_to: activity.date_to,
        items: activity
            .items
            .into_iter()
            .filter(|member| !member.excluded)
            .map(|member| member.item)
            .collect(),
    })
}

fn subject_item(subject: &Subject) -> Option<String> {
    match subject {
        Subject::Item(id) => Some(id.clone()),
        Subject::Activity(_) | Subject::External(_) => None,
    }
}

fn subjects(ledger: &Ledger, names: &[String]) -> Result<Vec<Subject>, Fault> {
    if names.is_empty() {
        return Err(Fault::new(Code::ItemNotFound).with("name", ""));
    }
    let found = names.iter().map(|name| ledger.subject(name));
    Ok(found.collect::<Result<_, _>>()?)
}

fn target(ledger: &Ledger, indicator: &str, requirement: Option<String>) -> Result<Target, Fault> {
    let mut target = ledger.target(indicator)?;
    if let Some(requirement) = requirement.filter(|id| !id.is_empty()) {
        target.requirement = Some(requirement);
    }
    Ok(target)
}

pub(crate) fn links(call: &Call<'_>, args: IdArgs) -> Result<LinkList, Fault> {
    let ledger = call.app.ledger()?;
    let found = ledger.links_of_indicator(&args.id)?;
    Ok(LinkList {
        links: rows(&ledger, found, call.app.language())?,
    })
}

pub(crate) fn link_add(call: &Call<'_>, args: LinkAdd) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let subjects = subjects(&ledger, &args.subjects)?;
    let target = target(&ledger, &args.indicator, args.requirement)?;
    let period = period(args.period_from.as_deref(), args.period_to.as_deref())?;
    let caption = args.caption.as_deref().filter(|text| !text.trim().is_empty());
    let notes = LinkNotes {
        period,
        caption,
        seen_on: match named(&args.seen_on) {
            Some(text) => Some(day("seen_on", text)?),
            None => Some((call.app.settings.today)()),
        },
    };
    Ok(done(ledger.link_noted(&subjects, &target, &notes)?))
}

pub(crate) fn link_remove(call: &Call<'_>, args: LinkRemove) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.remove_links(&args.ids)?))
}

pub(crate) fn unlink(call: &Call<'_>, args: Unlink) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let subjects = subjects(&ledger, &args.subjects)?;
    let ids = ledger.links_between(&subjects, &ledger.target(&args.indicator)?)?;
    Ok(done(ledger.remove_links(&ids)?))
}

pub(crate) fn links_before(call: &Call<'_>, args: IdArgs) -> Result<LinksBefore, Fault> {
    let ledger = call.app.ledger()?;
    let Some(before) = ledger.year_before(&args.id)? else {
        return Ok(LinksBefore {
            checklist: None,
            code: String::new(),
            title: String::new(),
            links: Vec::new(),
        });
    };
    Ok(LinksBefore {
        checklist: Some(before.checklist),
        code: before.indicator.code,
        title: before.indicator.title,
        links: rows(&ledger, before.links, call.app.language())?,
    })
}

pub(crate) fn link_set(call: &Call<'_>, args: LinkSet) -> Result<OperationDone, Fault> {
    let change = LinkChange {
        caption: args.caption,
        requirement: args.requirement,
        about: args.about,
        seen_on: named(&args.seen_on)
            .map(|text| day("seen_on", text))
            .transpose()?,
        before: args.before,
        confirm_content: args.confirm_content.unwrap_or(false),
    };
    Ok(done(call.app.changeable()?.set_link(&args.id, &change)?))
}

pub(crate) fn waive(call: &Call<'_>, args: WaiveArgs) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let target = target(&ledger, &args.indicator, args.requirement)?;
    Ok(done(ledger.waive(&target, &args.reason, args.not_applicable)?))
}

pub(crate) fn unwaive(call: &Call<'_>, args: IdArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.unwaive(&args.id)?))
}
