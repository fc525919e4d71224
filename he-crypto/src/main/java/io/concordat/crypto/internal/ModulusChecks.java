package io.concordat.crypto.internal;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.Optional;

/**
 * Cheap tests that a modulus from outside is not one of the well-known weak ones: prime, perfect power, small factor, two
 * factors close together. Passing them proves nothing more; a joint key is trusted because of its ceremony.
 */
public final class ModulusChecks {
    private static final int TRIAL_BOUND = 1 << 14;
    private static final BigInteger SMALL_PRIMES = productOfPrimesBelow(TRIAL_BOUND);
    private static final int FERMAT_STEPS = 64;
    private static final int PRIMALITY_CERTAINTY = 40;

    private ModulusChecks() {}

    /** A sentence that names the weakness found, if one is. */
    public static Optional<String> weakness(BigInteger n) {
        if (!n.gcd(SMALL_PRIMES).equals(BigInteger.ONE)) {
            return Optional.of("The modulus has a factor below " + TRIAL_BOUND);
        }
        if (n.isProbablePrime(PRIMALITY_CERTAINTY)) {
            return Optional.of("The modulus is prime");
        }
        for (int k = 3; k <= n.bitLength() / 14 + 1; k += 2) {
            if (root(n, k).pow(k).equals(n)) {
                return Optional.of("The modulus is a perfect power of exponent " + k);
            }
        }
        return closeFactors(n) ? Optional.of("The modulus has two factors close together") : Optional.empty();
    }

    /** Fermat's method: n = a^2 − b^2 for an a within a few steps of √n; b = 0 is a perfect square. */
    private static boolean closeFactors(BigInteger n) {
        BigInteger a = n.sqrt();
        for (int step = 0; step < FERMAT_STEPS; step++) {
            BigInteger difference = a.multiply(a).subtract(n);
            if (difference.signum() >= 0 && difference.sqrt().pow(2).equals(difference)) {
                return true;
            }
            a = a.add(BigInteger.ONE);
        }
        return false;
    }

    /** ⌊n^(1/k)⌋ by bisection on its bits. */
    private static BigInteger root(BigInteger n, int k) {
        BigInteger root = BigInteger.ZERO;
        for (int bit = n.bitLength() / k; bit >= 0; bit--) {
            BigInteger trial = root.setBit(bit);
            if (trial.pow(k).compareTo(n) <= 0) {
                root = trial;
            }
        }
        return root;
    }

    private static BigInteger productOfPrimesBelow(int bound) {
        BitSet composite = new BitSet(bound);
        BigInteger product = BigInteger.ONE;
        for (int p = composite.nextClearBit(2); p < bound; p = composite.nextClearBit(p + 1)) {
            product = product.multiply(BigInteger.valueOf(p));
            for (int multiple = p * p; multiple > 0 && multiple < bound; multiple += p) {
                composite.set(multiple);
            }
        }
        return product;
    }
}
