-- The foundation: consortium, keys, envelopes in and out, journals, tokens. Times are milliseconds since 1970 (UTC).
-- ${blob}, ${serial} stand for what SQLite and PostgreSQL call differently. Data sets, tasks, jobs, models and the
-- decryption ledger have migrations of their own.

-- The consortium this node proposed or is in; at most one that is not withdrawn.
CREATE TABLE consortium (
    consortium_id TEXT   NOT NULL PRIMARY KEY, -- hex of the hash of the document
    document      ${blob} NOT NULL,            -- canonical bytes: charter and member records
    status        TEXT   NOT NULL CHECK (status IN ('FORMING', 'ACTIVE', 'WITHDRAWN')),
    created_at    BIGINT NOT NULL
);

-- Who signed the document.
CREATE TABLE consortium_signature (
    consortium_id TEXT   NOT NULL REFERENCES consortium (consortium_id),
    member_id     TEXT   NOT NULL,
    signature     ${blob} NOT NULL,
    PRIMARY KEY (consortium_id, member_id)
);

-- Joint public keys. The share belonging to one is an encrypted file, not in here.
CREATE TABLE key_epoch (
    key_id        TEXT   NOT NULL PRIMARY KEY, -- hex
    consortium_id TEXT   NOT NULL REFERENCES consortium (consortium_id),
    epoch_type    TEXT   NOT NULL,
    public_key    ${blob} NOT NULL,            -- canonical bytes of the threshold public key
    attestations  ${blob} NOT NULL,            -- every member's signature over it, and word that it kept no secret
    created_at    BIGINT NOT NULL,
    retired_at    BIGINT
);

-- This installation: one row. The incarnation is also in a file outside the backups.
CREATE TABLE installation (
    id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    incarnation TEXT    NOT NULL,
    quarantined INTEGER NOT NULL,              -- 1: this database may be older than what the node signed
    next_seq    BIGINT  NOT NULL,              -- of the next envelope this node signs
    last_hash   ${blob} NOT NULL               -- of the last envelope this node signed, 32 zero bytes before the first
);

-- Every envelope received or sent, in order of arrival, once. Envelopes of a running key ceremony are not stored.
CREATE TABLE envelope (
    position    ${serial},
    hash        TEXT    NOT NULL UNIQUE,       -- hex of SHA-256 of the signed bytes
    sender      TEXT    NOT NULL,
    incarnation TEXT    NOT NULL,
    seq         BIGINT  NOT NULL,
    type        TEXT    NOT NULL,
    bytes       ${blob} NOT NULL,              -- signed bytes and signature
    received_at BIGINT  NOT NULL,
    handled     INTEGER NOT NULL               -- 1 once the receiver has returned
);
CREATE INDEX envelope_unhandled ON envelope (handled, position);
CREATE INDEX envelope_sender ON envelope (sender, incarnation, seq);

-- Envelopes still to be delivered, in the order of their numbers for each recipient.
CREATE TABLE outbox (
    number      ${serial},
    recipient   TEXT    NOT NULL,
    hash        TEXT    NOT NULL REFERENCES envelope (hash),
    attempts    INTEGER NOT NULL,
    deadline_at BIGINT  NOT NULL,
    UNIQUE (recipient, hash)
);

-- Append-only event streams of state machines.
CREATE TABLE journal (
    stream   TEXT    NOT NULL,
    position BIGINT  NOT NULL,                 -- 0, 1, 2 … without gaps
    event    ${blob} NOT NULL,
    PRIMARY KEY (stream, position)
);

-- Bearer tokens of the analyst API; only their hashes.
CREATE TABLE api_token (
    name       TEXT   NOT NULL PRIMARY KEY,
    hash       TEXT   NOT NULL UNIQUE,         -- hex of SHA-256 of the token
    created_at BIGINT NOT NULL
);
