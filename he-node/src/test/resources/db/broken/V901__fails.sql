-- For SchemaTest: fails on any database.
INSERT INTO no_such_table (id) VALUES (1);
