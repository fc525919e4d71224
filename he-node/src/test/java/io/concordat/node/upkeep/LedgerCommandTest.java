package io.concordat.node.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.TestNode;
import io.concordat.node.store.Database;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.LedgerTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** T38: what binds a node is carried from one database to another and never lowered. */
final class LedgerCommandTest {
    private static final String DIGEST = "1".repeat(64);
    private static final String ZERO = "0".repeat(64);
    private static final String JOB = "2".repeat(32);

    @TempDir
    private Path directory;

    private TestNode node;

    @BeforeEach
    void init() throws Exception {
        node = TestNode.create("bank-a", directory.resolve("one"));
        with(node, _ -> {});
    }

    /** Something done with a node's database while the node does not run. */
    @FunctionalInterface
    private interface Work {
        void on(Database database) throws Exception;
    }

    private static void with(TestNode node, Work work) throws Exception {
        try (Database database = Database.open(node.config().store())) {
            var _ = new InstallationTable(database, node.config().store().incarnationFile()).open("a".repeat(32));
            work.on(database);
        }
    }

    private static LedgerTable.Attempt attempt(String id, String part, String outcome, String root) {
        return new LedgerTable.Attempt(id, "cards", JOB, 1, DIGEST, "bank-a,bank-b,bank-c", root, part, outcome);
    }

    private static void put(TestNode node, LedgerTable.Attempt... attempts) throws Exception {
        with(node, database -> assertThat(
                        new LedgerTable(database).takeUp(List.of(attempts), List.of(), List.of(), "a test", 0))
                .isEmpty());
    }

    private static String id(int number) {
        return Integer.toString(number).repeat(64);
    }

    private Path export(TestNode from, String name) throws Exception {
        Path out = directory.resolve(name);
        assertThat(TestNode.run(
                                "ledger",
                                "export",
                                "--config",
                                from.configFile().toString(),
                                "--out",
                                out.toString())
                        .exitCode())
                .isZero();
        return out;
    }

    private static TestNode.Ran take(TestNode to, Path file) throws Exception {
        return TestNode.run("ledger", "import", "--config", to.configFile().toString(), file.toString());
    }

    private static List<LedgerTable.Attempt> attempts(TestNode node) throws Exception {
        try (Database database = Database.openAsItIs(node.config().store())) {
            return new LedgerTable(database).attempts();
        }
    }

    @Test
    void importRaisesWhatItCanAndLowersNothing() throws Exception {
        put(
                node,
                attempt(id(3), "SHARED", "LIVE", DIGEST),
                attempt(id(4), "REVEALED", "DEAD", ZERO),
                attempt(id(5), "WITNESSED", "OPENED", ZERO));
        Path file = export(node, "ledger.json");
        put(
                node,
                attempt(id(3), "SHARED", "OPENED", DIGEST),
                attempt(id(4), "SHARED", "LIVE", DIGEST),
                attempt(id(6), "REVEALED", "LIVE", ZERO));
        List<LedgerTable.Attempt> before = attempts(node);

        assertThat(take(node, file).exitCode()).isZero();

        assertThat(attempts(node)).isEqualTo(before);
        assertThat(before)
                .containsExactly(
                        attempt(id(3), "SHARED", "OPENED", DIGEST),
                        attempt(id(4), "SHARED", "LIVE", DIGEST),
                        attempt(id(5), "WITNESSED", "OPENED", ZERO),
                        attempt(id(6), "REVEALED", "LIVE", ZERO));
    }

    @Test
    void fileThatKnowsMoreThanTheDatabaseQuarantinesIt() throws Exception {
        TestNode older = node.copy(directory.resolve("older"));
        put(node, attempt(id(3), "SHARED", "LIVE", DIGEST));

        TestNode.Ran taken = take(older, export(node, "ledger.json"));

        assertThat(taken.out()).contains("start in quarantine");
        assertThat(attempts(older)).containsExactly(attempt(id(3), "SHARED", "LIVE", DIGEST));
        with(older, database -> assertThat(
                        new InstallationTable(database, older.config().store().incarnationFile())
                                .current()
                                .quarantined())
                .isTrue());
        assertThat(take(node, export(node, "own.json")).out()).doesNotContain("quarantine");
    }

    @Test
    void jobsOfTheFileThatTheDatabaseDoesNotKnowAreSpent() throws Exception {
        with(node, database -> database.sql()
                .useTransaction(
                        handle -> handle.execute("INSERT INTO job (job_id, created_at, ended) VALUES (?, 0, 0)", JOB)));
        TestNode other = TestNode.create("bank-a", directory.resolve("two"));
        with(other, _ -> {});

        assertThat(take(other, export(node, "ledger.json")).exitCode()).isZero();

        with(other, database -> assertThat(new LedgerTable(database).jobs()).containsExactly(JOB));
    }

    @Test
    void ledgersThatExcludeEachOtherAreRefusedAsAWhole() throws Exception {
        TestNode other = TestNode.create("bank-a", directory.resolve("two"));
        put(other, attempt(id(3), "SHARED", "LIVE", DIGEST), attempt(id(7), "REVEALED", "LIVE", ZERO));
        Path file = export(other, "ledger.json");
        with(node, database -> database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO abandoned_attempt (attempt_id, scope) VALUES (?, 'cards')", id(3))));

        TestNode.Ran taken = take(node, file);

        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(taken.out()).contains("Nothing was taken up").contains("abandoned here");
        assertThat(attempts(node)).isEmpty();

        TestNode third = TestNode.create("bank-a", directory.resolve("three"));
        put(third, attempt(id(3), "SHARED", "LIVE", id(9)));
        assertThat(take(third, file).out()).contains("different roots");
    }

    @Test
    void anotherBanksFileADamagedOneAndARunningNodeAreRefused() throws Exception {
        TestNode other = TestNode.create("bank-b", directory.resolve("two"));
        with(other, _ -> {});
        Path file = export(other, "ledger.json");
        assertThat(take(node, file).exitCode()).isEqualTo(1);

        Path own = export(node, "own.json");
        String good = Files.readString(own);
        for (String bad : List.of(
                "{}",
                good.replace("concordat-ledger/v1", "concordat-ledger/v9"),
                good.replace("\"jobs\":[]", "\"jobs\":[\"x\"]"),
                good.substring(0, good.length() / 2))) {
            Files.writeString(own, bad);
            TestNode.Ran taken = take(node, own);
            assertThat(taken.exitCode()).as(taken.err()).isEqualTo(74);
        }
        Files.writeString(own, good);
        with(node, _ -> assertThat(take(node, own).err()).contains("another process writes it"));
    }
}
