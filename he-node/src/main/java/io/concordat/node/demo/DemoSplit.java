package io.concordat.node.demo;

import io.concordat.model.data.Dataset;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Rows dealt over the banks, seeded and stratified: of frauds and of genuine rows apart, 30 % go to the hold-out, and the rest
 * as well as the hold-out are dealt evenly over the banks.
 *
 * @param features the columns
 * @param label the label column
 * @param training each bank's training rows
 * @param holdOut each bank's share of the hold-out
 */
record DemoSplit(
        List<String> features, String label, List<List<DemoRows.Row>> training, List<List<DemoRows.Row>> holdOut) {
    private static final double HOLD_OUT_SHARE = 0.3;

    DemoSplit {
        features = List.copyOf(features);
        training = training.stream().map(List::copyOf).toList();
        holdOut = holdOut.stream().map(List::copyOf).toList();
    }

    /** Deals the rows. */
    static DemoSplit of(DemoRows rows, int banks, long seed) throws DemoException {
        List<List<DemoRows.Row>> training = empty(banks);
        List<List<DemoRows.Row>> holdOut = empty(banks);
        Random random = new Random(seed);
        for (boolean fraud : List.of(true, false)) {
            List<DemoRows.Row> shuffled = new ArrayList<>(
                    rows.rows().stream().filter(row -> row.fraud() == fraud).toList());
            // Each bank trains with two rows of each label at least, and the hold-out has one.
            if (shuffled.size() < 3 * banks) {
                throw new DemoException("The file has " + shuffled.size() + " rows with label " + (fraud ? 1 : 0)
                        + ", too few to deal over " + banks + " banks and a hold-out; at least " + 3 * banks
                        + " are needed.");
            }
            Collections.shuffle(shuffled, random);
            int held = (int) Math.round(HOLD_OUT_SHARE * shuffled.size());
            for (int i = 0; i < shuffled.size(); i++) {
                (i < held ? holdOut : training).get(i % banks).add(shuffled.get(i));
            }
        }
        training.forEach(part -> Collections.shuffle(part, random));
        holdOut.forEach(part -> Collections.shuffle(part, random));
        return new DemoSplit(rows.features(), rows.label(), training, holdOut);
    }

    private static List<List<DemoRows.Row>> empty(int banks) {
        return IntStream.range(0, banks)
                .<List<DemoRows.Row>>mapToObj(_ -> new ArrayList<>())
                .toList();
    }

    int banks() {
        return training.size();
    }

    /** All rows, training and hold-out. */
    int rows() {
        return Math.addExact(
                training.stream().mapToInt(List::size).sum(),
                holdOut.stream().mapToInt(List::size).sum());
    }

    /** Rows as the model mathematics takes them. */
    List<Dataset> datasets(List<List<DemoRows.Row>> parts) {
        return parts.stream()
                .map(part -> {
                    Dataset dataset = Dataset.empty(features);
                    part.forEach(row -> dataset.add(row.values(), row.fraud() ? 1 : 0));
                    return dataset;
                })
                .toList();
    }

    /** Writes rows as the CSV file that one bank registers; numbers keep the text of the original file. */
    void write(List<DemoRows.Row> part, Path file) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (String feature : features) {
                out.write(quoted(feature));
                out.write(',');
            }
            out.write(quoted(label));
            out.write('\n');
            for (DemoRows.Row row : part) {
                out.write(String.join(",", row.texts()));
                out.write(row.fraud() ? ",1\n" : ",0\n");
            }
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
