//! The words of the trade as plain types, and the rules that need nothing but them.
//!
//! Nothing here does I/O, knows SQLite or reads the clock: days, ids and texts come in as
//! values. Every outer room speaks in these words.

pub mod calendar;
pub mod caption;
pub mod capture;
pub mod checklist;
pub mod date;
pub mod draft;
pub mod form;
pub mod group;
pub mod guarded;
pub mod id;
pub mod kind;
pub mod look;
pub mod name;
pub mod paper;
pub mod pattern;
pub mod picture;
pub mod record;
pub mod requirement;
pub mod search;
pub mod sheet;
pub mod status;
pub mod suggest;
pub mod version;
