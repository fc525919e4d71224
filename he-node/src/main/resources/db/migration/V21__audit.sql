-- The audit log: append-only, ids and digests, never plaintext. Times are milliseconds since 1970 (UTC).
CREATE TABLE audit_entry (
    position BIGINT NOT NULL PRIMARY KEY,      -- 0, 1, 2 … without gaps
    at       BIGINT NOT NULL,
    kind     TEXT   NOT NULL,
    text     TEXT   NOT NULL
);

-- The tree over all entries (RFC 9162): one row.
CREATE TABLE audit_head (
    id       INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    size     BIGINT  NOT NULL,
    subtrees TEXT    NOT NULL                  -- hex of the roots of its full subtrees, largest first, separated by commas
);
