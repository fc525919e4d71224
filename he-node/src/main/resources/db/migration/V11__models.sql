-- Results that every bank of a job holds alike.
CREATE TABLE model (
    model_id   TEXT    NOT NULL PRIMARY KEY, -- hex, derived from job and content
    job_id     TEXT    NOT NULL,
    key_id     TEXT    NOT NULL,
    content    ${blob} NOT NULL,             -- canonical bytes of the logistic model
    created_at BIGINT  NOT NULL
);

CREATE TABLE evaluation (
    job_id     TEXT    NOT NULL PRIMARY KEY,
    model_id   TEXT    NOT NULL REFERENCES model (model_id),
    key_id     TEXT    NOT NULL,
    data_set   TEXT    NOT NULL,
    content    ${blob} NOT NULL,             -- canonical bytes of the opened histograms
    created_at BIGINT  NOT NULL
);
