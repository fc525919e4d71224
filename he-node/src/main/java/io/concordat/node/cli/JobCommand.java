package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat job}: tasks that all banks approve and compute together. */
@Command(
        name = "job",
        description = {
            "Proposes, approves and watches joint computations.",
            "",
            "One bank proposes; at every bank of the cohort two people approve exactly the same task; then it runs."
        },
        subcommands = {
            JobCommand.Propose.class,
            ApproveJobCommand.class,
            WatchJobCommand.class,
            JobCommand.Show.class,
            JobCommand.Cancel.class
        })
final class JobCommand {
    static final String JOBS = "/api/v1/jobs";

    /** {@code concordat job propose}. */
    @Command(name = "propose", description = "Proposes a task to all banks and prints the job's id.")
    static final class Propose extends ApiCommand {

        @Option(
                names = "--function",
                required = true,
                paramLabel = "NAME",
                description = "What is computed: logistic-newton/v1 trains, score-histograms/v1 evaluates.")
        private String function = "";

        @Option(
                names = "--data-set",
                required = true,
                paramLabel = "NAME",
                description = "The data set's name at every bank.")
        private String dataSet = "";

        @Option(names = "--cohort", split = ",", paramLabel = "ID", description = "The banks; without it, all.")
        private List<String> cohort = new ArrayList<>();

        @Option(names = "--model", paramLabel = "ID", description = "The model to evaluate.")
        private @Nullable String model;

        @Option(names = "--lambda", paramLabel = "NUMBER", description = "Strength of the L2 penalty.")
        private @Nullable Double lambda;

        @Option(names = "--max-rounds", paramLabel = "COUNT", description = "Most rounds of training.")
        private @Nullable Integer maxRounds;

        @Option(
                names = "--expires-in-hours",
                paramLabel = "HOURS",
                description = "When the proposal lapses (default 72).")
        private @Nullable Integer expires;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("function", function).put("dataSet", dataSet);
            if (!cohort.isEmpty()) {
                cohort.forEach(body.putArray("cohort")::add);
            }
            if (model != null) {
                body.put("model", model);
            }
            if (lambda != null) {
                body.put("lambda", lambda);
            }
            if (maxRounds != null) {
                body.put("maxRounds", maxRounds);
            }
            if (expires != null) {
                body.put("expiresInHours", expires);
            }
            out.println(client.post(JOBS, body).path("id").asText());
            return ExitCodes.OK;
        }
    }

    /** {@code concordat job list}. */
    @Command(name = "list", description = "Lists the jobs, newest first.")
    static final class Show extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            for (JsonNode job : client.get(JOBS).path("jobs")) {
                out.println(job.path("id").asText() + "  "
                        + job.path("state").path("name").asText() + "  "
                        + job.path("function").asText() + " on "
                        + job.path("dataSet").asText()
                        + ", proposed by " + job.path("createdBy").asText());
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat job cancel}. */
    @Command(name = "cancel", description = "Ends this bank's part in a job; sums that are open stay open.")
    static final class Cancel extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The job.")
        private String id = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            var _ = client.delete(JOBS + "/" + id);
            return ExitCodes.OK;
        }
    }
}
