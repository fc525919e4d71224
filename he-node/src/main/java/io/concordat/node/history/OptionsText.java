package io.concordat.node.history;

import io.concordat.model.history.CellKind;
import io.concordat.model.history.HistoryOptions;
import java.util.Optional;

/** History options as one line of text, such as {@code fraud-banks transaction-week 1023 none}. */
public final class OptionsText {
    private static final String NO_NOISE = "none";
    private static final int PARTS = 4;

    private OptionsText() {}

    /** The text. */
    public static String of(HistoryOptions options) {
        return String.join(
                " ",
                options.fraud().text(),
                options.transactions().text(),
                Integer.toString(options.clip()),
                epsilon(options));
    }

    /** ε in canonical text, or {@code none}. */
    public static String epsilon(HistoryOptions options) {
        return options.epsilon().map(value -> Double.toString(value)).orElse(NO_NOISE);
    }

    /** The options of a canonical text. */
    public static HistoryOptions parse(String text) {
        String[] parts = text.split(" ", -1);
        if (parts.length != PARTS) {
            throw new IllegalArgumentException("Expected four words of history options but found " + parts.length);
        }
        HistoryOptions options = new HistoryOptions(
                CellKind.ofText(parts[0]),
                CellKind.ofText(parts[1]),
                Integer.parseInt(parts[2]),
                parts[3].equals(NO_NOISE) ? Optional.empty() : Optional.of(Double.parseDouble(parts[3])));
        if (!of(options).equals(text)) {
            throw new IllegalArgumentException("the history options are not in canonical form");
        }
        return options;
    }
}
