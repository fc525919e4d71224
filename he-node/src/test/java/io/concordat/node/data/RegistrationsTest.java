package io.concordat.node.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.concordat.node.config.StoreConfig;
import io.concordat.node.store.Database;
import io.concordat.protocol.problem.ProblemType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegistrationsTest {
    @TempDir
    private Path directory;

    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private Database database;
    private Registrations registrations;

    @BeforeEach
    void open() throws Exception {
        Files.writeString(directory.resolve("rows.csv"), "amount,fraud\n1,0\n2,1\n3,0\n");
        Files.writeString(directory.resolve("bad.csv"), "amount,fraud\n1,0\nx,1\n");
        database = Database.open(new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation")));
        DataRoots roots = new DataRoots(List.of(directory));
        DataSetRegistry registry = new DataSetRegistry(
                new DataSetReader(roots),
                new DataSetStore(database.sql()),
                new DataThreads(Runnable::run),
                new RowScopes(roots, List::of),
                Clock.systemUTC());
        registrations = new Registrations(registry, waiting::add, Clock.systemUTC());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static DataSetSpec spec(String name, String path) {
        return new DataSetSpec(name, path, "fraud", List.of(), List.of(), name, Optional.empty());
    }

    @Test
    void progressIsSeenUntilTheDataSetIsThere() throws Exception {
        Registration registration = registrations.begin(spec("a", "rows.csv"));
        assertThat(registration.state(Duration.ofMillis(1))).isInstanceOf(Registration.Reading.class);
        assertThat(registrations.begin(spec("a", "rows.csv")))
                .as("the same once more")
                .isSameAs(registration);
        assertThat(waiting).hasSize(1);
        waiting.remove().run();
        assertThat(registration.state(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Registration.Registered.class,
                        state -> assertThat(state.dataSet().rows()).isEqualTo(3));
        assertThat(registration.rowsRead()).isEqualTo(3);
        assertThat(registrations.find("a")).containsSame(registration);
        assertThat(registrations.find("b")).isEmpty();
    }

    @Test
    void whatIsUnderWayIsNotReplacedAndWhatWasRefusedCanBeTriedAgain() throws Exception {
        Registration registration = registrations.begin(spec("a", "bad.csv"));
        DataSetRefusedException other =
                catchThrowableOfType(DataSetRefusedException.class, () -> registrations.begin(spec("a", "rows.csv")));
        assertThat(other.type()).isEqualTo(ProblemType.CONFLICT);
        waiting.remove().run();
        assertThat(registration.state(Duration.ZERO))
                .isInstanceOfSatisfying(
                        Registration.Refused.class,
                        state -> assertThat(state.refusal().type()).isEqualTo(ProblemType.NON_NUMERIC_COLUMN));
        Registration again = registrations.begin(spec("a", "rows.csv"));
        waiting.remove().run();
        assertThat(again.state(Duration.ZERO)).isInstanceOf(Registration.Registered.class);
    }

    @Test
    void onlyTheNewestAreKept() throws Exception {
        for (int i = 0; i < 130; i++) {
            var _ = registrations.begin(spec("set-" + i, "rows.csv"));
            waiting.remove().run();
        }
        assertThat(registrations.find("set-0")).isEmpty();
        assertThat(registrations.find("set-129")).isPresent();
    }
}
