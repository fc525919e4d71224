package io.concordat.node.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.history.CellKind;
import io.concordat.model.history.OpenedCells;
import io.concordat.model.logistic.LogisticModel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What the nodes opened against the plain twin; everything must be equal to the bit. */
final class CardsComparison {
    private final List<Bank> banks;
    private final CardsRows rows;
    private final List<String> differences = new ArrayList<>();

    CardsComparison(List<Bank> banks, CardsRows rows) {
        this.banks = banks;
        this.rows = rows;
    }

    /** What is not equal, in words. */
    List<String> differences() {
        return List.copyOf(differences);
    }

    void model(String what, JsonNode found, LogisticModel twin) {
        compare(what + ", intercept", found.path("intercept"), twin.intercept());
        for (int j = 0; j < twin.features().size(); j++) {
            String feature = twin.features().get(j);
            compare(
                    what + ", mean of " + feature,
                    found.path("mean").path(feature),
                    twin.mean().get(j));
            compare(
                    what + ", deviation of " + feature,
                    found.path("std").path(feature),
                    twin.std().get(j));
            compare(
                    what + ", coefficient of " + feature,
                    found.path("coefficients").path(feature),
                    twin.coefficients().get(j));
        }
    }

    private void compare(String what, JsonNode found, double twin) {
        if (found.asDouble(Double.NaN) != twin) {
            differences.add(what + ": " + found + " against " + twin);
        }
    }

    /** The cells that every bank holds. */
    void cells(List<OpenedCells> twin) throws DemoException, InterruptedException {
        for (Bank bank : banks) {
            for (CellKind kind : List.of(CellKind.FRAUD_BANKS, CellKind.TRANSACTION_WEEK)) {
                List<String> found = found(bank.get("/history/cells/cards?values=" + kind.text()), kind);
                if (!found.equals(wanted(twin, kind))) {
                    differences.add("the cells of " + kind.text() + " at " + bank.name());
                }
            }
        }
    }

    private static List<String> found(JsonNode view, CellKind kind) {
        List<String> found = new ArrayList<>();
        for (JsonNode period : view.path("periods")) {
            if (period.path("kind").asText().equals(kind.text())) {
                String day = period.path("firstDay").asText();
                found.add(day);
                period.path("sums")
                        .properties()
                        .forEach(sum -> found.add(
                                day + " " + sum.getKey() + " " + sum.getValue().asInt()));
            }
        }
        return found;
    }

    private List<String> wanted(List<OpenedCells> twin, CellKind kind) {
        List<String> wanted = new ArrayList<>();
        for (OpenedCells cells : twin) {
            if (cells.period().kind() == kind) {
                String day = LocalDate.ofEpochDay(cells.period().firstDay()).toString();
                wanted.add(day);
                for (int key = 0; key < cells.size(); key++) {
                    if (cells.sum(key) != 0) {
                        wanted.add(day + " " + rows.terminals().keys().get(key) + " " + cells.sum(key));
                    }
                }
            }
        }
        return wanted;
    }

    void histograms(JsonNode evaluation, HistogramState.Opened twin) {
        JointResult found = new JointResult(evaluation, evaluation);
        if (!found.frauds().equals(twin.frauds()) || !found.genuine().equals(twin.genuine())) {
            differences.add("the score histograms of the model with shared history");
        }
    }
}
