-- What a person said an item or an activity does not prove: it is not suggested again.
CREATE TABLE rejection (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL REFERENCES indicator(id),
    item      TEXT,
    activity  TEXT,                   -- proposed ones lie elsewhere: not enforced
    CHECK ((item IS NOT NULL) + (activity IS NOT NULL) = 1)
) STRICT;
CREATE INDEX rejection_by_indicator ON rejection(indicator);
