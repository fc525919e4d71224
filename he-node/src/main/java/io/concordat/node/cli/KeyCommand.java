package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat key}: joint keys and the ceremony that makes one. */
@Command(
        name = "key",
        description = "Holds key ceremonies; lists, verifies, rotates and retires joint keys.",
        subcommands = {
            KeyCommand.Ceremony.class,
            KeyCommand.List.class,
            KeyTableCommand.class,
            KeyRecordCommands.Show.class,
            KeyRecordCommands.Transcript.class,
            KeyRecordCommands.Verify.class,
            KeyRecordCommands.Rotate.class,
            KeyRecordCommands.Retire.class
        })
final class KeyCommand {
    private static final String RUNS = "/api/v1/key-ceremonies/";

    /** {@code concordat key ceremony}. */
    @Command(
            name = "ceremony",
            description = "The key ceremony: every bank's operator starts it; it begins when all have.",
            subcommands = {Start.class, Watch.class, Cancel.class})
    static final class Ceremony {}

    /** {@code concordat key ceremony start}. */
    @Command(
            name = "start",
            description = {
                "Starts this bank's part and shows the progress until there is a key. Exit code 1 if it fails.",
                "The search for the modulus has no memory: however long it ran, the expected rest stays the same."
            })
    static final class Start extends ApiCommand {

        @Option(names = "--no-watch", description = "Only start it, and print its id.")
        private boolean quiet;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            JsonNode run = client.post("/api/v1/consortium/key-ceremony", JsonNodeFactory.instance.objectNode());
            String id = run.path("id").asText();
            if (quiet) {
                out.println(id);
                return ExitCodes.OK;
            }
            return watch(client, id, out);
        }
    }

    /** {@code concordat key ceremony watch}. */
    @Command(name = "watch", description = "Shows the progress of a ceremony until it ends. Exit code 1 if it fails.")
    static final class Watch extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The ceremony's id at this node.")
        private String id = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return watch(client, id, out);
        }
    }

    /** {@code concordat key ceremony cancel}. */
    @Command(name = "cancel", description = "Ends a ceremony; it can be started again.")
    static final class Cancel extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The ceremony's id at this node.")
        private String id = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            var _ = client.delete(RUNS + id);
            return ExitCodes.OK;
        }
    }

    /** {@code concordat key list}. */
    @Command(name = "list", description = "Lists the joint keys and their fingerprints.")
    static final class List extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            for (JsonNode key : client.get("/api/v1/keys").path("keys")) {
                out.println(key.path("keyId").asText());
                out.println("  " + key.path("fingerprint").asText() + "  "
                        + key.path("bits").asInt() + " bits, "
                        + key.path("threshold").asInt() + " of "
                        + key.path("members").asInt() + " decrypt, since "
                        + key.path("createdAt").asText()
                        + (key.path("retired").asBoolean() ? ", retired" : ""));
                out.println("  " + key.path("words").asText());
            }
            return ExitCodes.OK;
        }
    }

    static int watch(NodeClient client, String id, PrintWriter out) throws NodeProblemException, InterruptedException {
        AtomicReference<String> shown = new AtomicReference<>("");
        var _ = client.watch(RUNS + id + "/events", "", event -> {
            showIfNew(out, event.data(), shown);
            return true;
        });
        JsonNode run = client.get(RUNS + id);
        boolean completed = "COMPLETED".equals(run.path("state").asText());
        out.println(
                completed
                        ? "Key fingerprint " + run.path("fingerprint").asText()
                                + "   compare it with the other banks by another channel"
                        : "No key: " + run.path("problem").asText());
        out.flush();
        return completed ? ExitCodes.OK : ExitCodes.REFUSED;
    }

    /** One line for each phase of each batch of candidates, not for each message. */
    private static void showIfNew(PrintWriter out, JsonNode run, AtomicReference<String> shown) {
        String step =
                run.path("phase").asText() + " " + run.path("candidatesTried").asLong();
        if (run.has("phase") && !step.equals(shown.getAndSet(step))) {
            out.println(line(run));
            out.flush();
        }
    }

    private static String line(JsonNode run) {
        StringBuilder waiting = new StringBuilder();
        run.path("waitingFor").forEach(member -> waiting.append(' ').append(member.asText()));
        String rest = run.path("expectedCandidates").asLong() > 0 && run.has("expectedSeconds")
                ? ", about " + run.path("expectedSeconds").asLong() + " s more expected"
                : "";
        return String.format(
                Locale.ROOT,
                "%4d s  %-34s %6d candidates, %d survived%s%s",
                run.path("elapsedSeconds").asLong(),
                run.path("phase").asText(),
                run.path("candidatesTried").asLong(),
                run.path("survivors").asLong(),
                rest,
                "WAITING".equals(run.path("state").asText()) ? "; waits for" + waiting : "");
    }
}
