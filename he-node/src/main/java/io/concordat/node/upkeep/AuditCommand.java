package io.concordat.node.upkeep;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.StoreException;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code concordat audit}: takes the audit log out of a node, and checks it on any machine. */
@Command(
        name = "audit",
        description = "Exports a node's audit log, and verifies exports offline.",
        mixinStandardHelpOptions = true,
        subcommands = {AuditCommand.Export.class, AuditCommand.Verify.class})
final class AuditCommand {
    /** {@code concordat audit export}. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the audit log and what all banks signed about their logs, to a new file of JSON lines.",
                "It holds ids and digests, no plaintext. The node may be running."
            })
    static final class Export implements Callable<Integer> {
        @Option(names = "--config", required = true, paramLabel = "FILE", description = "The node's node.toml.")
        private Path config = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; must not exist.")
        private Path out = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws ConfigException, IOException {
            NodeConfig node = NodeConfig.read(config, ConfigSources.ofProcess(List.of()));
            try (Database database = Database.openAsItIs(node.store())) {
                List<SignedEnvelope> statements = new ArrayList<>();
                EnvelopeTable envelopes = new EnvelopeTable(database);
                for (MessageType type : List.of(MessageType.JOIN, MessageType.CHECKPOINT, MessageType.WITNESSED)) {
                    for (byte[] bytes : envelopes.ofType(type.name())) {
                        statements.add(SignedEnvelope.decode(bytes));
                    }
                }
                List<Consortium> consortiums = new ArrayList<>();
                for (byte[] document : new ConsortiumTable(database).documents()) {
                    consortiums.add(Consortium.decode(document));
                }
                AuditExport export =
                        AuditExport.of(node.member().id(), database.audit().entries(), consortiums, statements);
                try (Writer writer =
                        Files.newBufferedWriter(out, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                    export.write(writer);
                }
                print(
                        spec,
                        export.entries().size() + " entries and " + statements.size()
                                + " signed statements are in " + out + "; head "
                                + export.head().root().hex());
                return 0;
            } catch (StoreException | DecodeException e) {
                throw new IOException(e.getMessage(), e);
            }
        }
    }

    /** {@code concordat audit verify}. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Checks an export without any node: the entries against the head, and against every head that the bank",
                "stated or another bank cosigned, as this and the witnesses' exports hold them. Compare the printed consortium with its",
                "fingerprint.",
                "Exit codes: 0 nothing is wrong, 1 the log was changed."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "The export to check.")
        private Path file = Path.of("");

        @Option(
                names = "--witness",
                paramLabel = "FILE",
                description = "Another bank's export; may be given several times.")
        private List<Path> witnesses = new ArrayList<>();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws IOException {
            AuditExport log = read(file);
            List<AuditExport> others = new ArrayList<>();
            for (Path witness : witnesses) {
                others.add(read(witness));
            }
            AuditVerification found = AuditVerification.of(log, others);
            print(spec, "Log of " + log.member());
            found.consortiums().forEach(id -> print(spec, "Keys of consortium " + id.hex()));
            print(
                    spec,
                    found.entries() + " entries, " + found.signed() + " of them under a head that the bank signed, "
                            + found.cosigned() + " under one that another bank cosigned; compared with "
                            + found.heads() + " signed heads and " + others.size() + " witnesses");
            found.faults().forEach(fault -> print(spec, "FAULT: " + fault));
            print(spec, found.faults().isEmpty() ? "Nothing is wrong." : "The log was changed.");
            return found.faults().isEmpty() ? 0 : 1;
        }

        private static AuditExport read(Path file) throws IOException {
            try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                return AuditExport.read(in);
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
    }

    private static void print(CommandSpec spec, String line) {
        PrintWriter terminal = spec.commandLine().getOut();
        terminal.println(line);
        terminal.flush();
    }
}
