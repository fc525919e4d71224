package io.concordat.jmh;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A run as JSON: {@code {"machine": {...}, "results": [{"operation", "keyBits", "backend", "threads", "opsPerSecond",
 * "ratioToPlain"}, ...]}}.
 *
 * @param machine where
 * @param results what
 */
record ResultFile(Machine machine, List<Result> results) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    ResultFile {
        results = List.copyOf(results);
    }

    void write(Path file) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.set("machine", machine.toJson(JSON.createObjectNode()));
        ArrayNode array = root.putArray("results");
        for (Result result : results) {
            array.addObject()
                    .put("operation", result.operation())
                    .put("keyBits", result.keyBits())
                    .put("backend", result.backend())
                    .put("threads", result.threads())
                    .put("opsPerSecond", result.opsPerSecond())
                    .put("ratioToPlain", result.ratioToPlain());
        }
        JSON.writeValue(file.toFile(), root);
    }

    static ResultFile read(Path file) throws IOException {
        JsonNode root = JSON.readTree(file.toFile());
        List<Result> results = new ArrayList<>();
        for (JsonNode node : root.required("results")) {
            results.add(new Result(
                    node.required("operation").asText(),
                    node.required("keyBits").asInt(),
                    node.required("backend").asText(),
                    node.required("threads").asInt(),
                    node.required("opsPerSecond").asDouble(),
                    node.required("ratioToPlain").asDouble()));
        }
        return new ResultFile(Machine.of(root.required("machine")), results);
    }
}
