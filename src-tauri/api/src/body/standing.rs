//! What is due for whom, the board, how it went, and one year after another.

use taizhang_ledger::{Change, Due, Indicator, Rollover};
use taizhang_model::requirement::Per;
use taizhang_model::status::Board;

use super::checklist::view;
use super::{day, done, named, period};
use crate::command::Call;
use crate::dto::{
    BoardArgs, CarryArgs, ChecklistArgs, ChecklistDiff, ChecklistView, DiffArgs, DiffRow, DiffSide, DueArgs,
    DueList, DueRow, OperationDone, ProgressReport, RolloverArgs, StandingRow,
};
use crate::fault::Fault;

/// What is near enough to be looked at, in days.
const NEAR: u32 = 30;

pub(crate) fn due_list(call: &Call<'_>, args: DueArgs) -> Result<DueList, Fault> {
    let as_of = (call.app.settings.today)();
    let within = i32::try_from(args.within.unwrap_or(NEAR)).unwrap_or(i32::MAX);
    let due = call
        .app
        .ledger()?
        .due(named(&args.checklist), as_of, within, named(&args.who))?;
    let row = |due: Due| DueRow {
        indicator: due.indicator.id,
        code: due.indicator.code,
        title: due.indicator.title,
        lead_dept: due.indicator.lead_dept,
        support_depts: due.indicator.support_depts,
        leader: due.indicator.leader,
        persons: due.indicator.persons,
        quote: due.quote,
        slot: due.slot,
        days_left: due.days_left,
    };
    Ok(DueList {
        as_of: as_of.to_string(),
        due: due.into_iter().map(row).collect(),
    })
}

pub(crate) fn board(call: &Call<'_>, args: BoardArgs) -> Result<Board, Fault> {
    let per = match named(&args.by) {
        None | Some("month") => Per::Month,
        Some("quarter") => Per::Quarter,
        Some(other) => return Err(Fault::bad_value("by", other)),
    };
    Ok(call
        .app
        .ledger()?
        .board(named(&args.checklist), (call.app.settings.today)(), per)?)
}

pub(crate) fn progress(call: &Call<'_>, args: ChecklistArgs) -> Result<ProgressReport, Fault> {
    let went = call
        .app
        .ledger()?
        .progress(named(&args.checklist), (call.app.settings.today)())?;
    let rows = went.into_iter().map(|one| StandingRow {
        on: one.on.to_string(),
        score: one.score,
        summary: one.summary,
    });
    Ok(ProgressReport {
        progress: rows.collect(),
    })
}

pub(crate) fn checklist_diff(call: &Call<'_>, args: DiffArgs) -> Result<ChecklistDiff, Fault> {
    let diff = call.app.ledger()?.checklist_diff(&args.before, &args.after)?;
    let side = |one: Indicator| DiffSide {
        points: one.score.and_then(|score| score.points),
        id: one.id,
        code: one.code,
        title: one.title,
    };
    let same = diff.iter().filter(|one| one.changes.is_empty()).count();
    let row = |one: taizhang_ledger::Difference| DiffRow {
        changes: one
            .changes
            .iter()
            .map(|change: &Change| change.as_str().to_owned())
            .collect(),
        before: one.before.map(side),
        after: one.after.map(side),
    };
    Ok(ChecklistDiff {
        rows: diff
            .into_iter()
            .filter(|one| !one.changes.is_empty())
            .map(row)
            .collect(),
        same: u32::try_from(same).unwrap_or(u32::MAX),
    })
}

pub(crate) fn checklist_rollover(call: &Call<'_>, args: RolloverArgs) -> Result<ChecklistView, Fault> {
    let ledger = call.app.changeable()?;
    let span = period(Some(&args.period_from), Some(&args.period_to))?;
    let rollover = Rollover {
        from: named(&args.checklist).map(str::to_owned),
        title: args.title.clone(),
        period: span.ok_or_else(|| Fault::bad_value("period", ""))?,
        inspection: named(&args.inspection_date)
            .map(|text| day("inspection_date", text))
            .transpose()?,
    };
    let (id, _) = ledger.roll_over(&rollover)?;
    view(&ledger, Some(&id), Vec::new())
}

pub(crate) fn checklist_carry(call: &Call<'_>, args: CarryArgs) -> Result<OperationDone, Fault> {
    Ok(done(
        call.app.changeable()?.carry_links(&args.before, &args.after)?,
    ))
}
