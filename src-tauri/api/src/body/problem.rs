//! Problems and their rectification (问题整改).

use std::collections::HashMap;

use taizhang_ledger::Ledger;
use taizhang_model::record::{Problem, ProblemItem};

use super::record::{put, remove};
use super::{item, named};
use crate::command::Call;
use crate::dto::{
    IdsArgs, NoArgs, OperationDone, ProblemAttach, ProblemList, ProblemPicture, ProblemPut, ProblemRow,
};
use crate::fault::Fault;

pub(crate) fn problem_list(call: &Call<'_>, _: NoArgs) -> Result<ProblemList, Fault> {
    let ledger = call.app.ledger()?;
    let today = (call.app.settings.today)();
    let attached = ledger.records::<ProblemItem>(None)?;
    let ids: Vec<String> = attached.iter().map(|one| one.item.clone()).collect();
    let rows: HashMap<String, _> = ledger
        .items_by_id(&ids)?
        .into_iter()
        .map(|found| (found.id.clone(), item::row(found, call.app.language())))
        .collect();
    let mut items: HashMap<String, Vec<ProblemPicture>> = HashMap::new();
    for one in attached {
        if let Some(row) = rows.get(&one.item) {
            items.entry(one.problem).or_default().push(ProblemPicture {
                id: one.id,
                side: one.side,
                item: row.clone(),
            });
        }
    }
    let codes = codes(&ledger)?;
    let row = |problem: Problem| ProblemRow {
        code: problem.indicator.as_ref().and_then(|id| codes.get(id).cloned()),
        overdue: problem.is_overdue(today),
        items: items.remove(&problem.id).unwrap_or_default(),
        problem,
    };
    Ok(ProblemList {
        problems: ledger.records::<Problem>(None)?.into_iter().map(row).collect(),
    })
}

/// Codes of all indicators by id.
fn codes(ledger: &Ledger) -> Result<HashMap<String, String>, Fault> {
    let mut codes = HashMap::new();
    for checklist in ledger.checklists()? {
        let (_, indicators) = ledger.checklist(Some(&checklist.id))?;
        codes.extend(indicators.into_iter().map(|one| (one.id, one.code)));
    }
    Ok(codes)
}

pub(crate) fn problem_set(call: &Call<'_>, args: ProblemPut) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let found = args.problems.into_iter().map(|one| {
        let indicator = named(&one.indicator)
            .map(|name| ledger.target(name))
            .transpose()?;
        Ok(Problem {
            indicator: indicator.map(|target| target.indicator),
            ..one
        })
    });
    put(call, &found.collect::<Result<Vec<_>, Fault>>()?)
}

pub(crate) fn problem_remove(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<Problem>(call, &args)
}

pub(crate) fn problem_attach(call: &Call<'_>, args: ProblemAttach) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let there = ledger.records::<ProblemItem>(Some(("problem", &args.problem)))?;
    let mut fresh = Vec::new();
    for name in &args.items {
        let item = ledger.find_item(name)?;
        if !there.iter().any(|one| one.item == item && one.side == args.side) {
            fresh.push(ProblemItem {
                id: String::new(),
                problem: args.problem.clone(),
                item,
                side: args.side,
            });
        }
    }
    put(call, &fresh)
}

pub(crate) fn problem_detach(call: &Call<'_>, args: IdsArgs) -> Result<OperationDone, Fault> {
    remove::<ProblemItem>(call, &args)
}
