-- Data sets this bank registered: where their rows are and what reading them found, never the rows.
CREATE TABLE data_set (
    name          TEXT    NOT NULL PRIMARY KEY,
    definition    ${blob} NOT NULL, -- canonical bytes of what the analyst wrote
    features      ${blob} NOT NULL, -- canonical list of column names, in order
    row_count     BIGINT  NOT NULL,
    fraud_count   BIGINT  NOT NULL, -- shown to this bank's own people only
    registered_at BIGINT  NOT NULL
);
