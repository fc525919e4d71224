-- The people of this bank who compared a consortium's fingerprint and said that the node may sign it.
CREATE TABLE consortium_consent (
    consortium_id TEXT   NOT NULL REFERENCES consortium (consortium_id),
    approver_key  TEXT   NOT NULL,
    signature     ${blob} NOT NULL,
    given_at      BIGINT NOT NULL,
    PRIMARY KEY (consortium_id, approver_key)
);
