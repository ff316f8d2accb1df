-- Activities that the rules propose. They are computed and outside undo, but keep their ids from one time to the next: what is
-- confirmed is a row of `activity` with the same id, and its proposal is then no longer shown.
CREATE TABLE proposal (
    id         TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    date_from  TEXT,
    date_to    TEXT,
    place      TEXT,
    host_dept  TEXT,
    confidence REAL NOT NULL,         -- 0 to 1
    reasons    TEXT NOT NULL,         -- JSON list of model::group::Reason, strongest first
    joins      TEXT                   -- the confirmed activity that its items belong to
) STRICT;

CREATE TABLE proposal_item (
    proposal TEXT NOT NULL REFERENCES proposal(id),
    item     TEXT NOT NULL,           -- item.id; not enforced: a scan may take the item away
    position INTEGER NOT NULL,
    PRIMARY KEY (proposal, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_item_by_item ON proposal_item(item);

-- Items that a person took out of a proposal: they are not proposed again.
CREATE TABLE activity_refusal (
    id   TEXT PRIMARY KEY,
    item TEXT NOT NULL UNIQUE REFERENCES item(id)
) STRICT;

-- Whether an item of the activity is left out where the activity stands as evidence.
ALTER TABLE activity_item ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0;

-- Confirmed activities and what is left of the proposals, with their items.
CREATE VIEW shown_member AS
    SELECT activity, item, position, excluded FROM activity_item
    UNION ALL
    SELECT m.proposal, m.item, m.position, 0 FROM proposal_item m
    WHERE m.proposal NOT IN (SELECT id FROM activity)
      AND m.item IN (SELECT id FROM item)
      AND m.item NOT IN (SELECT item FROM activity_item)
      AND m.item NOT IN (SELECT item FROM activity_refusal);
CREATE VIEW shown_activity AS
    SELECT id, title, date_from, date_to, place, host_dept, state,
           NULL AS confidence, NULL AS reasons, NULL AS joins FROM activity
    UNION ALL
    SELECT p.id, p.title, p.date_from, p.date_to, p.place, p.host_dept, 'proposed',
           p.confidence, p.reasons, p.joins FROM proposal p
    WHERE p.id NOT IN (SELECT id FROM activity)
      AND EXISTS (SELECT 1 FROM proposal_item m WHERE m.proposal = p.id
                  AND m.item IN (SELECT id FROM item)
                  AND m.item NOT IN (SELECT item FROM activity_item)
                  AND m.item NOT IN (SELECT item FROM activity_refusal));

-- What proves what: a linked item, or an item of a linked activity.
CREATE VIEW evidence AS
    SELECT l.id AS link, l.indicator, l.item, NULL AS activity FROM link l WHERE l.item IS NOT NULL
    UNION ALL
    SELECT l.id, l.indicator, m.item, l.activity FROM link l JOIN activity_item m ON m.activity = l.activity
    WHERE m.excluded = 0;
