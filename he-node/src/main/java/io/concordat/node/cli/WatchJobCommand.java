package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.client.ServerEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code concordat job watch}: a line for each round, and the result's id at the end. */
@Command(name = "watch", description = "Shows a job's rounds until it ends. Exit code 1 unless it finishes.")
final class WatchJobCommand implements Callable<Integer> {
    private static final List<String> ENDS = List.of("finished", "refused", "cancelled", "failed");
    private static final Duration RESULT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Parameters(paramLabel = "ID", description = "The job.")
    private String id = "";

    @Option(names = "--quiet", description = "Print only the id of the model or evaluation that it leaves.")
    private boolean quiet;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (NodeClient client = api.client()) {
            String last = "";
            do {
                last = client.watch(path() + "/events", last, event -> show(out, event));
            } while (!ended(client.get(path())));
            JsonNode job = withResult(client);
            JsonNode state = job.path("state");
            if (!state.path("name").asText().equals("finished")) {
                spec.commandLine().getErr().println("concordat: the job ended " + why(state));
                spec.commandLine().getErr().flush();
                return ExitCodes.REFUSED;
            }
            JsonNode result = job.path("result");
            for (String kind : List.of("model", "evaluation")) {
                if (result.path(kind).isTextual()) {
                    out.println((quiet ? "" : kind + " ") + result.path(kind).asText());
                }
            }
            out.flush();
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
        long deadline = System.nanoTime() + RESULT.toNanos();
        JsonNode job = client.get(path());
        while (job.path("state").path("name").asText().equals("finished")
                && !job.path("result").isObject()
                && System.nanoTime() < deadline) {
            Thread.sleep(POLL);
            job = client.get(path());
        }
        return job;
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
