package io.concordat.crypto.vectors;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Section "Packing" of docs/vectors.md. */
final class ReferencePacking {
    private final List<Integer> bits;
    private final int members;
    private final int width;
    private final int slots;
    private final int plaintexts;

    private ReferencePacking(VectorCase vector) {
        bits = vector.magnitudeBits();
        members = vector.layout("members");
        int carry = 0;
        while (1 << carry < members) {
            carry++;
        }
        width = 1 + Collections.max(bits) + carry + 8;
        slots = (vector.layout("keyBits") - 2) / width;
        plaintexts = (bits.size() + slots - 2) / (slots - 2);
    }

    static Optional<List<BigInteger>> run(VectorCase vector) {
        ReferencePacking packing = new ReferencePacking(vector);
        return vector.type().equals("Packing")
                ? packing.pack(vector.inputNumbers("values"))
                : packing.unpack(vector.inputNumbers("totals"), vector.inputInt("contributors"));
    }

    private Optional<List<BigInteger>> pack(List<BigInteger> values) {
        if (values.size() != bits.size()) {
            return Optional.empty();
        }
        List<BigInteger> row = new ArrayList<>(List.of(BigInteger.ONE));
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).abs().bitLength() > bits.get(i)) {
                return Optional.empty();
            }
            row.add(values.get(i));
        }
        List<BigInteger> packed = new ArrayList<>(Collections.nCopies(plaintexts, BigInteger.ZERO));
        for (int j = 0; j < row.size(); j++) {
            int slot = 1 + j % (slots - 2);
            packed.set(
                    j / (slots - 2), packed.get(j / (slots - 2)).add(row.get(j).shiftLeft(width * slot)));
        }
        return Optional.of(packed);
    }

    private Optional<List<BigInteger>> unpack(List<BigInteger> totals, int contributors) {
        if (totals.size() != plaintexts || contributors < 1 || contributors > members) {
            return Optional.empty();
        }
        BigInteger base = BigInteger.TWO.pow(width);
        List<BigInteger> row = new ArrayList<>();
        for (BigInteger total : totals) {
            if (total.abs().compareTo(BigInteger.TWO.pow(width * slots - 1)) >= 0) {
                return Optional.empty();
            }
            BigInteger rest = total;
            for (int slot = 0; slot < slots; slot++) {
                BigInteger digit = rest.mod(base);
                digit = digit.shiftLeft(1).compareTo(base) >= 0 ? digit.subtract(base) : digit;
                rest = rest.subtract(digit).divide(base);
                boolean sentinel = slot == 0 || slot == slots - 1;
                if (sentinel && digit.signum() != 0) {
                    return Optional.empty();
                }
                if (!sentinel) {
                    row.add(digit);
                }
            }
            if (rest.signum() != 0) {
                return Optional.empty();
            }
        }
        boolean counted = row.removeFirst().equals(BigInteger.valueOf(contributors));
        for (int i = 0; i < row.size(); i++) {
            BigInteger bound =
                    i < bits.size() ? BigInteger.valueOf(contributors).shiftLeft(bits.get(i)) : BigInteger.ZERO;
            counted &= row.get(i).abs().compareTo(bound) <= 0;
        }
        return counted ? Optional.of(row.subList(0, bits.size())) : Optional.empty();
    }
}
