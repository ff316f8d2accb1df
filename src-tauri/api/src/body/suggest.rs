//! Suggestions: asked for, taken, rejected, forgotten.

use taizhang_ledger::{About, Ask, Ledger, Pick, Suggested, Suggestion};
use taizhang_model::suggest::sentence;

use super::{done, operation};
use crate::command::Call;
use crate::dto::{
    CandidateRow, NoArgs, OperationDone, ReasonRow, SuggestAccepted, SuggestPick, SuggestPicks, SuggestQuery,
    SuggestionList, SuggestionRow,
};
use crate::fault::{Code, Fault};

/// How many indicators are suggested unless told.
const TOP: u32 = 3;

pub(crate) fn suggest(call: &Call<'_>, args: SuggestQuery) -> Result<SuggestionList, Fault> {
    let ledger = call.app.ledger()?;
    let mut about = Vec::new();
    for name in args.items.unwrap_or_default() {
        about.push(About::Item(ledger.find_item(&name)?));
    }
    about.extend(
        args.activities
            .unwrap_or_default()
            .into_iter()
            .map(About::Activity),
    );
    let top = usize::try_from(args.top.unwrap_or(TOP)).unwrap_or(usize::MAX);
    let found = ledger.suggestions(&Ask { top, about })?;
    Ok(SuggestionList {
        suggestions: found.into_iter().map(row).collect(),
    })
}

fn row(one: Suggestion) -> SuggestionRow {
    let (item, activity) = match one.about {
        About::Item(id) => (Some(id), None),
        About::Activity(id) => (None, Some(id)),
    };
    let (source, path) = one.place.unzip();
    SuggestionRow {
        item,
        source,
        path,
        activity,
        title: one.title,
        linked: one.linked,
        candidates: one.candidates.into_iter().map(candidate).collect(),
    }
}

fn candidate(one: Suggested) -> CandidateRow {
    CandidateRow {
        reason: sentence(&one.candidate.reasons),
        indicator: one.candidate.id,
        code: one.code,
        title: one.title,
        score: one.candidate.score,
        reasons: one
            .candidate
            .reasons
            .into_iter()
            .map(|reason| ReasonRow {
                rule: reason.rule.as_str().to_owned(),
                field: reason.field.map(|field| field.as_str().to_owned()),
                found: reason.found,
                wanted: reason.wanted,
                weight: (reason.weight * 100.0).round() / 100.0,
            })
            .collect(),
    }
}

fn picks(ledger: &Ledger, picks: Vec<SuggestPick>) -> Result<Vec<Pick>, Fault> {
    let pick = |one: SuggestPick| {
        let about = match (one.item, one.activity) {
            (Some(item), None) => About::Item(ledger.find_item(&item)?),
            (None, Some(id)) => About::Activity(id),
            _ => return Err(Fault::new(Code::ItemNotFound).with("name", "")),
        };
        let indicator = ledger.target(&one.indicator)?.indicator;
        Ok(Pick { about, indicator })
    };
    picks.into_iter().map(pick).collect()
}

pub(crate) fn suggest_accept(call: &Call<'_>, args: SuggestPicks) -> Result<SuggestAccepted, Fault> {
    let ledger = call.app.changeable()?;
    let picks = picks(&ledger, args.picks)?;
    Ok(SuggestAccepted {
        operation: ledger.accept_suggestions(&picks)?.map(operation),
    })
}

pub(crate) fn suggest_reject(call: &Call<'_>, args: SuggestPicks) -> Result<OperationDone, Fault> {
    let ledger = call.app.changeable()?;
    let picks = picks(&ledger, args.picks)?;
    Ok(done(ledger.reject_suggestions(&picks)?))
}

pub(crate) fn suggest_reset(call: &Call<'_>, _: NoArgs) -> Result<OperationDone, Fault> {
    Ok(done(call.app.changeable()?.reset_suggestions()?))
}
