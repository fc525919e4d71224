package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Products of powers with lanes for digit positions: each element meets eight buckets at once, one for each of eight digits
 * of its exponents, whatever columns these belong to [Pippenger, SIAM J. Comput. 1980].
 */
final class KernelBuckets {
    private static final int LANES = KernelRecord.LANES;

    private final KernelRing ring;

    KernelBuckets(KernelRing ring) {
        this.ring = ring;
    }

    /** One product a column. */
    Residues products(long[] elements, int count, List<List<BigInteger>> columns) {
        BucketPlan plan = BucketPlan.of(columns, count);
        List<List<int[]>> digits = columns.stream()
                .map(column -> column.stream().map(plan::cut).toList())
                .toList();
        List<Residues> positive = new ArrayList<>();
        List<Residues> negative = new ArrayList<>();
        int tasks = columns.size() * plan.digits();
        for (int first = 0; first < tasks; first += LANES) {
            long[][] sides = collapse(elements, count, plan, digits, first);
            int lanes = Math.min(LANES, tasks - first);
            positive.add(new KernelResidues(ring, lanes, sides[0]));
            if (plan.signed()) {
                negative.add(new KernelResidues(ring, lanes, sides[1]));
            }
        }
        Residues result = horner(ring.concatenate(positive), columns.size(), plan);
        if (!plan.signed()) {
            return result;
        }
        return ring.multiply(result, ring.inverse(horner(ring.concatenate(negative), columns.size(), plan)));
    }

    /** Collapsed buckets of eight tasks; task t is digit t / columns of column t mod columns. */
    private long[][] collapse(long[] elements, int count, BucketPlan plan, List<List<int[]>> digits, int first) {
        int columns = digits.size();
        short[] chosen = new short[count * LANES];
        for (int lane = 0; lane < LANES && first + lane < columns * plan.digits(); lane++) {
            int position = (first + lane) / columns;
            List<int[]> column = digits.get((first + lane) % columns);
            for (int i = 0; i < count; i++) {
                int digit = column.get(i)[position];
                chosen[i * LANES + lane] = (short) (digit >= 0 ? digit : plan.buckets() - digit);
            }
        }
        long[] one = element(ring.enter(List.of(BigInteger.ONE)));
        return ring.powers().buckets(ring.record(), one, elements, count, chosen, plan.buckets(), plan.signed());
    }

    /** Π_j x_j^(2^(w j)) for each column, all columns at once; x_j are the collapsed buckets of digit j. */
    private Residues horner(Residues collapsed, int columns, BucketPlan plan) {
        Residues result = digit(collapsed, plan.digits() - 1, columns);
        for (int j = plan.digits() - 2; j >= 0; j--) {
            for (int i = 0; i < plan.window(); i++) {
                result = ring.square(result);
            }
            result = ring.multiply(result, digit(collapsed, j, columns));
        }
        return result;
    }

    private Residues digit(Residues collapsed, int j, int columns) {
        int[] positions = new int[columns];
        for (int c = 0; c < columns; c++) {
            positions[c] = j * columns + c;
        }
        return ring.select(collapsed, positions);
    }

    /** The words of a vector of one element, as a row. */
    private long[] element(Residues one) {
        long[] words = ((KernelResidues) one).words();
        long[] row = new long[ring.record().elementWords()];
        for (int i = 0; i < row.length; i++) {
            row[i] = words[LANES * i];
        }
        return row;
    }
}
