package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.protocol.ceremony.CollusionBounds;
import io.concordat.protocol.ceremony.DestructionStatement;
import io.concordat.protocol.ceremony.TranscriptRejectedException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.FingerprintWords;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.transcript.TestKeys;
import io.concordat.protocol.transcript.TranscriptFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The commands of {@code concordat key} about keys that exist. */
final class KeyRecordCommands {
    private static final String KEYS = "/api/v1/keys";

    private KeyRecordCommands() {}

    /** {@code concordat key show}. */
    @Command(
            name = "show",
            description = "Shows one joint key: its fingerprint as digits and as words, and who can use it.")
    static final class Show extends ApiCommand {

        @Parameters(paramLabel = "KEY", description = "The key's id, or its first digits.")
        private String key = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            JsonNode found = find(client, key);
            out.println("key          " + found.path("keyId").asText());
            out.println("fingerprint  " + found.path("fingerprint").asText());
            out.println("words        " + found.path("words").asText());
            out.println("made         " + found.path("createdAt").asText());
            out.println("carries      " + found.path("epochType").asText());
            out.println("modulus      " + found.path("bits").asInt() + " bits");
            out.println("decryption   " + found.path("threshold").asInt() + " of "
                    + found.path("members").asInt() + " members together");
            out.println("retired      " + (found.path("retired").asBoolean() ? "yes" : "no"));
            out.println("Compare the words with every other bank by another channel, all twelve.");
            return ExitCodes.OK;
        }
    }

    /** {@code concordat key transcript}. */
    @Command(
            name = "transcript",
            description = "Stores the public transcript of the ceremony that made a key, for 'concordat key verify'.")
    static final class Transcript extends ApiCommand {

        @Parameters(paramLabel = "KEY", description = "The key's id, or its first digits.")
        private String key = "";

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "A new file.")
        private Path file = Path.of("");

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            try {
                String id = find(client, key).path("keyId").asText();
                client.download(KEYS + "/" + id + "/transcript", file);
            } catch (FileAlreadyExistsException e) {
                throw new CommandRefusedException(file + " is there already; name a new file");
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat key verify}. */
    @Command(
            name = "verify",
            description = {
                "Checks a key from the public transcript of its ceremony alone, without a node and without a network.",
                "Exit code 1 if anything in it does not hold."
            })
    static final class Verify implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "What 'concordat key transcript' stored, at any bank.")
        private Path file = Path.of("");

        @Option(names = "--test-keys", description = "Accept keys made for tests, which protect nothing.")
        private boolean testKeys;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                TranscriptFile.Verified verified = TranscriptFile.verify(
                        in, testKeys ? TestKeys.ACCEPTED : TestKeys.REFUSED, new ParallelExecutor());
                print(verified, out);
                out.flush();
                return ExitCodes.OK;
            } catch (TranscriptRejectedException e) {
                out.println("NOT VALID: " + e.getMessage());
                out.flush();
                return ExitCodes.REFUSED;
            } catch (NoSuchFileException e) {
                throw new CommandRefusedException("There is no file " + file);
            } catch (IOException e) {
                throw new CommandRefusedException(file + " cannot be read: " + e.getMessage());
            }
        }

        private static void print(TranscriptFile.Verified verified, PrintWriter out) {
            Consortium consortium = verified.header().consortium();
            ThresholdPublicKey key = verified.key().publicKey();
            out.println("VALID: all " + verified.steps() + " steps hold and all " + consortium.size()
                    + " members signed this key and this transcript.");
            out.println("key          " + Digest.of(key.keyId()).hex());
            out.println("words        " + FingerprintWords.line(Digest.of(key.keyId())));
            out.println("modulus      " + key.paillier().bits() + " bits, for " + key.epochType());
            out.println("consortium   " + consortium.name() + " "
                    + consortium.consortiumId().hex());
            out.println("words        " + FingerprintWords.line(consortium.consortiumId()));
            CollusionBounds bounds = verified.header().parameters().bounds();
            bounds.sentences().forEach(sentence -> out.println("  " + sentence));
            for (DestructionStatement statement : verified.key().destructions()) {
                out.println(consortium.idOf(statement.index()) + " states that it dropped its ceremony secrets at "
                        + Instant.ofEpochSecond(statement.epochSecond()) + " (" + statement.build() + ")");
            }
            out.println(
                    "Not shown by this: whose the identity keys are. Compare the consortium's words by another channel.");
        }
    }

    /** {@code concordat key rotate}. */
    @Command(
            name = "rotate",
            description = {
                "Makes a new key and then retires this bank's older ones. Every bank's operator runs it at the same time.",
                "Jobs that run under an older key are stopped by that."
            })
    static final class Rotate extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            List<String> older = new ArrayList<>();
            for (JsonNode key : client.get(KEYS).path("keys")) {
                if (!key.path("retired").asBoolean()) {
                    older.add(key.path("keyId").asText());
                }
            }
            JsonNode run = client.post("/api/v1/consortium/key-ceremony", JsonNodeFactory.instance.objectNode());
            int outcome = KeyCommand.watch(client, run.path("id").asText(), out);
            if (outcome == ExitCodes.OK) {
                for (String id : older) {
                    var _ = client.delete(KEYS + "/" + id);
                    out.println("Retired " + id);
                }
            }
            return outcome;
        }
    }

    /** {@code concordat key retire}. */
    @Command(
            name = "retire",
            description = "Gives no share under a key any more at this bank. It cannot be taken back.")
    static final class Retire extends ApiCommand {

        @Parameters(paramLabel = "KEY", description = "The key's id, all of it.")
        private String key = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            var _ = client.delete(KEYS + "/" + key);
            return ExitCodes.OK;
        }
    }

    private static JsonNode find(NodeClient client, String start)
            throws NodeProblemException, InterruptedException, CommandRefusedException {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode key : client.get(KEYS).path("keys")) {
            if (!start.isEmpty() && key.path("keyId").asText().startsWith(start)) {
                found.add(key);
            }
        }
        if (found.size() != 1) {
            throw new CommandRefusedException("Expected the id of one key but " + found.size() + " begin with '" + start
                    + "'; see concordat key list");
        }
        return found.getFirst();
    }
}
