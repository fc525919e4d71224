package io.concordat.node.demo.quality;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.concordat.node.demo.DemoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reference coefficients and metrics of one data set: {@code reference/<data set>.json}, or its part of {@code fate_homo.json}. */
final class Reference {
    private static final String HOMO_SPLITS = "fate_homo.json";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JsonNode models;
    private final JsonNode homo;
    private final JsonNode uplift;

    private Reference(JsonNode models, JsonNode homo, JsonNode uplift) {
        this.models = models;
        this.homo = homo;
        this.uplift = uplift;
    }

    /** The reference of a data set; one without any number if there is no file for it. */
    static Reference read(Path directory, String dataSet) throws DemoException {
        JsonNode own = tree(directory.resolve(dataSet + ".json"));
        return new Reference(
                own.path("models"), tree(directory.resolve(HOMO_SPLITS)).path(dataSet), own.path("uplift"));
    }

    private static JsonNode tree(Path file) throws DemoException {
        if (!Files.isRegularFile(file)) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw new DemoException(file + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new DemoException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private JsonNode model(String name) {
        return homo.isObject() && name.equals("joint") ? homo : models.path(name);
    }

    /** Coefficients by column, standardised scale, then {@code intercept}; empty if there are none. */
    Map<String, Double> coefficients(String model) {
        JsonNode found = model(model);
        Map<String, Double> coefficients = new LinkedHashMap<>();
        for (int j = 0; j < found.path("coef").size(); j++) {
            coefficients.put(
                    found.path("features").path(j).asText(),
                    found.path("coef").path(j).asDouble());
        }
        if (found.path("intercept").isNumber()) {
            coefficients.put("intercept", found.path("intercept").asDouble());
        }
        return coefficients;
    }

    /** A number of a model under a path of names. */
    Optional<Double> number(String model, List<String> path) {
        JsonNode node = model(model);
        for (String name : path) {
            node = node.path(name);
        }
        return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
    }

    /** A metric of the test rows. */
    Optional<Double> metric(String model, String metric) {
        return number(model, List.of(homo.isObject() ? "test" : "metrics", metric));
    }

    /** A metric of the training rows. */
    Optional<Double> trainMetric(String model, String metric) {
        return number(model, List.of("train", metric));
    }

    /** What sharing gains over each bank alone, a ratio minus 1. */
    Optional<Double> uplift(String name) {
        JsonNode found = uplift.path(name).path("uplift");
        return found.isNumber() ? Optional.of(found.asDouble()) : Optional.empty();
    }
}
