package io.concordat.crypto.internal;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Random primes for keys that one owner holds. The joint key's factors are never made here.
 *
 * <p>A random start is sieved with its next thousands of neighbours, and the survivors are tested eight at a time by Fermat's
 * test to base 2, whose exponents the arithmetic hides as far as it can; the first that passes is then tested as
 * {@code BigInteger} does. Choosing the next prime after a random start favours primes after long gaps by a factor that costs
 * a few bits of entropy [Brandt and Damgård, CRYPTO 1992]. Which numbers are sieved out, and in which batch the prime is
 * found, shows in the time: make keys on a machine of your own.
 */
public final class Primes {
    /** Error probability of the primality test is at most 2^-CERTAINTY. */
    private static final int CERTAINTY = 128;

    /** Below this size, sieving would strike out the primes themselves, and is not worth it. */
    private static final int MIN_SIEVED_BITS = 128;

    private static final int SIEVE_BOUND = 1 << 15;
    private static final int SIEVE_SIZE = 1 << 12;
    private static final int BATCH = 8;
    private static final BigInteger THREE = BigInteger.valueOf(3);
    private static final BigInteger FOUR = BigInteger.valueOf(4);
    private static final int[] SMALL_PRIMES = smallPrimes();

    private Primes() {}

    /** A prime p = 3 mod 4 in [0.75, 1) 2^bits, so that the product of two has exactly 2 bits bits [DJN10, sec. 4.2]. */
    public static BigInteger blumPrime(int bits, RandomSource random) {
        if (bits < 16) {
            throw new IllegalArgumentException("Expected at least 16 bits but found " + bits);
        }
        while (true) {
            BigInteger start =
                    THREE.shiftLeft(bits - 2).add(random.bits(bits - 2)).or(THREE);
            Optional<BigInteger> found = bits < MIN_SIEVED_BITS
                    ? Optional.of(start).filter(candidate -> candidate.isProbablePrime(CERTAINTY))
                    : firstPrime(start, bits);
            if (found.isPresent()) {
                return found.get();
            }
        }
    }

    /** The first prime among start, start + 4, … that has the size, if the sieve holds one. */
    private static Optional<BigInteger> firstPrime(BigInteger start, int bits) {
        BitSet composite = sieve(start);
        List<BigInteger> batch = new ArrayList<>();
        for (int k = composite.nextClearBit(0); k < SIEVE_SIZE; k = composite.nextClearBit(k + 1)) {
            BigInteger candidate = start.add(FOUR.multiply(BigInteger.valueOf(k)));
            if (candidate.bitLength() > bits) {
                return Optional.empty();
            }
            batch.add(candidate);
            if (batch.size() == BATCH) {
                Optional<BigInteger> prime = firstPrime(batch);
                if (prime.isPresent()) {
                    return prime;
                }
                batch.clear();
            }
        }
        return Optional.empty();
    }

    /** The first of the candidates that passes 2^(p−1) = 1 mod p and then the full test. */
    private static Optional<BigInteger> firstPrime(List<BigInteger> candidates) {
        ModularRing ring = ArithmeticChoice.selected(candidates.size()).ring(Moduli.each(candidates));
        List<BigInteger> exponents =
                candidates.stream().map(p -> p.subtract(BigInteger.ONE)).toList();
        List<BigInteger> powers = ring.leave(ring.powerEach(
                ring.enter(Collections.nCopies(candidates.size(), BigInteger.TWO)),
                exponents,
                candidates.getLast().bitLength()));
        return IntStream.range(0, candidates.size())
                .filter(i -> powers.get(i).equals(BigInteger.ONE))
                .mapToObj(candidates::get)
                .filter(candidate -> candidate.isProbablePrime(CERTAINTY))
                .findFirst();
    }

    /** Bit k is set if start + 4 k has a small prime factor. */
    private static BitSet sieve(BigInteger start) {
        BitSet composite = new BitSet(SIEVE_SIZE);
        for (int prime : SMALL_PRIMES) {
            int residue = start.mod(BigInteger.valueOf(prime)).intValueExact();
            int quarter = prime % 4 == 3 ? (prime + 1) / 4 : (3 * prime + 1) / 4; // 1/4 mod prime
            int first = (int) ((long) (prime - residue) * quarter % prime);
            for (int k = first; k < SIEVE_SIZE; k += prime) {
                composite.set(k);
            }
        }
        return composite;
    }

    /** Odd primes below the bound. */
    private static int[] smallPrimes() {
        BitSet composite = new BitSet(SIEVE_BOUND);
        for (int d = 3; d * d < SIEVE_BOUND; d += 2) {
            for (int multiple = d * d; !composite.get(d) && multiple < SIEVE_BOUND; multiple += 2 * d) {
                composite.set(multiple);
            }
        }
        return IntStream.iterate(3, d -> d < SIEVE_BOUND, d -> d + 2)
                .filter(d -> !composite.get(d))
                .toArray();
    }
}
