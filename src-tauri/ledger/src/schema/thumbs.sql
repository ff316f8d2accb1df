-- cache/thumbs.sqlite: may be deleted at any time.
CREATE TABLE thumb (
    sha256 BLOB NOT NULL,
    side   INTEGER NOT NULL,          -- longest side asked for, in pixels
    jpeg   BLOB NOT NULL,
    PRIMARY KEY (sha256, side)
) STRICT, WITHOUT ROWID;
