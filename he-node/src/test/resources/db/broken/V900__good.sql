-- For SchemaTest: succeeds, before one that fails.
CREATE TABLE halfway (id INTEGER NOT NULL PRIMARY KEY);
