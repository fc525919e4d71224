package io.concordat.crypto.keygen;

import java.util.BitSet;

/** The primes up to a bound, by the sieve of Eratosthenes. */
final class SmallPrimes {

    private SmallPrimes() {}

    /** All primes l with above &lt; l &lt;= bound, ascending. */
    static int[] between(int above, int bound) {
        BitSet composite = new BitSet(bound + 1);
        for (int i = 2; (long) i * i <= bound; i++) {
            if (!composite.get(i)) {
                for (int j = i * i; j <= bound; j += i) {
                    composite.set(j);
                }
            }
        }
        composite.flip(2, bound + 1);
        composite.clear(0, Math.min(above, bound) + 1);
        return composite.stream().toArray();
    }
}
