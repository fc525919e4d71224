-- What this node remembers for the other banks, and they for it. Times are milliseconds since 1970 (UTC).

-- The newest head of each bank's audit log that this node found to continue every earlier one.
CREATE TABLE witnessed_head (
    member      TEXT   NOT NULL,
    incarnation TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    root        TEXT   NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (member, incarnation)
);

-- The newest head of this node's own log that each bank cosigned.
CREATE TABLE cosigned_head (
    witness     TEXT   NOT NULL,
    incarnation TEXT   NOT NULL,
    size        BIGINT NOT NULL,
    root        TEXT   NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (witness, incarnation)
);

-- Envelopes that were refused because they exclude another one of their sender.
CREATE TABLE evidence (
    hash       TEXT    NOT NULL PRIMARY KEY,
    member     TEXT    NOT NULL,
    against    TEXT    NOT NULL,             -- hash of the envelope that was there
    bytes      ${blob} NOT NULL,
    noticed_at BIGINT  NOT NULL
);

-- Jobs of before a quarantine: this node never takes part in one of them again.
CREATE TABLE spent_job (
    job_id   TEXT   NOT NULL PRIMARY KEY,
    spent_at BIGINT NOT NULL
);
