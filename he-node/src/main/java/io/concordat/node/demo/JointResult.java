package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the encrypted run gave, as one node's API tells it.
 *
 * @param model the answer to {@code GET /models/{id}}
 * @param evaluation the answer to {@code GET /evaluations/{id}}
 */
record JointResult(JsonNode model, JsonNode evaluation) {

    Map<String, Double> coefficients() {
        return numbers(model.path("coefficients"));
    }

    Map<String, Double> mean() {
        return numbers(model.path("mean"));
    }

    Map<String, Double> std() {
        return numbers(model.path("std"));
    }

    double intercept() {
        return model.path("intercept").asDouble(Double.NaN);
    }

    int rounds() {
        return model.path("rounds").asInt();
    }

    double metric(String name) {
        return evaluation.path("metrics").path(name).asDouble(Double.NaN);
    }

    List<Long> frauds() {
        return counts("frauds");
    }

    List<Long> genuine() {
        return counts("genuine");
    }

    private List<Long> counts(String which) {
        List<Long> counts = new ArrayList<>();
        evaluation.path("histograms").path(which).forEach(count -> counts.add(count.asLong(-1)));
        return counts;
    }

    private static Map<String, Double> numbers(JsonNode object) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        object.properties().forEach(e -> numbers.put(e.getKey(), e.getValue().asDouble(Double.NaN)));
        return numbers;
    }
}
