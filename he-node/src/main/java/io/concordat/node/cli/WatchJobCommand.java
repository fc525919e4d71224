package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.client.Poll;
import io.concordat.node.client.ServerEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat job watch}: a line for each round, and the result's id at the end. */
@Command(name = "watch", description = "Shows a job's rounds until it ends. Exit code 1 unless it finishes.")
final class WatchJobCommand extends ApiCommand {
    private static final List<String> ENDS = List.of("finished", "refused", "cancelled", "failed");
    private static final Duration RESULT = Duration.ofSeconds(60);

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(names = "--quiet", description = "Print only the id of the model or evaluation that it leaves.")
    private boolean quiet;

    @Override
    int run(NodeClient client, PrintWriter out) throws Exception {
        String last = "";
        do {
            last = client.watch(path() + "/events", last, event -> show(out, event));
        } while (!ended(client.get(path())));
        JsonNode job = withResult(client);
        JsonNode state = job.path("state");
        if (!state.path("name").asText().equals("finished")) {
            err().println("concordat: the job ended " + why(state));
            return ExitCodes.REFUSED;
        }
        JsonNode result = job.path("result");
        for (String kind : List.of("model", "evaluation")) {
            if (result.path(kind).isTextual()) {
                out.println((quiet ? "" : kind + " ") + result.path(kind).asText());
            }
        }
        return ExitCodes.OK;
    }

    private String path() {
        return JobCommand.JOBS + "/" + id;
    }

    private boolean show(PrintWriter out, ServerEvent event) {
        JsonNode data = event.data();
        if (event.name().equals("round") && !quiet) {
            StringBuilder report = new StringBuilder();
            data.path("report")
                    .properties()
                    .forEach(entry -> report.append(String.format(
                            Locale.ROOT,
                            "  %s %.6g",
                            entry.getKey(),
                            entry.getValue().asDouble())));
            out.println(String.format(
                    Locale.ROOT,
                    "round %3d  %-12s %6d ms  %9d bytes%s",
                    data.path("round").asInt(),
                    data.path("name").asText(),
                    data.path("milliseconds").asLong(),
                    data.path("bytes").asLong(),
                    report));
            out.flush();
        }
        return !event.name().equals("end") && !ENDS.contains(data.path("name").asText());
    }

    private static boolean ended(JsonNode job) {
        return ENDS.contains(job.path("state").path("name").asText());
    }

    /** The last sum may be open a moment before what follows from it is stored. */
    private JsonNode withResult(NodeClient client) throws NodeProblemException, InterruptedException {
        return Poll.until(
                RESULT,
                () -> client.get(path()),
                job -> !job.path("state").path("name").asText().equals("finished")
                        || job.path("result").isObject());
    }

    private static String why(JsonNode state) {
        StringBuilder why = new StringBuilder(state.path("name").asText());
        for (JsonNode refusal : state.path("refusals")) {
            why.append("; ")
                    .append(refusal.path("member").asText())
                    .append(" refused: ")
                    .append(refusal.path("problem").path("detail").asText());
        }
        String failure = state.path("failure").path("detail").asText();
        return failure.isEmpty() ? why.toString() : why + "; " + failure;
    }
}
