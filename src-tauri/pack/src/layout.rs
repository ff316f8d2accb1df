//! Where everything lies in a pack: the top folder, one path per file, and for each link whether the file is here
//! or elsewhere (见 …).

use std::collections::HashMap;

use crate::model::Shape;
use crate::names::{MAX_FILE, MAX_FOLDER, MAX_ROOT, Taken, clean, extension};
use crate::{Entry, PackError, PackIndicator, PackModel};

/// Folder for files that no indicator names.
const LOOSE: &str = "其他材料";

/// Where one file lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// Path inside the bag, from `data/` on.
    pub(crate) path: String,
    /// The indicator it lies under, as index into the model's.
    pub(crate) home: Option<usize>,
}

/// The pack's arrangement.
#[derive(Debug)]
pub(crate) struct Layout {
    /// Name of the one top folder.
    pub(crate) root: String,
    /// One place per entry, in the model's order.
    pub(crate) places: Vec<Place>,
    /// Entries in reading order: indicator by indicator, link by link.
    pub(crate) order: Vec<usize>,
}

/// The name of a pack's one top folder, made from the unit, the title and the day; also a good name for the zip
/// (RFC 8493 section 4 wants the same name for both).
pub fn folder_name(model: &PackModel) -> String {
    let day = model.as_of.to_string().replace('-', "");
    let volume = model.volume.as_ref();
    let part = volume.map(|volume| format!("_第{}卷", volume.number));
    let part = part.unwrap_or_default();
    let parts = [
        clean(&model.unit, 14),
        clean(&model.title, 15_usize.saturating_sub(part.encode_utf16().count())),
    ];
    let words: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let name = [words.join("_"), format!("迎检包_{day}{part}")].join("_");
    clean(name.trim_start_matches('_'), MAX_ROOT)
}

impl Layout {
    /// Arranges a model; an error when a link points at an entry that is not there.
    pub(crate) fn of(model: &PackModel) -> Result<Self, PackError> {
        let mut places: Vec<Option<Place>> = vec![None; model.entries.len()];
        let mut order = Vec::with_capacity(model.entries.len());
        let (folders, mut taken) = folders(&model.indicators, model.shape);
        for (home, (indicator, folder)) in model.indicators.iter().zip(&folders).enumerate() {
            let width = indicator.links.len().to_string().len().max(2);
            for (at, link) in indicator.links.iter().enumerate() {
                let Some(index) = link.entry else { continue };
                let (Some(entry), Some(place)) = (model.entries.get(index), places.get_mut(index)) else {
                    return Err(PackError::Internal(format!(
                        "link to entry {index} of {}",
                        model.entries.len()
                    )));
                };
                if place.is_some() {
                    continue;
                }
                let number = format!("{:0width$}", at + 1);
                let stem = match model.shape.short {
                    true => number,
                    false => stem(&number, entry, link.caption.as_deref()),
                };
                let names = taken.entry(folder.clone()).or_default();
                let name = names.unique(&stem, &extension(&entry.format, &entry.original_name), MAX_FILE);
                *place = Some(Place {
                    path: format!("data/{folder}/{name}"),
                    home: Some(home),
                });
                order.push(index);
            }
        }
        let places = loose(model, places, &mut order);
        Ok(Self {
            root: folder_name(model),
            places,
            order,
        })
    }
}

/// Gives the files that no indicator names a place.
fn loose(model: &PackModel, places: Vec<Option<Place>>, order: &mut Vec<usize>) -> Vec<Place> {
    let mut taken = Taken::default();
    let mut number = 0_usize;
    let mut all = Vec::with_capacity(places.len());
    for (index, (place, entry)) in places.into_iter().zip(&model.entries).enumerate() {
        all.push(place.unwrap_or_else(|| {
            number += 1;
            order.push(index);
            let stem = stem(&format!("{number:02}"), entry, None);
            let name = taken.unique(&stem, &extension(&entry.format, &entry.original_name), MAX_FILE);
            Place {
                path: format!("data/{LOOSE}/{name}"),
                home: None,
            }
        }));
    }
    all
}

/// Order, day, and the caption or the original's name without its extension.
fn stem(number: &str, entry: &Entry, caption: Option<&str>) -> String {
    let original = match entry.original_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => &entry.original_name,
    };
    let day = entry.on.map(|on| on.to_string()).unwrap_or_default();
    let caption = caption
        .map(|text| clean(text, MAX_FILE))
        .filter(|text| !text.is_empty());
    let said = caption.unwrap_or_else(|| clean(original, MAX_FILE));
    clean(&[number, &day, &said].join(" "), MAX_FILE)
}

/// One folder per indicator, under the folder of its top indicator unless the shape is flat: never more than two levels. Also the names taken
/// by folder, because files lie beside folders.
fn folders(indicators: &[PackIndicator], shape: Shape) -> (Vec<String>, HashMap<String, Taken>) {
    let by_id: HashMap<_, _> = indicators.iter().enumerate().map(|(at, i)| (i.id, at)).collect();
    let mut names: HashMap<String, Taken> = HashMap::new();
    // The loose folder's name is spoken for, so that no indicator can share it.
    names
        .entry(String::new())
        .or_default()
        .unique(LOOSE, "", MAX_FOLDER);
    let mut own: Vec<String> = Vec::with_capacity(indicators.len());
    for (at, indicator) in indicators.iter().enumerate() {
        let top = top_of(indicators, &by_id, at);
        let parent = if top == at || shape.flat {
            String::new()
        } else {
            own.get(top).cloned().unwrap_or_default()
        };
        let named = match shape.short {
            true => indicator.code.clone(),
            false => format!("{} {}", indicator.code, indicator.title),
        };
        let mut label = clean(&named, MAX_FOLDER);
        if label.is_empty() {
            label = format!("指标{}", at + 1);
        }
        let name = names
            .entry(parent.clone())
            .or_default()
            .unique(&label, "", MAX_FOLDER);
        own.push(if parent.is_empty() {
            name
        } else {
            format!("{parent}/{name}")
        });
    }
    (own, names)
}

/// The outermost ancestor that stands before the indicator in tree order; itself where there is none.
fn top_of(indicators: &[PackIndicator], by_id: &HashMap<taizhang_model::id::Id, usize>, at: usize) -> usize {
    let mut top = at;
    while let Some(parent) = indicators
        .get(top)
        .and_then(|i| i.parent)
        .and_then(|id| by_id.get(&id))
    {
        // A parent that does not stand before its child would be a loop or a broken order.
        if *parent >= top {
            break;
        }
        top = *parent;
    }
    top
}
