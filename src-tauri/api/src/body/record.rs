//! The ledgers around the evidence.

use std::collections::{BTreeSet, HashMap};

use taizhang_ledger::Record;
use taizhang_model::record::{
    Attendance, Department, Measure, Patrol, Person, Phase, Place, STATEMENT_CHARACTERS, Statement,
    StatementState, characters, volunteer_totals,
};

use super::{day, document, done, named};
use crate::command::Call;
use crate::dto::{
    AttendanceList, AttendancePut, ChecklistArgs, DepartmentList, DepartmentPut, IdsArgs, MeasureList,
    MeasureRow, MeasureSet, NoArgs, OperationDone, PatrolList, PatrolPut, PersonList, PersonPut, PhaseList,
    PhasePut, PlaceList, PlacePut, StatementList, StatementRow, StatementSet,
};
use crate::fault::{Code, Fault};

pub(super) fn put<R: Record>(call: &Call<'_>, records: &[R]) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.put_records(records)?.1))
}

pub(super) fn remove<R: Record>(call: &Call<'_>, args: &IdsArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.remove_records::<R>(&args.ids)?))
}

fn all<R: Record>(call: &Call<'_>) -> Result<Vec<R>, Fault> {
    Ok(call.app.ledger()?.records(None)?)
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Records of a checklist's indicators, in its order, with code and title.
fn of_checklist<R: Record>(
    call: &Call<'_>,
    args: &ChecklistArgs,
    indicator: fn(&R) -> &str,
) -> Result<Vec<(R, String, String)>, Fault> {
    let ledger = call.app.ledger()?;
    let (_, indicators) = ledger.checklist(named(&args.checklist))?;
    let mut by_indicator: HashMap<String, Vec<R>> = HashMap::new();
    for record in ledger.records::<R>(None)? {
        by_indicator
            .entry(indicator(&record).to_owned())
            .or_default()
            .push(record);
    }
    let mut found = Vec::new();
    for one in indicators {
        for record in by_indicator.remove(&one.id).unwrap_or_default() {
            found.push((record, one.code.clone(), one.title.clone()));
        }
    }
    Ok(found)
}

pub(crate) fn statement_list(call: &Call<'_>, args: ChecklistArgs) -> Result<StatementList, Fault> {
    let rows = of_checklist(call, &args, |one: &Statement| &one.indicator)?;
    let row = |(statement, code, title): (Statement, String, String)| StatementRow {
        characters: count(characters(&statement.text)),
        limit: count(STATEMENT_CHARACTERS),
        statement,
        code,
        title,
    };
    Ok(StatementList {
        limit: count(STATEMENT_CHARACTERS),
        statements: rows.into_iter().map(row).collect(),
    })
}

pub(crate) fn statement_set(call: &Call<'_>, args: StatementSet) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let indicator = ledger.target(&args.indicator)?.indicator;
    let state = match named(&args.state) {
        Some(name) => Some(StatementState::parse(name).ok_or_else(|| Fault::bad_value("state", name))?),
        None => None,
    };
    let known = ledger
        .records::<Statement>(Some(("indicator", &indicator)))?
        .pop();
    let mut statement = known.unwrap_or(Statement {
        id: String::new(),
        indicator,
        text: String::new(),
        state: StatementState::Draft,
        note: None,
    });
    let read = named(&args.path).map(document::text).transpose()?;
    if let Some(text) = args.text.or(read) {
        // What has passed was another text.
        if text.trim() != statement.text && state.is_none() {
            statement.state = StatementState::Draft;
        }
        statement.text = text;
    }
    if let Some(note) = args.note {
        statement.note = Some(note);
    }
    statement.state = state.unwrap_or(statement.state);
    put(call, &[statement])
}

pub(crate) fn measure_list(call: &Call<'_>, args: ChecklistArgs) -> Result<MeasureList, Fault> {
    let rows = of_checklist(call, &args, |one: &Measure| &one.indicator)?;
    let row = |(measure, code, title)| MeasureRow { measure, code, title };
    Ok(MeasureList {
        measures: rows.into_iter().map(row).collect(),
    })
}

pub(crate) fn measure_set(call: &Call<'_>, args: MeasureSet) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let target = ledger.target(&args.indicator)?;
    if !args.value.is_finite() {
        return Err(Fault::bad_value("value", &args.value.to_string()));
    }
    let requirement = args
        .requirement
        .filter(|id| !id.is_empty())
        .or(target.requirement);
    let (_, indicators) = ledger.checklist(None)?;
    let asked = indicators
        .iter()
        .flat_map(|one| &one.requirements)
        .find(|one| Some(&one.id) == requirement.as_ref());
    let unit = asked.and_then(|one| {
        one.threshold
            .as_ref()
            .map(|t| &t.unit)
            .or(one.count.as_ref().map(|c| &c.unit))
    });
    let item = named(&args.item).map(|name| ledger.find_item(name)).transpose()?;
    let measure = Measure {
        id: args.id.unwrap_or_default(),
        indicator: target.indicator,
        unit: args.unit.or(unit.cloned()).unwrap_or_default(),
        requirement,
        about: args.about,
        on_day: match named(&args.on_day) {
            Some(text) => day("on_day", text)?,
            None => (call.app.settings.today)(),
        },
        value: args.value,
        calculation: args.calculation,
        item,
    };
    put(call, &[measure])
}

pub(crate) fn measure_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Measure>(call, &args)
}

pub(crate) fn department_list(call: &Call<'_>, _: NoArgs) -> Result<DepartmentList, Fault> {
    let departments: Vec<Department> = all(call)?;
    let (_, indicators) = call.app.ledger()?.checklist(None)?;
    let people: Vec<Person> = all(call)?;
    let used = indicators
        .iter()
        .flat_map(|one| one.lead_dept.iter().chain(&one.support_depts))
        .chain(people.iter().filter_map(|one| one.department.as_ref()));
    let known: BTreeSet<&str> = departments.iter().map(|one| one.name.as_str()).collect();
    let others: BTreeSet<&String> = used.filter(|name| !known.contains(name.as_str())).collect();
    Ok(DepartmentList {
        others: others.into_iter().cloned().collect(),
        departments,
    })
}

pub(crate) fn department_set(call: &Call<'_>, args: DepartmentPut) -> Result<OperationDone, Fault> {
    let known: Vec<Department> = all(call)?;
    let taken = args.departments.iter().find(|one| {
        known
            .iter()
            .any(|other| other.name == one.name.trim() && other.id != one.id)
    });
    if let Some(one) = taken {
        return Err(Fault::new(Code::NameTaken).with("name", one.name.trim()));
    }
    put(call, &args.departments)
}

pub(crate) fn department_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Department>(call, &args)
}

pub(crate) fn person_list(call: &Call<'_>, _: NoArgs) -> Result<PersonList, Fault> {
    Ok(PersonList { people: all(call)? })
}

pub(crate) fn person_set(call: &Call<'_>, args: PersonPut) -> Result<OperationDone, Fault> {
    put(call, &args.people)
}

pub(crate) fn person_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Person>(call, &args)
}

pub(crate) fn attendance_list(call: &Call<'_>, _: NoArgs) -> Result<AttendanceList, Fault> {
    let attendance: Vec<Attendance> = all(call)?;
    let (checklist, _) = call.app.ledger()?.checklist(None)?;
    let people: Vec<Person> = all(call)?;
    let totals = volunteer_totals(&people, &attendance, checklist.period.from, checklist.period.to);
    Ok(AttendanceList { attendance, totals })
}

pub(crate) fn attendance_set(call: &Call<'_>, args: AttendancePut) -> Result<OperationDone, Fault> {
    let people: Vec<Person> = all(call)?;
    let found = args.attendance.into_iter().map(|one| {
        let person = person(&people, &one.person)?;
        Ok(Attendance { person, ..one })
    });
    put(call, &found.collect::<Result<Vec<_>, Fault>>()?)
}

/// The id of a person who is named by id or by a name that nobody else has.
fn person(people: &[Person], name: &str) -> Result<String, Fault> {
    if let Some(person) = people.iter().find(|person| person.id == name) {
        return Ok(person.id.clone());
    }
    let hits: Vec<&Person> = people
        .iter()
        .filter(|person| person.name == name.trim())
        .collect();
    match hits.as_slice() {
        [one] => Ok(one.id.clone()),
        [] => Err(Fault::new(Code::NotFound).with("name", name)),
        several => {
            let words =
                |one: &&Person| format!("{} {}", one.name, one.department.clone().unwrap_or_default());
            let candidates: Vec<String> = several.iter().map(words).collect();
            Err(Fault::new(Code::Ambiguous)
                .with("name", name)
                .with("candidates", candidates.join("、")))
        }
    }
}

pub(crate) fn attendance_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Attendance>(call, &args)
}

pub(crate) fn place_list(call: &Call<'_>, _: NoArgs) -> Result<PlaceList, Fault> {
    Ok(PlaceList { places: all(call)? })
}

pub(crate) fn place_set(call: &Call<'_>, args: PlacePut) -> Result<OperationDone, Fault> {
    put(call, &args.places)
}

pub(crate) fn place_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Place>(call, &args)
}

pub(crate) fn patrol_list(call: &Call<'_>, _: NoArgs) -> Result<PatrolList, Fault> {
    Ok(PatrolList { patrols: all(call)? })
}

/// A place must be one of the ledger's: a day that is counted for nothing helps nobody.
pub(crate) fn patrol_set(call: &Call<'_>, args: PatrolPut) -> Result<OperationDone, Fault> {
    let places: Vec<Place> = all(call)?;
    let unknown = args
        .patrols
        .iter()
        .find(|one| !places.iter().any(|place| place.name == one.place.trim()));
    if let Some(one) = unknown {
        return Err(Fault::new(Code::NotFound).with("name", one.place.trim()));
    }
    put(call, &args.patrols)
}

pub(crate) fn patrol_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Patrol>(call, &args)
}

pub(crate) fn phase_list(call: &Call<'_>, args: ChecklistArgs) -> Result<PhaseList, Fault> {
    let ledger = call.app.ledger()?;
    let (checklist, _) = ledger.checklist(named(&args.checklist))?;
    Ok(PhaseList {
        phases: ledger.records(Some(("checklist", &checklist.id)))?,
    })
}

pub(crate) fn phase_set(call: &Call<'_>, args: PhasePut) -> Result<OperationDone, Fault> {
    let (current, _) = call.app.ledger()?.checklist(None)?;
    let found = args.phases.into_iter().map(|one| Phase {
        checklist: if one.checklist.is_empty() {
            current.id.clone()
        } else {
            one.checklist
        },
        ..one
    });
    put(call, &found.collect::<Vec<_>>())
}

pub(crate) fn phase_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Phase>(call, &args)
}
