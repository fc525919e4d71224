package io.concordat.model.data;

import java.util.ArrayList;
import java.util.List;

/** Rows in memory. Accepts any number, also NaN: what a row may hold is for the computation to say. */
public final class Dataset implements RowSource {
    private final List<String> features;
    private final List<double[]> rows;
    private final List<Double> labels;

    private Dataset(List<String> features, List<double[]> rows, List<Double> labels) {
        this.features = List.copyOf(features);
        this.rows = rows;
        this.labels = labels;
    }

    /** A data set without rows. */
    public static Dataset empty(List<String> features) {
        return new Dataset(features, new ArrayList<>(), new ArrayList<>());
    }

    /** A copy of everything a source holds. */
    public static Dataset copyOf(RowSource source) throws RowSourceException {
        Dataset copy = empty(source.features());
        RowVisitor<RuntimeException> visitor = copy::add;
        source.forEach(visitor);
        return copy;
    }

    /** Appends a row; the numbers are copied. */
    public void add(double[] row, double label) {
        if (row.length != features.size()) {
            throw new IllegalArgumentException("Expected " + features.size() + " features but found " + row.length);
        }
        rows.add(row.clone());
        labels.add(label);
    }

    /** The rows of several data sets with the same features, one after the other. */
    public static Dataset union(List<Dataset> parts) {
        Dataset union = empty(parts.getFirst().features);
        for (Dataset part : parts) {
            if (!part.features.equals(union.features)) {
                throw new IllegalArgumentException(
                        "Expected features " + union.features + " but found " + part.features);
            }
            union.rows.addAll(part.rows);
            union.labels.addAll(part.labels);
        }
        return union;
    }

    public int size() {
        return rows.size();
    }

    /** A copy of the features of row {@code index}, counted from 0. */
    public double[] row(int index) {
        return rows.get(index).clone();
    }

    /** The label of row {@code index}, counted from 0. */
    public double label(int index) {
        return labels.get(index);
    }

    @Override
    public List<String> features() {
        return features;
    }

    @Override
    public <E extends Exception> void forEach(RowVisitor<E> visitor) throws E {
        for (int i = 0; i < rows.size(); i++) {
            visitor.row(rows.get(i), labels.get(i));
        }
    }
}
