-- What people asserted, and the sources, items, contents and locations that a scan observed.
-- Times are ISO 8601 in UTC, days YYYY-MM-DD, ids UUIDv7 as text. Tables with a text `id` as their primary key are
-- changed through operations alone; content, item, location and revision are what a scan sees.

CREATE TABLE setting (
    id    TEXT PRIMARY KEY,           -- 'unit', 'checklist' (the one that pages show), 'sample', 'ledger' (its id)
    value TEXT NOT NULL
) STRICT;

CREATE TABLE source (
    id           TEXT PRIMARY KEY,
    position     INTEGER NOT NULL,
    path         BLOB NOT NULL,       -- raw bytes of the absolute path (UTF-16LE on Windows)
    path_text    TEXT NOT NULL,       -- to show
    label        TEXT NOT NULL,
    volume_label TEXT,
    volume_id    TEXT,
    added_at     TEXT NOT NULL,
    removed_at   TEXT                 -- its items and links stay; it is no longer walked
) STRICT;

CREATE TABLE content (
    key        INTEGER PRIMARY KEY,
    sha256     BLOB NOT NULL UNIQUE,
    bytes      INTEGER NOT NULL,
    first_seen TEXT NOT NULL
) STRICT;

CREATE TABLE item (
    key        INTEGER PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    content    INTEGER REFERENCES content(key),  -- null until its bytes were read once
    title      TEXT NOT NULL,                    -- file name, for showing and sorting
    first_seen TEXT NOT NULL
) STRICT;
CREATE INDEX item_by_content ON item(content);

CREATE TABLE location (
    key       INTEGER PRIMARY KEY,
    item      INTEGER NOT NULL REFERENCES item(key),
    source    TEXT NOT NULL,          -- source.id; not enforced: undoing that a source was added takes its row away
    path      BLOB NOT NULL,          -- raw bytes relative to the source
    member    TEXT NOT NULL DEFAULT '',  -- path inside an archive; empty for a file of its own
    path_text TEXT NOT NULL,          -- to show: '/' between names
    bytes     INTEGER NOT NULL,
    mtime_ns  INTEGER NOT NULL,
    content   INTEGER REFERENCES content(key),   -- what lay here when it was read last
    state     TEXT NOT NULL CHECK (state IN ('present', 'missing')),
    last_seen TEXT NOT NULL,          -- when it was found to be new, changed, back or gone
    UNIQUE (source, path, member)
) STRICT;
CREATE INDEX location_by_item ON location(item);
CREATE INDEX location_by_content ON location(content);

CREATE TABLE revision (
    item        INTEGER NOT NULL REFERENCES item(key),
    content     INTEGER NOT NULL REFERENCES content(key),
    replaced_at TEXT NOT NULL,
    PRIMARY KEY (item, content, replaced_at)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity (
    id        TEXT PRIMARY KEY,
    title     TEXT NOT NULL,
    date_from TEXT,
    date_to   TEXT,
    place     TEXT,
    host_dept TEXT,
    state     TEXT NOT NULL CHECK (state IN ('proposed', 'confirmed'))
) STRICT;

CREATE TABLE activity_item (
    id       TEXT PRIMARY KEY,
    activity TEXT NOT NULL REFERENCES activity(id),
    item     TEXT NOT NULL REFERENCES item(id),
    position INTEGER NOT NULL,
    UNIQUE (activity, item)
) STRICT;
CREATE INDEX activity_item_by_item ON activity_item(item);

CREATE TABLE document (
    id     TEXT PRIMARY KEY,          -- the plan or 测评体系 that a checklist came from
    sha256 TEXT NOT NULL,
    format TEXT NOT NULL,
    name   TEXT NOT NULL,
    text   TEXT NOT NULL
) STRICT;

CREATE TABLE checklist (
    id              TEXT PRIMARY KEY,
    position        INTEGER NOT NULL,
    title           TEXT NOT NULL,
    period_from     TEXT NOT NULL,
    period_to       TEXT NOT NULL,
    inspection_date TEXT,
    document        TEXT REFERENCES document(id)
) STRICT;

CREATE TABLE indicator (
    id            TEXT PRIMARY KEY,
    checklist     TEXT NOT NULL REFERENCES checklist(id),
    parent        TEXT REFERENCES indicator(id),
    position      INTEGER NOT NULL,   -- reading order within the checklist, parents before children
    level         INTEGER NOT NULL,
    code          TEXT NOT NULL,
    title         TEXT NOT NULL,
    content       TEXT,
    quote         TEXT NOT NULL,
    span_from     INTEGER,
    span_to       INTEGER,
    lead_dept     TEXT,
    support_depts TEXT NOT NULL,      -- JSON list
    leader        TEXT,
    persons       TEXT NOT NULL,      -- JSON list
    score_points  REAL,
    score_kind    TEXT,
    method        TEXT,
    reviewed      INTEGER NOT NULL,
    UNIQUE (checklist, code)
) STRICT;
CREATE INDEX indicator_by_order ON indicator(checklist, position);

CREATE TABLE requirement (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL REFERENCES indicator(id),
    position  INTEGER NOT NULL,
    quote     TEXT NOT NULL,
    span_from INTEGER,
    span_to   INTEGER,
    role      TEXT NOT NULL,
    wanted    TEXT NOT NULL           -- JSON: deadline, frequency, threshold, count, each, evidence (model::requirement)
) STRICT;
CREATE INDEX requirement_by_indicator ON requirement(indicator, position);

CREATE TABLE link (
    id          TEXT PRIMARY KEY,
    indicator   TEXT NOT NULL REFERENCES indicator(id),
    requirement TEXT REFERENCES requirement(id),
    item        TEXT REFERENCES item(id),
    activity    TEXT REFERENCES activity(id),
    external    TEXT,                 -- 'url:…', 'paper:…', 'note:…'
    period_from TEXT,
    period_to   TEXT,
    position    INTEGER NOT NULL,
    caption     TEXT,
    mark        TEXT,                 -- the marked passage (印证标识)
    content     TEXT,                 -- SHA-256 of the item's bytes when they were linked or confirmed last
    made_at     TEXT NOT NULL,
    CHECK ((item IS NOT NULL) + (activity IS NOT NULL) + (external IS NOT NULL) = 1)
) STRICT;
CREATE INDEX link_by_indicator ON link(indicator, position);
CREATE INDEX link_by_item ON link(item);

CREATE TABLE waiver (
    id             TEXT PRIMARY KEY,
    indicator      TEXT NOT NULL REFERENCES indicator(id),
    requirement    TEXT REFERENCES requirement(id),
    reason         TEXT NOT NULL,
    not_applicable INTEGER NOT NULL
) STRICT;
CREATE INDEX waiver_by_indicator ON waiver(indicator);

CREATE TABLE operation (
    seq      INTEGER PRIMARY KEY AUTOINCREMENT,
    id       TEXT NOT NULL UNIQUE,
    at       TEXT NOT NULL,
    who      TEXT NOT NULL,
    action   TEXT NOT NULL,           -- stable name: 'link_add', 'checklist_import'…
    subjects TEXT NOT NULL,           -- JSON list of texts, for the sentence that pages make
    undone   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE change (
    operation INTEGER NOT NULL REFERENCES operation(seq),
    n         INTEGER NOT NULL,
    tbl       TEXT NOT NULL,
    row       TEXT NOT NULL,
    before    TEXT,                   -- JSON of the row, null for an insertion
    after     TEXT,                   -- JSON of the row, null for a removal
    PRIMARY KEY (operation, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX change_by_row ON change(tbl, row, operation);
