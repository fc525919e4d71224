package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** T38 and T39 (attack 13) at whole nodes: a node whose memory is older than what it signed, or that is not alone, signs nothing. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MemoryTest {
    private static final int BANKS = 3;
    private static final Set<MessageType> ROUND_AND_TASK = EnumSet.range(MessageType.TASK, MessageType.OPENED);

    private final MessageTrigger trigger = new MessageTrigger();
    private final Signed signed = new Signed();
    private Path directory = Path.of("");
    private TestNodes banks;

    /** Hashes of everything about jobs that a bank sent, by bank. */
    private final class Signed implements EnvelopeTap {
        private final Set<String> seen = ConcurrentHashMap.newKeySet();

        @Override
        public void outgoing(MemberId to, byte[] body) {
            trigger.outgoing(to, body);
            try {
                SignedEnvelope envelope = SignedEnvelope.decode(body);
                if (ROUND_AND_TASK.contains(envelope.envelope().type())) {
                    seen.add(envelope.from() + " " + envelope.hash().hex());
                }
            } catch (io.concordat.crypto.codec.DecodeException e) {
                throw new AssertionError("A node sends what cannot be read", e);
            }
        }

        @Override
        public void incoming(MemberId from, byte[] body) {}

        long of(TestNode bank) {
            return seen.stream()
                    .filter(each -> each.startsWith(bank.id() + " "))
                    .count();
        }
    }

    @BeforeAll
    void found(@TempDir Path below) throws Exception {
        directory = below;
        banks = TestNodes.start(BANKS, below.resolve("banks"), signed);
        banks.found();
        banks.makeKey();
        banks.register(
                "cards",
                ToyRows.ofBanks(BANKS, 200, "memory").stream().map(ToyRows::csv).toList());
        assertWorks();
    }

    @AfterAll
    void stop() {
        if (banks != null) {
            banks.close();
        }
    }

    private static ObjectNode training() {
        return TestConsortium.training("cards").put("maxRounds", 2);
    }

    private void assertWorks() throws Exception {
        for (JsonNode end : banks.awaitEnd(banks.run(training()))) {
            assertThat(end.path("state").path("name").asText())
                    .as(end.path("state").toString())
                    .isEqualTo("finished");
        }
    }

    private static JsonNode standing(TestNode node) throws Exception {
        return node.client().get("/api/v1/standing");
    }

    private static void awaitState(TestNode node, String state) throws Exception {
        Eventually.holds(
                node.id() + " is " + state,
                () -> standing(node).path("state").asText().equals(state));
    }

    /** What of a node's directory is in a backup, or with what must not be in one. */
    private Path backUp(TestNode node, String name, String... parts) throws Exception {
        Path backup = directory.resolve(name);
        for (String part : parts) {
            try (var files = Files.list(node.directory().resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.createDirectories(backup.resolve(part));
                    Files.copy(
                            file,
                            backup.resolve(part).resolve(file.getFileName().toString()));
                }
            }
        }
        return backup;
    }

    private static void restore(TestNode node, Path backup, String... parts) throws Exception {
        for (String part : parts) {
            try (var files = Files.list(node.directory().resolve(part))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    Files.delete(file);
                }
            }
            try (var files = Files.list(backup.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.copy(
                            file,
                            node.directory()
                                    .resolve(part)
                                    .resolve(file.getFileName().toString()));
                }
            }
        }
    }

    private Path passphrase() throws Exception {
        Path file = directory.resolve("passphrase");
        if (!Files.exists(file)) {
            Files.writeString(file, "six random words make a passphrase\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    /** All but the rows, the incarnation and the audit file is lost and comes back from a backup. */
    private void loseAndRestore(TestNode node, Path backup) throws Exception {
        try (var files = Files.walk(node.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path within = node.directory().relativize(file);
                if (!within.startsWith("incarnation") && !within.startsWith("data")) {
                    Files.delete(file);
                }
            }
        }
        TestNode.run(
                        "backup",
                        "restore",
                        "--in",
                        backup.toString(),
                        "--passphrase-file",
                        passphrase().toString(),
                        "--dir",
                        node.directory().toString())
                .succeeded();
    }

    /** A backup of the running node is restored in the middle of a round of a later job. */
    @Test
    void t38RestoredDatabaseSignsNothingUntilEveryOtherBankHasSaidWhatItKnows() throws Exception {
        TestNode restored = banks.node(2);
        Path backup = directory.resolve("bank.backup");
        TestNode.run(
                        "backup",
                        "create",
                        "--config",
                        restored.configFile().toString(),
                        "--out",
                        backup.toString(),
                        "--passphrase-file",
                        passphrase().toString())
                .succeeded();
        assertWorks();

        trigger.arm(restored.id(), MessageType.REVEAL, 2);
        String cut = banks.run(training());
        trigger.await();
        restored.close();
        banks.node(1).close();
        loseAndRestore(restored, backup);
        long before = signed.of(restored);
        String incarnation = Files.readString(restored.directory().resolve("incarnation/incarnation"));

        banks.restart(2);

        awaitState(restored, "quarantined");
        assertThat(Files.readString(restored.directory().resolve("incarnation/incarnation")))
                .isNotEqualTo(incarnation);
        Eventually.holds(
                "only one bank is waited for",
                () -> standing(restored).path("waitsFor").size() == 1);
        assertThat(standing(restored).path("waitsFor").get(0).asText())
                .isEqualTo(banks.node(1).id());
        NodeProblemException refusal = catchThrowableOfType(
                NodeProblemException.class, () -> restored.client().post("/api/v1/jobs", training()));
        assertThat(refusal.status()).isEqualTo(503);
        assertThat(signed.of(restored)).isEqualTo(before);

        banks.restart(1);

        awaitState(restored, "ready");
        for (int i = 0; i < 2; i++) {
            JsonNode end = TestConsortium.awaitState(banks.node(i).client(), cut, Set.of("refused", "failed"));
            assertThat(end.path("state").toString()).contains(restored.id());
        }
        assertWorks();
    }

    /** Everything is restored, the incarnation and the audit file too: only the other banks can tell. */
    @Test
    void t38RollbackOfEverythingIsNoticedByTheOthersAndEndsInQuarantineFirst() throws Exception {
        TestNode restored = banks.node(1);
        restored.close();
        Path backup = backUp(restored, "everything", "state", "incarnation");
        banks.restart(1);
        awaitState(restored, "ready");
        assertWorks();
        restored.close();
        String incarnation = Files.readString(restored.directory().resolve("incarnation/incarnation"));
        restore(restored, backup, "state", "incarnation");
        assertThat(Files.readString(restored.directory().resolve("incarnation/incarnation")))
                .isEqualTo(incarnation);
        long before = signed.of(restored);

        banks.restart(1);

        Eventually.holds(
                "the node goes on under another id",
                () -> !standing(restored).path("incarnation").asText().equals(incarnation.strip()));
        assertThat(signed.of(restored)).isEqualTo(before);
        awaitState(restored, "ready");
        assertWorks();
    }

    @Test
    void t39SecondCopyOfANodeNeverSignsAndTheFirstStopsUntilTheOthersVouchForIt() throws Exception {
        TestNode first = banks.node(0);
        first.close();
        try (TestNode second = first.copy(directory.resolve("copy"))) {
            banks.restart(0);
            awaitState(first, "ready");
            String incarnation = standing(first).path("incarnation").asText();
            Signed ofSecond = new Signed();

            second.start(TestNodes.seams(ofSecond));

            Eventually.holds(
                    "the first goes on under another id",
                    () -> !standing(first).path("incarnation").asText().equals(incarnation));
            awaitState(first, "ready");
            assertThat(standing(second).path("state").asText()).isNotEqualTo("ready");
            assertWorks();
            assertThat(standing(second).path("state").asText()).isNotEqualTo("ready");
            assertThat(ofSecond.of(second)).isZero();
        }
    }

    @Test
    void t36EveryBankCosignsTheLogsOfAllAndTheirExportsFit() throws Exception {
        assertWorks();
        for (TestNode node : banks.nodes()) {
            Eventually.holds("all cosigned the log of " + node.id(), () -> {
                JsonNode standing = standing(node);
                long entries = standing.path("auditLog").path("entries").asLong();
                List<Long> cosigned = new ArrayList<>();
                standing.path("cosigned")
                        .forEach(each ->
                                cosigned.add(each.path("head").path("entries").asLong()));
                return cosigned.equals(List.of(entries, entries));
            });
        }
        List<String> exports = new ArrayList<>();
        for (TestNode node : banks.nodes()) {
            Path out = directory.resolve("audit-of-" + node.id());
            TestNode.run("audit", "export", "--config", node.configFile().toString(), "--out", out.toString())
                    .succeeded();
            exports.add(out.toString());
        }
        TestNode.Ran verified = TestNode.run(
                "audit", "verify", exports.get(0), "--witness", exports.get(1), "--witness", exports.get(2));
        assertThat(verified.out()).contains("Nothing is wrong.");
        assertThat(verified.exitCode()).isZero();

        Path log = Path.of(exports.get(1));
        Files.writeString(log, Files.readString(log).replaceFirst("\"text\":\"SHARE ", "\"text\":\"ABANDON "));
        TestNode.Ran edited = TestNode.run("audit", "verify", exports.get(1), "--witness", exports.get(0));
        assertThat(edited.exitCode()).isEqualTo(1);
        assertThat(edited.out()).contains("FAULT");
    }
}
