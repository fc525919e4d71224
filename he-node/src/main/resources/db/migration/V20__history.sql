-- Shared history. Directories and cells are alike at every bank of a scope; sources are this bank's own. Times are milliseconds since
-- 1970 (UTC), days and weeks are counted from 1970-01-01.
CREATE TABLE history_directory (
    digest     TEXT    NOT NULL PRIMARY KEY, -- hex of SHA-256 over version and keys
    version    INTEGER NOT NULL,
    key_count  INTEGER NOT NULL,
    keys       ${blob} NOT NULL,             -- the keys in ascending order, each behind its length
    created_at BIGINT  NOT NULL
);

-- Where this bank's events are and what reading them found, never the events.
CREATE TABLE history_source (
    name          TEXT    NOT NULL PRIMARY KEY,
    scope         TEXT    NOT NULL,
    definition    ${blob} NOT NULL,          -- canonical bytes of what the analyst wrote
    row_count     BIGINT  NOT NULL,
    fraud_count   BIGINT  NOT NULL,          -- shown to this bank's own people only
    first_day     BIGINT  NOT NULL,
    last_day      BIGINT  NOT NULL,
    registered_at BIGINT  NOT NULL
);

-- Opened cells: one period of a scope, once.
CREATE TABLE history_cells (
    scope     TEXT    NOT NULL,
    kind      TEXT    NOT NULL,
    period    BIGINT  NOT NULL,              -- day or week
    directory TEXT    NOT NULL REFERENCES history_directory (digest),
    options   TEXT    NOT NULL,              -- what was opened and with which noise; the same in all of a scope
    job_id    TEXT    NOT NULL,
    sums      ${blob} NOT NULL,
    opened_at BIGINT  NOT NULL,
    PRIMARY KEY (scope, kind, period)
);

-- Periods that a job which is not over is about to open: no other job may.
CREATE TABLE history_claim (
    scope  TEXT   NOT NULL,
    kind   TEXT   NOT NULL,
    period BIGINT NOT NULL,
    job_id TEXT   NOT NULL,
    PRIMARY KEY (scope, kind, period)
);
