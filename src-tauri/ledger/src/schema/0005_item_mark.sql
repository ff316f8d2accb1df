-- What a person says an item is, over what its bytes tell.
CREATE TABLE item_mark (
    id   TEXT PRIMARY KEY,
    item TEXT NOT NULL UNIQUE REFERENCES item(id),
    kind TEXT NOT NULL
) STRICT;
