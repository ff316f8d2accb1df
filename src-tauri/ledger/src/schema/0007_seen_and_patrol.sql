-- The day a public page, or another reference outside the ledger, was seen.
ALTER TABLE link ADD COLUMN seen_on TEXT;

-- That somebody looked after a place (巡查): a row of `model::record::Patrol`.
CREATE TABLE patrol (
    id     TEXT PRIMARY KEY,
    place  TEXT NOT NULL,             -- by name, as in problems
    on_day TEXT NOT NULL,
    person TEXT,
    note   TEXT
) STRICT;
CREATE INDEX patrol_by_day ON patrol(on_day, place);
