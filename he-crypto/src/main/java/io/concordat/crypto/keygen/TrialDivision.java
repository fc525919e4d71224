package io.concordat.crypto.keygen;

import java.math.BigInteger;
import java.util.List;

/**
 * Finds small prime factors of many numbers of the same size at once.
 *
 * <p>With N = sum w_j 2^(32 j) and a table of 2^(32 j) mod l, N mod l = (sum w_j (2^(32 j) mod l)) mod l: one dot
 * product and one division per prime. The table (4 bytes per prime and 32 bits of N: 20 MB for 2048 bits and 2^20) is
 * walked in blocks that stay in the processor's cache while all numbers of a group are divided.
 */
public final class TrialDivision {

    private static final int BLOCK_BYTES = 1 << 17;

    private final int words;
    private final int[] primes;
    private final int[] table;

    private TrialDivision(int words, int[] primes) {
        this.words = words;
        this.primes = primes;
        this.table = new int[primes.length * words];
        for (int row = 0; row < primes.length; row++) {
            long power = 1;
            for (int word = 0; word < words; word++) {
                table[row * words + word] = (int) power;
                power = (power << 32) % primes[row];
            }
        }
    }

    /** Division of numbers of so many bits by all odd primes up to the bound, at most 2^20. */
    public static TrialDivision of(int modulusBits, int bound) {
        if (bound < 3 || bound > 1 << 20) {
            throw new IllegalArgumentException("Expected a bound of 3 to 1048576 but found " + bound);
        }
        if (modulusBits < 32 || modulusBits > 8192) {
            throw new IllegalArgumentException("Expected 32 to 8192 bits but found " + modulusBits);
        }
        return new TrialDivision((modulusBits + 31) / 32, SmallPrimes.between(2, bound));
    }

    /** The least odd prime factor up to the bound of each number, 0 where there is none. */
    public int[] leastFactors(List<BigInteger> numbers) {
        int[] factors = new int[numbers.size()];
        long[][] limbs = new long[numbers.size()][];
        for (int i = 0; i < limbs.length; i++) {
            limbs[i] = limbs(numbers.get(i));
        }
        int rows = Math.max(1, BLOCK_BYTES / (4 * words));
        for (int first = 0; first < primes.length; first += rows) {
            int end = Math.min(primes.length, first + rows);
            for (int i = 0; i < limbs.length; i++) {
                if (factors[i] == 0) {
                    factors[i] = factorBetween(limbs[i], first, end);
                }
            }
        }
        return factors;
    }

    private int factorBetween(long[] limbs, int first, int end) {
        for (int row = first; row < end; row++) {
            int offset = row * words;
            long sum = 0; // at most 2^(32+20) * 256 words < 2^63
            for (int word = 0; word < limbs.length; word++) {
                sum += limbs[word] * table[offset + word];
            }
            if (sum % primes[row] == 0) {
                return primes[row];
            }
        }
        return 0;
    }

    private long[] limbs(BigInteger number) {
        if (number.signum() <= 0 || number.bitLength() > 32 * words) {
            throw new IllegalArgumentException(
                    "Expected a positive number of at most " + 32 * words + " bits but found " + number.bitLength());
        }
        long[] limbs = new long[words];
        BigInteger rest = number;
        for (int word = 0; word < words; word++) {
            limbs[word] = rest.intValue() & 0xFFFFFFFFL;
            rest = rest.shiftRight(32);
        }
        return limbs;
    }
}
