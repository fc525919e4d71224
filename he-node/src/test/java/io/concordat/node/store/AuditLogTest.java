package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.config.AuditConfig;
import io.concordat.node.config.DataSize;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.StoreKind;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.AuditEntry.Kind;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.MerkleFrontier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T34, T35, T37 and T38 of the audit log: in two places, or it did not happen; what was changed is found. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class AuditLogTest {
    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory;

    private Path file;
    private StoreConfig config;
    private Database database;

    @BeforeEach
    void fill() throws Exception {
        file = directory.resolve("outside/audit.log");
        config = kind.create(directory, new AuditConfig(file, Duration.ofSeconds(5), DataSize.ofKibibytes(64)));
        database = Database.open(config);
        database.audit().open(true);
        for (int i = 0; i < 5; i++) {
            enter("REVEAL " + i);
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void enter(String text) {
        database.audit().append(Kind.DECISION, text);
    }

    private AuditLog.Found startAgain() throws StoreException {
        database.close();
        database = Database.open(config);
        return database.audit().open(true);
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file);
    }

    private void write(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + (lines.isEmpty() ? "" : "\n"));
    }

    @Test
    void wholeLogIsAcceptedAndGoesOn() throws Exception {
        assertThat(startAgain()).isEqualTo(AuditLog.Found.WHOLE);
        enter("REVEAL 5");
        assertThat(database.audit().entries()).hasSize(6);
        assertThat(database.audit().head().size()).isEqualTo(6);
        assertThat(lines()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit_head",
                "UPDATE audit_head SET size = 4",
                "DELETE FROM audit_entry WHERE position = 4",
                "DELETE FROM audit_entry WHERE position = 0",
                "DELETE FROM audit_entry",
                "UPDATE audit_entry SET text = 'SHARE 2' WHERE position = 2",
                "UPDATE audit_entry SET at = at + 1 WHERE position = 2",
                "UPDATE audit_entry SET kind = 'REFUSAL' WHERE position = 2",
                "UPDATE audit_entry SET position = 9 WHERE position = 4",
                "INSERT INTO audit_entry (position, at, kind, text) VALUES (5, 0, 'START', 'x')"
            })
    void t34DatabaseThatWasChangedIsRefused(String change) {
        database.sql().useTransaction(handle -> handle.execute(change));
        assertThatThrownBy(this::startAgain)
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("audit log was changed");
    }

    @Test
    void t34FileThatWasEditedReorderedOrHasAnotherLineIsRefused() throws Exception {
        List<String> good = lines();
        for (int i = 0; i < good.size(); i++) {
            List<String> edited = new ArrayList<>(good);
            edited.set(i, good.get(i).replace("REVEAL", "SHARE"));
            List<String> swapped = new ArrayList<>(good);
            Collections.swap(swapped, i, (i + 1) % good.size());
            List<String> removed = new ArrayList<>(good);
            removed.remove(i);
            for (List<String> bad : List.of(edited, swapped, removed)) {
                if (!bad.equals(good.subList(0, good.size() - 1))) { // cut at its end: as after a crash
                    write(bad);
                    assertThatThrownBy(this::startAgain)
                            .isInstanceOf(StoreException.class)
                            .hasMessageContaining("audit log was changed");
                }
            }
        }
    }

    @Test
    void t34FileOfAnotherLogIsRefused() throws Exception {
        String other = lines().getFirst().replace("REVEAL 0", "REVEAL 9");
        String[] fields = other.split("\t", -1);
        AuditEntry entry = new AuditEntry(0, Long.parseLong(fields[1]), Kind.DECISION, fields[3]);
        fields[4] = LogCheck.of(List.of(entry)).frontier().root().hex();
        write(List.of(String.join("\t", fields)));
        assertThatThrownBy(this::startAgain).isInstanceOf(StoreException.class).hasMessageContaining("differ");
    }

    @Test
    void t34FileThatWasCutOrDeletedIsRefused() throws Exception {
        for (int i = 0; i < AuditLog.CRASH_LAG; i++) {
            enter("COMMIT " + i);
        }
        write(lines().subList(0, 4));
        assertThatThrownBy(this::startAgain).isInstanceOf(StoreException.class).hasMessageContaining("deleted or cut");
        Files.delete(file);
        assertThatThrownBy(this::startAgain).isInstanceOf(StoreException.class).hasMessageContaining("deleted or cut");
    }

    @Test
    void t37CrashBetweenTheTwoPlacesIsMended() throws Exception {
        List<String> good = lines();
        Files.writeString(
                file, String.join("\n", good.subList(0, 3)) + "\n" + good.get(3).substring(0, 7));
        assertThat(startAgain()).isEqualTo(AuditLog.Found.WHOLE);
        assertThat(lines()).isEqualTo(good);
    }

    @Test
    void t38DatabaseOfBeforeIsNoticedAndItsLogBroughtUp() throws Exception {
        List<AuditEntry> all = database.audit().entries();
        database.close();
        StoreConfig backup = kind.copy(config, directory.resolve("backup"));
        startAgain();
        enter("SHARE 7");
        config = backup;

        assertThat(startAgain()).isEqualTo(AuditLog.Found.DATABASE_BEHIND);
        assertThat(database.audit().entries())
                .startsWith(all.toArray(AuditEntry[]::new))
                .hasSize(all.size() + 1);
        assertThat(database.audit().entries().getLast().text()).isEqualTo("SHARE 7");
    }

    @Test
    void t35UnlinkedReplacedOrGrownFileStopsEverythingUntilItIsBack() throws Exception {
        Path away = directory.resolve("away");
        Files.move(file, away);
        assertStopped();
        Files.copy(away, file);
        assertStopped(); // the same bytes in another file
        Files.move(away, file, StandardCopyOption.REPLACE_EXISTING);
        enter("REVEAL 5");
        assertThat(lines()).hasSize(6);
        Files.writeString(file, "x", StandardOpenOption.APPEND);
        assertStopped();
    }

    private void assertStopped() {
        assertThat(database.audit().problem()).isPresent();
        long before = database.audit().head().size();
        KeyEpochTable keys = new KeyEpochTable(database);
        assertThatThrownBy(() -> keys.insert(key())).isInstanceOf(AuditFailedException.class);
        assertThat(keys.of("c")).isEmpty();
        assertThat(database.audit().head().size()).isEqualTo(before);
    }

    @Test
    void t35FullDiskStopsEverythingBeforeItIsFull() throws Exception {
        database.close();
        database = Database.open(new StoreConfig(
                config.file(),
                config.incarnationFile(),
                new AuditConfig(file, Duration.ofSeconds(5), new DataSize(Long.MAX_VALUE)),
                config.reserve(),
                config.postgres()));
        assertThat(database.audit().open(true)).isEqualTo(AuditLog.Found.WHOLE);
        assertThat(database.audit().problem().orElseThrow()).contains("audit-reserve");
        assertThatThrownBy(() -> enter("SHARE 5")).isInstanceOf(AuditFailedException.class);
        assertThat(database.audit().entries()).hasSize(5);
    }

    @Test
    void t35NothingHappensThatTheDatabaseCannotEnter() {
        database.sql().useTransaction(handle -> handle.execute("DROP TABLE audit_entry"));
        database.sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO consortium (consortium_id, document, status, created_at) VALUES ('c', ?, 'ACTIVE', 0)",
                        new byte[1]));
        KeyEpochTable keys = new KeyEpochTable(database);
        assertThatThrownBy(() -> keys.insert(key())).isInstanceOf(JdbiException.class);
        assertThat(keys.of("c")).isEmpty();
    }

    private static KeyEpochTable.Row key() {
        return new KeyEpochTable.Row("k", "c", "MASKED_SUMS", new byte[1], new byte[1], 0, false);
    }

    @Test
    void t35SlowFileIsGivenUpAndLosesNothing() throws Exception {
        try (AuditFile slow = new AuditFile(
                new AuditConfig(directory.resolve("slow.log"), Duration.ofMillis(50), DataSize.ofKibibytes(64)))) {
            slow.open(MerkleFrontier.EMPTY, 0);
            List<AuditEntry> all = database.audit().entries();
            CountDownLatch stuck = new CountDownLatch(1);
            assertThatThrownBy(() -> slow.append(from -> {
                        awaitQuietly(stuck);
                        return all.subList((int) from, 3);
                    }))
                    .isInstanceOf(AuditFailedException.class)
                    .hasMessageContaining("within 50 ms");
            stuck.countDown();
            Eventually.holds("the slow write is over", () -> Files.size(directory.resolve("slow.log")) > 0);
            slow.append(from -> all.subList((int) from, all.size()));
            assertThat(AuditLines.parse(slow.read())).isEqualTo(all);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
