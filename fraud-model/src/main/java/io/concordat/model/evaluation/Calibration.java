package io.concordat.model.evaluation;

import java.util.ArrayList;
import java.util.List;

/**
 * Predicted probabilities against what happened, from histograms. A row counts with the probability at the middle logit of its bin, the
 * outermost bins at their only edge.
 */
public final class Calibration {
    private static final int GROUPS = 10;

    private final HistogramState.Opened opened;
    private final LogitBins bins;

    Calibration(HistogramState.Opened opened, LogitBins bins) {
        this.opened = opened;
        this.bins = bins;
    }

    /**
     * Rows of neighbouring scores.
     *
     * @param rows how many
     * @param frauds how many of them are frauds
     * @param predicted mean predicted probability
     * @param observed share of frauds
     */
    public record Group(long rows, long frauds, double predicted, double observed) {}

    /**
     * Means over all rows.
     *
     * @param brier mean squared difference of predicted probability and label
     * @param brierBinError greatest possible error of it from binning
     * @param logLoss mean log-loss
     * @param logLossBinError greatest possible error of it from binning, rows in the outermost bins left out
     * @param rowsInOutermostBins rows whose score is beyond the bins
     */
    public record Losses(
            double brier, double brierBinError, double logLoss, double logLossBinError, long rowsInOutermostBins) {}

    List<Group> groups() {
        double rows = 0;
        for (int bin = 0; bin < LogitBins.COUNT; bin++) {
            rows += rowsIn(bin);
        }
        List<Group> groups = new ArrayList<>();
        long inGroup = 0;
        long frauds = 0;
        double predicted = 0;
        double before = 0;
        for (int bin = 0; bin < LogitBins.COUNT; bin++) {
            inGroup += rowsIn(bin);
            frauds += opened.frauds().get(bin);
            predicted += rowsIn(bin) * probability(middle(bin));
            boolean full = before + inGroup >= rows * (groups.size() + 1) / GROUPS;
            if (inGroup > 0 && (full || bin == LogitBins.COUNT - 1)) {
                groups.add(new Group(inGroup, frauds, predicted / inGroup, (double) frauds / inGroup));
                before += inGroup;
                inGroup = 0;
                frauds = 0;
                predicted = 0;
            }
        }
        return groups;
    }

    Losses losses() {
        double rows = 0;
        double brier = 0;
        double brierError = 0;
        double logLoss = 0;
        double logLossError = 0;
        for (int bin = 0; bin < LogitBins.COUNT; bin++) {
            double frauds = opened.frauds().get(bin);
            double genuine = opened.genuine().get(bin);
            boolean outermost = bin == 0 || bin == LogitBins.COUNT - 1;
            double low = bin == 0 ? Double.NEGATIVE_INFINITY : bins.edge(bin);
            double high = bin == LogitBins.COUNT - 1 ? Double.POSITIVE_INFINITY : bins.edge(bin + 1);
            double middle = middle(bin);
            rows += frauds + genuine;
            brier += frauds * square(1 - probability(middle)) + genuine * square(probability(middle));
            brierError += frauds
                            * spread(
                                    square(1 - probability(middle)),
                                    square(1 - probability(low)),
                                    square(1 - probability(high)))
                    + genuine
                            * spread(square(probability(middle)), square(probability(low)), square(probability(high)));
            logLoss += frauds * loss(-middle) + genuine * loss(middle);
            if (!outermost) {
                logLossError += frauds * spread(loss(-middle), loss(-low), loss(-high))
                        + genuine * spread(loss(middle), loss(low), loss(high));
            }
        }
        return new Losses(
                brier / rows,
                brierError / rows,
                logLoss / rows,
                logLossError / rows,
                rowsIn(0) + rowsIn(LogitBins.COUNT - 1));
    }

    private long rowsIn(int bin) {
        return opened.frauds().get(bin) + opened.genuine().get(bin);
    }

    private double middle(int bin) {
        if (bin == 0) {
            return bins.edge(1);
        }
        return bin == LogitBins.COUNT - 1 ? bins.edge(bin) : (bins.edge(bin) + bins.edge(bin + 1)) / 2;
    }

    private static double spread(double middle, double one, double other) {
        return Math.max(Math.abs(one - middle), Math.abs(other - middle));
    }

    private static double probability(double logit) {
        return 1 / (1 + StrictMath.exp(-logit));
    }

    private static double square(double value) {
        return value * value;
    }

    /** {@code log(1 + e^x)}. */
    private static double loss(double x) {
        return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
    }
}
