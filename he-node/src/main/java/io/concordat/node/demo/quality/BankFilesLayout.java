package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import io.concordat.node.demo.DemoException;
import io.concordat.node.demo.quality.Study.BankRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code bank<i>_train} and {@code bank<i>_test}, and perhaps {@code network_train} and {@code network_test} with columns over all
 * banks, joined by the transaction. Columns that begin with {@code OWN_} are a bank's own history, {@code NET_} that of all banks:
 * {@code issuer_only} has neither, {@code own_terminal} has the bank's own, {@code cross_bank} that of all banks instead.
 */
final class BankFilesLayout implements Layout {
    private static final Pattern TRAIN = Pattern.compile("bank(\\d+)_train");
    private static final String OWN = "OWN_";
    private static final int CROSS_INSTITUTION = 2;

    @Override
    public List<Found> find(Path directory, SequencedMap<String, Path> files) {
        TreeMap<Integer, String> banks = new TreeMap<>();
        for (String stem : files.keySet()) {
            Matcher matcher = TRAIN.matcher(stem);
            if (matcher.matches() && files.containsKey(stem.replace("_train", "_test"))) {
                banks.put(Integer.parseInt(matcher.group(1)), stem.replace("_train", ""));
            }
        }
        String name = directory.getFileName().toString();
        return banks.isEmpty()
                ? List.of()
                : List.of(new Found(name, () -> load(name, List.copyOf(banks.values()), files)));
    }

    private static Study load(String name, List<String> banks, Map<String, Path> files) throws DemoException {
        List<Table> train = new ArrayList<>();
        List<Table> test = new ArrayList<>();
        Set<String> notNumeric = new HashSet<>();
        String label = "";
        String id = "";
        for (String bank : banks) {
            Table first = Table.read(file(files, bank + "_train"), Set.of());
            if (label.isEmpty()) {
                label = Columns.label(first.header(), name);
                id = first.header().stream().filter(Columns::isId).findFirst().orElse("");
            }
            train.add(Table.read(file(files, bank + "_train"), Set.of(id)));
            test.add(Table.read(file(files, bank + "_test"), Set.of(id)));
        }
        for (Table table : train) {
            notNumeric.addAll(table.notNumeric());
            Columns.requireBinary(table, label, name);
        }
        for (Table table : test) {
            notNumeric.addAll(table.notNumeric());
            Columns.requireBinary(table, label, name);
        }
        List<String> own = Columns.features(train.getFirst().header(), label, notNumeric, Set.of());
        List<String> issuer =
                own.stream().filter(column -> !column.startsWith(OWN)).toList();
        List<Study.Model> models = new ArrayList<>();
        if (!issuer.equals(own)) {
            models.add(model("issuer_only", issuer, label, train, test));
        }
        models.add(model("own_terminal", own, label, train, test));
        if (files.containsKey("network_train") && files.containsKey("network_test") && !id.isEmpty()) {
            Network trainNetwork = Network.read(file(files, "network_train"), id);
            Network testNetwork = Network.read(file(files, "network_test"), id);
            List<BankRows> rows = new ArrayList<>();
            for (int bank = 0; bank < banks.size(); bank++) {
                rows.add(new BankRows(
                        trainNetwork.join(train.get(bank), issuer, label, id),
                        testNetwork.join(test.get(bank), issuer, label, id),
                        crossInstitution(test.get(bank))));
            }
            models.add(new Study.Model("cross_bank", rows, true, false));
        }
        Set<String> left = new LinkedHashSet<>(train.getFirst().header());
        left.retainAll(notNumeric);
        List<String> notes =
                left.isEmpty() ? List.of() : List.of(name + ": columns left out, not a number in every row: " + left);
        return new Study(name, models, notes);
    }

    private static Path file(Map<String, Path> files, String stem) {
        Path file = files.get(stem);
        if (file == null) {
            throw new AssertionError("bug: " + stem + " was there before");
        }
        return file;
    }

    private static Study.Model model(
            String name, List<String> features, String label, List<Table> train, List<Table> test)
            throws DemoException {
        List<BankRows> rows = new ArrayList<>();
        for (int bank = 0; bank < train.size(); bank++) {
            rows.add(new BankRows(
                    all(train.get(bank), features, label),
                    all(test.get(bank), features, label),
                    crossInstitution(test.get(bank))));
        }
        return new Study.Model(name, rows, true, false);
    }

    private static Dataset all(Table table, List<String> features, String label) throws DemoException {
        return Columns.rows(
                table, features, label, Columns.deal(table.size(), 1).getFirst());
    }

    private static List<Integer> crossInstitution(Table table) throws DemoException {
        String scenario =
                table.header().stream().filter(Columns::isScenario).findFirst().orElse("");
        if (scenario.isEmpty()) {
            return List.of();
        }
        int column = table.column(scenario);
        List<Integer> flags = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            flags.add(table.number(i, column) == CROSS_INSTITUTION ? 1 : 0);
        }
        return flags;
    }

    /** Columns over all banks, one row per transaction. */
    private record Network(Table table, List<String> features, Map<String, Integer> rows) {
        static Network read(Path file, String id) throws DemoException {
            Table table = Table.read(file, Set.of(id));
            Map<String, Integer> rows = new HashMap<>();
            List<String> ids = table.text(id);
            for (int i = 0; i < ids.size(); i++) {
                rows.put(ids.get(i), i);
            }
            return new Network(table, Columns.features(table.header(), "", table.notNumeric(), Set.of()), rows);
        }

        Dataset join(Table bank, List<String> own, String label, String id) throws DemoException {
            List<String> names = new ArrayList<>(own);
            names.addAll(features);
            Dataset joined = Dataset.empty(names);
            Dataset ownRows = all(bank, own, label);
            double[] row = new double[names.size()];
            List<String> ids = bank.text(id);
            for (int i = 0; i < bank.size(); i++) {
                System.arraycopy(ownRows.row(i), 0, row, 0, own.size());
                Integer place = rows.get(ids.get(i));
                if (place == null) {
                    throw new DemoException("The network file has no row for transaction " + ids.get(i) + ".");
                }
                for (int j = 0; j < features.size(); j++) {
                    row[own.size() + j] = table.number(place, table.column(features.get(j)));
                }
                joined.add(row, ownRows.label(i));
            }
            return joined;
        }
    }
}
