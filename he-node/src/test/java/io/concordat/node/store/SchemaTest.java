package io.concordat.node.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.config.StoreConfig;
import io.concordat.node.testing.PostgresServer;
import io.concordat.node.testing.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class SchemaTest {
    private static final String SHIPPED = "classpath:db/migration";

    @Parameter
    StoreKind kind = StoreKind.SQLITE;

    @TempDir
    Path directory;

    private StoreConfig config;
    private Engine engine;

    @BeforeEach
    void name() throws Exception {
        StoreConfig usual = StoreKind.SQLITE.create(directory);
        config = kind == StoreKind.SQLITE
                ? usual
                : new StoreConfig(
                        usual.file(),
                        usual.incarnationFile(),
                        usual.audit(),
                        usual.reserve(),
                        Optional.of(PostgresServer.get().create()));
        engine = Engine.of(config);
    }

    @Test
    void bringsAnOldDatabaseForwardAndKeepsItsRows() throws Exception {
        Flyway.configure()
                .dataSource(engine.source())
                .locations(SHIPPED)
                .placeholders(engine.words())
                .target("11")
                .load()
                .migrate();
        Jdbi.create(engine.source())
                .useHandle(handle -> handle.execute(
                        "INSERT INTO model (model_id, job_id, key_id, content, created_at) VALUES ('m', 'j', 'k', ?, 7)",
                        new byte[1]));
        try (Database database = Database.open(config)) {
            List<Long> rows = database.sql().withHandle(handle -> handle.createQuery("SELECT created_at FROM model")
                    .mapTo(Long.class)
                    .list());
            assertThat(rows).containsExactly(7L);
            assertThat(tables()).contains("job");
        }
        assertThat(directory).isDirectoryNotContaining("glob:**migration-copy*");
    }

    @Test
    void refusesADatabaseOfANewerVersionAndSaysSo() throws Exception {
        new Schema(engine, SHIPPED, "classpath:db/later").bringUpToDate();
        List<String> before = contents();
        assertThatThrownBy(() -> Database.open(config))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("written by a newer version")
                .hasMessageContaining("schema 900")
                .hasMessageContaining("no way back");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void leavesADatabaseAsItWasIfOneOfSeveralMigrationsFails() throws Exception {
        Database.open(config).close();
        List<String> before = tables();
        assertThatThrownBy(() -> new Schema(engine, SHIPPED, "classpath:db/broken").bringUpToDate())
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("left as it was");
        assertThat(tables()).isEqualTo(before).doesNotContain("halfway");
        assertThat(directory).isDirectoryNotContaining("glob:**migration-copy*");
        Database.open(config).close();
    }

    /** All that must not change: the bytes of a file, or the list of tables and of migrations. */
    private List<String> contents() throws Exception {
        if (kind == StoreKind.SQLITE) {
            return List.of(HexFormat.of().formatHex(Files.readAllBytes(config.file())));
        }
        List<String> all = new ArrayList<>(tables());
        all.addAll(Jdbi.create(engine.source()).withHandle(handle -> handle.createQuery(
                        "SELECT script || installed_on || success FROM flyway_schema_history ORDER BY 1")
                .mapTo(String.class)
                .list()));
        return all;
    }

    private List<String> tables() {
        return Jdbi.create(engine.source()).withHandle(this::tables);
    }

    private List<String> tables(Handle handle) {
        return handle.createQuery(
                        kind == StoreKind.SQLITE
                                ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
                                : "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
                .mapTo(String.class)
                .list();
    }
}
