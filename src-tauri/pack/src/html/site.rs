//! Which page holds what: one page where everything fits, else pages by indicator that no old computer chokes on.

use std::collections::HashSet;
use std::ops::Range;

use super::material::Shown;
use super::section::section;
use super::text::Page;
use crate::PackModel;
use crate::layout::Layout;

/// Most bytes of the material where all of it stands on one page; head, indicators and style come on top.
const WHOLE: usize = 1 << 20;
/// Most bytes of the material on a page once it is cut. Smaller, because then nothing is gained by a long page: what a browser
/// takes to open one grows with it, and a few hundred files are more than anybody reads at once.
const MOST: usize = 1 << 18;
/// Links from a page of its own are longer than those of the front page, at most by so many percent.
const LONGER: usize = 130;

/// A part of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Part {
    /// An indicator with some of its links.
    Indicator(usize, Range<usize>),
    /// Some of the files that no indicator names.
    Loose(Range<usize>),
}

/// The pages of a pack.
pub(super) struct Site {
    /// The parts of each page; the front page is the first.
    pages: Vec<Vec<Part>>,
    /// The page on which each indicator begins.
    homes: Vec<usize>,
    parents: HashSet<usize>,
}

/// Where a page lies in the bag.
pub(super) fn path(number: usize) -> String {
    format!("目录/页/{number:02}.html")
}

impl Site {
    /// Measures everything as if it were on one page, and cuts where that is too much.
    pub(super) fn of(model: &PackModel, layout: &Layout, thumbs: &[Option<String>]) -> Self {
        let whole = Self::single(model, layout);
        let shown = Shown {
            model,
            layout,
            thumbs,
            site: &whole,
            page: 0,
        };
        let sizes: Vec<(Part, usize, usize)> = whole
            .parts(0)
            .iter()
            .map(|part| {
                let mut out = Page::default();
                let links = match part {
                    Part::Indicator(at, links) => {
                        section(&mut out, &shown, *at, links.clone());
                        links.len()
                    }
                    Part::Loose(files) => {
                        shown.loose(&mut out, files.clone());
                        files.len()
                    }
                };
                (part.clone(), links, out.0.len() / 100 * LONGER)
            })
            .collect();
        let sum: usize = sizes.iter().map(|(.., size)| size).sum();
        if sum / LONGER * 100 <= WHOLE {
            return whole;
        }
        let mut cut = vec![Vec::new(), Vec::new()];
        let mut left = MOST;
        let pieces = sizes
            .into_iter()
            .flat_map(|(part, links, size)| pieces(part, links, size));
        for (part, size) in pieces {
            if size > left && cut.last().is_some_and(|page: &Vec<Part>| !page.is_empty()) {
                cut.push(Vec::new());
                left = MOST;
            }
            left = left.saturating_sub(size);
            if let Some(page) = cut.last_mut() {
                page.push(part);
            }
        }
        whole.cut(cut)
    }

    fn single(model: &PackModel, layout: &Layout) -> Self {
        let indicators = model.indicators.iter().enumerate();
        let mut parts: Vec<Part> = indicators
            .map(|(at, one)| Part::Indicator(at, 0..one.links.len()))
            .collect();
        let loose = layout.places.iter().filter(|place| place.home.is_none()).count();
        if loose > 0 {
            parts.push(Part::Loose(0..loose));
        }
        let above: HashSet<_> = model.indicators.iter().filter_map(|one| one.parent).collect();
        let parents = model.indicators.iter().enumerate();
        Self {
            pages: vec![parts],
            homes: vec![0; model.indicators.len()],
            parents: parents
                .filter(|(_, one)| above.contains(&one.id))
                .map(|(at, _)| at)
                .collect(),
        }
    }

    fn cut(mut self, pages: Vec<Vec<Part>>) -> Self {
        self.pages = pages;
        for (number, parts) in self.pages.iter().enumerate() {
            for part in parts {
                if let Part::Indicator(at, links) = part
                    && links.start == 0
                    && let Some(home) = self.homes.get_mut(*at)
                {
                    *home = number;
                }
            }
        }
        self
    }

    /// Whether there are pages beside the front page.
    pub(super) fn is_split(&self) -> bool {
        self.pages.len() > 1
    }

    /// How many there are.
    pub(super) fn pages(&self) -> usize {
        self.pages.len() - 1
    }

    /// What a page holds.
    pub(super) fn parts(&self, page: usize) -> &[Part] {
        self.pages.get(page).map(Vec::as_slice).unwrap_or_default()
    }

    /// The page on which an indicator begins.
    pub(super) fn home(&self, at: usize) -> usize {
        self.homes.get(at).copied().unwrap_or_default()
    }

    /// The page on which a link of an indicator stands.
    pub(super) fn page_of_link(&self, at: usize, link: usize) -> usize {
        let holds =
            |part: &Part| matches!(part, Part::Indicator(one, links) if *one == at && links.contains(&link));
        let found = self.pages.iter().position(|parts| parts.iter().any(holds));
        found.unwrap_or_default()
    }

    /// Whether other indicators stand below it.
    pub(super) fn is_parent(&self, at: usize) -> bool {
        self.parents.contains(&at)
    }
}

/// A part in pieces that fit on a page, with their sizes.
fn pieces(part: Part, links: usize, size: usize) -> Vec<(Part, usize)> {
    let count = size.div_ceil(MOST).max(1);
    if count == 1 || links == 0 {
        return vec![(part, size)];
    }
    let each = links.div_ceil(count);
    (0..links)
        .step_by(each)
        .map(|from| {
            let range = from..(from + each).min(links);
            let piece = match &part {
                Part::Indicator(at, _) => Part::Indicator(*at, range),
                Part::Loose(_) => Part::Loose(range),
            };
            (piece, size / count)
        })
        .collect()
}
