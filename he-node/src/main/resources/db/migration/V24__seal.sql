-- Whether an operator sealed this node: it then stays sealed after a restart. Times are milliseconds since 1970 (UTC).
CREATE TABLE seal (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    sealed     INTEGER NOT NULL CHECK (sealed IN (0, 1)),
    changed_at BIGINT  NOT NULL,
    changed_by TEXT    NOT NULL, -- name of the API token
    reason     TEXT    NOT NULL
);
