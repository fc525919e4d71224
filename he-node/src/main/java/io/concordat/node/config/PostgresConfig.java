package io.concordat.node.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PostgreSQL database in place of the SQLite file. One node has it to itself.
 *
 * @param host its server
 * @param port of the server
 * @param database its name
 * @param user the role the node connects as, which owns the database
 * @param passwordFile the role's password (mode 0600); empty if the server asks for none
 * @param tls whether the connection is encrypted and the server's name and certificate checked; without, the server is on this host
 * @param rootFile certificates (PEM) that the server's one must lead to; empty for those that Java trusts
 */
public record PostgresConfig(
        String host,
        int port,
        String database,
        String user,
        Optional<Path> passwordFile,
        boolean tls,
        Optional<Path> rootFile) {
    private static final int USUAL_PORT = 5432;
    private static final int MOST_PORT = 65_535;
    private static final Pattern URL = Pattern.compile(
            "postgresql://(?<host>[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+])(:(?<port>[0-9]{1,5}))?/(?<database>[A-Za-z0-9_-]{1,63})");

    static Optional<PostgresConfig> of(TomlTable table) throws ConfigException {
        Optional<String> url = table.optionalText("url");
        String user = table.text("user", "concordat");
        Optional<Path> passwordFile = table.optionalPath("password-file");
        String tls = table.text("tls", "verify-full");
        Optional<Path> rootFile = table.optionalPath("tls-root-file");
        if (!tls.equals("verify-full") && !tls.equals("off")) {
            throw table.problem("tls", "must be verify-full or off but is " + tls);
        }
        if (url.isEmpty()) {
            return Optional.empty();
        }
        Matcher parts = URL.matcher(url.get());
        int port = parts.matches() && parts.group("port") != null ? Integer.parseInt(parts.group("port")) : USUAL_PORT;
        if (!parts.matches() || port < 1 || port > MOST_PORT) {
            throw table.problem(
                    "url",
                    "must be postgresql://host:port/database, without user, password or options; those are store.user,"
                            + " store.password-file and store.tls");
        }
        String host = parts.group("host");
        if (tls.equals("off") && !Loopback.is(host.replaceAll("[\\[\\]]", ""))) {
            throw table.problem(
                    "tls", "must be verify-full unless the server is on this machine; store.url says " + host);
        }
        return Optional.of(new PostgresConfig(
                host, port, parts.group("database"), user, passwordFile, tls.equals("verify-full"), rootFile));
    }

    /** The address, as the configuration has it. */
    public String url() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
