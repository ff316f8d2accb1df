//! Marks of secrecy in what a pack would hold: the last door before the disk, which nothing overrides.

use taizhang_model::guarded::{is_secret, mark_in_address, mark_in_name, mark_in_text};
use taizhang_model::id::Id;

use crate::{Entry, EntryLink, PackIndicator, PackModel};

/// Something marked 秘密, 机密 or 绝密.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// What to show: the path of a file, code and title of an indicator, or where else the mark stands.
    pub subject: String,
    /// The mark.
    pub mark: String,
    /// The item, where it is a file or what was written to it.
    pub item: Option<Id>,
    /// The indicator, where it was written there.
    pub indicator: Option<Id>,
}

/// Everything in a model that is marked, each once: files by what the caller knows of them and by their names, and every text
/// that would stand in the pack's lists.
pub fn secrets(model: &PackModel) -> Vec<Marked> {
    let mut all: Vec<Marked> = model.entries.iter().filter_map(of_entry).collect();
    let heads = [&model.unit, &model.title];
    all.extend(heads.into_iter().filter_map(|text| {
        Some(Marked {
            subject: text.clone(),
            mark: mark_in_text(text)?,
            item: None,
            indicator: None,
        })
    }));
    for indicator in &model.indicators {
        if let Some(mark) = of_words(indicator) {
            all.push(written(indicator, mark));
        }
        for link in &indicator.links {
            let Some(mark) = of_link(link) else { continue };
            let entry = link.entry.and_then(|at| model.entries.get(at));
            let found = Marked {
                item: entry.map(|entry| entry.item),
                ..written(indicator, mark)
            };
            let known = all.iter().any(|one| one.item.is_some() && one.item == found.item);
            if !known {
                all.push(match entry {
                    Some(entry) => Marked {
                        subject: entry.original_path.clone(),
                        ..found
                    },
                    None => found,
                });
            }
        }
    }
    let names = model.papers.iter().map(|paper| paper.name.as_str());
    let subjects = model.findings.iter().map(|finding| finding.subject.as_str());
    all.extend(names.chain(subjects).filter_map(|name| {
        Some(Marked {
            subject: name.to_owned(),
            mark: mark_in_name(name)?,
            item: None,
            indicator: None,
        })
    }));
    all.dedup();
    all
}

fn of_entry(entry: &Entry) -> Option<Marked> {
    let told = entry.secrecy.clone().filter(|mark| is_secret(mark));
    let names = [&entry.original_path, &entry.original_name];
    let document = [&entry.document.doc_title, &entry.document.doc_no];
    let mark = told
        .or_else(|| names.into_iter().find_map(|name| mark_in_name(name)))
        .or_else(|| document.into_iter().flatten().find_map(|text| mark_in_text(text)))?;
    Some(Marked {
        subject: entry.original_path.clone(),
        mark,
        item: Some(entry.item),
        indicator: None,
    })
}

fn written(indicator: &PackIndicator, mark: String) -> Marked {
    Marked {
        subject: format!("{} {}", indicator.code, indicator.title),
        mark,
        item: None,
        indicator: Some(indicator.id),
    }
}

/// The mark in what was written for an indicator.
fn of_words(indicator: &PackIndicator) -> Option<String> {
    let said = [
        Some(&indicator.title),
        Some(&indicator.quote),
        indicator.content.as_ref(),
        indicator.lead_dept.as_ref(),
        indicator.statement.as_ref().map(|told| &told.text),
    ];
    let lists = indicator.waivers.iter().chain(&indicator.missing);
    said.into_iter()
        .flatten()
        .chain(lists)
        .find_map(|text| mark_in_text(text))
}

/// The mark in a caption, the name of a requirement, or what the link points at.
fn of_link(link: &EntryLink) -> Option<String> {
    let caption = link.caption.as_deref().and_then(mark_in_name);
    caption
        .or_else(|| link.external.as_deref().and_then(mark_in_address))
        .or_else(|| link.requirement.as_deref().and_then(mark_in_text))
}
