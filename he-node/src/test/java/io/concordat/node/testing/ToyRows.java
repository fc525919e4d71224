package io.concordat.node.testing;

import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Synthetic card rows of one bank, three columns and a label; the same numbers as rows in memory and as CSV text. */
public final class ToyRows implements RowSource {

    private static final List<String> FEATURES = List.of("amount", "hour", "distance");

    private final List<double[]> rows;

    private ToyRows(List<double[]> rows) {
        this.rows = rows;
    }

    /** Rows for so many banks, different for each label; every bank has 17 more than the one before. */
    public static List<ToyRows> ofBanks(int banks, int rowsOfEach, String label) {
        SplittableRandom random = new SplittableRandom(label.hashCode());
        List<ToyRows> all = new ArrayList<>();
        for (int bank = 0; bank < banks; bank++) {
            List<double[]> rows = new ArrayList<>();
            for (int i = 0; i < rowsOfEach + 17 * bank; i++) {
                double amount = Math.round(1e4 * Math.exp(3 + random.nextGaussian())) / 1e4;
                double hour = random.nextInt(24);
                double distance = random.nextGaussian(40, 12 + bank);
                double logit = -2.6 + 0.03 * amount + 0.05 * (distance - 40);
                double fraud = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
                rows.add(new double[] {amount, hour, distance, fraud});
            }
            all.add(new ToyRows(rows));
        }
        return all;
    }

    @Override
    public List<String> features() {
        return FEATURES;
    }

    /** The rows: features, then the label. */
    public List<double[]> rows() {
        return rows.stream().map(double[]::clone).toList();
    }

    @Override
    public <E extends Exception> void forEach(RowVisitor<E> visitor) throws E {
        for (double[] row : rows) {
            visitor.row(new double[] {row[0], row[1], row[2]}, row[3]);
        }
    }

    /** The same rows as a CSV file. */
    public String csv() {
        StringBuilder csv = new StringBuilder("amount,hour,distance,fraud\n");
        for (double[] row : rows) {
            csv.append(row[0])
                    .append(',')
                    .append(row[1])
                    .append(',')
                    .append(row[2])
                    .append(',')
                    .append((int) row[3]);
            csv.append('\n');
        }
        return csv.toString();
    }
}
