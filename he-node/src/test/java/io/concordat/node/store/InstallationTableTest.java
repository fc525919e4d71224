package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.testing.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class InstallationTableTest {
    private static final String FIRST = "0".repeat(32);
    private static final String SECOND = "1".repeat(32);

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory;

    private Path file;
    private Database database;

    @BeforeEach
    void open() throws Exception {
        file = directory.resolve("incarnation");
        database = Database.open(kind.create(directory));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private Incarnation start(String fresh) throws StoreException {
        return new InstallationTable(database, file).open(fresh);
    }

    private void signSomething() {
        database.sql().useTransaction(handle -> handle.execute("UPDATE installation SET next_seq = 1"));
    }

    @Test
    void installationIsRecognised() throws Exception {
        assertThat(start(FIRST)).isEqualTo(new Incarnation(FIRST, false));
        signSomething();
        assertThat(start(SECOND)).isEqualTo(new Incarnation(FIRST, false));
    }

    @Test
    void databaseWithoutItsFileIsInQuarantine() throws Exception {
        start(FIRST);
        signSomething();
        Files.delete(file);
        assertThat(start(SECOND)).isEqualTo(new Incarnation(SECOND, true));
        assertThat(start(FIRST)).isEqualTo(new Incarnation(SECOND, true));
    }

    @Test
    void databaseWithTheFileOfAnotherIsInQuarantine() throws Exception {
        start(FIRST);
        Files.writeString(file, SECOND + "\n");
        assertThat(start(SECOND).quarantined()).isTrue();
    }

    @Test
    void emptyDatabaseWithAFileIsInQuarantine() throws Exception {
        Files.writeString(file, FIRST + "\n");
        assertThat(start(SECOND)).isEqualTo(new Incarnation(SECOND, true));
    }

    @Test
    void nodeKilledInItsFirstStartIsNotInQuarantine() throws Exception {
        start(FIRST);
        Files.delete(file); // as if the kill had come before it was written
        assertThat(start(SECOND)).isEqualTo(new Incarnation(FIRST, false));
        assertThat(Files.readString(file)).isEqualTo(FIRST + "\n");
    }
}
