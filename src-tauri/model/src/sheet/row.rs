//! One row of a table, by field, to a record.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{SheetDefaults, SheetDoubt, SheetField, SheetKind, SheetRead, cell};
use crate::record::{Attendance, FoundBy, Patrol, Person, Place, Problem, ProblemState};

/// One row by field.
pub(super) struct Row<'a> {
    pub(super) row: u32,
    pub(super) cells: BTreeMap<SheetField, &'a str>,
    pub(super) doubts: Vec<SheetDoubt>,
}

impl Row<'_> {
    pub(super) fn put(&mut self, kind: SheetKind, defaults: &SheetDefaults, into: &mut SheetRead) {
        let key = match kind {
            SheetKind::Problems => SheetField::Description,
            _ => SheetField::Name,
        };
        let Some(name) = self.text(key) else {
            let value = self.cells.values().copied().collect::<Vec<_>>().join(" ");
            self.doubt("no_name", &value);
            return;
        };
        match kind {
            SheetKind::People => {
                let person = self.person(name);
                into.people.push(person);
            }
            SheetKind::Places => {
                let place = self.place(name);
                into.places.push(place);
            }
            SheetKind::Problems => {
                let problem = self.problem(name, defaults);
                into.problems.push(problem);
            }
            SheetKind::Attendance => {
                let one = self.attendance(name, defaults);
                into.attendance.push((one, self.text(SheetField::Department)));
            }
            SheetKind::Patrols => {
                let Some(one) = self.patrol(name, defaults) else {
                    return;
                };
                into.patrols.push(one);
            }
        }
        into.rows.push(self.row);
    }

    fn person(&self, name: String) -> Person {
        Person {
            id: String::new(),
            name: cell::person(&name),
            department: self.text(SheetField::Department),
            post: self.text(SheetField::Post),
            volunteer: self.text(SheetField::Volunteer).filter(|text| !cell::is_no(text)),
        }
    }

    fn place(&self, name: String) -> Place {
        Place {
            id: String::new(),
            name,
            kind: self.text(SheetField::Kind),
            segment: self.text(SheetField::Segment),
            department: self.text(SheetField::Department),
            person: self.text(SheetField::Person),
        }
    }

    fn problem(&mut self, description: String, defaults: &SheetDefaults) -> Problem {
        let state = self.word(SheetField::State, cell::state);
        let closed_on = self.day(SheetField::ClosedOn, defaults.on_day);
        let assigned = self
            .text(SheetField::Department)
            .or(self.text(SheetField::Person))
            .is_some();
        let begun = if assigned {
            ProblemState::Assigned
        } else {
            ProblemState::Found
        };
        Problem {
            id: String::new(),
            description,
            found_on: self
                .day(SheetField::FoundOn, defaults.on_day)
                .unwrap_or(defaults.on_day),
            found_by: self
                .word(SheetField::FoundBy, cell::found_by)
                .unwrap_or(FoundBy::SelfCheck),
            indicator: self.text(SheetField::Indicator),
            place: self.text(SheetField::Place),
            department: self.text(SheetField::Department),
            person: self.text(SheetField::Person),
            deadline: self.day(SheetField::Deadline, defaults.on_day),
            measures: self.text(SheetField::Measures),
            state: state.unwrap_or(if closed_on.is_some() {
                ProblemState::Closed
            } else {
                begun
            }),
            closed_on,
        }
    }

    fn attendance(&mut self, name: String, defaults: &SheetDefaults) -> Attendance {
        let occasion = self
            .text(SheetField::Occasion)
            .or_else(|| defaults.occasion.clone());
        Attendance {
            id: String::new(),
            person: cell::person(&name),
            activity: defaults.activity.clone(),
            occasion: occasion.filter(|_| defaults.activity.is_none()),
            on_day: self
                .day(SheetField::OnDay, defaults.on_day)
                .unwrap_or(defaults.on_day),
            hours: self.number(SheetField::Hours).or(defaults.hours),
        }
    }

    /// A round; none where a day stands that can't be read: it would count for another week.
    fn patrol(&mut self, place: String, defaults: &SheetDefaults) -> Option<Patrol> {
        let on_day = match self.text(SheetField::OnDay) {
            None => defaults.on_day,
            Some(text) => {
                let day = cell::day(&text, defaults.on_day);
                if day.is_none() {
                    self.doubt("no_day", &text);
                }
                day?
            }
        };
        Some(Patrol {
            id: String::new(),
            place,
            on_day,
            person: self.text(SheetField::Person),
            note: self.text(SheetField::Note),
        })
    }

    fn text(&self, field: SheetField) -> Option<String> {
        self.cells.get(&field).map(|cell| (*cell).to_owned())
    }

    fn day(&mut self, field: SheetField, near: Date) -> Option<Date> {
        let text = self.text(field)?;
        let day = cell::day(&text, near);
        if day.is_none() {
            self.doubt("not_a_day", &text);
        }
        day
    }

    fn number(&mut self, field: SheetField) -> Option<f64> {
        let text = self.text(field)?;
        let number = cell::number(&text);
        if number.is_none() {
            self.doubt("not_a_number", &text);
        }
        number
    }

    fn word<T>(&mut self, field: SheetField, words: fn(&str) -> Option<T>) -> Option<T> {
        let text = self.text(field)?;
        let word = words(&text);
        if word.is_none() {
            self.doubt("not_a_word", &text);
        }
        word
    }

    fn doubt(&mut self, code: &str, value: &str) {
        self.doubts.push(SheetDoubt {
            row: self.row,
            code: code.to_owned(),
            value: value.to_owned(),
            rounds: false,
        });
    }
}
