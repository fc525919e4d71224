package io.concordat.node.upkeep;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.BuildInfo;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.StoreConfig;
import io.concordat.node.store.Database;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code concordat backup}: a node's state in one encrypted file, and back. */
@Command(
        name = "backup",
        description = "Backs up a node, verifies a backup, and restores one. A restored node starts in quarantine.",
        mixinStandardHelpOptions = true,
        subcommands = {BackupCommand.Create.class, BackupCommand.Verify.class, BackupCommand.Restore.class})
final class BackupCommand {

    /** {@code concordat backup create}. */
    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = {
                "Writes database, keys and configuration, encrypted under a passphrase, to a new file. The node may be running.",
                "Rows, the incarnation and the audit file are not in it, nor files outside of the node's directory."
            })
    static final class Create extends UpkeepCommand {
        @Mixin
        private NodeOption node = new NodeOption();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; must not exist.")
        private Path out = Path.of("");

        @Mixin
        private PassphraseOption passphrase = new PassphraseOption();

        @Override
        int run() throws Exception {
            NodeConfig config = node.read();
            SecretBytes secret = passphrase.read();
            try {
                Backup.Manifest made = Backup.create(
                        config, BuildInfo.current().version(), out, secret, RandomSource.of(new SecureRandom()));
                say(made.digests().size() + " files of " + made.member() + " are in " + out);
                Backup.outside(config).forEach(each -> say("not in it, outside of the node's directory: " + each));
                return 0;
            } finally {
                secret.erase();
            }
        }
    }

    /** {@code concordat backup verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Decrypts and reads all of a backup and compares it with its manifest; writes nothing.")
    static final class Verify extends UpkeepCommand {
        @Option(names = "--in", required = true, paramLabel = "FILE", description = "The backup.")
        private Path in = Path.of("");

        @Mixin
        private PassphraseOption passphrase = new PassphraseOption();

        @Override
        int run() throws Exception {
            SecretBytes secret = passphrase.read();
            try {
                Backup.Manifest found = Backup.verify(in, secret);
                say("Whole: " + found.digests().size() + " files of " + found.member() + ", made " + found.createdAt()
                        + " by version " + found.version());
                return 0;
            } finally {
                secret.erase();
            }
        }
    }

    /** {@code concordat backup restore}. */
    @Command(
            name = "restore",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a backup's files below a directory, over nothing that is there. The node starts in quarantine and signs nothing in",
                "jobs until every other bank has said what it knows."
            })
    static final class Restore extends UpkeepCommand {
        @Option(names = "--in", required = true, paramLabel = "FILE", description = "The backup.")
        private Path in = Path.of("");

        @Mixin
        private PassphraseOption passphrase = new PassphraseOption();

        @Option(names = "--dir", required = true, paramLabel = "DIR", description = "The node's directory.")
        private Path directory = Path.of("");

        @Override
        int run() throws Exception {
            SecretBytes secret = passphrase.read();
            try {
                Backup.Manifest restored = Backup.restore(in, secret, directory);
                Path file = directory.resolve(restored.database());
                byte[] nobodys = new byte[16];
                RandomSource.of(new SecureRandom()).nextBytes(nobodys);
                try (Database database = Database.open(new StoreConfig(file, file.resolveSibling("incarnation")))) {
                    database.sql()
                            .useTransaction(handle -> handle.execute(
                                    "UPDATE installation SET incarnation = ?, quarantined = 1",
                                    HexFormat.of().formatHex(nobodys)));
                }
                say("Restored " + restored.digests().size() + " files of " + restored.member() + " as of "
                        + restored.createdAt() + " into " + directory);
                say("The node will start in quarantine; GET /api/v1/standing names the banks it waits for.");
                return 0;
            } finally {
                secret.erase();
            }
        }
    }
}
