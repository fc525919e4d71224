package io.concordat.crypto.encoding;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.FramedHash;
import java.util.List;
import java.util.Objects;

/**
 * Where each number of a contribution stands: slots of w = 1 + max b + ⌈log2 N⌉ + 8 bits (or of a given width that is at
 * least 1 + max b + ⌈log2 N⌉), S = ⌊(κ − 2)/w⌋ of them in a
 * plaintext, the bottom and the top one sentinels that stay 0. The first data slot of the first plaintext counts
 * participants; values follow in order; slots after the last value stay 0. Two layouts are equal if their digests are.
 */
public final class SlotLayout {
    /** Spare bits that keep an honest sum away from the slot's edge. */
    static final int GUARD_BITS = 8;

    private static final int MAX_VALUES = 1 << 22;
    private static final int MAX_MEMBERS = 1 << 16;
    private static final int SENTINELS = 2;

    private final int keyBits;
    private final int members;
    private final List<SlotBound> bounds;
    private final int slotBits;

    private SlotLayout(int keyBits, int members, List<SlotBound> bounds, int slotBits) {
        this.keyBits = keyBits;
        this.members = members;
        this.bounds = bounds;
        this.slotBits = slotBits;
    }

    /**
     * The layout of values with these bounds, one each, under a key of κ = {@code keyBits} bits, for sums of at most
     * N = {@code members} contributions.
     */
    public static SlotLayout of(int keyBits, int members, List<SlotBound> bounds) {
        check(members, bounds);
        return checked(new SlotLayout(keyBits, members, List.copyOf(bounds), least(members, bounds) + GUARD_BITS));
    }

    /**
     * The same with slots of w = {@code slotBits} bits, for many small values: N 2^b &le; 2^(w−1) must hold, so that no honest
     * sum leaves its slot, but there need be no spare bits.
     */
    public static SlotLayout of(int keyBits, int members, List<SlotBound> bounds, int slotBits) {
        check(members, bounds);
        if (slotBits < least(members, bounds)) {
            throw new IllegalArgumentException("Slots of " + slotBits + " bits do not hold the sums of " + members
                    + " members; they need " + least(members, bounds) + " bits");
        }
        return checked(new SlotLayout(keyBits, members, List.copyOf(bounds), slotBits));
    }

    private static void check(int members, List<SlotBound> bounds) {
        if (bounds.isEmpty() || bounds.size() > MAX_VALUES || members < 1 || members > MAX_MEMBERS) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_VALUES + " values and 1 to " + MAX_MEMBERS
                    + " members but found " + bounds.size() + " and " + members);
        }
    }

    private static SlotLayout checked(SlotLayout layout) {
        if (layout.dataSlots() < 1) {
            throw new IllegalArgumentException("A plaintext of " + layout.keyBits + " bits holds "
                    + layout.slotsPerPlaintext() + " slots of " + layout.slotBits
                    + " bits, but two sentinels and a value need three");
        }
        return layout;
    }

    /** κ. */
    public int keyBits() {
        return keyBits;
    }

    /** N, the greatest number of contributions that are added. */
    public int members() {
        return members;
    }

    /** One bound for each value. */
    public List<SlotBound> bounds() {
        return bounds;
    }

    /** w. */
    public int slotBits() {
        return slotBits;
    }

    /** S, sentinels included. */
    public int slotsPerPlaintext() {
        return (keyBits - 2) / slotBits;
    }

    /** How many plaintexts hold the participation slot and all values. */
    public int plaintextCount() {
        return Math.ceilDiv(bounds.size() + 1, dataSlots());
    }

    /** H of everything that decides where a number stands; names and scales are for the caller to add. */
    public byte[] digest() {
        CanonicalWriter writer = new CanonicalWriter()
                .u32(keyBits)
                .u32(members)
                .u32(slotBits)
                .u32(slotsPerPlaintext())
                .u32(bounds.size());
        bounds.forEach(bound -> writer.u16(bound.magnitudeBits()));
        return FramedHash.sha256("concordat/slot-layout/v1", writer.toByteArray());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotLayout layout
                && keyBits == layout.keyBits
                && members == layout.members
                && slotBits == layout.slotBits
                && bounds.equals(layout.bounds);
    }

    @Override
    public int hashCode() {
        return Objects.hash(keyBits, members, slotBits, bounds);
    }

    @Override
    public String toString() {
        return "SlotLayout(" + bounds.size() + " values in " + plaintextCount() + " plaintexts of "
                + slotsPerPlaintext() + " slots of " + slotBits + " bits)";
    }

    /** S − 2. */
    int dataSlots() {
        return slotsPerPlaintext() - SENTINELS;
    }

    /** Bits of a slot that no honest sum leaves. */
    private static int least(int members, List<SlotBound> bounds) {
        int largest = bounds.stream().mapToInt(SlotBound::magnitudeBits).max().orElseThrow();
        int carryBits = Integer.SIZE - Integer.numberOfLeadingZeros(members - 1);
        return 1 + largest + carryBits;
    }
}
