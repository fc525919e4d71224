package io.concordat.crypto.keygen;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/**
 * Finds small prime factors of many numbers of the same size at once.
 *
 * <p>With N = sum w_j 2^(24 j) and a table of 2^(24 j) mod l, N mod l = (sum w_j (2^(24 j) mod l)) mod l. The primes are
 * taken in blocks; within a block the table lies word by word, so that the sums of all its primes grow side by side in
 * plain loops that the compiler turns into vector instructions. Everything is an integer below 2^53 held exactly in a
 * double, the number type for which every processor has such instructions. A block's part of the table (4 bytes per prime
 * and word: 28 MB in all for 2048 bits and 2^20) stays in the cache while all numbers of a group are divided.
 */
public final class TrialDivision {

    private static final int WORD_BITS = 24;
    private static final int BLOCK = 512;

    private final int words;
    private final int[] primes; // filled up to whole blocks with the last one
    private final float[] table; // block, word, prime in block; below 2^20, so exact

    private TrialDivision(int words, int[] primes) {
        this.words = words;
        this.primes = Arrays.copyOf(primes, Math.ceilDiv(primes.length, BLOCK) * BLOCK);
        Arrays.fill(this.primes, primes.length, this.primes.length, primes[primes.length - 1]);
        this.table = new float[this.primes.length * words];
        for (int i = 0; i < this.primes.length; i++) {
            int column = i / BLOCK * BLOCK * words + i % BLOCK;
            long power = 1;
            for (int word = 0; word < words; word++) {
                table[column + word * BLOCK] = power;
                power = (power << WORD_BITS) % this.primes[i];
            }
        }
    }

    /** Division of numbers of so many bits by all odd primes up to the bound, at most 2^20. */
    public static TrialDivision of(int modulusBits, int bound) {
        if (bound < 3 || bound > 1 << 20) {
            throw new IllegalArgumentException("Expected a bound of 3 to 1048576 but found " + bound);
        }
        if (modulusBits < 64 || modulusBits > 4096) {
            throw new IllegalArgumentException("Expected 64 to 4096 bits but found " + modulusBits);
        }
        return new TrialDivision(Math.ceilDiv(modulusBits, WORD_BITS), SmallPrimes.between(2, bound));
    }

    /** The least odd prime factor up to the bound of each number, 0 where there is none. */
    public int[] leastFactors(List<BigInteger> numbers) {
        int[] factors = new int[numbers.size()];
        double[][] limbs = new double[numbers.size()][];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = limbs(numbers.get(i));
        }
        double[] sums = new double[BLOCK];
        for (int first = 0; first < primes.length; first += BLOCK) {
            for (int i = 0; i < limbs.length; i++) {
                if (factors[i] == 0) {
                    sum(limbs[i], first, sums);
                    factors[i] = leastDivisor(sums, first);
                }
            }
        }
        return factors;
    }

    /** sums[k] = sum w_j (2^(24 j) mod l_k) &lt; 2^(24 + 20) 171 &lt; 2^52. */
    private void sum(double[] limbs, int first, double[] sums) {
        Arrays.fill(sums, 0);
        int row = first * words;
        for (double limb : limbs) {
            addMultiples(limb, row, sums);
            row += BLOCK;
        }
    }

    private void addMultiples(double limb, int row, double[] sums) {
        for (int k = 0; k < BLOCK; k++) {
            sums[k] += limb * table[row + k];
        }
    }

    /** The least prime of a block that divides its sum, or 0. */
    private int leastDivisor(double[] sums, int first) {
        reduce(sums, first);
        for (int k = 0; k < BLOCK; k++) {
            double rest = sums[k];
            int prime = primes[first + k];
            if (rest == 0 || rest == prime || rest == -prime) {
                return prime;
            }
        }
        return 0;
    }

    /** Replaces each sum by a number congruent to it mod its prime, of absolute value up to the prime. */
    private void reduce(double[] sums, int first) {
        for (int k = 0; k < BLOCK; k++) {
            double prime = primes[first + k];
            sums[k] -= Math.rint(sums[k] / prime) * prime;
        }
    }

    private double[] limbs(BigInteger number) {
        if (number.signum() <= 0 || number.bitLength() > WORD_BITS * words) {
            throw new IllegalArgumentException("Expected a positive number of at most " + WORD_BITS * words
                    + " bits but found " + number.bitLength());
        }
        double[] limbs = new double[words];
        BigInteger rest = number;
        for (int word = 0; word < words; word++) {
            limbs[word] = rest.intValue() & ((1 << WORD_BITS) - 1);
            rest = rest.shiftRight(WORD_BITS);
        }
        return limbs;
    }
}
