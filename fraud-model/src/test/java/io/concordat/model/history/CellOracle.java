package io.concordat.model.history;

import io.concordat.model.data.Dataset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cells of several banks counted the long way round: for every key and period, every row of every bank is looked at. */
public final class CellOracle {
    private CellOracle() {}

    /** The sums of one period. */
    public static OpenedCells cells(CellPeriod period, int keys, int clip, List<Dataset> banks) {
        int[] sums = new int[keys];
        for (int key = 0; key < keys; key++) {
            for (Dataset bank : banks) {
                sums[key] += ofBank(period, key, clip, bank);
            }
        }
        return new OpenedCells(period, sums);
    }

    private static int ofBank(CellPeriod period, int key, int clip, Dataset bank) {
        Set<Integer> rows = new HashSet<>();
        for (int i = 0; i < bank.size(); i++) {
            double[] row = bank.row(i);
            double day = period.kind().isFraud() ? row[2] : row[1];
            boolean counts = !period.kind().isFraud() || bank.label(i) == 1;
            if (row[0] == key && counts && day >= period.firstDay() && day <= period.lastDay()) {
                rows.add(i);
            }
        }
        return Math.min(rows.size(), period.kind() == CellKind.FRAUD_BANKS ? 1 : clip);
    }
}
