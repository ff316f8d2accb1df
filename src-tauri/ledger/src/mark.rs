//! What a person says an item is: it stands over what the bytes tell, and what is not needed is junk.

use rusqlite::Connection;
use taizhang_model::kind::Kind;
use taizhang_model::record::ItemMark;

use crate::Ledger;
use crate::error::Result;
use crate::operation::Operation;
use crate::record::select;
use crate::row::Asserted;

impl Ledger {
    /// Says what items are (ids), as one operation; without a kind they are again what their bytes tell.
    pub fn set_kind(&self, items: &[String], kind: Option<Kind>) -> Result<Operation> {
        let action = if kind == Some(Kind::Junk) {
            "item_unneeded"
        } else {
            "item_kind"
        };
        let first = self
            .items_by_id(items.get(..1).unwrap_or_default())?
            .pop()
            .map(|item| item.title);
        let subjects = [
            first.unwrap_or_default(),
            items.len().to_string(),
            kind.map(|kind| kind.to_string()).unwrap_or_default(),
        ];
        let ((), done) = self.edit(action, &subjects, |editing| {
            for item in items {
                let there: Option<ItemMark> = select(editing.tx(), Some(("item", item)))?.pop();
                match (there, kind) {
                    (Some(there), None) => editing.delete(Asserted::ItemMark, &there.id)?,
                    (None, None) => {}
                    (there, Some(kind)) => {
                        let id = there.map(|one| one.id).unwrap_or_default();
                        self.put(
                            editing,
                            &ItemMark {
                                id,
                                item: item.clone(),
                                kind,
                            },
                        )?;
                    }
                }
            }
            apply(editing.tx())
        })?;
        Ok(done)
    }
}

/// Brings the kinds in the index up to what people say.
pub(crate) fn apply(conn: &Connection) -> Result<()> {
    conn.execute(
        "UPDATE idx.fact SET (kind, kind_from) = (
             SELECT coalesce(max(m.kind), own_kind), iif(count(m.kind) > 0, 'person', own_kind_from)
             FROM item i JOIN item_mark m ON m.item = i.id WHERE i.content = idx.fact.content)
         WHERE kind_from = 'person'
            OR content IN (SELECT i.content FROM item i JOIN item_mark m ON m.item = i.id)",
        [],
    )?;
    Ok(())
}
