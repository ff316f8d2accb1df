//! The ledger folder, its status, undo, backups.

use std::collections::HashSet;
use std::path::Path;

use taizhang_ledger::{Access, Ledger, NewLedger};
use taizhang_model::status::{ScoreTotal, State, StatusReport, Summary};

use super::{day, done, operation, period};
use crate::command::Call;
use crate::dto::{
    CheckArgs, CheckFinding, CheckReport, DirArgs, HistoryArgs, LedgerCreate, LedgerInfo, LedgerSet, NoArgs,
    OperationDone, OperationList, PathArgs, PathDone, StatusArgs,
};
use crate::fault::{Code, Fault};

/// What pages show of an open ledger.
pub(super) fn info(ledger: &Ledger) -> Result<LedgerInfo, Fault> {
    let (checklist, _) = ledger.checklist(None)?;
    let reason = ledger.read_only_reason().map(|e| Fault::from(e).code.as_str());
    let plain = ledger.read_only().then_some(Code::LedgerReadOnly.as_str());
    Ok(LedgerInfo {
        ledger: ledger.dir().to_string_lossy().into_owned(),
        unit: ledger.unit()?,
        title: checklist.title,
        period_from: checklist.period.from.to_string(),
        period_to: checklist.period.to.to_string(),
        inspection_date: checklist.inspection.map(|day| day.to_string()),
        checklist: checklist.id,
        read_only: ledger.read_only(),
        read_only_reason: reason.or(plain).map(str::to_owned),
        sample: ledger.is_sample()?,
    })
}

fn open_info(call: &Call<'_>) -> Result<LedgerInfo, Fault> {
    let ledger = call.app.ledger()?;
    info(&ledger)
}

pub(crate) fn ledger_create(call: &Call<'_>, args: LedgerCreate) -> Result<LedgerInfo, Fault> {
    for (field, text) in [("unit", &args.unit), ("title", &args.title), ("dir", &args.dir)] {
        if text.trim().is_empty() {
            return Err(Fault::bad_value(field, text));
        }
    }
    let given = period(Some(&args.period_from), Some(&args.period_to))?;
    let new = NewLedger {
        unit: args.unit.trim().to_owned(),
        title: args.title.trim().to_owned(),
        period: given.ok_or_else(|| Fault::bad_value("period", ""))?,
        inspection: args
            .inspection_date
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .map(|text| day("inspection_date", text))
            .transpose()?,
        sample: false,
    };
    call.app.create_ledger(Path::new(&args.dir), &new, call.task)?;
    open_info(call)
}

pub(crate) fn ledger_open(call: &Call<'_>, args: DirArgs) -> Result<LedgerInfo, Fault> {
    let dir = Path::new(&args.dir);
    call.app.open_ledger(dir, Access::WriteOrRead, call.task)?;
    open_info(call)
}

pub(crate) fn ledger_close(call: &Call<'_>, _: NoArgs) -> Result<(), Fault> {
    call.app.close_ledger(call.task)
}

pub(crate) fn ledger_set(call: &Call<'_>, args: LedgerSet) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.set_unit(&args.unit)?))
}

pub(crate) fn status(call: &Call<'_>, args: StatusArgs) -> Result<StatusReport, Fault> {
    let ledger = call.app.ledger()?;
    let checklist = args.checklist.as_deref();
    let report = ledger.status(checklist, (call.app.settings.today)())?;
    let Some(dept) = args.dept.filter(|dept| !dept.is_empty()) else {
        return Ok(report);
    };
    let (_, indicators) = ledger.checklist(checklist)?;
    let named = |indicator: &&taizhang_ledger::Indicator| {
        indicator.lead_dept.as_deref() == Some(dept.as_str()) || indicator.support_depts.contains(&dept)
    };
    let of_dept: HashSet<String> = indicators.iter().filter(named).map(|i| i.id.clone()).collect();
    Ok(only(report, &of_dept))
}

/// The part of a report that is about some indicators, with its own sums.
fn only(mut report: StatusReport, ids: &HashSet<String>) -> StatusReport {
    report.indicators.retain(|row| ids.contains(&row.id.to_string()));
    let (mut score, mut summary) = (ScoreTotal::default(), Summary::default());
    for row in report.indicators.iter().filter(|row| row.leaf) {
        score.got += row.got;
        score.of += row.of;
        let count = match row.state {
            _ if row.on_site => &mut summary.on_site,
            State::NotApplicable => &mut summary.not_applicable,
            State::Met => &mut summary.met,
            State::Overdue => &mut summary.overdue,
            State::DueSoon => &mut summary.due_soon,
            State::NotDue => &mut summary.not_due,
            State::Partial => &mut summary.partial,
            State::Missing => &mut summary.missing,
        };
        *count += 1;
    }
    StatusReport {
        score,
        summary,
        ..report
    }
}

pub(crate) fn undo(call: &Call<'_>, _: NoArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.undo()?))
}

pub(crate) fn redo(call: &Call<'_>, _: NoArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.redo()?))
}

pub(crate) fn history(call: &Call<'_>, args: HistoryArgs) -> Result<OperationList, Fault> {
    let history = call.app.ledger()?.history(args.limit)?;
    Ok(OperationList {
        operations: history.operations.into_iter().map(operation).collect(),
        can_undo: history.can_undo.map(operation),
        can_redo: history.can_redo.map(operation),
    })
}

pub(crate) fn backup(call: &Call<'_>, _: NoArgs) -> Result<PathDone, Fault> {
    let path = call.app.changeable()?.backup()?;
    call.app.made(&path);
    Ok(PathDone {
        path: path.to_string_lossy().into_owned(),
    })
}

pub(crate) fn restore(call: &Call<'_>, args: PathArgs) -> Result<LedgerInfo, Fault> {
    let file = Path::new(&args.path);
    std::fs::metadata(file).map_err(|e| Fault::io(file, &e))?;
    call.app.restore_ledger(file)?;
    open_info(call)
}

pub(crate) fn check(call: &Call<'_>, args: CheckArgs) -> Result<CheckReport, Fault> {
    let findings = call.app.ledger()?.check(args.full)?;
    Ok(CheckReport {
        ok: findings.is_empty(),
        findings: findings
            .into_iter()
            .map(|finding| CheckFinding {
                code: finding.code.to_owned(),
                subject: finding.subject,
            })
            .collect(),
    })
}
