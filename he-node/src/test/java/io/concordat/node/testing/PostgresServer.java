package io.concordat.node.testing;

import io.concordat.node.config.PostgresConfig;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.store.Database;
import io.concordat.node.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server, started once for all tests of a JVM from binaries that are a test dependency, and ended with it. It refuses to
 * run as root, so root starts it as nobody. Where it cannot run, the tests that want it are skipped and say why.
 */
public final class PostgresServer {
    private static final String USER = "concordat";
    private static final String PASSWORD = "not a secret";
    private static final String NOBODY = "65534";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Reads its standard input until the JVM is gone, however that ends; then stops the server and removes its files. */
    private static final String KEEPER = "base=$1; shift; \"$@\" >\"$base/log\" 2>&1 & server=$!; cat >/dev/null;"
            + " kill -INT $server; wait $server; rm -rf \"$base\"";

    private static Optional<PostgresServer> running = Optional.empty();
    private static Optional<String> problem = Optional.empty();

    private final Path base;
    private final Path passwordFile;
    private final int port;
    private final AtomicInteger databases = new AtomicInteger();
    private Optional<PostgresConfig> migrated = Optional.empty();

    private PostgresServer(Path base, Path passwordFile, int port) {
        this.base = base;
        this.passwordFile = passwordFile;
        this.port = port;
    }

    /** The server; the test is skipped if there can be none here. */
    public static synchronized PostgresServer get() {
        if (running.isEmpty() && problem.isEmpty()) {
            try {
                running = Optional.of(start());
            } catch (IOException | SQLException e) {
                problem = Optional.of("PostgreSQL cannot be started here: " + e.getMessage());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        Assumptions.assumeTrue(problem.isEmpty(), problem.orElse(""));
        return running.orElseThrow();
    }

    /** An empty database. */
    public PostgresConfig create() throws SQLException {
        return createFrom("template1");
    }

    /** A database with the newest schema and nothing in it. */
    public synchronized PostgresConfig createMigrated() throws SQLException {
        if (migrated.isEmpty()) {
            PostgresConfig fresh = create();
            try {
                Path nowhere = base.resolve("nowhere");
                StoreConfig config = new StoreConfig(nowhere, nowhere);
                Database.open(new StoreConfig(nowhere, nowhere, config.audit(), config.reserve(), Optional.of(fresh)))
                        .close();
            } catch (StoreException e) {
                throw new AssertionError(e);
            }
            migrated = Optional.of(fresh);
        }
        return copy(migrated.get());
    }

    /** A copy of a database that nobody is connected to. */
    public PostgresConfig copy(PostgresConfig of) throws SQLException {
        return createFrom(of.database());
    }

    private PostgresConfig createFrom(String template) throws SQLException {
        String name = "t" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " TEMPLATE " + template);
        return new PostgresConfig("127.0.0.1", port, name, USER, Optional.of(passwordFile), false, Optional.empty());
    }

    /** Runs a statement as the server's administrator. */
    public void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(port, database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(int port, String database) throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, USER, PASSWORD);
    }

    private static PostgresServer start() throws IOException, SQLException, InterruptedException {
        String binaries = "/postgres-" + System.getProperty("os.name").toLowerCase(Locale.ROOT) + "-"
                + switch (System.getProperty("os.arch")) {
                    case "amd64" -> "x86_64";
                    case "aarch64" -> "arm_64";
                    case String other -> other;
                }
                + ".txz";
        Path base = Files.createTempDirectory("concordat-postgres");
        Files.setPosixFilePermissions(base, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (InputStream archive = PostgresServer.class.getResourceAsStream(binaries)) {
            if (archive == null) {
                throw new IOException("there are no binaries " + binaries + " among the test dependencies");
            }
            Files.copy(archive, base.resolve("binaries"));
        }
        run(base, List.of("tar", "-xJf", "binaries", "bin", "lib", "share"));
        Files.delete(base.resolve("binaries"));
        boolean root = "root".equals(System.getProperty("user.name"));
        List<String> as =
                root ? List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups") : List.of();
        Path home = Files.createDirectory(base.resolve("home"));
        Path asked = Files.writeString(home.resolve("password"), PASSWORD);
        Path passwordFile = Files.createFile(
                base.resolve("password"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile, PASSWORD + "\n");
        if (root) {
            run(base, List.of("chown", "-R", NOBODY + ":" + NOBODY, home.toString()));
        }
        List<String> init = new ArrayList<>(as);
        init.addAll(List.of(
                base.resolve("bin/initdb").toString(),
                "-D",
                home.resolve("data").toString()));
        init.addAll(List.of("-U", USER, "--pwfile=" + asked, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C"));
        init.addAll(List.of("--no-sync", "--no-instructions", "--wal-segsize=1"));
        run(base, init);
        int port = TestPorts.free();
        List<String> server = new ArrayList<>(List.of("sh", "-c", KEEPER, "keeper", base.toString()));
        server.addAll(as);
        server.addAll(List.of(
                base.resolve("bin/postgres").toString(),
                "-D",
                home.resolve("data").toString()));
        for (String setting : new String[] {
            "port=" + port,
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=32MB",
            "max_connections=60"
        }) {
            server.addAll(List.of("-c", setting));
        }
        Process keeper = new ProcessBuilder(server).directory(base.toFile()).start();
        awaitAnswer(port, keeper, base);
        return new PostgresServer(base, passwordFile, port);
    }

    private static void awaitAnswer(int port, Process keeper, Path base)
            throws IOException, InterruptedException, SQLException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                connect(port, "postgres").close();
                return;
            } catch (SQLException e) {
                if (System.nanoTime() > end || !keeper.isAlive()) {
                    String log = Files.readString(base.resolve("log"));
                    keeper.getOutputStream().close();
                    throw new IOException(e.getMessage() + "; it said: " + log, e);
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
    }

    private static void run(Path directory, List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        if (!ended || process.exitValue() != 0) {
            throw new IOException(command.getFirst() + " failed: " + Files.readString(directory.resolve("output")));
        }
    }

    @Override
    public String toString() {
        return "PostgreSQL in " + base;
    }
}
