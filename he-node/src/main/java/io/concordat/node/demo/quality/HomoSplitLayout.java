package io.concordat.node.demo.quality;

import io.concordat.model.data.Dataset;
import io.concordat.node.demo.DemoException;
import io.concordat.node.demo.quality.Study.BankRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * FATE's horizontal splits: {@code <name>_homo_guest}, {@code <name>_homo_host} or {@code <name>_homo_host_<i>}, and
 * {@code <name>_homo_test}, each with columns {@code id, y, x...}. Three parts and more are one bank each; two are laid one after the
 * other and row i goes to bank i mod 3. The test rows are dealt over the banks in the same way.
 */
final class HomoSplitLayout implements Layout {
    private static final String GUEST = "_homo_guest";
    private static final int LEAST_BANKS = 3;

    @Override
    public List<Found> find(Path directory, SequencedMap<String, Path> files) {
        List<Found> found = new ArrayList<>();
        for (String stem : files.keySet()) {
            String name = stem.endsWith(GUEST) ? stem.substring(0, stem.length() - GUEST.length()) : "";
            if (!name.isEmpty() && files.containsKey(name + "_homo_test")) {
                List<String> parts = files.keySet().stream()
                        .filter(each -> each.equals(stem) || each.startsWith(name + "_homo_host"))
                        .toList();
                found.add(new Found(name, () -> load(name, parts, files)));
            }
        }
        return found;
    }

    private static Study load(String name, List<String> parts, Map<String, Path> files) throws DemoException {
        List<Table> tables = new ArrayList<>();
        Set<String> notNumeric = new HashSet<>();
        for (String part : parts) {
            tables.add(Table.read(file(files, part), Set.of()));
        }
        Table test = Table.read(file(files, name + "_homo_test"), Set.of());
        String label = Columns.label(test.header(), name);
        tables.forEach(table -> notNumeric.addAll(table.notNumeric()));
        notNumeric.addAll(test.notNumeric());
        Columns.requireBinary(test, label, name);
        List<String> features = Columns.features(test.header(), label, notNumeric, Set.of());
        List<Dataset> train = new ArrayList<>();
        for (Table table : tables) {
            Columns.requireBinary(table, label, name);
            train.add(Columns.rows(
                    table, features, label, Columns.deal(table.size(), 1).getFirst()));
        }
        if (train.size() < LEAST_BANKS) {
            train = dealt(Dataset.union(train));
        }
        List<BankRows> banks = new ArrayList<>();
        List<List<Integer>> places = Columns.deal(test.size(), train.size());
        for (int bank = 0; bank < train.size(); bank++) {
            banks.add(new BankRows(train.get(bank), Columns.rows(test, features, label, places.get(bank)), List.of()));
        }
        return new Study(name, List.of(new Study.Model("", banks, false, true)), List.of());
    }

    private static List<Dataset> dealt(Dataset union) {
        List<Dataset> banks = new ArrayList<>();
        for (List<Integer> places : Columns.deal(union.size(), LEAST_BANKS)) {
            Dataset bank = Dataset.empty(union.features());
            places.forEach(place -> bank.add(union.row(place), union.label(place)));
            banks.add(bank);
        }
        return banks;
    }

    private static Path file(Map<String, Path> files, String stem) {
        Path file = files.get(stem);
        if (file == null) {
            throw new AssertionError("bug: " + stem + " was there before");
        }
        return file;
    }
}
