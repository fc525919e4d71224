package io.concordat.crypto.threshold;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All subsets of 1..n of one size, in order of their bit masks. */
final class Subsets {
    private Subsets() {}

    static List<List<Integer>> of(int n, int size) {
        List<List<Integer>> subsets = new ArrayList<>();
        for (int mask = 0; mask < 1 << n; mask++) {
            if (Integer.bitCount(mask) == size) {
                int chosen = mask;
                subsets.add(IntStream.rangeClosed(1, n)
                        .filter(i -> (chosen >> (i - 1) & 1) == 1)
                        .boxed()
                        .toList());
            }
        }
        return subsets;
    }
}
