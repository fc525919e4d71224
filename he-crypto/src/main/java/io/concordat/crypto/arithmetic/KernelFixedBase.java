package io.concordat.crypto.arithmetic;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table outside the heap, freed when nothing refers to it any more. */
final class KernelFixedBase implements FixedBase {
    private final KernelRing ring;
    private final int exponentBits;
    private final int window;
    private final TableLookup lookup;
    private final MemorySegment table;

    private KernelFixedBase(KernelRing ring, int exponentBits, int window, TableLookup lookup) {
        this.ring = ring;
        this.exponentBits = exponentBits;
        this.window = window;
        this.lookup = lookup;
        long bytes = TableShape.bytes(exponentBits, window, 8L * ring.record().elementWords());
        this.table = Arena.ofAuto().allocate(bytes, 64);
    }

    /** Computes the table, all positions at once: entry d of each is entry d − 1 times g^(2^(w j)). */
    static KernelFixedBase of(KernelRing ring, BigInteger base, int exponentBits, int window, TableLookup lookup) {
        KernelFixedBase fixed = new KernelFixedBase(ring, exponentBits, window, lookup);
        List<Residues> chain = new ArrayList<>();
        Residues next = ring.enter(List.of(base));
        for (int j = 0; j < fixed.windows(); j++) {
            chain.add(next);
            for (int i = 0; i < window && j + 1 < fixed.windows(); i++) {
                next = ring.square(next);
            }
        }
        Residues units = ring.concatenate(chain);
        Residues entries = ring.power(units, BigInteger.ZERO);
        for (int d = 0; d < 1 << window; d++) {
            fixed.store(d, entries);
            entries = ring.multiply(entries, units);
        }
        return fixed;
    }

    @Override
    public Residues powers(List<BigInteger> exponents) {
        Arguments.requireExponents(exponents, exponentBits);
        ring.room(exponents.size());
        byte[] bytes = KernelRing.exponentBytes(exponents, exponentBits);
        int width = Math.ceilDiv(exponentBits, 8);
        long[] powers = ring.powers()
                .fixedPower(ring.record(), table, windows(), window, bytes, width, lookup == TableLookup.SCANNED);
        Arrays.fill(bytes, (byte) 0);
        return new KernelResidues(ring, exponents.size(), powers);
    }

    @Override
    public int exponentBits() {
        return exponentBits;
    }

    @Override
    public long tableBytes() {
        return table.byteSize();
    }

    @Override
    public int windowBits() {
        return window;
    }

    @Override
    public String toString() {
        return "FixedBase(" + exponentBits + " bits, " + tableBytes() + " bytes, " + lookup + ")";
    }

    private int windows() {
        return Digits.count(exponentBits, window);
    }

    /** Writes entry d of all positions as rows. */
    private void store(int d, Residues entries) {
        long[] words = ((KernelResidues) entries).words();
        KernelRecord record = ring.record();
        for (int j = 0; j < entries.size(); j++) {
            int from = j / KernelRecord.LANES * record.groupWords() + j % KernelRecord.LANES;
            long row = (((long) j << window) + d) * record.elementWords();
            for (int i = 0; i < record.elementWords(); i++) {
                table.setAtIndex(JAVA_LONG, row + i, words[from + KernelRecord.LANES * i]);
            }
        }
    }
}
