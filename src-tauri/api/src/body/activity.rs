//! Activities: proposed, listed, confirmed and changed.

use std::collections::HashMap;

use taizhang_ledger::{Activity, ActivityChange, ItemFilter, Ledger, Operation};
use taizhang_model::group::sentence;

use super::{done, item, operation};
use crate::command::Call;
use crate::dto::{
    ActivityCreate, ActivityDone, ActivityItems, ActivityKind, ActivityList, ActivityMove, ActivityProposed,
    ActivityQuery, ActivityRow, ActivitySet, GroupReason, IdArgs, IdsArgs, ItemRow, NoArgs, OperationDone,
};
use crate::fault::{Code, Fault};
use crate::settings::Language;

/// How many items a card shows.
const COVERS: usize = 8;
const PROPOSED: &str = "proposed";
const CONFIRMED: &str = "confirmed";

pub(crate) fn activity_propose(call: &Call<'_>, _: NoArgs) -> Result<ActivityProposed, Fault> {
    let proposed = call.app.changeable()?.propose_activities()?;
    Ok(ActivityProposed { proposed })
}

pub(crate) fn activity_list(call: &Call<'_>, args: ActivityQuery) -> Result<ActivityList, Fault> {
    let ledger = call.app.ledger()?;
    let proposed = match args.state.as_deref() {
        None | Some("") => None,
        Some(PROPOSED) => Some(true),
        Some(CONFIRMED) => Some(false),
        Some(other) => return Err(Fault::bad_value("state", other)),
    };
    let mut found = ledger.activities()?;
    found.retain(|one| proposed.is_none_or(|wanted| one.proposed.is_some() == wanted));
    let loose = ItemFilter {
        no_activity: true,
        limit: Some(0),
        ..ItemFilter::default()
    };
    Ok(ActivityList {
        activities: rows(&ledger, found, call.app.language())?,
        loose: ledger.items(&loose)?.0,
    })
}

pub(crate) fn activity_show(call: &Call<'_>, args: IdArgs) -> Result<ActivityRow, Fault> {
    let ledger = call.app.ledger()?;
    let id = ledger.find_activity(&args.id)?;
    row(&ledger, &id, call.app.language())
}

pub(crate) fn activity_confirm(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    Ok(done(ledger.confirm_activities(&ids(&ledger, &args.ids)?)?))
}

pub(crate) fn activity_create(call: &Call<'_>, args: ActivityCreate) -> Result<ActivityDone, Fault> {
    let ledger = call.app.changeable()?;
    let made = ledger.create_activity(&args.title, &items(&ledger, &args.items)?)?;
    told(call, &ledger, made)
}

pub(crate) fn activity_set(call: &Call<'_>, args: ActivitySet) -> Result<ActivityDone, Fault> {
    let ledger = call.app.changeable()?;
    let id = ledger.find_activity(&args.id)?;
    let change = ActivityChange {
        title: args.title,
        date_from: args.date_from,
        date_to: args.date_to,
        place: args.place,
        host_dept: args.host_dept,
    };
    let done = ledger.set_activity(&id, &change)?;
    told(call, &ledger, (id, done))
}

pub(crate) fn activity_merge(call: &Call<'_>, args: IdsArgs) -> Result<ActivityDone, Fault> {
    let ledger = call.app.changeable()?;
    let made = ledger.merge_activities(&ids(&ledger, &args.ids)?)?;
    told(call, &ledger, made)
}

pub(crate) fn activity_split(call: &Call<'_>, args: ActivityItems) -> Result<ActivityDone, Fault> {
    let ledger = call.app.changeable()?;
    let id = ledger.find_activity(&args.id)?;
    let title = args.title.unwrap_or_default();
    let made = ledger.split_activity(&id, &items(&ledger, &args.items)?, &title)?;
    told(call, &ledger, made)
}

pub(crate) fn activity_move(call: &Call<'_>, args: ActivityMove) -> Result<ActivityDone, Fault> {
    let ledger = call.app.changeable()?;
    let to = ledger.find_activity(&args.to)?;
    let from = args.from.filter(|name| !name.is_empty());
    let from = from.map(|name| ledger.find_activity(&name)).transpose()?;
    let done = ledger.move_to_activity(&items(&ledger, &args.items)?, from.as_deref(), &to)?;
    told(call, &ledger, (to, done))
}

pub(crate) fn activity_remove(call: &Call<'_>, args: ActivityItems) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let id = ledger.find_activity(&args.id)?;
    Ok(done(
        ledger.remove_from_activity(&id, &items(&ledger, &args.items)?)?,
    ))
}

pub(crate) fn activity_exclude(call: &Call<'_>, args: ActivityItems) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let id = ledger.find_activity(&args.id)?;
    let items = items(&ledger, &args.items)?;
    let excluded = args.excluded.unwrap_or(true);
    Ok(done(ledger.exclude_from_activity(&id, &items, excluded)?))
}

pub(crate) fn activity_dissolve(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    Ok(done(ledger.dissolve_activities(&ids(&ledger, &args.ids)?)?))
}

fn ids(ledger: &Ledger, names: &[String]) -> Result<Vec<String>, Fault> {
    let found = names.iter().map(|name| ledger.find_activity(name));
    Ok(found.collect::<Result<_, _>>()?)
}

fn items(ledger: &Ledger, names: &[String]) -> Result<Vec<String>, Fault> {
    let found = names.iter().map(|name| ledger.find_item(name));
    Ok(found.collect::<Result<_, _>>()?)
}

fn told(call: &Call<'_>, ledger: &Ledger, made: (String, Operation)) -> Result<ActivityDone, Fault> {
    Ok(ActivityDone {
        activity: row(ledger, &made.0, call.app.language())?,
        operation: operation(made.1),
    })
}

fn row(ledger: &Ledger, id: &str, language: Language) -> Result<ActivityRow, Fault> {
    let activity = ledger.activity(id)?;
    let mut rows = rows(ledger, vec![activity], language)?;
    rows.pop()
        .ok_or_else(|| Fault::new(Code::ActivityNotFound).with("name", id))
}

fn rows(ledger: &Ledger, found: Vec<Activity>, language: Language) -> Result<Vec<ActivityRow>, Fault> {
    let shown: Vec<String> = found
        .iter()
        .flat_map(|one| one.covers.iter().take(COVERS).cloned())
        .collect();
    let items: HashMap<String, ItemRow> = ledger
        .items_by_id(&shown)?
        .into_iter()
        .map(|found| (found.id.clone(), item::row(found, language)))
        .collect();
    Ok(found.into_iter().map(|one| shown_row(one, &items)).collect())
}

fn shown_row(one: Activity, items: &HashMap<String, ItemRow>) -> ActivityRow {
    let covers = one.covers.iter().take(COVERS);
    let (state, confidence, reasons, joins) = match one.proposed {
        None => (CONFIRMED, None, Vec::new(), None),
        Some(it) => (PROPOSED, Some(it.confidence), it.reasons, it.joins),
    };
    ActivityRow {
        covers: covers.filter_map(|id| items.get(id).cloned()).collect(),
        id: one.id,
        title: one.title,
        date_from: one.date_from,
        date_to: one.date_to,
        place: one.place,
        host_dept: one.host_dept,
        state: state.to_owned(),
        confidence,
        reason: sentence(&reasons),
        reasons: reasons
            .iter()
            .map(|reason| GroupReason {
                rule: reason.rule().to_owned(),
                found: reason.found(),
                doubt: reason.is_doubt(),
            })
            .collect(),
        joins,
        excluded: one
            .items
            .iter()
            .filter(|member| member.excluded)
            .map(|member| member.item.clone())
            .collect(),
        items: one.items.into_iter().map(|member| member.item).collect(),
        kinds: one
            .kinds
            .into_iter()
            .map(|(kind, items)| ActivityKind { kind, items })
            .collect(),
        links: one.links,
    }
}
