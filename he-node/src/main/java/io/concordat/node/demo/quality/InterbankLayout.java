package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import io.concordat.node.demo.DemoException;
import io.concordat.node.demo.quality.Study.BankRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Payments between banks: {@code interbank_sender_*} holds what the sender's bank knows, with the label, {@code interbank_receiver_*}
 * what the receiver's bank knows. Sender rows belong to {@code bankOrig}; receiver rows to {@code bankDest}, with labels joined on the
 * payment. {@code sender_no_hist} leaves out the history of labels. Models over columns of both banks are not horizontal and not here.
 */
final class InterbankLayout implements Layout {
    private static final String SENDER = "interbank_sender_";
    private static final String RECEIVER = "interbank_receiver_";
    private static final String SENDER_BANK = "bankOrig";
    private static final String RECEIVER_BANK = "bankDest";
    private static final Set<String> NOT_FEATURES =
            Set.of("step", SENDER_BANK, RECEIVER_BANK, "patternID", "modelType");
    private static final String LABEL_HISTORY = "sar_hist";

    @Override
    public List<Found> find(Path directory, SequencedMap<String, Path> files) {
        Set<String> needed = Set.of(SENDER + "train", SENDER + "test", RECEIVER + "train", RECEIVER + "test");
        String name = directory.getFileName().toString();
        return files.keySet().containsAll(needed) ? List.of(new Found(name, () -> load(name, files))) : List.of();
    }

    private static Study load(String name, Map<String, Path> files) throws DemoException {
        Side senderTrain = Side.read(name, files, SENDER + "train", SENDER_BANK);
        Side senderTest = Side.read(name, files, SENDER + "test", SENDER_BANK);
        Side receiverTrain = Side.read(name, files, RECEIVER + "train", RECEIVER_BANK);
        Side receiverTest = Side.read(name, files, RECEIVER + "test", RECEIVER_BANK);
        List<String> all = senderTrain.features();
        List<String> noHistory =
                all.stream().filter(column -> !column.contains(LABEL_HISTORY)).toList();
        List<Study.Model> models = new ArrayList<>();
        if (!noHistory.equals(all)) {
            models.add(model("sender_no_hist", noHistory, senderTrain, senderTest));
        }
        models.add(model("sender", all, senderTrain, senderTest));
        models.add(model(
                "receiver",
                receiverTrain.features(),
                receiverTrain.labelledBy(senderTrain),
                receiverTest.labelledBy(senderTest)));
        return new Study(
                name,
                models,
                List.of(name + ": models over the columns of both banks of a payment need another protocol"));
    }

    private static Study.Model model(String name, List<String> features, Side train, Side test) throws DemoException {
        Set<String> banks = new TreeSet<>(train.byBank().keySet());
        banks.addAll(test.byBank().keySet());
        List<BankRows> rows = new ArrayList<>();
        for (String bank : banks) {
            rows.add(new BankRows(train.rows(bank, features), test.rows(bank, features), List.of()));
        }
        return new Study.Model(name, rows, true, false);
    }

    /** One file: what one side of the payments knows. */
    private record Side(
            Table table,
            List<String> features,
            List<String> ids,
            Map<String, List<Integer>> byBank,
            Map<String, Double> labels) {
        static Side read(String name, Map<String, Path> files, String stem, String bankColumn) throws DemoException {
            Path file = files.get(stem);
            if (file == null) {
                throw new AssertionError("bug: " + stem + " was there before");
            }
            String id = Columns.id(Table.read(file, Set.of()).header(), name);
            Table table = Table.read(file, Set.of(id, bankColumn));
            Map<String, Double> labels = new HashMap<>();
            String label = "";
            if (stem.startsWith(SENDER)) {
                label = Columns.label(table.header(), name);
                Columns.requireBinary(table, label, name);
                int column = table.column(label);
                for (int i = 0; i < table.size(); i++) {
                    labels.put(table.text(id).get(i), table.number(i, column));
                }
            }
            Map<String, List<Integer>> byBank = new TreeMap<>();
            for (int i = 0; i < table.size(); i++) {
                byBank.computeIfAbsent(table.text(bankColumn).get(i), _ -> new ArrayList<>())
                        .add(i);
            }
            return new Side(
                    table,
                    Columns.features(table.header(), label, table.notNumeric(), NOT_FEATURES),
                    table.text(id),
                    byBank,
                    labels);
        }

        Side labelledBy(Side sender) {
            return new Side(table, features, ids, byBank, sender.labels);
        }

        Dataset rows(String bank, List<String> names) throws DemoException {
            int[] columns = new int[names.size()];
            for (int j = 0; j < columns.length; j++) {
                columns[j] = table.column(names.get(j));
            }
            Dataset rows = Dataset.empty(names);
            double[] row = new double[columns.length];
            for (int place : byBank.getOrDefault(bank, List.of())) {
                for (int j = 0; j < columns.length; j++) {
                    row[j] = table.number(place, columns[j]);
                }
                Double label = labels.get(ids.get(place));
                if (label == null) {
                    throw new DemoException("The sender's file has no label for payment " + ids.get(place) + ".");
                }
                rows.add(row, label);
            }
            return rows;
        }
    }
}
