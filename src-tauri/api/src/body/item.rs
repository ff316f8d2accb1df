//! Items as pages and the command line see them.

use jiff::civil::Date;
use taizhang_ledger::{Item, ItemFilter, Ledger, Presence, Sort, Trouble};

use super::done;
use crate::command::Call;
use crate::dto::{
    ActivityName, FolderCount, IdArgs, ItemDetail, ItemError, ItemFacets, ItemKindSet, ItemList, ItemQuery,
    ItemRow, ItemText, KindCount, LocationRow, MonthCount, NoArgs, OperationDone,
};
use crate::fault::Fault;
use crate::messages;
use crate::settings::Language;

pub(crate) fn items(call: &Call<'_>, args: ItemQuery) -> Result<ItemList, Fault> {
    let ledger = call.app.ledger()?;
    let (total, items) = ledger.items(&filter(&ledger, args, (call.app.settings.today)())?)?;
    let language = call.app.language();
    Ok(ItemList {
        total,
        items: items.into_iter().map(|item| row(item, language)).collect(),
    })
}

fn filter(ledger: &Ledger, args: ItemQuery, today: Date) -> Result<ItemFilter, Fault> {
    let given = |text: Option<String>| text.filter(|text| !text.is_empty());
    Ok(ItemFilter {
        search: given(args.search),
        today: Some(today),
        kinds: args.kinds.unwrap_or_default(),
        unlinked_in: match args.unlinked {
            Some(true) => Some(ledger.checklist(None)?.0.id),
            _ => None,
        },
        indicator: match given(args.indicator) {
            Some(name) => Some(ledger.target(&name)?.indicator),
            None => None,
        },
        activity: match given(args.activity) {
            Some(name) => Some(ledger.find_activity(&name)?),
            None => None,
        },
        no_activity: args.no_activity == Some(true),
        source: given(args.source),
        folder: given(args.folder),
        trouble: given(args.trouble).map(|name| trouble(&name)).transpose()?,
        similar: given(args.similar)
            .map(|name| number("similar", &name))
            .transpose()?,
        family: given(args.family)
            .map(|name| number("family", &name))
            .transpose()?,
        month: given(args.month),
        department: given(args.department),
        sort: given(args.sort).map_or(Ok(Sort::Date), |name| sort(&name))?,
        limit: args.limit,
        after: given(args.after),
    })
}

fn trouble(name: &str) -> Result<Trouble, Fault> {
    match name {
        "errors" => Ok(Trouble::Errors),
        "duplicates" => Ok(Trouble::Duplicates),
        "missing" => Ok(Trouble::Missing),
        "changed" => Ok(Trouble::Changed),
        "look_alikes" => Ok(Trouble::LookAlikes),
        "versions" => Ok(Trouble::Versions),
        "doubts" => Ok(Trouble::Doubts),
        _ => Err(Fault::bad_value("trouble", name)),
    }
}

/// A group or a family, by the name that a list gave it.
fn number(what: &str, name: &str) -> Result<i64, Fault> {
    name.parse().map_err(|_| Fault::bad_value(what, name))
}

fn sort(name: &str) -> Result<Sort, Fault> {
    match name {
        "date" => Ok(Sort::Date),
        "path" => Ok(Sort::Path),
        "added" => Ok(Sort::Added),
        "alike" => Ok(Sort::Alike),
        _ => Err(Fault::bad_value("sort", name)),
    }
}

pub(super) fn row(item: Item, language: Language) -> ItemRow {
    ItemRow {
        id: item.id,
        title: item.title,
        kind: item.kind,
        format: item.format,
        captured_on: item.captured_on,
        captured_from: item.captured_from,
        captured_precision: item.captured_precision,
        locations: item.locations.into_iter().map(location).collect(),
        sha256: item.sha256,
        bytes: item.bytes,
        width: item.width,
        height: item.height,
        duration_s: item.duration_s,
        similar_group: item.similar.map(|alike| alike.group.to_string()),
        similar_kind: item.similar.map(|alike| alike.kind.as_str().to_owned()),
        best: item.similar.map(|alike| alike.best),
        family: item.version.map(|version| version.family.to_string()),
        family_best: item.version.map(|version| version.best),
        doubts: item.doubts,
        activities: item.activities,
        links: item.links,
        errors: item
            .error
            .into_iter()
            .map(|(code, _)| error(&code, language))
            .collect(),
        thumb: item.thumb,
        state: presence(item.presence).to_owned(),
    }
}

pub(super) fn error(code: &str, language: Language) -> ItemError {
    ItemError {
        code: code.to_owned(),
        message: messages::sentence(code, language),
    }
}

fn location(location: taizhang_ledger::Location) -> LocationRow {
    LocationRow {
        source: location.source,
        path: location.path,
        state: presence(location.presence).to_owned(),
    }
}

const fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Present => "present",
        Presence::Missing => "missing",
        Presence::Disconnected => "disconnected",
    }
}

pub(crate) fn item_facets(call: &Call<'_>, _: NoArgs) -> Result<ItemFacets, Fault> {
    let facets = call.app.ledger()?.facets()?;
    let kinds = facets.kinds.into_iter();
    let months = facets.months.into_iter();
    let folders = facets.folders.into_iter().map(|folder| FolderCount {
        source: folder.source,
        folder: folder.folder,
        name: folder.name,
        depth: folder.depth,
        items: folder.items,
        connected: folder.connected,
    });
    Ok(ItemFacets {
        all: facets.all,
        unlinked: facets.unlinked,
        duplicates: facets.duplicates,
        errors: facets.errors,
        look_alikes: facets.look_alikes,
        versions: facets.versions,
        doubts: facets.doubts,
        missing: facets.missing,
        changed: facets.changed,
        unneeded: facets.unneeded,
        kinds: kinds.map(|(kind, items)| KindCount { kind, items }).collect(),
        months: months.map(|(month, items)| MonthCount { month, items }).collect(),
        folders: folders.collect(),
    })
}

pub(crate) fn item_show(call: &Call<'_>, args: IdArgs) -> Result<ItemDetail, Fault> {
    let ledger = call.app.ledger()?;
    let detail = ledger.item(&args.id)?;
    let links = ledger.links_of_item(&args.id)?;
    Ok(ItemDetail {
        doubts: detail.item.doubts.clone(),
        orientation: detail.orientation,
        item: row(detail.item, call.app.language()),
        kind_from: detail.kind_from,
        dates: detail.dates,
        pages: detail.pages,
        paper: detail.paper.map(|paper| paper.facts),
        received_at: detail.received_at,
        modified_at: detail.modified_at,
        activities: ledger
            .activities_of(&args.id)?
            .into_iter()
            .map(|(id, title)| ActivityName { id, title })
            .collect(),
        links: super::link::rows(&ledger, links, call.app.language())?,
        revisions: detail.revisions,
    })
}

/// Characters of a text that a page shows at once.
const SHOWN: usize = 200_000;

pub(crate) fn item_text(call: &Call<'_>, args: IdArgs) -> Result<ItemText, Fault> {
    let text = call.app.ledger()?.item_text(&args.id)?.unwrap_or_default();
    let end = text.char_indices().nth(SHOWN).map(|(at, _)| at);
    Ok(ItemText {
        cut: end.is_some(),
        text: text
            .get(..end.unwrap_or(text.len()))
            .unwrap_or_default()
            .to_owned(),
    })
}

pub(crate) fn item_kind(call: &Call<'_>, args: ItemKindSet) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let items = args
        .items
        .iter()
        .map(|name| ledger.find_item(name))
        .collect::<Result<Vec<_>, _>>()?;
    Ok(done(ledger.set_kind(&items, args.kind)?))
}
