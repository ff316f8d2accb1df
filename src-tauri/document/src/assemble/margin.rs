//! Running heads and feet: page numbers, and what stands on most pages at the same place.

use std::collections::{BTreeSet, HashMap};

use super::{Line, Piece};

/// Part of the page's height at its top and bottom where they stand.
const ZONE: f64 = 0.13;

/// Drops them from every page; returns what was dropped, each line of words once.
pub(super) fn drop_running(pages: &mut [Vec<Piece>], sizes: &[(f64, f64)]) -> String {
    let height = |page: usize| sizes.get(page).map_or(0.0, |(_, height)| *height);
    let mut seen: HashMap<(String, i64), usize> = HashMap::new();
    for (page, pieces) in pages.iter().enumerate() {
        for line in lines(pieces).filter(|line| is_outer(line, height(page))) {
            *seen.entry(key(line)).or_default() += 1;
        }
    }
    let enough = (pages.len() / 2).max(3);
    let mut dropped = BTreeSet::new();
    for (page, pieces) in pages.iter_mut().enumerate() {
        let height = height(page);
        let (first, last) = (
            lines(pieces).map(|line| line.baseline).reduce(f64::min),
            lines(pieces).map(|line| line.baseline).reduce(f64::max),
        );
        pieces.retain(|piece| {
            let Piece::Line(line) = piece else { return true };
            if !is_outer(line, height) {
                return true;
            }
            let is_end = Some(line.baseline) == first || Some(line.baseline) == last;
            let stays = !(is_end && is_page_number(&line.text))
                && seen.get(&key(line)).is_none_or(|times| *times < enough);
            if !stays {
                dropped.insert(line.text.clone());
            }
            stays
        });
    }
    dropped.into_iter().map(|line| line + "\n").collect()
}

fn lines(pieces: &[Piece]) -> impl Iterator<Item = &Line> {
    pieces.iter().filter_map(|piece| match piece {
        Piece::Line(line) => Some(line),
        Piece::Table(_) => None,
    })
}

fn is_outer(line: &Line, height: f64) -> bool {
    line.baseline < height * ZONE || line.baseline > height * (1.0 - ZONE)
}

/// The same words at the same height, whatever the number in them.
fn key(line: &Line) -> (String, i64) {
    let words = line
        .text
        .chars()
        .filter(|c| !c.is_ascii_digit() && !c.is_whitespace());
    // Steps of four points; the height of a page in points is far below any limit.
    (words.collect(), (line.baseline / 4.0).round() as i64)
}

/// 3, - 3 -, — 3 —, 第3页, 第1页共4页, 3/10, Page 3 of 10.
fn is_page_number(text: &str) -> bool {
    const WORDS: [&str; 6] = ["第", "页", "共", "总", "page", "of"];
    let mut rest = text.to_lowercase();
    for word in WORDS {
        rest = rest.replace(word, "");
    }
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    (1..=8).contains(&digits)
        && rest.chars().all(|c| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || "-—–―_/|,·.~\u{ff0d}\u{ff0c}\u{ff0f}\u{2010}\u{2011}\u{2012}".contains(c)
        })
}
