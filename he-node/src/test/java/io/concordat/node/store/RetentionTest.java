package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.testing.StoreKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What may be removed goes when its time has come, and nothing else goes. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long OLD = NOW.minus(Duration.ofDays(400)).toEpochMilli();
    private static final long YOUNG = NOW.minus(Duration.ofDays(300)).toEpochMilli();
    private static final String STAKE =
            "INSERT INTO stake VALUES (?, 's', 'old-over', 0, 'd', 'a,b', 'r', 'SHARED', 'OPENED')";

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory = Path.of("");

    private Database database;

    @BeforeEach
    void fill() throws Exception {
        database = Database.open(kind.create(directory));
        database.audit().open(true);
        job("old-over", OLD, 1);
        job("old-running", OLD, 0);
        job("young-over", YOUNG, 1);
        database.sql().useTransaction(handle -> handle.execute(STAKE, "attempt"));
        envelope("aa", "REVEAL", OLD, 1);
        envelope("ab", "REVEAL", OLD, 0);
        envelope("ac", "REVEAL", YOUNG, 1);
        envelope("ad", "SHARE", OLD, 1);
        envelope("ae", "REVEAL", OLD, 1);
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO outbox (recipient, hash, attempts, deadline_at) VALUES ('b', 'ae', 0, 0)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void job(String id, long createdAt, int ended) {
        new Journal(database).append("job/" + id, new byte[] {1});
        database.sql()
                .useTransaction(handle -> handle.execute("INSERT INTO job VALUES (?, ?, ?)", id, createdAt, ended));
    }

    private void envelope(String hash, String type, long receivedAt, int handled) {
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO envelope (hash, sender, incarnation, seq, type, bytes, received_at, handled)"
                                + " VALUES (?, 'b', 'i', 1, ?, ?, ?, ?)",
                        hash,
                        type,
                        new byte[1],
                        receivedAt,
                        handled));
    }

    private long count(String query) {
        return database.sql().withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + query)
                .mapTo(Long.class)
                .one());
    }

    @Test
    void onlyOldJobsThatAreOverAndOldRevealsGo() {
        Retention.Pruned pruned = new Retention(database, Duration.ofDays(365)).prune(NOW);

        assertThat(pruned).isEqualTo(new Retention.Pruned(1, 1));
        assertThat(count("job WHERE job_id = 'old-over'")).isZero();
        assertThat(new Journal(database).read("job/old-over", 0)).isEmpty();
        assertThat(count("job")).isEqualTo(2);
        assertThat(new Journal(database).read("job/old-running", 0)).hasSize(1);
        assertThat(count("envelope WHERE hash = 'aa'")).isZero();
        assertThat(count("envelope"))
                .as("unhandled, young, a share, still to be sent")
                .isEqualTo(4);
        assertThat(count("stake")).as("the ledger").isEqualTo(1);
        assertThat(new Retention(database, Duration.ofDays(365)).prune(NOW).isNothing())
                .isTrue();
    }

    @Test
    void withoutASettingNothingGoes() {
        assertThat(new Retention(database, Duration.ZERO)
                        .prune(NOW.plus(Duration.ofDays(10_000)))
                        .isNothing())
                .isTrue();
        assertThat(count("job")).isEqualTo(3);
    }
}
