package io.concordat.model.statistics;

/** {@code z_j = (x_j - mean_j) / std_j}, and 0 for a column that does not vary. */
public final class Standardizer {
    private final double[] mean;
    private final double[] std;
    private final boolean[] constant;

    Standardizer(FeatureStatistics statistics) {
        int size = statistics.mean().size();
        mean = new double[size];
        std = new double[size];
        constant = new boolean[size];
        for (int j = 0; j < size; j++) {
            mean[j] = statistics.mean().get(j);
            std[j] = statistics.std().get(j);
            constant[j] = statistics.constant().get(j);
        }
    }

    /** Writes the standardised row into the first places of {@code z}. */
    public void apply(double[] x, double[] z) {
        for (int j = 0; j < mean.length; j++) {
            z[j] = constant[j] ? 0.0 : (x[j] - mean[j]) / std[j];
        }
    }
}
