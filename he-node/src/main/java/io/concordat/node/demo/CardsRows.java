package io.concordat.node.demo;

import io.concordat.model.cards.CardFeatures;
import io.concordat.model.cards.CardTransaction;
import io.concordat.model.cards.CardWorld;
import io.concordat.model.cards.CardWorldSettings;
import io.concordat.model.data.Dataset;
import io.concordat.model.history.EventColumns;
import io.concordat.model.history.HistoryFeatures;
import io.concordat.model.history.KeyDirectory;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows of every bank of a card world, with the columns each bank computes from its own. */
final class CardsRows {
    /** After how many days a label is known. */
    static final int DELAY = 7;

    /** Seven days to train on, after the 37 that the longest window and the delay need. */
    static final Span TRAINING = new Span(44, 50);

    /** Seven days to test on, a label delay later. */
    static final Span HOLD_OUT = new Span(58, 64);

    private static final int DAYS = HOLD_OUT.last() + 1;
    private static final long FIRST = LocalDate.of(2026, 1, 1).toEpochDay();
    private static final double COMPROMISED_SHARE_PER_DAY = 3e-4;
    private static final double STOLEN_SHARE_PER_DAY = 3e-4;

    /** Days of the world, counted from its first, both included. */
    record Span(int first, int last) {
        boolean holds(CardTransaction row) {
            return row.day() >= FIRST + first && row.day() <= FIRST + last;
        }
    }

    /** One row with its bank's own columns. */
    @SuppressWarnings("ArrayRecordComponent") // read, never compared
    record Row(CardTransaction payment, double[] columns) {}

    private final List<List<Row>> banks = new ArrayList<>();
    private final KeyDirectory terminals;

    CardsRows(CardsDemo.Options options) {
        CardWorld world = new CardWorld(new CardWorldSettings(
                options.seed(),
                FIRST,
                DAYS,
                options.customers(),
                options.terminals(),
                CardWorldSettings.weights(options.banks()),
                COMPROMISED_SHARE_PER_DAY * options.terminals(),
                STOLEN_SHARE_PER_DAY * options.customers()));
        this.terminals = KeyDirectory.of(1, world.terminalNames());
        List<CardFeatures> features = new ArrayList<>();
        for (int bank = 0; bank < options.banks(); bank++) {
            List<Row> rows = new ArrayList<>();
            banks.add(rows);
            features.add(new CardFeatures(DELAY, (payment, columns) -> rows.add(new Row(payment, columns))));
        }
        CardWorld.Sink<RuntimeException> sink =
                (bank, payment) -> features.get(bank).next(payment);
        world.generate(sink);
        features.forEach(CardFeatures::end);
    }

    List<List<Row>> banks() {
        return banks;
    }

    KeyDirectory terminals() {
        return terminals;
    }

    /** The first report day there can be a label for. */
    LocalDate firstCell() {
        return LocalDate.ofEpochDay(FIRST + DELAY);
    }

    /** The last report day that a row of the hold-out uses. */
    LocalDate lastCell() {
        return LocalDate.ofEpochDay(FIRST + HOLD_OUT.last() - 1);
    }

    /** Every bank's rows of some days, with history columns if there are any. */
    List<Dataset> datasets(Span span, Optional<HistoryFeatures> history) {
        List<String> names = new ArrayList<>(CardFeatures.names());
        history.ifPresent(_ -> names.addAll(HistoryFeatures.names()));
        List<Dataset> all = new ArrayList<>();
        for (List<Row> bank : banks) {
            Dataset data = Dataset.empty(names);
            for (Row row : bank) {
                if (span.holds(row.payment())) {
                    data.add(columns(row, history), row.payment().fraud() ? 1 : 0);
                }
            }
            all.add(data);
        }
        return all;
    }

    /** A row's own columns and its history columns. */
    double[] columns(Row row, Optional<HistoryFeatures> history) {
        if (history.isEmpty()) {
            return row.columns();
        }
        int key = terminals.indexOf(CardWorld.terminalName(row.payment().terminal()));
        return Stream.of(row.columns(), history.get().row(key, row.payment().day()))
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** Every bank's events, as a job of shared history counts them. */
    List<Dataset> events() {
        List<Dataset> all = new ArrayList<>();
        for (List<Row> bank : banks) {
            Dataset events = Dataset.empty(EventColumns.ALL);
            for (Row row : bank) {
                CardTransaction payment = row.payment();
                int key = terminals.indexOf(CardWorld.terminalName(payment.terminal()));
                events.add(new double[] {key, payment.day(), payment.day() + DELAY}, payment.fraud() ? 1 : 0);
            }
            all.add(events);
        }
        return all;
    }

    /** Writes a bank's rows of some days as CSV: terminal, time, its own columns, fraud. */
    void write(int bank, Optional<Span> span, Path file) throws DemoException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("terminal,time," + String.join(",", CardFeatures.names()) + ",fraud\n");
            for (Row row : banks.get(bank)) {
                if (span.isEmpty() || span.get().holds(row.payment())) {
                    out.write(CardWorld.terminalName(row.payment().terminal())
                            + ','
                            + row.payment().seconds());
                    for (double value : row.columns()) {
                        out.write(',' + Double.toString(value));
                    }
                    out.write(row.payment().fraud() ? ",1\n" : ",0\n");
                }
            }
        } catch (IOException e) {
            throw new DemoException("The rows of a bank cannot be written: " + e.getMessage(), e);
        }
    }
}
