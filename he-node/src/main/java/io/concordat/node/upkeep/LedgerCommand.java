package io.concordat.node.upkeep;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.http.StrictJson;
import io.concordat.node.store.Database;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.LedgerTable;
import io.concordat.protocol.audit.LogCheck;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat ledger}: carries what binds a node from one database to another. */
@Command(
        name = "ledger",
        description =
                "Exports what a node decided about attempts, and takes it up in another database of the same bank.",
        mixinStandardHelpOptions = true,
        subcommands = {LedgerCommand.Export.class, LedgerCommand.Import.class})
final class LedgerCommand {
    private static final long MOST_BYTES = 1L << 30;

    /** {@code concordat ledger export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Writes the ledger with its high-water mark to a new JSON file. The node may be running.")
    static final class Export extends UpkeepCommand {
        @Mixin
        private NodeOption node = new NodeOption();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; must not exist.")
        private Path out = Path.of("");

        @Override
        int run() throws Exception {
            NodeConfig config = node.read();
            try (Database database = Database.openAsItIs(config.store())) {
                LedgerTable ledger = new LedgerTable(database);
                LogHead head = database.audit().head();
                LedgerFile file = new LedgerFile(
                        LedgerFile.FORMAT,
                        config.member().id().value(),
                        new InstallationTable(database, config.store().incarnationFile())
                                .current()
                                .id(),
                        new LedgerFile.HighWater(head.size(), head.root().hex()),
                        ledger.attempts(),
                        ledger.abandoned(),
                        ledger.jobs());
                Files.write(out, StrictJson.write(file), StandardOpenOption.CREATE_NEW);
                say(file.attempts().size() + " attempts and " + file.jobs().size() + " jobs are in " + out);
                return 0;
            }
        }
    }

    /** {@code concordat ledger import}. */
    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = {
                "Takes up a ledger file of the same bank; the node must not be running. Nothing that binds the node is lowered or",
                "removed. If the file knows more than this database, the node starts in quarantine. Exit codes: 0 taken up, 1 the two",
                "exclude each other, or the file is another bank's."
            })
    static final class Import extends UpkeepCommand {
        @Mixin
        private NodeOption node = new NodeOption();

        @Parameters(paramLabel = "FILE", description = "A file that 'concordat ledger export' wrote.")
        private Path file = Path.of("");

        @Override
        int run() throws Exception {
            NodeConfig config = node.read();
            LedgerFile ledger = read(file);
            if (!ledger.member().equals(config.member().id().value())) {
                say("The file is of " + ledger.member() + "; this node is "
                        + config.member().id());
                return 1;
            }
            try (Database database = Database.openAsItIs(config.store())) {
                InstallationTable installation =
                        new InstallationTable(database, config.store().incarnationFile());
                var _ = installation.open(fresh());
                boolean older = isOlder(database, ledger);
                Optional<String> refused = new LedgerTable(database)
                        .takeUp(
                                ledger.attempts(),
                                ledger.abandoned(),
                                ledger.jobs(),
                                ledger.incarnation() + " at "
                                        + ledger.highWater().entries(),
                                Clock.systemUTC().millis());
                if (refused.isPresent()) {
                    say("Nothing was taken up: " + refused.get());
                    return 1;
                }
                if (older) {
                    var _ = installation.replace(new Incarnation(fresh(), true));
                    say("The file knows more than this database: the node will start in quarantine.");
                }
                say(ledger.attempts().size() + " attempts and " + ledger.jobs().size() + " jobs were taken up");
                return 0;
            }
        }

        private static boolean isOlder(Database database, LedgerFile ledger) {
            LogHead mark = new LogHead(
                    ledger.highWater().entries(),
                    Digest.ofHex(ledger.highWater().root()));
            return LogCheck.of(database.audit().entries()).sizeAt(mark.digest()).isEmpty();
        }

        private static LedgerFile read(Path file) throws IOException {
            try {
                if (Files.size(file) > MOST_BYTES) {
                    throw new IOException("it has more than " + MOST_BYTES + " bytes");
                }
                return LedgerFile.read(Files.readAllBytes(file));
            } catch (IOException e) {
                throw new IOException("The file " + file + " cannot be read: " + e.getMessage(), e);
            }
        }

        private static String fresh() {
            byte[] fresh = new byte[16];
            RandomSource.of(new SecureRandom()).nextBytes(fresh);
            return HexFormat.of().formatHex(fresh);
        }
    }
}
