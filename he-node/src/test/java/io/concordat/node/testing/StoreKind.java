package io.concordat.node.testing;

import io.concordat.node.config.AuditConfig;
import io.concordat.node.config.DataSize;
import io.concordat.node.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;

/** The databases that a node can keep its state in; tests of what is stored run over each. */
public enum StoreKind {
    SQLITE {
        @Override
        public StoreConfig create(Path directory, AuditConfig audit) {
            return new StoreConfig(directory.resolve("node.db"), directory.resolve("incarnation"), audit);
        }

        @Override
        public StoreConfig copy(StoreConfig of, Path directory) throws IOException {
            Files.createDirectories(directory);
            Files.copy(of.file(), directory.resolve("node.db"));
            return new StoreConfig(directory.resolve("node.db"), of.incarnationFile(), of.audit());
        }
    },
    POSTGRESQL {
        @Override
        public StoreConfig create(Path directory, AuditConfig audit) throws SQLException {
            return new StoreConfig(
                    directory.resolve("node.db"),
                    directory.resolve("incarnation"),
                    audit,
                    DataSize.ofMebibytes(1),
                    Optional.of(PostgresServer.get().createMigrated()));
        }

        @Override
        public StoreConfig copy(StoreConfig of, Path directory) throws SQLException {
            return new StoreConfig(
                    of.file(),
                    of.incarnationFile(),
                    of.audit(),
                    of.reserve(),
                    Optional.of(PostgresServer.get().copy(of.postgres().orElseThrow())));
        }
    };

    /** A new database; what belongs to it outside goes into the directory. */
    public StoreConfig create(Path directory) throws SQLException {
        return create(directory, AuditConfig.in(directory.resolve("audit.log")));
    }

    /** The same with another place for the audit file. */
    public abstract StoreConfig create(Path directory, AuditConfig audit) throws SQLException;

    /** A copy of a database that nobody has open, with the same files outside: as a backup that was put back. */
    public abstract StoreConfig copy(StoreConfig of, Path directory) throws IOException, SQLException;
}
