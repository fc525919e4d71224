-- For SchemaTest: what a later version might add.
CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY);
