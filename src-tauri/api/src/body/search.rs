//! Search in one box.

use taizhang_ledger::{Hit, SearchAsk};

use crate::command::Call;
use crate::dto::{SearchFound, SearchHit, SearchQuery};
use crate::fault::Fault;

/// How many of each group unless told.
const LIMIT: u32 = 20;

pub(crate) fn search(call: &Call<'_>, args: SearchQuery) -> Result<SearchFound, Fault> {
    let found = call.app.ledger()?.search(&SearchAsk {
        query: args.query,
        today: Some((call.app.settings.today)()),
        limit: usize::try_from(args.limit.unwrap_or(LIMIT)).unwrap_or(usize::MAX),
        after: args.after.filter(|id| !id.is_empty()),
    })?;
    let hits = |hits: Vec<Hit>| hits.into_iter().map(hit).collect();
    Ok(SearchFound {
        total: found.items_total,
        items: hits(found.items),
        activities: hits(found.activities),
        indicators: hits(found.indicators),
        people: hits(found.people),
    })
}

fn hit(hit: Hit) -> SearchHit {
    SearchHit {
        id: hit.id,
        code: hit.code,
        title: hit.title,
        marks: hit.marks,
        more: hit.more,
        more_marks: hit.more_marks,
        kind: hit.kind,
        day: hit.day,
    }
}
