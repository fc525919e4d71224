package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.concordat.node.testing.StoreKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers take turns in Java, readers do not wait for them and cannot write. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class SqlTest {
    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void writersThatWaitLeaveTheOnlyCarrierToOthers() throws Exception {
        assumeTrue(kind == StoreKind.SQLITE, "the driver of PostgreSQL waits in Java anyway");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djdk.virtualThreadScheduler.parallelism=1",
                        "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ManyWriters.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("rows 41 reads 200\n");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void whatReadsCannotWriteAndSeesItsOwnTransaction() throws Exception {
        try (Database database = open()) {
            Sql sql = database.sql();
            assertThatThrownBy(() -> sql.useHandle(handle -> handle.execute("DELETE FROM journal")))
                    .isInstanceOf(JdbiException.class);
            sql.useTransaction(handle -> {
                Journal.append(handle, "s", new byte[1]);
                assertThat(new Journal(database).read("s", 0)).hasSize(1);
                new Journal(database).append("s", new byte[2]); // joins
            });
            assertThat(new Journal(database).read("s", 0)).hasSize(2);
        }
    }

    @Test
    void whoeverWaitsTooLongIsToldWhoWrites() throws Exception {
        WriteTurn turn = new WriteTurn(Duration.ofMillis(50));
        CountDownLatch taken = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread writer = Thread.ofVirtual().name("the-writer").start(() -> {
            try (var _ = turn.take()) {
                taken.countDown();
                end.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        taken.await();
        assertThatThrownBy(turn::take)
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("not this thread's turn")
                .hasMessageContaining("the-writer");
        end.countDown();
        writer.join();
        turn.take().close();
        assertThat(turn.isMine()).isFalse();
    }

    @Test
    void anInterruptDoesNotLoseWhatIsToBeWritten() throws Exception {
        try (Database database = open()) {
            AtomicBoolean stillInterrupted = new AtomicBoolean();
            Thread thread = Thread.ofVirtual().start(() -> {
                Thread.currentThread().interrupt();
                new Journal(database).append("s", new byte[1]);
                stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
            thread.join();
            assertThat(new Journal(database).read("s", 0)).hasSize(1);
            assertThat(stillInterrupted).isTrue();
        }
    }

    private Database open() throws Exception {
        return Database.open(kind.create(directory));
    }
}
