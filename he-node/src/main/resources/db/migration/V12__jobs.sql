-- Jobs. What happened in one is in the journal stream job/<job_id>; here is what must be found without reading journals, and the
-- decryption ledger. Times are milliseconds since 1970 (UTC).
CREATE TABLE job (
    job_id     TEXT    NOT NULL PRIMARY KEY, -- hex
    created_at BIGINT  NOT NULL,
    ended      INTEGER NOT NULL              -- 1 once nothing more happens in it
);

-- This bank's own numbers of one round, computed once; erased when the job ends.
CREATE TABLE contribution (
    job_id  TEXT    NOT NULL REFERENCES job (job_id),
    round   INTEGER NOT NULL,
    numbers ${blob} NOT NULL,
    PRIMARY KEY (job_id, round)
);

-- Round messages that arrived before the OPEN or the JOINs they refer to.
CREATE TABLE early_envelope (
    position    BIGINT  NOT NULL PRIMARY KEY, -- in the node's log of envelopes
    sender      TEXT    NOT NULL,
    bytes       ${blob} NOT NULL,
    received_at BIGINT  NOT NULL
);

-- The decryption ledger: every attempt this node revealed in, shared for, or saw opened.
CREATE TABLE stake (
    attempt_id   TEXT    NOT NULL PRIMARY KEY, -- hex
    scope        TEXT    NOT NULL,
    job_id       TEXT    NOT NULL,
    round        INTEGER NOT NULL,
    state_digest TEXT    NOT NULL,
    cohort       TEXT    NOT NULL,             -- member ids, ascending, separated by commas
    root         TEXT    NOT NULL,             -- hex; of zeros while not shared
    part         TEXT    NOT NULL CHECK (part IN ('WITNESSED', 'REVEALED', 'SHARED')),
    outcome      TEXT    NOT NULL CHECK (outcome IN ('LIVE', 'OPENED', 'FAILED', 'DEAD'))
);
CREATE INDEX stake_scope ON stake (scope);

-- Attempts for which this node signed ABANDON: never SHARE and ABANDON both.
CREATE TABLE abandoned_attempt (
    attempt_id TEXT NOT NULL PRIMARY KEY,
    scope      TEXT NOT NULL
);

-- Every decision in order, as a hash chain; its head is in each JOIN.
CREATE TABLE ledger_entry (
    position ${serial},
    decision TEXT NOT NULL,                    -- REVEAL, SHARE, ABANDON or OUTCOME of an attempt
    hash     TEXT NOT NULL                     -- hex of the hash of the entry before and the decision
);

CREATE INDEX ledger_decision ON ledger_entry (decision);

-- Digests of ciphertexts revealed in a job: none may occur twice.
CREATE TABLE revealed_ciphertext (
    job_id     TEXT NOT NULL,
    attempt_id TEXT NOT NULL,
    digest     TEXT NOT NULL,
    PRIMARY KEY (job_id, attempt_id, digest)
);
