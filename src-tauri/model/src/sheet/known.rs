//! Rows of a table beside the records that a ledger has already.

use std::collections::HashMap;

use super::{SheetDoubt, SheetKind, SheetRead};
use crate::record::{Attendance, Patrol, Person, Place, Problem};

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
    /// Rounds that were made.
    pub patrols: Vec<Patrol>,
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
    /// Rounds: of a table of them, or beside another one.
    pub patrols: Vec<Patrol>,
    /// Rows that the ledger has exactly like this.
    pub same: u32,
    /// Doubts of the table and of the comparison.
    pub doubts: Vec<SheetDoubt>,
}

impl Taken {
    /// Takes in the rounds that stand beside the table.
    pub fn with_rounds(&mut self, rounds: Self) {
        self.patrols.extend(rounds.patrols);
        self.same += rounds.same;
        let doubts = rounds.doubts.into_iter();
        self.doubts.extend(doubts.map(|doubt| SheetDoubt {
            rounds: true,
            ..doubt
        }));
    }
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
        SheetKind::Patrols => patrols(read.patrols, &read.rows, known, &mut taken),
    }
    taken
}

/// Rounds of places that are known; one about a place that is not would count for nothing. Several on one day may differ in what was
/// found alone: each row is first compared with its like, and what is left with a round of that day that no row is about.
fn patrols(found: Vec<Patrol>, rows: &[u32], known: &Known, taken: &mut Taken) {
    let mut left: Vec<&Patrol> = known.patrols.iter().collect();
    let mut fresh: Vec<Patrol> = Vec::new();
    for (row, &at) in found.into_iter().zip(rows) {
        if !known.places.iter().any(|place| place.name == row.place) {
            doubt(&mut taken.doubts, at, "unknown_place", &row.place);
            continue;
        }
        let like = |one: &&Patrol| {
            one.place == row.place
                && one.on_day == row.on_day
                && one.person == row.person
                && one.note == row.note
        };
        match left.iter().position(like) {
            Some(like) => {
                left.remove(like);
                taken.same += 1;
            }
            None => fresh.push(row),
        }
    }
    for row in fresh {
        let about = |one: &&Patrol| {
            let who = one.person.is_none() || row.person.is_none() || one.person == row.person;
            who && one.place == row.place && one.on_day == row.on_day
        };
        let there = left.iter().position(about).map(|at| left.remove(at));
        let now = there.map_or_else(|| row.clone(), |there| over_patrol(there, &row));
        keep(&mut taken.patrols, &mut taken.same, there, now);
    }
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
        rounds: false,
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

fn over_patrol(there: &Patrol, row: &Patrol) -> Patrol {
    Patrol {
        person: or(&row.person, &there.person),
        note: or(&row.note, &there.note),
        ..there.clone()
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sheet::{SheetDefaults, is_rounds, read};

    fn rows(text: &str) -> Vec<Vec<String>> {
        let cells = |line: &str| line.split('|').map(str::to_owned).collect();
        text.lines().map(cells).collect()
    }

    fn taken(table: &str, known: &Known) -> Taken {
        let defaults = SheetDefaults {
            on_day: date(2026, 11, 9),
            occasion: None,
            activity: None,
            hours: None,
        };
        take(
            SheetKind::Patrols,
            read(SheetKind::Patrols, &rows(table), &defaults),
            known,
        )
    }

    fn round(id: &str, place: &str, note: Option<&str>) -> Patrol {
        Patrol {
            id: id.to_owned(),
            place: place.to_owned(),
            on_day: date(2026, 11, 2),
            person: Some("张三".to_owned()),
            note: note.map(str::to_owned),
        }
    }

    fn known(patrols: Vec<Patrol>) -> Known {
        let place = |name: &str| Place {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: None,
            segment: None,
            department: None,
            person: None,
        };
        Known {
            places: vec![place("人民路口"), place("东街")],
            patrols,
            ..Known::default()
        }
    }

    const TABLE: &str =
        "巡查日期|点位名称|巡查人|情况\n2026-11-02|人民路口|张三|整洁\n11月2日|东街|张三|\n11.9|东街||乱停车";

    #[test]
    fn rounds_of_known_places_come_in_once() {
        let first = taken(TABLE, &known(Vec::new()));
        let days: Vec<_> = first
            .patrols
            .iter()
            .map(|one| (one.place.as_str(), one.on_day))
            .collect();
        let (second, ninth) = (date(2026, 11, 2), date(2026, 11, 9));
        assert_eq!(days, [("人民路口", second), ("东街", second), ("东街", ninth)]);
        let again = taken(TABLE, &known(first.patrols));
        assert_eq!((again.same, again.patrols.len()), (3, 0));
    }

    #[test]
    fn two_rounds_of_a_day_stay_two_and_what_was_found_is_put_in() {
        let there = known(vec![
            round("a", "东街", Some("整洁")),
            round("b", "东街", Some("乱停车")),
            round("c", "人民路口", None),
        ]);
        let table = "巡查日期|点位名称|巡查人|情况\n2026-11-02|东街|张三|乱停车\n2026-11-02|东街|张三|整洁\n2026-11-02|人民路口|张三|良好";
        let taken = taken(table, &there);
        assert_eq!(taken.same, 2);
        assert_eq!(taken.patrols, [round("c", "人民路口", Some("良好"))]);
    }

    #[test]
    fn a_round_of_nowhere_or_on_no_day_is_left_out() {
        let table =
            "巡查时间|点位|巡查人员|巡查情况\n2026-11-02|西街|张三|\n上周|东街|张三|\n2026-11-02|东街|张三|";
        let taken = taken(table, &known(Vec::new()));
        let doubts: Vec<_> = taken
            .doubts
            .iter()
            .map(|one| (one.row, one.code.as_str()))
            .collect();
        assert_eq!(doubts, [(3, "no_day"), (2, "unknown_place")]);
        assert_eq!(taken.patrols, [round("", "东街", None)]);
    }

    #[test]
    fn rounds_are_told_from_problems_and_places() {
        assert!(is_rounds(&rows(TABLE)));
        for other in [
            "巡查时间|点位|责任人|存在问题|整改情况\n2026-11-02|东街|张三|乱停车|已整改",
            "点位名称|类型|责任人\n东街|门店|张三",
            "姓名|日期|时长\n张三|2026-11-02|2",
        ] {
            assert!(!is_rounds(&rows(other)), "{other}");
        }
    }
}
