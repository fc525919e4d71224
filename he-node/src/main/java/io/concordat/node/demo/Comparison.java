package io.concordat.node.demo;

import io.concordat.model.logistic.LogisticModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The encrypted run against its twin: same encoding, so everything must be equal to the bit.
 *
 * @param maxAbsCoefficientDifference over coefficients and intercept; NaN if the columns differ
 * @param differences what is not equal, in words; empty if all is
 */
record Comparison(double maxAbsCoefficientDifference, List<String> differences) {
    Comparison {
        differences = List.copyOf(differences);
    }

    boolean same() {
        return differences.isEmpty();
    }

    /** The same with more differences. */
    Comparison and(List<String> more) {
        List<String> all = new ArrayList<>(differences);
        all.addAll(more);
        return new Comparison(maxAbsCoefficientDifference, all);
    }

    static Comparison of(JointResult joint, PlainModels.Twin twin) {
        LogisticModel model = twin.model();
        List<String> differences = new ArrayList<>();
        double largest = Math.abs(joint.intercept() - model.intercept());
        if (joint.intercept() != model.intercept()) {
            differences.add("intercept " + joint.intercept() + " against " + model.intercept());
        }
        largest = Math.max(
                largest,
                compare("coefficient", joint.coefficients(), model.features(), model.coefficients(), differences));
        compare("mean", joint.mean(), model.features(), model.mean(), differences);
        compare("standard deviation", joint.std(), model.features(), model.std(), differences);
        if (joint.rounds() != model.training().rounds()) {
            differences.add(
                    joint.rounds() + " rounds against " + model.training().rounds());
        }
        if (!joint.frauds().equals(twin.histograms().frauds())
                || !joint.genuine().equals(twin.histograms().genuine())) {
            differences.add("the score histograms");
        }
        return new Comparison(largest, differences);
    }

    /** The largest difference; numbers that differ by name or value are described. */
    private static double compare(
            String what,
            Map<String, Double> joint,
            List<String> features,
            List<Double> twin,
            List<String> differences) {
        if (!List.copyOf(joint.keySet()).equals(features)) {
            differences.add("the columns of each " + what + ": " + joint.keySet() + " against " + features);
            return Double.NaN;
        }
        double largest = 0;
        for (int j = 0; j < features.size(); j++) {
            double found = joint.getOrDefault(features.get(j), Double.NaN);
            double expected = twin.get(j);
            if (found != expected) {
                differences.add(what + " of " + features.get(j) + " " + found + " against " + expected);
            }
            largest = Math.max(largest, Math.abs(found - expected));
        }
        return largest;
    }
}
