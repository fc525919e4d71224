package io.concordat.node.upkeep;

import io.concordat.node.config.NodeConfig;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
    static final class Export extends UpkeepCommand {
        @Mixin
        private NodeOption node = new NodeOption();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to; must not exist.")
        private Path out = Path.of("");

        @Override
        int run() throws Exception {
            NodeConfig config = node.read();
            try (Database database = Database.openAsItIs(config.store())) {
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
                        AuditExport.of(config.member().id(), database.audit().entries(), consortiums, statements);
                try (Writer writer =
                        Files.newBufferedWriter(out, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW)) {
                    export.write(writer);
                }
                say(export.entries().size() + " entries and " + statements.size()
                        + " signed statements are in " + out + "; head "
                        + export.head().root().hex());
                return 0;
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
    static final class Verify extends UpkeepCommand {
        @Parameters(paramLabel = "FILE", description = "The export to check.")
        private Path file = Path.of("");

        @Option(
                names = "--witness",
                paramLabel = "FILE",
                description = "Another bank's export; may be given several times.")
        private List<Path> witnesses = new ArrayList<>();

        @Override
        int run() throws Exception {
            AuditExport log = read(file);
            List<AuditExport> others = new ArrayList<>();
            for (Path witness : witnesses) {
                others.add(read(witness));
            }
            AuditVerification found = AuditVerification.of(log, others);
            say("Log of " + log.member());
            found.consortiums().forEach(id -> say("Keys of consortium " + id.hex()));
            say(found.entries() + " entries, " + found.signed() + " of them under a head that the bank signed, "
                    + found.cosigned() + " under one that another bank cosigned; compared with "
                    + found.heads() + " signed heads and " + others.size() + " witnesses");
            found.faults().forEach(fault -> say("FAULT: " + fault));
            say(found.faults().isEmpty() ? "Nothing is wrong." : "The log was changed.");
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
}
