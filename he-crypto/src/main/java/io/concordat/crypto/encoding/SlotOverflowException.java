package io.concordat.crypto.encoding;

/** A number that does not fit its slot, or a slot that must be zero and is not. Holds sizes, never the number. */
public final class SlotOverflowException extends Exception {
    private static final long serialVersionUID = 1L;

    /** {@link #slot()} when no single slot is at fault. */
    public static final int NO_SLOT = -1;

    private final int slot;

    SlotOverflowException(int slot, String message) {
        super(message);
        this.slot = slot;
    }

    /** Index of the value at fault in the list of values, from 0, or {@link #NO_SLOT}. */
    public int slot() {
        return slot;
    }
}
