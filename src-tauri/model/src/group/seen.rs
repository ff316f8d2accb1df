//! A piece with what its dates, its name and its text tell.

use jiff::civil::{Date, DateTime, Time};

use super::name;
use super::stray;
use super::told::{self, Told};
use super::touched::Touched;
use super::{Piece, Spot};
use crate::capture;
use crate::date::{DateFact, DateOrigin, Period, Precision};
use crate::kind::Kind;

/// Words of papers about days off, pay and posts.
const HOUSEKEEPING: [&str; 10] = [
    "放假",
    "调休",
    "休假",
    "值班安排",
    "值班表",
    "考勤",
    "工资",
    "任免",
    "任职",
    "领导小组",
];

/// A piece, read.
pub(super) struct Seen<'a> {
    pub(super) piece: &'a Piece,
    /// When its camera took it, or a name tells that it was taken.
    pub(super) taken: Option<DateTime>,
    /// When it was saved from a chat, where that is all it tells.
    pub(super) saved: Option<DateTime>,
    /// When a paper was written.
    pub(super) written: Option<Date>,
    /// What its own name, or the title inside, tells.
    pub(super) core: String,
    pub(super) ordinal: Option<(u32, String)>,
    pub(super) told: Told,
}

impl<'a> Seen<'a> {
    pub(super) fn new(
        piece: &'a Piece,
        period: Option<Period>,
        ignored: &[String],
        touched: &Touched,
    ) -> Self {
        let file = piece.spots.first().map_or("", |spot| spot.name.as_str());
        let written = piece
            .dates
            .iter()
            .filter(|date| {
                matches!(
                    date.from,
                    DateOrigin::Text | DateOrigin::NameTaken | DateOrigin::Property
                )
            })
            .find_map(DateFact::day)
            .filter(|_| !piece.scene);
        let from_camera = instant(&piece.dates, is_taken).filter(|_| piece.scene && !piece.wrong_clock);
        let from_chat = instant(&piece.dates, |from| from == DateOrigin::NameSaved);
        // The day that a person wrote into the name, unless it was saved before.
        let named = piece
            .spots
            .iter()
            .filter(|_| piece.scene && from_camera.is_none())
            .find_map(|spot| name::day(&spot.name, period?))
            .filter(|day| from_chat.is_none_or(|saved| saved.date() >= *day));
        let told = match named {
            Some(day) if piece.kind == Kind::SignIn => Told {
                days: vec![(day, day)],
                sure: true,
                ..Told::default()
            },
            _ if piece.scene => Told::default(),
            _ => told::read(&piece.text, written, period),
        };
        let title = piece.title.as_deref().unwrap_or_default();
        let first_line = piece
            .text
            .lines()
            .find(|line| !line.trim().is_empty())
            .unwrap_or_default();
        let names = piece.spots.iter().map(|spot| name::stem(&spot.name));
        let inside = [
            title,
            told.name.as_deref().unwrap_or_default(),
            if title.is_empty() { first_line } else { "" },
        ];
        let core = names
            .chain(inside)
            .filter(|text| text.chars().count() <= 60)
            .map(|text| name::core(text, ignored))
            .filter(|core| !core.is_empty())
            .fold(String::new(), |mut all, core| {
                if !all.contains(&core) {
                    if !all.is_empty() {
                        all.push(' ');
                    }
                    all.push_str(&core);
                }
                all
            });
        let core = if core.is_empty() {
            name::core(told.done.as_deref().unwrap_or_default(), ignored)
        } else {
            core
        };
        let noon = Time::constant(12, 0, 0, 0);
        let taken = from_camera.or_else(|| {
            named
                .filter(|_| piece.kind != Kind::SignIn)
                .map(|day| day.to_datetime(noon))
        });
        let saved = from_chat
            .or_else(|| touched.time(piece).filter(|_| piece.scene))
            .filter(|_| taken.is_none());
        Self {
            piece,
            taken,
            saved,
            written,
            ordinal: name::ordinal(file).or_else(|| name::ordinal(title)),
            core,
            told,
        }
    }

    /// Whether it is a sheet that people signed, or any other paper.
    pub(super) fn is_paper(&self) -> bool {
        !self.piece.scene || self.piece.kind == Kind::SignIn
    }

    /// Whether a paper's title names no event (通知).
    pub(super) fn is_untitled(&self, ignored: &[String]) -> bool {
        let title = self.piece.title.as_deref().unwrap_or_default();
        name::core(title, ignored).is_empty()
    }

    /// Whether its name tells something of a person's own life, or of the office's: an event of nobody.
    pub(super) fn is_private(&self) -> bool {
        self.piece.spots.iter().all(|spot| name::is_private(&spot.name))
    }

    /// Whether it is a screenshot: a picture that tells an event by its name or its folder alone.
    pub(super) fn is_screen(&self) -> bool {
        self.piece.kind == Kind::Screenshot
    }

    /// Whether it is a paper about the office itself: its days are nobody's event.
    pub(super) fn is_housekeeping(&self) -> bool {
        let names = self.piece.spots.iter().map(|spot| spot.name.as_str());
        !self.piece.scene
            && (stray::is_standing(self.piece, &self.told)
                || names
                    .chain(self.piece.title.as_deref())
                    .any(|name| HOUSEKEEPING.iter().any(|word| name.contains(word))))
    }

    /// The spot that lies in a folder.
    pub(super) fn spot(&self, n: usize) -> Option<&'a Spot> {
        self.piece.spots.get(n)
    }
}

const fn is_taken(from: DateOrigin) -> bool {
    matches!(
        from,
        DateOrigin::ExifOriginal | DateOrigin::ExifDigitized | DateOrigin::Container | DateOrigin::NameTaken
    )
}

/// The first date of some origins as a wall clock, noon where only the day is known; not one of a clock that was reset.
pub(super) fn instant(dates: &[DateFact], of: impl Fn(DateOrigin) -> bool) -> Option<DateTime> {
    let date = dates
        .iter()
        .find(|date| of(date.from) && !capture::is_reset(date))?;
    let day = date.day()?;
    if date.precision == Precision::Instant
        && let Some(wall) = date.value.get(..19).and_then(|wall| wall.parse().ok())
    {
        return Some(wall);
    }
    Some(day.to_datetime(Time::constant(12, 0, 0, 0)))
}
