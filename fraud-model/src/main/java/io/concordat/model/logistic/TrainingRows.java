package io.concordat.model.logistic;

import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.data.RowVisitor;
import java.util.List;

/** A row as training sees it: the numbers to learn from, and how much the row counts. */
final class TrainingRows {
    private final LogisticSettings settings;
    private final int[] learnt;
    private final int weightColumn;
    private final double[] x;

    TrainingRows(LogisticSettings settings) {
        this.settings = settings;
        this.learnt = settings.modelFeatures().stream()
                .mapToInt(settings.features()::indexOf)
                .toArray();
        this.weightColumn = settings.extras()
                .weights()
                .column()
                .map(column -> settings.features().indexOf(column.name()))
                .orElse(-1);
        this.x = new double[learnt.length];
    }

    /** The numbers to learn from; the array is reused. */
    double[] features(double[] row) {
        for (int j = 0; j < learnt.length; j++) {
            x[j] = row[learnt[j]];
        }
        return x;
    }

    double weight(double[] row, double label) {
        return settings.extras().weights().of(weightColumn < 0 ? 1 : row[weightColumn], label);
    }

    /** The rows without a weight column that is no feature. */
    static RowSource learntFrom(LogisticSettings settings, RowSource source) {
        if (settings.modelFeatures().size() == settings.features().size()
                || !source.features().equals(settings.features())) {
            return source;
        }
        return new RowSource() {
            @Override
            public List<String> features() {
                return settings.modelFeatures();
            }

            @Override
            public <E extends Exception> void forEach(RowVisitor<E> visitor) throws RowSourceException, E {
                TrainingRows rows = new TrainingRows(settings);
                RowVisitor<E> narrowed = (row, label) -> visitor.row(rows.features(row), label);
                source.forEach(narrowed);
            }
        };
    }
}
