package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

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
    static final class Names implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            try (NodeClient client = api.client()) {
                for (JsonNode model : client.get(MODELS).path("models")) {
                    out.println(model.path("id").asText() + "  "
                            + model.path("features").size() + " features, "
                            + model.path("rounds").asInt() + " rounds, loss "
                            + model.path("loss").asDouble() + ", of "
                            + model.path("provenance").path("createdAt").asText());
                }
                out.flush();
            }
            return ExitCodes.OK;
        }
    }

    /** {@code concordat model show}. */
    @Command(name = "show", description = "Prints a model as JSON.")
    static final class Show implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Parameters(paramLabel = "ID", description = "The model.")
        private String id = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return print(api, MODELS + "/" + id, spec);
        }
    }

    /** {@code concordat model evaluation}. */
    @Command(name = "evaluation", description = "Prints an evaluation as JSON.")
    static final class Evaluation implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Parameters(paramLabel = "ID", description = "The evaluation, as 'job watch' prints it.")
        private String id = "";

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            return print(api, "/api/v1/evaluations/" + id, spec);
        }
    }

    /** {@code concordat model score}. */
    @Command(
            name = "score",
            description = "Scores transactions: probability, logit and up to four reasons each, as JSON.")
    static final class Score implements Callable<Integer> {
        @Mixin
        private ApiOptions api = new ApiOptions();

        @Parameters(paramLabel = "ID", description = "The model.")
        private String id = "";

        @Option(
                names = "--in",
                required = true,
                paramLabel = "FILE",
                description = "A JSON array of transactions, each an object with a number for every feature.")
        private Path in = Path.of("");

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Override
        public Integer call() throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.set("transactions", read());
            try (NodeClient client = api.client()) {
                PrintWriter out = spec.commandLine().getOut();
                out.println(client.post(MODELS + "/" + id + "/score", body).toPrettyString());
                out.flush();
            }
            return ExitCodes.OK;
        }

        private JsonNode read() throws CommandRefusedException {
            try {
                if (Files.size(in) > MAXIMUM_FILE_BYTES) {
                    throw new CommandRefusedException("The file " + in + " is larger than 1 MiB; send it in parts");
                }
                return new ObjectMapper().readTree(Files.readAllBytes(in));
            } catch (IOException e) {
                throw new CommandRefusedException("The file " + in + " cannot be read as JSON");
            }
        }
    }

    private static int print(ApiOptions api, String path, CommandSpec spec) throws Exception {
        try (NodeClient client = api.client()) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(client.get(path).toPrettyString());
            out.flush();
        }
        return ExitCodes.OK;
    }
}
