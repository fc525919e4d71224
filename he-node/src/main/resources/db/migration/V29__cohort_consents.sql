-- Signed consents of banks to sums over another cohort of a data scope, and the people of this bank who said that it may sign one.
CREATE TABLE cohort_consent (
    scope       TEXT   NOT NULL,
    change_hash TEXT   NOT NULL,
    member_id   TEXT   NOT NULL,
    earlier     TEXT   NOT NULL,    -- the cohorts before, each with commas, with semicolons between them
    proposed    TEXT   NOT NULL,
    signature   ${blob} NOT NULL,
    PRIMARY KEY (scope, change_hash, member_id)
);

CREATE TABLE cohort_approval (
    change_hash  TEXT   NOT NULL,
    approver_key TEXT   NOT NULL,
    signature    ${blob} NOT NULL,
    given_at     BIGINT NOT NULL,
    PRIMARY KEY (change_hash, approver_key)
);
