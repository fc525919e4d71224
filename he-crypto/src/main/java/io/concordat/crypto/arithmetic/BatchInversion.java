package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Many inverses for one inversion: a_k^-1 = (a_1…a_{k−1}) (a_1…a_k)^-1 [Montgomery 1987]. */
public final class BatchInversion {
    private BatchInversion() {}

    /** The inverses of units modulo m; {@link ArithmeticException} if one is none. */
    public static List<BigInteger> of(List<BigInteger> units, BigInteger modulus) {
        List<BigInteger> prefixes = new ArrayList<>();
        BigInteger product = BigInteger.ONE;
        for (BigInteger unit : units) {
            prefixes.add(product);
            product = product.multiply(unit).mod(modulus);
        }
        BigInteger inverse = product.modInverse(modulus);
        List<BigInteger> inverses = new ArrayList<>();
        for (int k = units.size() - 1; k >= 0; k--) {
            inverses.add(inverse.multiply(prefixes.get(k)).mod(modulus));
            inverse = inverse.multiply(units.get(k)).mod(modulus);
        }
        Collections.reverse(inverses);
        return inverses;
    }
}
