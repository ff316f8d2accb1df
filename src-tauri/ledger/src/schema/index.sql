-- cache/index.sqlite, attached as `idx`: what can be computed from the files again. A file of another version is deleted and
-- rebuilt by the next scan.

CREATE TABLE idx.fact (
    content      INTEGER PRIMARY KEY, -- main.content.key
    sha256       BLOB NOT NULL,       -- guards against keys of another ledger
    kind         TEXT NOT NULL,       -- what a person said, else what it tells itself
    kind_from    TEXT NOT NULL,
    own_kind     TEXT NOT NULL,       -- what it tells itself
    own_kind_from TEXT NOT NULL,
    scene        INTEGER NOT NULL,    -- picture, film or sound, whatever its kind
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
    thumb        TEXT,                -- null: not tried; 'ready'; else the FileError's code
    text         TEXT,                -- the same of its text; 'none' for formats without
    settled      INTEGER NOT NULL DEFAULT 0 -- whether what lies around it and inside it has been weighed
) STRICT;
CREATE INDEX idx.fact_by_day ON fact(captured_on);
CREATE INDEX idx.fact_junk ON fact(content) WHERE kind = 'junk';
CREATE INDEX idx.fact_marked ON fact(kind_from) WHERE kind_from = 'person';
CREATE INDEX idx.fact_unsettled ON fact(settled) WHERE settled = 0;
CREATE INDEX idx.fact_untold ON fact(text) WHERE text IS NULL;

-- The text of a document, at most a million characters.
CREATE TABLE idx.text (
    content INTEGER PRIMARY KEY,
    text    TEXT NOT NULL
) STRICT;

-- What a document tells of itself.
CREATE TABLE idx.paper (
    content    INTEGER PRIMARY KEY,
    text_chars INTEGER NOT NULL,
    doc_no     TEXT,                  -- 文号
    issuer     TEXT,                  -- 责任者
    doc_title  TEXT,                  -- 题名
    doc_date   TEXT,                  -- 落款日期
    secrecy    TEXT,                  -- 密级
    pieces     BLOB NOT NULL,         -- 8 bytes each: model::version::shingles of its text
    told       TEXT NOT NULL          -- JSON: media::Paper without its text, with the quotes
) STRICT;

-- Versions of one document; a document without others has no row.
CREATE TABLE idx.version (
    content INTEGER PRIMARY KEY,
    family  INTEGER NOT NULL,         -- content of the family's first member
    best    INTEGER NOT NULL          -- whether it is the one to use
) STRICT;
CREATE INDEX idx.version_by_family ON version(family);

-- How a picture looks.
CREATE TABLE idx.look (
    content       INTEGER PRIMARY KEY,
    phash         BLOB,               -- 4 × 8 bytes: the hash of each quarter turn; null for a picture without content
    measures      TEXT NOT NULL,      -- JSON: model::look::Measures without hash and sketch
    hints         TEXT NOT NULL,      -- JSON list: what a person should look at before using it
    sketch        BLOB NOT NULL,
    grouped       INTEGER NOT NULL DEFAULT 0, -- whether it was compared with the others
    similar_group INTEGER,            -- content of the group's first member; null without look-alikes
    similar_kind  TEXT,
    best          INTEGER
) STRICT;
CREATE INDEX idx.look_by_group ON look(similar_group) WHERE similar_group IS NOT NULL;
CREATE INDEX idx.look_ungrouped ON look(grouped) WHERE grouped = 0;

-- Words of items for search, as overlapping pairs of characters (model::search::tokens): rowid is main.item.key.
CREATE VIRTUAL TABLE idx.words USING fts5(
    title, path, caption, body, initials,
    content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0'
);

-- Items that are no longer as they were indexed.
CREATE TABLE idx.word_stale (
    item INTEGER PRIMARY KEY
) STRICT;

-- Archives whose members were listed.
CREATE TABLE idx.opened (
    location INTEGER PRIMARY KEY,     -- main.location.key
    content  INTEGER NOT NULL         -- what lay there then
) STRICT;

-- What the facts were weighed with.
CREATE TABLE idx.weighed (
    what  TEXT PRIMARY KEY,           -- 'period'; 'versions', while they are to be found anew
    value TEXT NOT NULL
) STRICT;
CREATE INDEX idx.fact_by_error ON fact(error_code) WHERE error_code IS NOT NULL;

-- Files that could not be read when they were tried last; tried again by every scan.
CREATE TABLE idx.unread (
    location      INTEGER PRIMARY KEY, -- main.location.key
    error_code    TEXT NOT NULL,
    error_message TEXT NOT NULL
) STRICT;
