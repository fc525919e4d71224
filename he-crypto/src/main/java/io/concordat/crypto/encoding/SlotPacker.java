package io.concordat.crypto.encoding;

import io.concordat.crypto.paillier.Plaintext;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Packs one member's values into plaintexts, and reads the totals of several members back. */
public final class SlotPacker {
    private SlotPacker() {}

    /** Plaintexts m_k = Σ_j v_j 2^(w j) of one contribution, with 1 in the participation slot. */
    public static List<Plaintext> pack(SlotLayout layout, List<BigInteger> values) throws SlotOverflowException {
        checkCount("values", layout.bounds().size(), values.size());
        List<BigInteger> slots = new ArrayList<>();
        slots.add(BigInteger.ONE);
        for (int i = 0; i < values.size(); i++) {
            int bits = layout.bounds().get(i).magnitudeBits();
            if (values.get(i).abs().bitLength() > bits) {
                throw new SlotOverflowException(
                        i,
                        "Value " + i + " has " + values.get(i).abs().bitLength() + " bits but its slot holds " + bits);
            }
            slots.add(values.get(i));
        }
        int perPlaintext = layout.dataSlots();
        List<Plaintext> plaintexts = new ArrayList<>();
        for (int from = 0; from < slots.size(); from += perPlaintext) {
            plaintexts.add(join(layout, slots.subList(from, Math.min(slots.size(), from + perPlaintext))));
        }
        return plaintexts;
    }

    /**
     * The sums of the values over {@code contributors} members. Refuses |V| &ge; 2^(w S − 1), sentinels or unused slots that
     * are not 0, a participation slot that is not {@code contributors}, and |total| &gt; contributors 2^b.
     */
    public static List<BigInteger> unpack(SlotLayout layout, List<Plaintext> totals, int contributors)
            throws SlotOverflowException {
        checkCount("plaintexts", layout.plaintextCount(), totals.size());
        if (contributors < 1 || contributors > layout.members()) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + layout.members() + " contributors but found " + contributors);
        }
        List<BigInteger> slots = new ArrayList<>();
        for (int k = 0; k < totals.size(); k++) {
            slots.addAll(split(layout, totals.get(k), k));
        }
        if (!slots.getFirst().equals(BigInteger.valueOf(contributors))) {
            throw new SlotOverflowException(
                    SlotOverflowException.NO_SLOT,
                    "The participation slot does not count " + contributors + " members");
        }
        int values = layout.bounds().size();
        if (slots.subList(values + 1, slots.size()).stream().anyMatch(unused -> unused.signum() != 0)) {
            throw new SlotOverflowException(SlotOverflowException.NO_SLOT, "A slot after the last value is not 0");
        }
        List<BigInteger> sums = List.copyOf(slots.subList(1, values + 1));
        checkBounds(layout, sums, contributors);
        return sums;
    }

    private static void checkBounds(SlotLayout layout, List<BigInteger> sums, int contributors)
            throws SlotOverflowException {
        for (int i = 0; i < sums.size(); i++) {
            int bits = layout.bounds().get(i).magnitudeBits();
            BigInteger bound = BigInteger.valueOf(contributors).shiftLeft(bits);
            if (sums.get(i).abs().compareTo(bound) > 0) {
                throw new SlotOverflowException(
                        i, "Total " + i + " exceeds " + contributors + " times its bound of " + bits + " bits");
            }
        }
    }

    /** Σ_j slot_j 2^(w (j + 1)); slot 0 of the plaintext is the bottom sentinel. */
    private static Plaintext join(SlotLayout layout, List<BigInteger> data) {
        BigInteger sum = BigInteger.ZERO;
        for (int j = data.size() - 1; j >= 0; j--) {
            sum = sum.add(data.get(j)).shiftLeft(layout.slotBits());
        }
        return new Plaintext(sum);
    }

    /** The data slots of one plaintext as balanced digits in [−2^(w−1), 2^(w−1)). */
    private static List<BigInteger> split(SlotLayout layout, Plaintext total, int k) throws SlotOverflowException {
        int width = layout.slotBits();
        int slots = layout.slotsPerPlaintext();
        BigInteger rest = total.signedValue();
        if (rest.abs().bitLength() > width * slots - 1) {
            throw new SlotOverflowException(
                    SlotOverflowException.NO_SLOT,
                    "Plaintext " + k + " has " + rest.abs().bitLength() + " bits but its slots hold "
                            + (width * slots - 1));
        }
        List<BigInteger> digits = new ArrayList<>();
        for (int j = 0; j < slots; j++) {
            BigInteger digit = balancedDigit(rest, width);
            rest = rest.subtract(digit).shiftRight(width);
            digits.add(digit);
        }
        if (digits.getFirst().signum() != 0 || digits.getLast().signum() != 0 || rest.signum() != 0) {
            throw new SlotOverflowException(
                    SlotOverflowException.NO_SLOT, "A sentinel slot of plaintext " + k + " is not 0");
        }
        return digits.subList(1, slots - 1);
    }

    /** x mods 2^w, in [−2^(w−1), 2^(w−1)). */
    private static BigInteger balancedDigit(BigInteger x, int width) {
        BigInteger low = x.and(BigInteger.ONE.shiftLeft(width).subtract(BigInteger.ONE));
        return low.testBit(width - 1) ? low.subtract(BigInteger.ONE.shiftLeft(width)) : low;
    }

    private static void checkCount(String what, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException("Expected " + expected + " " + what + " but found " + found);
        }
    }
}
