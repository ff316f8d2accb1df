//! Checklists and indicators.

use taizhang_ledger::{Checklist, ChecklistChange, Import, Indicator, Ledger, LedgerError};
use taizhang_model::draft::DraftWarning;

use super::{day, document, done, period};
use crate::command::Call;
use crate::dto::{
    ChecklistArgs, ChecklistImport, ChecklistList, ChecklistRow, ChecklistSet, ChecklistView, DraftArgs,
    IdArgs, IndicatorRow, NoArgs, OperationDone, WaiverRow,
};
use crate::fault::{Code, Fault};

fn row(checklist: Checklist) -> ChecklistRow {
    ChecklistRow {
        id: checklist.id,
        title: checklist.title,
        period_from: checklist.period.from.to_string(),
        period_to: checklist.period.to.to_string(),
        inspection_date: checklist.inspection.map(|day| day.to_string()),
        indicators: checklist.indicators,
        current: checklist.current,
    }
}

fn indicator(indicator: Indicator) -> IndicatorRow {
    IndicatorRow {
        id: indicator.id,
        code: indicator.code,
        title: indicator.title,
        level: indicator.level,
        parent: indicator.parent,
        content: indicator.content,
        quote: indicator.quote,
        span: indicator.span,
        lead_dept: indicator.lead_dept,
        support_depts: indicator.support_depts,
        leader: indicator.leader,
        persons: indicator.persons,
        score: indicator.score,
        method: indicator.method,
        requirements: indicator.requirements,
        reviewed: indicator.reviewed,
        links: indicator.links,
        waivers: indicator
            .waivers
            .into_iter()
            .map(|waiver| WaiverRow {
                id: waiver.id,
                requirement: waiver.requirement,
                reason: waiver.reason,
                not_applicable: waiver.not_applicable,
            })
            .collect(),
    }
}

fn list(ledger: &Ledger) -> Result<ChecklistList, Fault> {
    Ok(ChecklistList {
        checklists: ledger.checklists()?.into_iter().map(row).collect(),
    })
}

pub(super) fn view(
    ledger: &Ledger,
    name: Option<&str>,
    warnings: Vec<DraftWarning>,
) -> Result<ChecklistView, Fault> {
    let (checklist, indicators) = ledger.checklist(name)?;
    Ok(ChecklistView {
        checklist: row(checklist),
        indicators: indicators.into_iter().map(indicator).collect(),
        warnings,
    })
}

pub(crate) fn checklist_list(call: &Call<'_>, _: NoArgs) -> Result<ChecklistList, Fault> {
    list(call.app.ledger()?.as_ref())
}

pub(crate) fn checklist_show(call: &Call<'_>, args: ChecklistArgs) -> Result<ChecklistView, Fault> {
    view(
        call.app.ledger()?.as_ref(),
        args.checklist.as_deref().filter(|name| !name.is_empty()),
        Vec::new(),
    )
}

pub(crate) fn checklist_import(call: &Call<'_>, args: ChecklistImport) -> Result<ChecklistView, Fault> {
    let ledger = call.app.changeable()?;
    let wanted = DraftArgs {
        path: args.path,
        text: args.text,
        template: args.template,
        period_from: args.period_from.clone(),
        period_to: args.period_to.clone(),
    };
    let named = document::read(call, &wanted)?;
    if named.draft.nodes.is_empty() {
        return Err(Fault::new(Code::NoIndicators).with("path", named.name));
    }
    let import = Import {
        name: named.name,
        title: args.title.filter(|title| !title.trim().is_empty()),
        into: args.checklist.filter(|name| !name.is_empty()),
        period: period(args.period_from.as_deref(), args.period_to.as_deref())?,
        inspection: args
            .inspection_date
            .filter(|text| !text.is_empty())
            .map(|text| day("inspection_date", &text))
            .transpose()?,
    };
    let imported = ledger.import_draft(&named.draft, &import);
    let (id, _) = imported.map_err(|e| about_checklist(e, Code::ChecklistNotEmpty))?;
    view(&ledger, Some(&id), named.draft.warnings)
}

/// The room says "not this checklist"; here it is known why.
fn about_checklist(error: LedgerError, code: Code) -> Fault {
    match error {
        LedgerError::BadValue {
            field: "checklist",
            value,
        } => Fault::new(code).with("name", value),
        other => other.into(),
    }
}

pub(crate) fn checklist_set(call: &Call<'_>, args: ChecklistSet) -> Result<OperationDone, Fault> {
    let parse = |text: Option<String>| text.map(|text| day("period", &text)).transpose();
    let change = ChecklistChange {
        title: args.title,
        period_from: parse(args.period_from)?,
        period_to: parse(args.period_to)?,
        inspection: match args.inspection_date.as_deref().map(str::trim) {
            None => None,
            Some("") => Some(None),
            Some(text) => Some(Some(day("inspection_date", text)?)),
        },
    };
    Ok(done(call.app.changeable()?.set_checklist(&args.id, &change)?))
}

pub(crate) fn checklist_select(call: &Call<'_>, args: IdArgs) -> Result<ChecklistList, Fault> {
    let ledger = call.app.changeable()?;
    ledger.select_checklist(&args.id)?;
    list(&ledger)
}

pub(crate) fn checklist_remove(call: &Call<'_>, args: IdArgs) -> Result<OperationDone, Fault> {
    let removed = call.app.changeable()?.remove_checklist(&args.id);
    removed
        .map(done)
        .map_err(|e| about_checklist(e, Code::ChecklistLast))
}
