package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.config.PostgresConfig;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.PostgresServer;
import io.concordat.node.testing.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL database belongs to one node at a time, and to none that would forget. */
final class PostgresClaimTest {
    @TempDir
    private Path directory = Path.of("");

    private StoreConfig config = new StoreConfig(directory, directory);
    private PostgresConfig server = new PostgresConfig("", 1, "", "", Optional.empty(), false, Optional.empty());

    @BeforeEach
    void create() throws Exception {
        config = StoreKind.POSTGRESQL.create(directory);
        server = config.postgres().orElseThrow();
    }

    @Test
    void t39SecondNodeOnADatabaseIsRefusedAndMayHaveItLater() throws Exception {
        try (Database _ = Database.open(config)) {
            assertThatThrownBy(() -> Database.open(config))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("Another node uses the database postgresql://127.0.0.1");
            Database.openAsItIs(config).close(); // a command beside the node
        }
        Database.open(config).close();
    }

    @Test
    void t39NodeWhoseSessionTheServerEndedWritesNothingMoreAndSaysSo() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Database before = Database.open(config)) {
            before.watch(told::add);
            new Journal(before).append("s", new byte[1]);
            PostgresServer.get()
                    .execute(
                            server.database(),
                            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND objid = 1"
                                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            try (Database after = Database.open(config)) { // the next one has it
                assertThatThrownBy(() -> new Journal(before).append("s", new byte[1]))
                        .isInstanceOf(StoreUnavailableException.class)
                        .hasMessageContaining("must start again");
                assertThat(new Journal(after).read("s", 0)).hasSize(1);
                new Journal(after).append("s", new byte[1]);
            }
            assertThatThrownBy(() -> new Journal(before).append("s", new byte[1]))
                    .isInstanceOf(StoreUnavailableException.class);
            Eventually.holds("somebody was told once", () -> told.size() == 1);
        }
    }

    @Test
    void whoWritesBesideTheNodeWaitsForItsTransaction() throws Exception {
        try (Database node = Database.open(config);
                Database command = Database.openAsItIs(config)) {
            CountDownLatch asked = new CountDownLatch(1);
            Thread other = Thread.ofVirtual().unstarted(() -> {
                asked.countDown();
                new Journal(command).append("s", new byte[] {2});
            });
            node.sql().useTransaction(handle -> {
                Journal.append(handle, "s", new byte[] {0});
                other.start();
                Eventually.holds("the other one waits", () -> waitsForTheLock(command));
                Journal.append(handle, "s", new byte[] {1});
            });
            other.join();
            assertThat(new Journal(node).read("s", 0)).containsExactly(new byte[] {0}, new byte[] {1}, new byte[] {2});
        }
    }

    private static boolean waitsForTheLock(Database database) {
        return database.sql().withHandle(handle -> handle.createQuery(
                                "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND NOT granted"
                                        + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())")
                        .mapTo(Long.class)
                        .one())
                == 1;
    }

    @Test
    void serverThatMayForgetWhatWasCommittedIsRefused() throws Exception {
        for (String setting : List.of("off", "local", "remote_write")) {
            PostgresServer.get()
                    .execute(
                            "postgres", "ALTER DATABASE " + server.database() + " SET synchronous_commit = " + setting);
            assertThatThrownBy(() -> Database.open(config))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("synchronous_commit = " + setting);
            assertThatThrownBy(() -> ServerProbe.of(config).medianCommit(3)).isInstanceOf(StoreException.class);
        }
        PostgresServer.get().execute("postgres", "ALTER DATABASE " + server.database() + " RESET synchronous_commit");
        assertThat(ServerProbe.of(config).medianCommit(3)).isPositive();
    }

    @Test
    void databaseThatSortsByTheRulesOfALanguageIsRefused() throws Exception {
        PostgresServer.get()
                .execute(
                        "postgres",
                        "CREATE DATABASE sorted TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'en' LOCALE 'C'");
        PostgresConfig sorted = new PostgresConfig(
                server.host(), server.port(), "sorted", server.user(), server.passwordFile(), false, Optional.empty());
        assertThatThrownBy(() -> Database.open(on(sorted)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("sorts texts by the rules of a language");
    }

    @Test
    void wrongPasswordOrOneThatOthersCanReadIsRefusedAndNotShown() throws Exception {
        Path file = Files.writeString(directory.resolve("password"), "another one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThatThrownBy(() -> Database.open(with(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("password authentication failed")
                .hasMessageContaining("store.password-file")
                .hasMessageNotContaining("another one");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> Database.open(with(file)))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("chmod 600");
    }

    private StoreConfig with(Path passwordFile) {
        PostgresConfig changed = new PostgresConfig(
                server.host(),
                server.port(),
                server.database(),
                server.user(),
                Optional.of(passwordFile),
                false,
                Optional.empty());
        return on(changed);
    }

    private StoreConfig on(PostgresConfig database) {
        return new StoreConfig(
                config.file(), config.incarnationFile(), config.audit(), config.reserve(), Optional.of(database));
    }

    @Test
    void copyIsRefusedWithWhatToDoInstead() throws Exception {
        try (Database database = Database.open(config)) {
            assertThatThrownBy(() -> database.copyInto(directory.resolve("copy")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("pg_dump");
        }
    }
}
