package io.concordat.model.evaluation;

import java.util.Optional;

/**
 * What happens if the given share of all rows, those with the highest scores, is looked at. A bin that does not fit counts in proportion,
 * so counts need not be whole.
 *
 * @param share share of all rows
 * @param alerts rows looked at, whole
 * @param threshold logit at the lower edge of the last bin that is touched; rows above it are looked at
 * @param truePositives frauds among them
 * @param falsePositives genuine rows among them
 * @param falseNegatives frauds that are missed
 * @param trueNegatives genuine rows that are left alone
 * @param precision share of the alerts that are frauds; 0 if there is no alert
 * @param recall share of the frauds that are found
 * @param lift recall over share of rows looked at; 0 if there is no alert
 * @param valueDetectionRate share of the frauds' clipped amounts that is found, where amounts were opened
 */
public record AlertBudget(
        double share,
        long alerts,
        double threshold,
        double truePositives,
        double falsePositives,
        double falseNegatives,
        double trueNegatives,
        double precision,
        double recall,
        double lift,
        Optional<Double> valueDetectionRate) {

    static AlertBudget of(HistogramState.Opened opened, LogitBins bins, double share) {
        double allFrauds = sum(opened.frauds());
        double allGenuine = sum(opened.genuine());
        double rows = allFrauds + allGenuine;
        double alerts = Math.rint(share * rows);
        double room = alerts;
        double found = 0;
        double amount = 0;
        int last = LogitBins.COUNT;
        for (int bin = LogitBins.COUNT - 1; bin >= 0 && room > 0; bin--) {
            double inBin = opened.frauds().get(bin) + opened.genuine().get(bin);
            if (inBin > 0) {
                double part = Math.min(1, room / inBin);
                found += part * opened.frauds().get(bin);
                amount +=
                        opened.amounts().isEmpty() ? 0 : part * opened.amounts().get(bin);
                room -= inBin;
                last = bin;
            }
        }
        double allAmounts = opened.amounts().isEmpty() ? 0 : sum(opened.amounts());
        double threshold = last == LogitBins.COUNT ? bins.edge(LogitBins.COUNT - 1) : bins.edge(Math.max(last, 1));
        return new AlertBudget(
                share,
                (long) alerts,
                threshold,
                found,
                alerts - found,
                allFrauds - found,
                allGenuine - (alerts - found),
                alerts > 0 ? found / alerts : 0,
                found / allFrauds,
                alerts > 0 ? found / allFrauds / (alerts / rows) : 0,
                allAmounts > 0 ? Optional.of(amount / allAmounts) : Optional.empty());
    }

    private static double sum(Iterable<Long> counts) {
        double sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
