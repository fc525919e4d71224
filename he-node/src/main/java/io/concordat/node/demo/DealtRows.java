package io.concordat.node.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** One file's rows as the banks' own: dealt, written to each bank's data directory, registered at each node. */
final class DealtRows {
    /** The data set to train on. */
    static final String TRAINING = "training";

    /** The data set to evaluate on. */
    static final String HOLD_OUT = "hold-out";

    private DealtRows() {}

    static DemoSplit deal(RowOptions.Source source, int banks, DemoOutput output) throws DemoException {
        DemoRows rows = DemoRows.read(source.csv(), source.label(), source.ignored());
        DemoSplit split = DemoSplit.of(rows, banks, source.seed());
        long frauds = rows.rows().stream().filter(DemoRows.Row::fraud).count();
        output.say(source.csv() + ": " + rows.rows().size() + " rows, " + frauds + " frauds (" + source.label()
                + " = 1), " + rows.features().size() + " feature columns");
        output.say("Dealt over " + banks + " banks and a hold-out of 30 %, seed " + source.seed() + ":");
        for (int i = 0; i < banks; i++) {
            output.say("bank " + (i + 1) + "  " + count(split.training().get(i)) + " to train, "
                    + count(split.holdOut().get(i)) + " of the hold-out");
        }
        return split;
    }

    private static String count(List<DemoRows.Row> part) {
        return part.size() + " rows ("
                + part.stream().filter(DemoRows.Row::fraud).count() + " frauds)";
    }

    static void register(List<Bank> banks, DemoSplit split, DemoOutput output)
            throws DemoException, InterruptedException {
        for (String name : List.of(TRAINING, HOLD_OUT)) {
            output.command("data-set register --name " + name + " --path " + name + ".csv --label " + split.label());
        }
        for (Bank bank : banks) {
            int index = bank.number() - 1;
            register(bank, split, split.training().get(index), TRAINING);
            register(bank, split, split.holdOut().get(index), HOLD_OUT);
        }
        output.say("Each bank registered its rows as data sets \"" + TRAINING + "\" and \"" + HOLD_OUT + "\".");
    }

    private static void register(Bank bank, DemoSplit split, List<DemoRows.Row> rows, String name)
            throws DemoException, InterruptedException {
        Path file = bank.directory().resolve("data").resolve(name + ".csv");
        try {
            split.write(rows, file);
        } catch (IOException e) {
            throw new DemoException("The rows of " + bank.name() + " cannot be written: " + e.getMessage(), e);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("name", name);
        body.put("path", file.getFileName().toString());
        body.put("label", split.label());
        bank.register(body);
    }
}
