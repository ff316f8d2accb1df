//! Rows of a table beside the records that a ledger has already.

use std::collections::HashMap;

use super::{SheetDoubt, SheetKind, SheetRead};
use crate::record::{Attendance, Person, Place, Problem};

/// What a ledger has.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// Its people.
    pub people: Vec<Person>,
    /// Its places.
    pub places: Vec<Place>,
    /// Its problems.
    pub problems: Vec<Problem>,
    /// Who took part.
    pub attendance: Vec<Attendance>,
    /// Ids of the current checklist's indicators by code.
    pub indicators: HashMap<String, String>,
}

/// What a table adds to a ledger and changes in it: records without an id are new.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Taken {
    /// People, those first whom an attendance needs.
    pub people: Vec<Person>,
    /// Places.
    pub places: Vec<Place>,
    /// Problems, their indicators by id.
    pub problems: Vec<Problem>,
    /// Attendance; the person is an id, or a name among the new ones of `people`.
    pub attendance: Vec<Attendance>,
    /// Rows that the ledger has exactly like this.
    pub same: u32,
    /// Doubts of the table and of the comparison.
    pub doubts: Vec<SheetDoubt>,
}

/// Compares a table with what is there. A row about something known changes it where the row says something, and clears nothing.
pub fn take(kind: SheetKind, read: SheetRead, known: &Known) -> Taken {
    let mut taken = Taken {
        doubts: read.doubts,
        ..Taken::default()
    };
    match kind {
        SheetKind::People => {
            for row in read.people {
                let there = person(&known.people, &row.name, row.department.as_deref());
                let now = there.map_or_else(|| row.clone(), |there| over_person(there, &row));
                keep(&mut taken.people, &mut taken.same, there, now);
            }
        }
        SheetKind::Places => {
            for row in read.places {
                let same = |one: &&Place| {
                    one.name == row.name
                        && (row.segment.is_none() || one.segment.is_none() || one.segment == row.segment)
                };
                let there = known.places.iter().find(same);
                let now = there.map_or_else(|| row.clone(), |there| over_place(there, &row));
                keep(&mut taken.places, &mut taken.same, there, now);
            }
        }
        SheetKind::Problems => {
            for (mut row, at) in read.problems.into_iter().zip(read.rows) {
                if let Some(code) = row.indicator.take() {
                    row.indicator = known.indicators.get(&code).cloned();
                    if row.indicator.is_none() {
                        doubt(&mut taken.doubts, at, "unknown_indicator", &code);
                    }
                }
                let same = |one: &&Problem| {
                    one.description == row.description
                        && one.found_on == row.found_on
                        && one.place == row.place
                };
                let there = known.problems.iter().find(same);
                let now = there.map_or_else(|| row.clone(), |there| over_problem(there, &row));
                keep(&mut taken.problems, &mut taken.same, there, now);
            }
        }
        SheetKind::Attendance => attendance(read.attendance, &read.rows, known, &mut taken),
    }
    taken
}

fn attendance(found: Vec<(Attendance, Option<String>)>, rows: &[u32], known: &Known, taken: &mut Taken) {
    for ((mut row, department), &at) in found.into_iter().zip(rows) {
        match person(&known.people, &row.person, department.as_deref()) {
            Some(one) => {
                if known
                    .people
                    .iter()
                    .filter(|other| other.name == row.person)
                    .count()
                    > 1
                    && department.is_none()
                {
                    doubt(&mut taken.doubts, at, "same_name", &row.person);
                }
                row.person.clone_from(&one.id);
            }
            None => {
                if !taken.people.iter().any(|one| one.name == row.person) {
                    doubt(&mut taken.doubts, at, "new_person", &row.person);
                    taken.people.push(Person {
                        id: String::new(),
                        name: row.person.clone(),
                        department,
                        post: None,
                        volunteer: None,
                    });
                }
            }
        }
        let same = |one: &&Attendance| {
            one.person == row.person
                && one.on_day == row.on_day
                && one.activity == row.activity
                && one.occasion == row.occasion
        };
        let there = known.attendance.iter().find(same);
        let now = match there {
            Some(there) => Attendance {
                hours: row.hours.or(there.hours),
                ..there.clone()
            },
            None => row,
        };
        // A sheet that was signed twice counts a person once.
        if taken.attendance.iter().any(|one| {
            one.id == now.id
                && one.person == now.person
                && one.on_day == now.on_day
                && one.occasion == now.occasion
        }) {
            continue;
        }
        keep(&mut taken.attendance, &mut taken.same, there, now);
    }
}

fn keep<R: PartialEq>(list: &mut Vec<R>, same: &mut u32, there: Option<&R>, now: R) {
    if there == Some(&now) || list.contains(&now) {
        *same += 1;
    } else {
        list.push(now);
    }
}

fn doubt(doubts: &mut Vec<SheetDoubt>, row: u32, code: &str, value: &str) {
    doubts.push(SheetDoubt {
        row,
        code: code.to_owned(),
        value: value.to_owned(),
    });
}

/// The person of that name: in that department where it is told, else whoever has the name.
fn person<'a>(people: &'a [Person], name: &str, department: Option<&str>) -> Option<&'a Person> {
    let named = || people.iter().filter(|one| one.name == name);
    match department {
        None => named().next(),
        Some(department) => named()
            .find(|one| one.department.as_deref() == Some(department))
            .or_else(|| named().find(|one| one.department.is_none())),
    }
}

fn or(new: &Option<String>, old: &Option<String>) -> Option<String> {
    new.clone().or_else(|| old.clone())
}

fn over_person(there: &Person, row: &Person) -> Person {
    Person {
        id: there.id.clone(),
        name: there.name.clone(),
        department: or(&row.department, &there.department),
        post: or(&row.post, &there.post),
        volunteer: or(&row.volunteer, &there.volunteer),
    }
}

fn over_place(there: &Place, row: &Place) -> Place {
    Place {
        id: there.id.clone(),
        name: there.name.clone(),
        kind: or(&row.kind, &there.kind),
        segment: or(&row.segment, &there.segment),
        department: or(&row.department, &there.department),
        person: or(&row.person, &there.person),
    }
}

fn over_problem(there: &Problem, row: &Problem) -> Problem {
    Problem {
        id: there.id.clone(),
        indicator: or(&row.indicator, &there.indicator),
        place: or(&row.place, &there.place),
        department: or(&row.department, &there.department),
        person: or(&row.person, &there.person),
        deadline: row.deadline.or(there.deadline),
        measures: or(&row.measures, &there.measures),
        closed_on: row.closed_on.or(there.closed_on),
        // A table that was printed last month takes no step back.
        state: row.state.max(there.state),
        ..row.clone()
    }
}
