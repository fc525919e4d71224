package io.concordat.node.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** What a server must be set to, so that what was committed is on its disk and texts stay what they are. */
final class PostgresSettings {
    /** A commit returns when it is on the server's disk, and on those of synchronous standbys if there are any. */
    static final String DURABLE = "on";

    private static final Set<String> DURABLE_ENOUGH = Set.of(DURABLE, "remote_apply");

    private PostgresSettings() {}

    /** Refuses a server that would forget a decision in a crash. */
    static void require(Connection connection, String name) throws SQLException, StoreException {
        String commit = show(connection, "synchronous_commit");
        if (!DURABLE_ENOUGH.contains(commit)) {
            throw refused(name, "synchronous_commit", commit, "on");
        }
        for (String setting : new String[] {"fsync", "full_page_writes"}) {
            String value = show(connection, setting);
            if (!value.equals("on")) {
                throw refused(name, setting, value, "on");
            }
        }
        String encoding = show(connection, "server_encoding");
        if (!encoding.equals("UTF8")) {
            throw new StoreException("The database " + name + " is encoded in " + encoding
                    + "; a node needs UTF8. Make it anew as doc/install.md says");
        }
        if (!ask(connection, "SELECT 'B' < 'a' AND 'a-b' < 'aa'").equals("t")) {
            throw new StoreException(
                    "The database " + name + " sorts texts by the rules of a language; a node needs them"
                            + " in the order of their bytes. Make it anew with LOCALE 'C', as doc/install.md says");
        }
    }

    private static StoreException refused(String name, String setting, String value, String required) {
        return new StoreException("The database " + name + " has " + setting + " = " + value + "; a node needs "
                + required + ": what it decided must be on the disk before anybody learns of it. Change it for the"
                + " server, the database or the role, and start again");
    }

    private static String show(Connection connection, String setting) throws SQLException {
        return ask(connection, "SHOW " + setting);
    }

    private static String ask(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            if (!row.next()) {
                throw new SQLException("The server does not answer " + query);
            }
            return row.getString(1);
        }
    }
}
