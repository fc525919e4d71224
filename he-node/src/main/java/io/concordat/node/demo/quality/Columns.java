package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import io.concordat.node.demo.DemoException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which column is what, by the names that published fraud data uses. */
final class Columns {
    private static final Set<String> LABELS = Set.of(
            "tx_fraud",
            "issar",
            "is_sar",
            "y",
            "label",
            "class",
            "fraud",
            "is_fraud",
            "isfraud",
            "fraud_flag",
            "target",
            "default");
    private static final Set<String> IDS =
            Set.of("transaction_id", "tx_id", "transactionid", "txid", "id", "row_id", "customer_id", "terminal_id");

    private Columns() {}

    /** The label column. */
    static String label(List<String> header, String place) throws DemoException {
        return header.stream()
                .filter(name -> LABELS.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DemoException(
                        place + ": no label column among " + header + "; a label is called one of " + LABELS + "."));
    }

    /** The first column that names rows. */
    static String id(List<String> header, String place) throws DemoException {
        return header.stream()
                .filter(Columns::isId)
                .findFirst()
                .orElseThrow(() -> new DemoException(
                        place + ": no column that names rows among " + header + "; it is called one of " + IDS + "."));
    }

    static boolean isId(String name) {
        return IDS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A column for reporting only: which kind of fraud a row is. */
    static boolean isScenario(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith("scenario");
    }

    /** The columns to learn from: what is not the label, names no row, is not for reporting and is a number in every row. */
    static List<String> features(List<String> header, String label, Set<String> notNumeric, Set<String> others) {
        return header.stream()
                .filter(name -> !name.equals(label)
                        && !isId(name)
                        && !isScenario(name)
                        && !others.contains(name)
                        && !notNumeric.contains(name))
                .toList();
    }

    /** The rows of a table, at these places, as a model takes them. */
    static Dataset rows(Table table, List<String> features, String label, List<Integer> places) throws DemoException {
        int[] columns = new int[features.size()];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = table.column(features.get(j));
        }
        int labelColumn = table.column(label);
        Dataset rows = Dataset.empty(features);
        double[] row = new double[columns.length];
        for (int place : places) {
            for (int j = 0; j < columns.length; j++) {
                row[j] = table.number(place, columns[j]);
            }
            rows.add(row, table.number(place, labelColumn));
        }
        return rows;
    }

    /** Row i goes to bank i mod {@code banks}. */
    static List<List<Integer>> deal(int rows, int banks) {
        List<List<Integer>> dealt = new ArrayList<>();
        for (int bank = 0; bank < banks; bank++) {
            dealt.add(new ArrayList<>());
        }
        for (int i = 0; i < rows; i++) {
            dealt.get(i % banks).add(i);
        }
        return dealt;
    }

    /** Refuses labels other than 0 and 1. */
    static void requireBinary(Table table, String label, String place) throws DemoException {
        int column = table.column(label);
        for (int i = 0; i < table.size(); i++) {
            if (table.number(i, column) != 0 && table.number(i, column) != 1) {
                throw new DemoException(place + ": the label " + label + " is " + table.number(i, column) + " in row "
                        + (i + 1) + "; only 0 and 1 can be learnt here.");
            }
        }
    }
}
