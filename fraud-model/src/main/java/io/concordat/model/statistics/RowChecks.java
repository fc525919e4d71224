package io.concordat.model.statistics;

import io.concordat.model.computation.ContributionRefusedException;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.data.RowVisitor;
import java.util.ArrayList;
import java.util.List;

/** Reads rows and refuses what no computation may take, naming column, row and number. */
public final class RowChecks {
    /** Features beyond this magnitude are refused: 2^40, about 1.1e12. */
    public static final double VALUE_BOUND = 0x1p40;

    /** More rows than this in one bank are refused: 2^30. Slot bounds rest on it. */
    public static final long MAX_ROWS = 1L << 30;

    private RowChecks() {}

    /**
     * Shows every row to the visitor after checking it, and returns how many there were.
     *
     * @param features the columns the computation expects, in order
     */
    public static long forEach(
            RowSource source, List<String> features, RowVisitor<ContributionRefusedException> visitor)
            throws ContributionRefusedException, RowSourceException {
        checkColumns(source.features(), features);
        CheckedRows rows = new CheckedRows(features, visitor);
        source.forEach(rows);
        if (rows.count == 0) {
            throw new ContributionRefusedException("The data set has no rows");
        }
        return rows.count;
    }

    private static void checkColumns(List<String> found, List<String> expected) throws ContributionRefusedException {
        if (found.equals(expected)) {
            return;
        }
        List<String> missing = new ArrayList<>(expected);
        missing.removeAll(found);
        List<String> unexpected = new ArrayList<>(found);
        unexpected.removeAll(expected);
        throw new ContributionRefusedException("The data set's columns are not the job's: missing " + missing
                + ", unexpected " + unexpected
                + (missing.isEmpty() && unexpected.isEmpty() ? ", or in another order" : ""));
    }

    private static final class CheckedRows implements RowVisitor<ContributionRefusedException> {
        private final List<String> features;
        private final RowVisitor<ContributionRefusedException> visitor;
        private long count;

        CheckedRows(List<String> features, RowVisitor<ContributionRefusedException> visitor) {
            this.features = features;
            this.visitor = visitor;
        }

        @Override
        public void row(double[] x, double label) throws ContributionRefusedException {
            count++;
            if (count > MAX_ROWS) {
                throw new ContributionRefusedException("The data set has more than " + MAX_ROWS + " rows");
            }
            for (int j = 0; j < x.length; j++) {
                if (!(Math.abs(x[j]) <= VALUE_BOUND)) {
                    throw refusal(j, x[j]);
                }
            }
            if (label != 0 && label != 1) {
                throw new ContributionRefusedException(
                        "Row " + count + ": the label is " + label + " but must be 0 (genuine) or 1 (fraud)");
            }
            visitor.row(x, label);
        }

        private ContributionRefusedException refusal(int column, double value) {
            String place = "Row " + count + ", column " + features.get(column) + ": ";
            if (Double.isNaN(value)) {
                return new ContributionRefusedException(place + "the value is missing or not a number");
            }
            return new ContributionRefusedException(place + "the value " + value + " is beyond the bound of 2^40 (about"
                    + " 1.1e12); rescale the column");
        }
    }
}
