package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code concordat model}: the models that finished jobs left. */
@Command(
        name = "model",
        description = "Lists, shows and evaluates models, and scores transactions with one.",
        subcommands = {
            ModelCommand.Names.class,
            ModelCommand.Show.class,
            ModelCommand.Score.class,
            ModelCommand.Evaluation.class
        })
final class ModelCommand {
    private static final String MODELS = "/api/v1/models";
    private static final int MAXIMUM_FILE_BYTES = 1 << 20;

    /** {@code concordat model list}. */
    @Command(name = "list", description = "Lists the models.")
    static final class Names extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            for (JsonNode model : client.get(MODELS).path("models")) {
                out.println(model.path("id").asText() + "  "
                        + model.path("features").size() + " features, "
                        + model.path("rounds").asInt() + " rounds, loss "
                        + model.path("loss").asDouble() + ", of "
                        + model.path("provenance").path("createdAt").asText());
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat model show}. */
    @Command(name = "show", description = "Prints a model as JSON.")
    static final class Show extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The model.")
        private String id = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return show(out, client.get(MODELS + "/" + id));
        }
    }

    /** {@code concordat model evaluation}. */
    @Command(name = "evaluation", description = "Prints an evaluation as JSON.")
    static final class Evaluation extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The evaluation, as 'job watch' prints it.")
        private String id = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return show(out, client.get("/api/v1/evaluations/" + id));
        }
    }

    /** {@code concordat model score}. */
    @Command(
            name = "score",
            description = "Scores transactions: probability, logit and up to four reasons each, as JSON.")
    static final class Score extends ApiCommand {

        @Parameters(paramLabel = "ID", description = "The model.")
        private String id = "";

        @Option(
                names = "--in",
                required = true,
                paramLabel = "FILE",
                description = "A JSON array of transactions, each an object with a number for every feature.")
        private Path in = Path.of("");

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("transactions", readJson(in, MAXIMUM_FILE_BYTES));
            show(out, client.post(MODELS + "/" + id + "/score", body));
            return ExitCodes.OK;
        }
    }
}
