package io.concordat.node.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Who may use the analyst API: names, hashes, roles and lives of bearer tokens. */
public final class TokenTable {
    private final Database database;

    /** The tokens of this database. */
    public TokenTable(Database database) {
        this.database = database;
    }

    /**
     * A token as stored; times are milliseconds since 1970.
     *
     * @param hash hexadecimal SHA-256
     * @param roles names of roles with a space between
     */
    public record Row(
            String name,
            String hash,
            String roles,
            long createdAt,
            Optional<Long> expiresAt,
            Optional<Long> revokedAt) {
        @Override
        public String toString() {
            return "Row(" + name + ")";
        }
    }

    /** Gives the name this token, in place of an earlier one. */
    public void put(Row token) {
        database.sql().useTransaction(handle -> {
            handle.execute("DELETE FROM api_token WHERE name = ? OR hash = ?", token.name(), token.hash());
            handle.execute(
                    "INSERT INTO api_token (name, hash, roles, created_at, expires_at) VALUES (?, ?, ?, ?, ?)",
                    token.name(),
                    token.hash(),
                    token.roles(),
                    token.createdAt(),
                    token.expiresAt().orElse(null));
        });
    }

    /** Takes a token back; false if there is none of that name, or it was taken back before. */
    public boolean revoke(String name, long now) {
        return database.sql()
                .inTransaction(handle -> handle.execute(
                                "UPDATE api_token SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL", now, name)
                        == 1);
    }

    /** All of them by name. */
    public List<Row> all() {
        return database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT name, hash, roles, created_at, expires_at, revoked_at FROM api_token ORDER BY name")
                .map((row, _) -> new Row(
                        row.getString("name"),
                        row.getString("hash"),
                        row.getString("roles"),
                        row.getLong("created_at"),
                        time(row, "expires_at"),
                        time(row, "revoked_at")))
                .list());
    }

    private static Optional<Long> time(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }
}
