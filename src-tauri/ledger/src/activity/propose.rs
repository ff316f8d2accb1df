//! What `model::group` needs, read from the ledger, and its proposals kept with their ids.

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, Transaction, params};
use taizhang_model::capture::{CLOCK_DIFFERS, CLOCK_RESET};
use taizhang_model::date::DateFact;
use taizhang_model::group::{Around, Piece, Proposal, Spot, propose};
use taizhang_model::kind::Kind;

use crate::checklist;
use crate::error::Result;
use crate::open::Ledger;

/// How much of a document's text is looked at.
const TEXT: usize = 1500;

impl Ledger {
    /// Groups all items anew and answers how many proposals there are. What is confirmed stays; a proposal whose items are mostly those of
    /// an earlier one keeps its id; the proposals are the same for the same items. Not an operation: it asserts nothing.
    pub fn propose_activities(&self) -> Result<usize> {
        let (pieces, unit, period) = self.read(|conn| {
            let period = checklist::find(conn, None)?.period;
            Ok((pieces(conn)?, crate::suggest::unit(conn)?, period))
        })?;
        let around = Around {
            unit: &unit,
            period: Some(period),
        };
        let proposals = propose(&pieces, &around);
        self.write(|tx| {
            let taken = Taken::read(tx)?;
            let mut fresh: Vec<Fresh> = proposals.into_iter().filter_map(|one| taken.rest(one)).collect();
            name_them(tx, &mut fresh, || self.around.new_id())?;
            put(tx, &fresh)?;
            Ok(fresh.len())
        })
    }
}

/// A proposal without what is confirmed or refused.
struct Fresh {
    id: String,
    proposal: Proposal,
    joins: Option<String>,
}

/// Items that are in confirmed activities, and those that a person refused.
struct Taken {
    confirmed: HashMap<String, Vec<String>>,
    refused: HashSet<String>,
}

impl Taken {
    fn read(conn: &Connection) -> Result<Self> {
        let mut confirmed: HashMap<String, Vec<String>> = HashMap::new();
        let mut statement =
            conn.prepare_cached("SELECT item, activity FROM activity_item ORDER BY item, activity")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            confirmed.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
        let mut statement = conn.prepare_cached("SELECT item FROM activity_refusal")?;
        let refused = statement
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Self { confirmed, refused })
    }

    /// What is left of a proposal; it joins the confirmed activity that has most of its items, where that is a third of them or more.
    fn rest(&self, mut proposal: Proposal) -> Option<Fresh> {
        let whole = proposal.items.len();
        let mut votes: HashMap<&str, usize> = HashMap::new();
        for item in &proposal.items {
            for activity in self.confirmed.get(item).into_iter().flatten() {
                *votes.entry(activity).or_default() += 1;
            }
        }
        let most = votes
            .into_iter()
            .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.0.cmp(a.0)));
        let joins = most
            .filter(|(_, votes)| votes * 3 >= whole)
            .map(|(id, _)| id.to_owned());
        proposal
            .items
            .retain(|item| !self.confirmed.contains_key(item) && !self.refused.contains(item));
        (!proposal.items.is_empty()).then_some(Fresh {
            id: String::new(),
            proposal,
            joins,
        })
    }
}

/// Gives each the id of the earlier proposal that it shares most items with; each id goes to one, the largest share first.
fn name_them(conn: &Connection, fresh: &mut [Fresh], new_id: impl Fn() -> String) -> Result<()> {
    let mut earlier: HashMap<String, Vec<String>> = HashMap::new();
    let mut statement = conn.prepare_cached(
        "SELECT item, proposal FROM proposal_item WHERE proposal NOT IN (SELECT id FROM activity) ORDER BY item, proposal",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        earlier.entry(row.get(0)?).or_default().push(row.get(1)?);
    }
    let mut shares: Vec<(usize, usize, String)> = Vec::new();
    for (n, one) in fresh.iter().enumerate() {
        let mut votes: HashMap<&String, usize> = HashMap::new();
        for item in &one.proposal.items {
            for id in earlier.get(item).into_iter().flatten() {
                *votes.entry(id).or_default() += 1;
            }
        }
        shares.extend(votes.into_iter().map(|(id, votes)| (votes, n, id.clone())));
    }
    shares.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut given: HashSet<String> = HashSet::new();
    for (_, n, id) in shares {
        if let Some(one) = fresh.get_mut(n)
            && one.id.is_empty()
            && given.insert(id.clone())
        {
            one.id = id;
        }
    }
    for one in fresh.iter_mut().filter(|one| one.id.is_empty()) {
        one.id = new_id();
    }
    Ok(())
}

/// Puts the proposals in place of the earlier ones. Those of confirmed activities stay: undo may bring them back.
fn put(tx: &Transaction<'_>, fresh: &[Fresh]) -> Result<()> {
    tx.execute(
        "DELETE FROM proposal_item WHERE proposal NOT IN (SELECT id FROM activity)",
        [],
    )?;
    tx.execute(
        "DELETE FROM proposal WHERE id NOT IN (SELECT id FROM activity)",
        [],
    )?;
    let mut insert = tx.prepare_cached(
        "INSERT INTO proposal (id, title, date_from, date_to, place, host_dept, confidence, reasons, joins)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?;
    let mut member = tx.prepare_cached(
        "INSERT OR IGNORE INTO proposal_item (proposal, item, position) VALUES (?1, ?2, ?3)",
    )?;
    for one in fresh {
        let proposal = &one.proposal;
        insert.execute(params![
            one.id,
            proposal.title,
            proposal.days.map(|(from, _)| from.to_string()),
            proposal.days.map(|(_, to)| to.to_string()),
            proposal.place,
            proposal.host,
            proposal.confidence,
            serde_json::to_string(&proposal.reasons)?,
            one.joins,
        ])?;
        for (n, item) in proposal.items.iter().enumerate() {
            member.execute(params![one.id, item, n])?;
        }
    }
    Ok(())
}

/// Every item that has a place and is wanted.
fn pieces(conn: &Connection) -> Result<Vec<Piece>> {
    let mut spots = spots(conn)?;
    let mut statement = conn.prepare_cached(&format!(
        "SELECT i.key, i.id, f.kind, coalesce(f.scene, 0), f.dates, f.doubts, k.similar_group, p.doc_title, p.issuer,
             substr(t.text, 1, {TEXT})
         FROM item i
         LEFT JOIN idx.fact f ON f.content = i.content
         LEFT JOIN idx.look k ON k.content = i.content
         LEFT JOIN idx.paper p ON p.content = i.content
         LEFT JOIN idx.text t ON t.content = i.content
         WHERE coalesce(f.kind, 'other') <> 'junk' ORDER BY i.key"
    ))?;
    let mut rows = statement.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(spots) = spots.remove(&row.get(0)?) else {
            continue;
        };
        let list = |column| {
            Ok::<_, rusqlite::Error>(
                row.get::<_, Option<String>>(column)?
                    .unwrap_or_else(|| "[]".to_owned()),
            )
        };
        let dates: Vec<DateFact> = serde_json::from_str(&list(4)?)?;
        let doubts: Vec<String> = serde_json::from_str(&list(5)?)?;
        all.push(Piece {
            id: row.get(1)?,
            spots,
            kind: row
                .get::<_, Option<String>>(2)?
                .as_deref()
                .and_then(Kind::parse)
                .unwrap_or(Kind::Other),
            scene: row.get(3)?,
            dates,
            wrong_clock: doubts
                .iter()
                .any(|doubt| [CLOCK_RESET, CLOCK_DIFFERS].contains(&doubt.as_str())),
            look: row.get(6)?,
            title: row.get(7)?,
            issuer: row.get(8)?,
            text: row.get::<_, Option<String>>(9)?.unwrap_or_default(),
        });
    }
    Ok(all)
}

/// Where items lie: copies of the same bytes have several places. One that was collected tells nothing that the place it
/// came from does not.
fn spots(conn: &Connection) -> Result<HashMap<i64, Vec<Spot>>> {
    let mut statement = conn.prepare_cached(
        "SELECT l.item, l.source, l.path_text FROM location l JOIN source s ON s.id = l.source AND s.removed_at IS NULL
         ORDER BY l.item, l.state <> 'present', s.position, l.path_text",
    )?;
    let mut rows = statement.query([])?;
    let mut all: HashMap<i64, Vec<Spot>> = HashMap::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(2)?;
        let mut folders: Vec<String> = path.split('/').map(str::to_owned).collect();
        let name = folders.pop().unwrap_or_default();
        all.entry(row.get(0)?).or_default().push(Spot {
            source: row.get(1)?,
            folders,
            name,
        });
    }
    if let Some((own, _)) = crate::sources::own(conn)? {
        for spots in all
            .values_mut()
            .filter(|spots| spots.iter().any(|spot| spot.source != own))
        {
            spots.retain(|spot| spot.source != own);
        }
    }
    Ok(all)
}
