package io.concordat.protocol.ceremony;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Whether received numbers are units of Z_m. */
final class Units {

    private Units() {}

    /** The place of the first that is not in [1, m) or not coprime to m; one gcd if all are. */
    static Optional<Integer> firstNonUnit(List<BigInteger> values, BigInteger modulus) {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < values.size(); i++) {
            BigInteger value = values.get(i);
            if (value.signum() <= 0 || value.compareTo(modulus) >= 0) {
                return Optional.of(i);
            }
            product = product.multiply(value).mod(modulus);
        }
        if (product.gcd(modulus).equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).gcd(modulus).equals(BigInteger.ONE)) {
                return Optional.of(i);
            }
        }
        throw new AssertionError("bug: a product of units is a unit");
    }
}
