//! Tables of an office (人员名册, 点位表, 整改台账, 签到表, 巡查记录): taken into the ledger as one change, and written as a workbook.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError};
use taizhang_model::record::{Attendance, Patrol, Person, Place, Problem};
use taizhang_model::sheet::{Known, SheetField, SheetKind, SheetRead, Taken, take};

use crate::checklist::find;
use crate::error::Result;
use crate::indicator::indicators;
use crate::open::Ledger;
use crate::operation::{Editing, Operation};
use crate::record::select;

/// Widest column of a workbook, in characters.
const WIDEST: usize = 48;

impl Ledger {
    /// What a table would add and change, with the rounds (巡查) that stand beside it.
    pub fn compare_sheet(
        &self,
        kind: SheetKind,
        read: SheetRead,
        rounds: Option<SheetRead>,
    ) -> Result<Taken> {
        let mut known = self.read(|conn| {
            let current = find(conn, None)?;
            let codes = indicators(conn, &current.id)?
                .into_iter()
                .map(|one| (one.code, one.id));
            Ok(Known {
                people: select(conn, None)?,
                places: select(conn, None)?,
                problems: select(conn, None)?,
                attendance: select(conn, None)?,
                patrols: select(conn, None)?,
                indicators: codes.collect(),
            })
        })?;
        let mut taken = take(kind, read, &known);
        if let Some(rounds) = rounds {
            known.places.extend(taken.places.iter().cloned());
            taken.with_rounds(take(SheetKind::Patrols, rounds, &known));
        }
        Ok(taken)
    }

    /// Puts in what a table adds and changes, as one operation.
    pub fn take_sheet(&self, kind: SheetKind, taken: &Taken) -> Result<Operation> {
        let rows = taken.people.len()
            + taken.places.len()
            + taken.problems.len()
            + taken.attendance.len()
            + taken.patrols.len();
        let subjects = [kind.to_string(), rows.to_string()];
        let ((), done) = self.edit("sheet_take", &subjects, |editing| {
            let mut added = HashMap::new();
            for person in &taken.people {
                let id = self.put(editing, person)?;
                added.insert(person.name.clone(), id);
            }
            put_all(self, editing, &taken.places)?;
            put_all(self, editing, &taken.problems)?;
            put_all(self, editing, &taken.patrols)?;
            for one in &taken.attendance {
                let person = added.get(&one.person).unwrap_or(&one.person).clone();
                self.put(
                    editing,
                    &Attendance {
                        person,
                        ..one.clone()
                    },
                )?;
            }
            Ok(())
        })?;
        Ok(done)
    }

    /// A workbook of the ledger's people, places, problems, attendance or rounds, with the headings that are read again. The rounds
    /// (巡查) are a second sheet beside the places that were gone to, and beside the problems that were found there.
    pub fn write_sheet(&self, kind: SheetKind) -> Result<Vec<u8>> {
        let mut book = Workbook::new();
        book.push_worksheet(of_kind(kind, &self.sheet_rows(kind)?)?);
        if matches!(kind, SheetKind::Places | SheetKind::Problems) {
            let rounds = self.sheet_rows(SheetKind::Patrols)?;
            if !rounds.is_empty() {
                let mut sheet = of_kind(SheetKind::Patrols, &rounds)?;
                sheet.set_name("巡查")?;
                book.push_worksheet(sheet);
            }
        }
        Ok(book.save_to_buffer()?)
    }

    fn sheet_rows(&self, kind: SheetKind) -> Result<Vec<HashMap<SheetField, String>>> {
        Ok(match kind {
            SheetKind::People => self.records::<Person>(None)?.into_iter().map(of_person).collect(),
            SheetKind::Places => self.records::<Place>(None)?.into_iter().map(of_place).collect(),
            SheetKind::Problems => {
                let codes: HashMap<String, String> = self.read(|conn| {
                    let current = find(conn, None)?;
                    Ok(indicators(conn, &current.id)?
                        .into_iter()
                        .map(|one| (one.id, one.code))
                        .collect())
                })?;
                let problems = self.records::<Problem>(None)?.into_iter();
                problems.map(|one| of_problem(one, &codes)).collect()
            }
            SheetKind::Attendance => {
                let people: HashMap<String, Person> = self
                    .records::<Person>(None)?
                    .into_iter()
                    .map(|one| (one.id.clone(), one))
                    .collect();
                let titles: HashMap<String, String> = self.read(|conn| {
                    let mut query = conn.prepare("SELECT id, title FROM activity")?;
                    let found = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
                    Ok(found.collect::<rusqlite::Result<_>>()?)
                })?;
                let came = self.records::<Attendance>(None)?.into_iter();
                came.map(|one| of_attendance(one, &people, &titles)).collect()
            }
            SheetKind::Patrols => self.records::<Patrol>(None)?.into_iter().map(of_patrol).collect(),
        })
    }
}

fn put_all<R: crate::Record>(ledger: &Ledger, editing: &mut Editing<'_>, records: &[R]) -> Result<()> {
    records
        .iter()
        .try_for_each(|one| ledger.put(editing, one).map(drop))
}

/// The cells that say something.
fn cells<const N: usize>(cells: [(SheetField, Option<String>); N]) -> HashMap<SheetField, String> {
    cells
        .into_iter()
        .filter_map(|(field, text)| Some((field, text?)))
        .collect()
}

fn of_person(one: Person) -> HashMap<SheetField, String> {
    cells([
        (SheetField::Name, Some(one.name)),
        (SheetField::Department, one.department),
        (SheetField::Post, one.post),
        (SheetField::Volunteer, one.volunteer),
    ])
}

fn of_place(one: Place) -> HashMap<SheetField, String> {
    cells([
        (SheetField::Name, Some(one.name)),
        (SheetField::Kind, one.kind),
        (SheetField::Segment, one.segment),
        (SheetField::Department, one.department),
        (SheetField::Person, one.person),
    ])
}

fn of_problem(one: Problem, codes: &HashMap<String, String>) -> HashMap<SheetField, String> {
    cells([
        (SheetField::Description, Some(one.description)),
        (SheetField::FoundOn, Some(one.found_on.to_string())),
        (SheetField::FoundBy, Some(one.found_by.name_zh().to_owned())),
        (
            SheetField::Indicator,
            one.indicator.and_then(|id| codes.get(&id).cloned()),
        ),
        (SheetField::Place, one.place),
        (SheetField::Department, one.department),
        (SheetField::Person, one.person),
        (SheetField::Deadline, one.deadline.map(|day| day.to_string())),
        (SheetField::Measures, one.measures),
        (SheetField::State, Some(one.state.name_zh().to_owned())),
        (SheetField::ClosedOn, one.closed_on.map(|day| day.to_string())),
    ])
}

fn of_attendance(
    one: Attendance,
    people: &HashMap<String, Person>,
    titles: &HashMap<String, String>,
) -> HashMap<SheetField, String> {
    let person = people.get(&one.person);
    let activity = one.activity.and_then(|id| titles.get(&id).cloned());
    cells([
        (SheetField::Name, person.map(|person| person.name.clone())),
        (
            SheetField::Department,
            person.and_then(|person| person.department.clone()),
        ),
        (SheetField::OnDay, Some(one.on_day.to_string())),
        (SheetField::Hours, one.hours.map(|hours| hours.to_string())),
        (SheetField::Occasion, one.occasion.or(activity)),
    ])
}

fn of_patrol(one: Patrol) -> HashMap<SheetField, String> {
    cells([
        (SheetField::OnDay, Some(one.on_day.to_string())),
        (SheetField::Name, Some(one.place)),
        (SheetField::Person, one.person),
        (SheetField::Note, one.note),
    ])
}

fn of_kind(
    kind: SheetKind,
    rows: &[HashMap<SheetField, String>],
) -> std::result::Result<Worksheet, XlsxError> {
    let headings: Vec<&str> = kind.fields().iter().map(|field| kind.heading(*field)).collect();
    let cells = |row: &HashMap<SheetField, String>| {
        let cell = |field| row.get(field).cloned().unwrap_or_default();
        kind.fields().iter().map(cell).collect()
    };
    worksheet(&headings, &rows.iter().map(cells).collect::<Vec<_>>())
}

fn worksheet(headings: &[&str], rows: &[Vec<String>]) -> std::result::Result<Worksheet, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Center);
    let body = Format::new()
        .set_border(FormatBorder::Thin)
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    let mut sheet = Worksheet::new();
    for (column, (at, heading)) in (0u16..).zip(headings.iter().enumerate()) {
        sheet.write_string_with_format(0, column, *heading, &head)?;
        let mut width = heading.chars().count();
        for (row, cells) in (1u32..).zip(rows) {
            let text = cells.get(at).map_or("", String::as_str);
            width = width.max(text.chars().count());
            // Always as text: an entry that begins with = is an entry.
            sheet.write_string_with_format(row, column, text, &body)?;
        }
        let wide = u32::try_from(width.min(WIDEST)).unwrap_or_default();
        sheet.set_column_width(column, f64::from(wide) * 2.0 + 3.0)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_repeat_rows(0, 0)?;
    sheet.set_landscape();
    sheet.set_paper_size(9);
    Ok(sheet)
}
