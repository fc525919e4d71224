package io.concordat.node.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.concordat.node.client.NodeClient;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code concordat history}: shared history over public keys. */
@Command(
        name = "history",
        description = {
            "Shares history: at how many banks did a terminal have a fraud, by day.",
            "",
            "Every bank registers the same directory of keys and its own source of events; one proposes which days to open,",
            "two people of each bank approve; then data sets with history columns can be registered and trained on."
        },
        subcommands = {
            HistoryCommand.Directory.class,
            HistoryCommand.Source.class,
            HistoryCommand.Propose.class,
            HistoryCommand.Cells.class,
            HistoryCommand.DataSet.class
        })
final class HistoryCommand {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** {@code concordat history directory}. */
    @Command(name = "directory", description = "Registers a public directory of keys: a text file with one key a line.")
    static final class Directory extends ApiCommand {
        @Option(
                names = "--path",
                required = true,
                paramLabel = "FILE",
                description = "Below a data directory of the node.")
        private String path = "";

        @Option(names = "--version", required = true, paramLabel = "N", description = "Which edition it is, from 1.")
        private int version;

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return show(
                    out,
                    client.post(
                            "/api/v1/history/directories",
                            JSON.createObjectNode().put("path", path).put("version", version)));
        }
    }

    /** {@code concordat history source}. */
    @Command(name = "source", description = "Registers where this bank's events of a scope are, and reads them once.")
    static final class Source extends ApiCommand {
        @Mixin
        private EventOptions events = new EventOptions();

        @Option(
                names = "--reported",
                paramLabel = "COLUMN",
                description =
                        "When a fraud's label was known; without it, always the label delay after the transaction.")
        private List<String> reported = new ArrayList<>();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = events.body();
            put(body, "reported", reported);
            return show(out, client.post("/api/v1/history/sources", body));
        }
    }

    /** {@code concordat history propose}. */
    @Command(name = "propose", description = "Proposes to open the cells of some days.")
    static final class Propose extends ApiCommand {
        @Option(
                names = "--source",
                required = true,
                paramLabel = "NAME",
                description = "The source, the same name at every bank.")
        private String source = "";

        @Option(names = "--directory", required = true, paramLabel = "DIGEST", description = "The directory of keys.")
        private String directory = "";

        @Option(
                names = "--from",
                required = true,
                paramLabel = "DAY",
                description = "The first day, such as 2026-01-31.")
        private String from = "";

        @Option(names = "--to", required = true, paramLabel = "DAY", description = "The last day.")
        private String to = "";

        @Option(names = "--exact", description = "Open exact counts by day instead of how many banks had a fraud.")
        private boolean exact;

        @Option(names = "--epsilon", paramLabel = "E", description = "Add noise of this epsilon to every cell.")
        private List<Double> epsilon = new ArrayList<>();

        @Option(
                names = "--wait",
                paramLabel = "TIME",
                description = "How long absent banks are waited for, such as P7D.")
        private List<String> waitFor = new ArrayList<>();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = JSON.createObjectNode();
            body.put("source", source)
                    .put("directory", directory)
                    .put("from", from)
                    .put("to", to);
            if (exact) {
                body.put("fraudCells", "fraud-count").put("transactionCells", "transaction-day");
            }
            if (!epsilon.isEmpty()) {
                body.put("epsilon", epsilon.getFirst());
            }
            put(body, "waitFor", waitFor);
            return show(out, client.post("/api/v1/history/jobs", body));
        }
    }

    /** {@code concordat history cells}. */
    @Command(name = "cells", description = "Shows which days and weeks of a scope are opened, and which were skipped.")
    static final class Cells extends ApiCommand {
        @Option(names = "--scope", required = true, paramLabel = "SCOPE", description = "The scope.")
        private String scope = "";

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            return show(out, client.get("/api/v1/history/cells/" + scope));
        }
    }

    /** {@code concordat history data-set}. */
    @Command(name = "data-set", description = "Registers rows with history columns as a data set.")
    static final class DataSet extends ApiCommand {
        @Mixin
        private EventOptions events = new EventOptions();

        @Option(names = "--directory", required = true, paramLabel = "DIGEST", description = "The directory of keys.")
        private String directory = "";

        @Option(names = "--ignore", split = ",", paramLabel = "COLUMN", description = "Columns to leave out.")
        private List<String> ignored = new ArrayList<>();

        @Override
        int run(NodeClient client, PrintWriter out) throws Exception {
            ObjectNode body = events.body().put("directory", directory);
            ignored.forEach(body.withArray("ignore")::add);
            return show(out, client.post("/api/v1/history/data-sets", body));
        }
    }

    /** Which columns of which file. */
    static final class EventOptions {
        @Option(names = "--name", required = true, paramLabel = "NAME", description = "What it is called.")
        private String name = "";

        @Option(
                names = "--path",
                required = true,
                paramLabel = "FILE",
                description = "Below a data directory of the node.")
        private String path = "";

        @Option(names = "--scope", required = true, paramLabel = "SCOPE", description = "The scope of the cells.")
        private String scope = "";

        @Option(names = "--key", required = true, paramLabel = "COLUMN", description = "The public key.")
        private String key = "";

        @Option(
                names = "--time",
                required = true,
                paramLabel = "COLUMN",
                description = "Seconds since 1970, or date and time.")
        private String time = "";

        @Option(names = "--label", required = true, paramLabel = "COLUMN", description = "1 for fraud, 0 for genuine.")
        private String label = "";

        @Option(
                names = "--query",
                paramLabel = "SQL",
                description = "A query over the table data that gives the columns.")
        private List<String> query = new ArrayList<>();

        @Option(names = "--label-delay", paramLabel = "DAYS", description = "After how many days labels are known (7).")
        private int labelDelay = 7;

        ObjectNode body() {
            ObjectNode body = JSON.createObjectNode();
            body.put("name", name).put("path", path).put("scope", scope);
            body.put("key", key).put("time", time).put("label", label).put("labelDelayDays", labelDelay);
            put(body, "query", query);
            return body;
        }
    }

    private static void put(ObjectNode body, String name, List<String> value) {
        if (!value.isEmpty()) {
            body.put(name, value.getFirst());
        }
    }
}
