//! Changing the tree of a checklist.

use taizhang_ledger::{IndicatorChange, Step};

use super::done;
use crate::command::Call;
use crate::dto::{
    ChecklistArgs, ChecklistSource, IdArgs, IndicatorAdd, IndicatorMerge, IndicatorMove, IndicatorReview,
    IndicatorSet, IndicatorSplit, OperationDone, RequirementAdd, RequirementSet,
};
use crate::fault::Fault;

pub(crate) fn checklist_source(call: &Call<'_>, args: ChecklistArgs) -> Result<ChecklistSource, Fault> {
    let name = args.checklist.as_deref().filter(|name| !name.is_empty());
    let source = call.app.ledger()?.source_text(name)?;
    Ok(match source {
        Some(source) => ChecklistSource {
            name: Some(source.name),
            format: Some(source.format),
            text: source.text,
            warnings: source.warnings,
        },
        None => ChecklistSource {
            name: None,
            format: None,
            text: String::new(),
            warnings: Vec::new(),
        },
    })
}

pub(crate) fn indicator_set(call: &Call<'_>, args: IndicatorSet) -> Result<OperationDone, Fault> {
    let change = IndicatorChange {
        code: args.code,
        title: args.title,
        content: args.content,
        lead_dept: args.lead_dept,
        support_depts: args.support_depts,
        leader: args.leader,
        persons: args.persons,
        points: args.points,
        score_kind: args.score_kind,
        method: args.method,
        reviewed: args.reviewed,
    };
    Ok(done(call.app.changeable()?.set_indicator(&args.id, &change)?))
}

pub(crate) fn indicator_review(call: &Call<'_>, args: IndicatorReview) -> Result<OperationDone, Fault> {
    Ok(done(
        call.app
            .changeable()?
            .review_indicators(&args.ids, args.reviewed)?,
    ))
}

pub(crate) fn indicator_add(call: &Call<'_>, args: IndicatorAdd) -> Result<OperationDone, Fault> {
    let after = args.after.as_deref().filter(|id| !id.is_empty());
    let (_, operation) = call
        .app
        .changeable()?
        .add_indicator(after, &args.code, &args.title)?;
    Ok(done(operation))
}

pub(crate) fn indicator_move(call: &Call<'_>, args: IndicatorMove) -> Result<OperationDone, Fault> {
    let step = Step::parse(&args.step).ok_or_else(|| Fault::bad_value("step", &args.step))?;
    Ok(done(call.app.changeable()?.move_indicator(&args.id, step)?))
}

pub(crate) fn indicator_split(call: &Call<'_>, args: IndicatorSplit) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let (_, operation) = ledger.split_indicator(&args.id, &args.requirements, &args.title)?;
    Ok(done(operation))
}

pub(crate) fn indicator_merge(call: &Call<'_>, args: IndicatorMerge) -> Result<OperationDone, Fault> {
    Ok(done(
        call.app.changeable()?.merge_indicators(&args.id, &args.into)?,
    ))
}

pub(crate) fn indicator_remove(call: &Call<'_>, args: IdArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.remove_indicator(&args.id)?))
}

pub(crate) fn requirement_set(call: &Call<'_>, args: RequirementSet) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.set_requirement(&args.requirement)?))
}

pub(crate) fn requirement_add(call: &Call<'_>, args: RequirementAdd) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let (_, operation) = ledger.add_requirement(&args.indicator, &args.requirement)?;
    Ok(done(operation))
}

pub(crate) fn requirement_remove(call: &Call<'_>, args: IdArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.remove_requirement(&args.id)?))
}
