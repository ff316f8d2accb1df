-- cache/index.sqlite, attached as `idx`: what can be computed from the files again. A file of another version is deleted and
-- rebuilt by the next scan.

CREATE TABLE idx.fact (
    content      INTEGER PRIMARY KEY, -- main.content.key
    sha256       BLOB NOT NULL,       -- guards against keys of another ledger
    kind         TEXT NOT NULL,
    kind_from    TEXT NOT NULL,
    format       TEXT NOT NULL,
    captured_on  TEXT,                -- best day, null when only a month or the file system's time is known
    captured_at  TEXT,
    captured_from TEXT,
    captured_precision TEXT,
    width        INTEGER,             -- as seen, orientation applied
    height       INTEGER,
    orientation  INTEGER,
    duration_s   REAL,
    pages        INTEGER,
    dates        TEXT NOT NULL,       -- JSON list of model::date::DateFact
    doubts       TEXT NOT NULL,       -- JSON list
    error_code   TEXT,
    error_message TEXT,
    thumb        TEXT                 -- null: not tried; 'ready'; else the FileError's code
) STRICT;
CREATE INDEX idx.fact_by_day ON fact(captured_on);
CREATE INDEX idx.fact_by_error ON fact(error_code) WHERE error_code IS NOT NULL;

-- Files that could not be read when they were tried last; tried again by every scan.
CREATE TABLE idx.unread (
    location      INTEGER PRIMARY KEY, -- main.location.key
    error_code    TEXT NOT NULL,
    error_message TEXT NOT NULL
) STRICT;
