package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.concordat.node.config.StoreConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SchemaTest {
    private static final String SHIPPED = "classpath:db/migration";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("node.db");
    }

    @Test
    void bringsAnOldDatabaseForwardAndKeepsItsRows() throws Exception {
        try (HikariDataSource pool = Database.connect(file)) {
            Flyway.configure()
                    .dataSource(pool)
                    .locations(SHIPPED)
                    .placeholders(Map.of("blob", "BLOB", "serial", "INTEGER PRIMARY KEY AUTOINCREMENT"))
                    .target("11")
                    .load()
                    .migrate();
            Jdbi.create(pool)
                    .useHandle(
                            handle -> handle.execute(
                                    "INSERT INTO model (model_id, job_id, key_id, content, created_at) VALUES ('m', 'j', 'k', x'00', 7)"));
        }
        try (Database database = Database.open(new StoreConfig(file, directory.resolve("incarnation")))) {
            List<Long> rows = database.sql().withHandle(handle -> handle.createQuery("SELECT created_at FROM model")
                    .mapTo(Long.class)
                    .list());
            assertThat(rows).containsExactly(7L);
            assertThat(database.sql().withHandle(SchemaTest::tables)).contains("job");
        }
        assertThat(directory).isDirectoryNotContaining("glob:**migration-copy*");
    }

    @Test
    void refusesADatabaseOfANewerVersionAndSaysSo() throws Exception {
        try (HikariDataSource pool = Database.connect(file)) {
            new Schema(file, pool, SHIPPED, "classpath:db/later").bringUpToDate();
        }
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(() -> Database.open(new StoreConfig(file, directory.resolve("incarnation"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a newer version")
                .hasMessageContaining("schema 900")
                .hasMessageContaining("no way back");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void leavesADatabaseAsItWasIfOneOfSeveralMigrationsFails() throws Exception {
        Database.open(new StoreConfig(file, directory.resolve("incarnation"))).close();
        try (HikariDataSource pool = Database.connect(file)) {
            List<String> before = Jdbi.create(pool).withHandle(SchemaTest::tables);
            assertThatThrownBy(() -> new Schema(file, pool, SHIPPED, "classpath:db/broken").bringUpToDate())
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("left as it was");
            assertThat(Jdbi.create(pool).withHandle(SchemaTest::tables)).isEqualTo(before).doesNotContain("halfway");
        }
        assertThat(directory).isDirectoryNotContaining("glob:**migration-copy*");
        Database.open(new StoreConfig(file, directory.resolve("incarnation"))).close();
    }

    private static List<String> tables(Handle handle) {
        return handle.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                .mapTo(String.class)
                .list();
    }
}
