package io.concordat.node.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.TestNode;
import io.concordat.node.store.Database;
import io.concordat.node.store.InstallationTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups are whole or refused, say nothing without their passphrase, and a restored node is in quarantine. */
final class BackupCommandTest {
    @TempDir
    private Path directory;

    private TestNode node;
    private Path passphrase;
    private Path backup;

    @BeforeEach
    void makeOne() throws Exception {
        node = TestNode.create("bank-a", directory.resolve("one"));
        try (Database database = Database.open(node.config().store())) {
            var _ = new InstallationTable(database, node.config().store().incarnationFile()).open("a".repeat(32));
            database.sql().useTransaction(handle -> handle.execute("UPDATE installation SET next_seq = 7"));
        }
        Files.createDirectories(node.data());
        Files.writeString(node.data().resolve("rows.csv"), "amount,fraud\n1,0\n");
        passphrase = secret("passphrase", "six random words make a passphrase");
        backup = directory.resolve("node.backup");
        assertThat(TestNode.run(
                                "backup",
                                "create",
                                "--config",
                                node.configFile().toString(),
                                "--out",
                                backup.toString(),
                                "--passphrase-file",
                                passphrase.toString())
                        .exitCode())
                .isZero();
    }

    private Path secret(String name, String text) throws Exception {
        Path file = directory.resolve(name);
        Files.writeString(file, text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private TestNode.Ran verify(Path file) {
        return TestNode.run("backup", "verify", "--in", file.toString(), "--passphrase-file", passphrase.toString());
    }

    private TestNode.Ran restore(Path to) {
        return TestNode.run(
                "backup",
                "restore",
                "--in",
                backup.toString(),
                "--passphrase-file",
                passphrase.toString(),
                "--dir",
                to.toString());
    }

    @Test
    void restoredNodeHasItsFilesButRowsAndIncarnationAndIsInQuarantine() throws Exception {
        assertThat(verify(backup).out()).contains("Whole").contains("bank-a");
        Path to = directory.resolve("restored");

        TestNode.Ran restored = restore(to);

        assertThat(restored.out()).contains("start in quarantine");
        for (String each : List.of("node.toml", "keys/identity.pem", "keys/tls-key.pem", "keys/api-token")) {
            assertThat(to.resolve(each)).hasSameBinaryContentAs(node.directory().resolve(each));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(to.resolve(each))))
                    .isEqualTo("rw-------");
        }
        assertThat(to.resolve("data")).doesNotExist();
        assertThat(to.resolve("incarnation")).doesNotExist();
        var config = io.concordat.node.config.NodeConfig.read(to.resolve("node.toml"));
        try (Database database = Database.open(config.store())) {
            assertThat(new InstallationTable(database, config.store().incarnationFile())
                            .open("b".repeat(32))
                            .quarantined())
                    .isTrue();
        }
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        assertThat(restore(node.directory()).err()).contains("is there already");
    }

    @Test
    void changedCutOrLengthenedBackupIsRefusedEverywhere() throws Exception {
        byte[] good = Files.readAllBytes(backup);
        Path bad = directory.resolve("bad.backup");
        for (int at : new int[] {0, 5, 30, 80, good.length / 2, good.length - 1}) {
            byte[] changed = good.clone();
            changed[at] ^= 1;
            Files.write(bad, changed);
            assertThat(verify(bad).exitCode()).as("byte " + at).isNotZero();
        }
        for (int length : new int[] {0, 3, 60, 65_600, good.length - 20, good.length - 1}) {
            Files.write(bad, java.util.Arrays.copyOf(good, Math.min(length, good.length - 1)));
            assertThat(verify(bad).exitCode()).as("cut to " + length).isNotZero();
        }
        Files.write(bad, java.util.Arrays.copyOf(good, good.length + 1));
        assertThat(verify(bad).exitCode()).isNotZero();
    }

    @Test
    void withoutItsPassphraseItSaysNothing() throws Exception {
        String all = new String(Files.readAllBytes(backup), StandardCharsets.ISO_8859_1);
        assertThat(all).doesNotContain("bank-a").doesNotContain("PRIVATE KEY").doesNotContain("SQLite");
        passphrase = secret("another", "six other words do not open it");
        assertThat(verify(backup).err()).contains("the passphrase is another one");
        passphrase = secret("short", "short");
        assertThat(verify(backup).err()).contains("at least 12");
    }
}
