-- The ledgers around the evidence: one flat table for each record of model::record, columns named as its fields.

CREATE TABLE statement (
    id        TEXT PRIMARY KEY,
    indicator TEXT NOT NULL UNIQUE REFERENCES indicator(id),
    text      TEXT NOT NULL,
    state     TEXT NOT NULL,
    note      TEXT
) STRICT;

CREATE TABLE measure (
    id          TEXT PRIMARY KEY,
    indicator   TEXT NOT NULL REFERENCES indicator(id),
    requirement TEXT REFERENCES requirement(id),
    about       TEXT,                 -- department, person or place, where the requirement holds for each
    on_day      TEXT NOT NULL,
    value       REAL NOT NULL,
    unit        TEXT NOT NULL,
    calculation TEXT,
    item        TEXT REFERENCES item(id)
) STRICT;
CREATE INDEX measure_by_indicator ON measure(indicator, on_day);

CREATE TABLE department (
    id   TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE person (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    department TEXT,                  -- by name, as in indicators
    post       TEXT,
    volunteer  TEXT
) STRICT;
CREATE INDEX person_by_name ON person(name);

CREATE TABLE attendance (
    id       TEXT PRIMARY KEY,
    person   TEXT NOT NULL REFERENCES person(id),
    activity TEXT REFERENCES activity(id),
    occasion TEXT,
    on_day   TEXT NOT NULL,
    hours    REAL
) STRICT;
CREATE INDEX attendance_by_person ON attendance(person, on_day);
CREATE INDEX attendance_by_activity ON attendance(activity);

CREATE TABLE place (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL,
    kind       TEXT,
    segment    TEXT,
    department TEXT,
    person     TEXT
) STRICT;

CREATE TABLE problem (
    id          TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    found_on    TEXT NOT NULL,
    found_by    TEXT NOT NULL,
    indicator   TEXT REFERENCES indicator(id),
    place       TEXT,
    department  TEXT,
    person      TEXT,
    deadline    TEXT,
    measures    TEXT,
    state       TEXT NOT NULL,
    closed_on   TEXT
) STRICT;
CREATE INDEX problem_by_state ON problem(state, deadline);

CREATE TABLE problem_item (
    id      TEXT PRIMARY KEY,
    problem TEXT NOT NULL REFERENCES problem(id),
    item    TEXT NOT NULL REFERENCES item(id),
    side    TEXT NOT NULL,
    UNIQUE (problem, item, side)
) STRICT;

CREATE TABLE phase (
    id        TEXT PRIMARY KEY,
    checklist TEXT NOT NULL REFERENCES checklist(id),
    position  INTEGER NOT NULL,
    title     TEXT NOT NULL,
    quote     TEXT NOT NULL,
    date_from TEXT,
    date_to   TEXT
) STRICT;
CREATE INDEX phase_by_checklist ON phase(checklist, position);

-- For whom or what a piece of evidence is, where a requirement holds for each department, person or place.
ALTER TABLE link ADD COLUMN about TEXT;
