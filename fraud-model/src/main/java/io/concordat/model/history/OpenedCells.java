package io.concordat.model.history;

import io.concordat.model.computation.StateDecodeException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** The opened sums of one period over all banks, one number for each key. Immutable. */
public final class OpenedCells {
    private static final int VARINT_BITS = 7;
    private static final int VARINT_MORE = 1 << VARINT_BITS;
    private static final int MAX_VARINT_SHIFT = 28;

    private final CellPeriod period;
    private final int[] sums;

    /** Cells of a period, in the order of the directory's keys. */
    public OpenedCells(CellPeriod period, int[] sums) {
        this.period = period;
        this.sums = sums.clone();
    }

    public CellPeriod period() {
        return period;
    }

    /** How many keys there are. */
    public int size() {
        return sums.length;
    }

    /** The sum at the key with this place. */
    public int sum(int key) {
        return sums[key];
    }

    /** The same sums in the places of another directory's keys; a key that only one of them lists counts 0 or is left out. */
    public OpenedCells over(KeyDirectory own, KeyDirectory other) {
        int[] moved = new int[other.size()];
        for (int key = 0; key < moved.length; key++) {
            int place = own.indexOf(other.keys().get(key));
            moved[key] = place == KeyDirectory.ABSENT ? 0 : sums[place];
        }
        return new OpenedCells(period, moved);
    }

    /** How many sums are not 0. */
    public int populated() {
        return (int) Arrays.stream(sums).filter(sum -> sum != 0).count();
    }

    /** Everything added up. */
    public long total() {
        return Arrays.stream(sums).asLongStream().sum();
    }

    /** For each sum that is not 0 the keys skipped before it and the sum (zigzag), both as base-128 numbers, lowest first. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int next = 0;
        for (int key = 0; key < sums.length; key++) {
            if (sums[key] != 0) {
                write(out, key - next);
                write(out, (sums[key] << 1) ^ (sums[key] >> (Integer.SIZE - 1)));
                next = key + 1;
            }
        }
        return out.toByteArray();
    }

    private static void write(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest < 0 || rest >= VARINT_MORE) {
            out.write((rest & (VARINT_MORE - 1)) | VARINT_MORE);
            rest >>>= VARINT_BITS;
        }
        out.write(rest);
    }

    /** What {@link #encode} wrote, for so many keys. */
    public static OpenedCells decode(CellPeriod period, int keys, byte[] bytes) throws StateDecodeException {
        int[] sums = new int[keys];
        Cursor in = new Cursor(bytes);
        long key = 0;
        while (in.more()) {
            key += Integer.toUnsignedLong(in.read());
            int folded = in.read();
            if (key >= keys || folded == 0) {
                throw new StateDecodeException("Expected sums other than 0 for " + keys + " keys but found key " + key);
            }
            sums[(int) key++] = (folded >>> 1) ^ -(folded & 1);
        }
        return new OpenedCells(period, sums);
    }

    private static final class Cursor {
        private final byte[] bytes;
        private int at;

        Cursor(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean more() {
            return at < bytes.length;
        }

        int read() throws StateDecodeException {
            int value = 0;
            for (int shift = 0; shift <= MAX_VARINT_SHIFT; shift += VARINT_BITS) {
                if (!more()) {
                    throw new StateDecodeException("Expected another byte of a number but found the end");
                }
                int part = bytes[at++];
                value |= (part & (VARINT_MORE - 1)) << shift;
                if (part >= 0) {
                    if (part == 0 && shift > 0) {
                        throw new StateDecodeException("Expected a number in its shortest form");
                    }
                    return value;
                }
            }
            throw new StateDecodeException("Expected a number of at most 5 bytes");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpenedCells cells && period.equals(cells.period) && Arrays.equals(sums, cells.sums);
    }

    @Override
    public int hashCode() {
        return 31 * period.hashCode() + Arrays.hashCode(sums);
    }

    @Override
    public String toString() {
        return "OpenedCells(" + period + ", " + populated() + " of " + sums.length + " keys not 0)";
    }
}
