package io.concordat.model.history;

/** What a cell counts, and over how long. */
public enum CellKind {
    /** How many banks had at least one confirmed fraud at the key, by report day; a bank sends 0 or 1. */
    FRAUD_BANKS(1, "fraud-banks", 1, true),
    /** Confirmed frauds at the key, by report day; clipped for each bank. */
    FRAUD_COUNT(2, "fraud-count", 1, true),
    /** Transactions at the key, by week of the transaction; clipped for each bank. */
    TRANSACTION_WEEK(3, "transaction-week", 7, false),
    /** Transactions at the key, by day of the transaction; clipped for each bank. */
    TRANSACTION_DAY(4, "transaction-day", 1, false);

    private final int code;
    private final String text;
    private final int days;
    private final boolean fraud;

    CellKind(int code, String text, int days, boolean fraud) {
        this.code = code;
        this.text = text;
        this.days = days;
        this.fraud = fraud;
    }

    int code() {
        return code;
    }

    /** The name in tasks and on the API. */
    public String text() {
        return text;
    }

    /** How many days one cell covers. */
    public int days() {
        return days;
    }

    /** Whether it counts frauds by report day, as opposed to transactions by their own day. */
    public boolean isFraud() {
        return fraud;
    }

    /** The kind of this name. */
    public static CellKind ofText(String text) {
        for (CellKind kind : values()) {
            if (kind.text.equals(text)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(
                "Expected fraud-banks, fraud-count, transaction-week or transaction-day but found another kind of cell");
    }
}
