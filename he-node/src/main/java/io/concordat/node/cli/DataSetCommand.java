package io.concordat.node.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code concordat data-set}: a bank's own rows, which never leave its node. */
@Command(
        name = "data-set",
        description = "Registers and lists the bank's data sets. Rows never leave the node.",
        subcommands = {DataSetCommand.Register.class, DataSetCommand.Show.class})
final class DataSetCommand {

    /** {@code concordat data-set register}. */
    @Command(
            name = "register",
            description = "Reads a file through, refuses its first fault, and remembers it under a name.")
    static final class Register extends ApiCommand {

        @Option(
                names = "--name",
                required = true,
                paramLabel = "NAME",
                description = "How tasks call it; the same at all banks.")
        private String name = "";

        @Option(
                names = "--path",
                required = true,
                paramLabel = "FILE",
                description = "CSV, also .gz; relative to the node's data directory (data.directories).")
        private String path = "";

        @Option(
                names = "--label",
                required = true,
                paramLabel = "COLUMN",
                description = "The column that is 1 for fraud, 0 for genuine.")
        private String label = "";

        @Option(
                names = "--feature",
                split = ",",
                paramLabel = "COLUMN",
                description = "A feature column; without any, all columns but label and ignored ones.")
        private List<String> features = new ArrayList<>();

        @Option(names = "--ignore", split = ",", paramLabel = "COLUMN", description = "A column that is no feature.")
        private List<String> ignored = new ArrayList<>();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JsonNodeFactory.instance.objectNode();
            body.put("name", name).put("path", path).put("label", label);
            if (!features.isEmpty()) {
                features.forEach(body.putArray("features")::add);
            }
            if (!ignored.isEmpty()) {
                ignored.forEach(body.putArray("ignore")::add);
            }
            print(out, client.register(body, rows -> err().println(rows + " rows read")));
            return ExitCodes.OK;
        }
    }

    /** {@code concordat data-set list}. */
    @Command(name = "list", description = "Lists the registered data sets.")
    static final class Show extends ApiCommand {

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            for (JsonNode dataSet : client.get("/api/v1/data-sets").path("dataSets")) {
                print(out, dataSet);
            }
            return ExitCodes.OK;
        }
    }

    private static void print(PrintWriter out, JsonNode dataSet) {
        out.println(dataSet.path("name").asText() + "  " + dataSet.path("rows").asLong() + " rows, "
                + dataSet.path("frauds").asLong() + " frauds, "
                + dataSet.path("features").size() + " features, label "
                + dataSet.path("label").asText() + ", from "
                + dataSet.path("path").asText());
        out.flush();
    }
}
