package io.concordat.node.data;

import java.time.Instant;
import java.util.List;

/**
 * A registered data set of this bank.
 *
 * @param spec what the analyst wrote
 * @param features the feature columns, in the order of the data set
 * @param rows number of rows at registration
 * @param frauds rows whose label is 1; shown to this bank's own people only
 * @param registeredAt when it was registered
 */
public record DataSet(DataSetSpec spec, List<String> features, long rows, long frauds, Instant registeredAt) {

    /** Copies the list. */
    public DataSet {
        features = List.copyOf(features);
    }

    /** The name jobs refer to. */
    public String name() {
        return spec.name();
    }

    /** The label column. */
    public String label() {
        return spec.label();
    }
}
