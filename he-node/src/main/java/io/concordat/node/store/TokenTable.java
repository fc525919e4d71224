package io.concordat.node.store;

import java.util.HashMap;
import java.util.Map;

/** Who may use the analyst API: names and hashes of bearer tokens. */
public final class TokenTable {
    private final Database database;

    /** The tokens of this database. */
    public TokenTable(Database database) {
        this.database = database;
    }

    /** Gives the name this token, in place of an earlier one. */
    public void put(String name, String hash, long now) {
        database.jdbi().useTransaction(handle -> {
            handle.execute("DELETE FROM api_token WHERE name = ? OR hash = ?", name, hash);
            handle.execute("INSERT INTO api_token (name, hash, created_at) VALUES (?, ?, ?)", name, hash, now);
        });
    }

    /** Names by hash. */
    public Map<String, String> all() {
        Map<String, String> tokens = new HashMap<>();
        database.jdbi().useHandle(handle -> handle.createQuery("SELECT hash, name FROM api_token")
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(entry -> tokens.put(entry.getKey(), entry.getValue())));
        return tokens;
    }
}
