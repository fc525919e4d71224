package io.concordat.crypto.keygen;

import java.math.BigInteger;

/** The Jacobi symbol (a/n), of public numbers. */
final class JacobiSymbol {

    private JacobiSymbol() {}

    /** (a/n) for odd positive n: 1, -1, or 0 if they have a factor in common. */
    static int of(BigInteger a, BigInteger n) {
        BigInteger top = a.mod(n);
        BigInteger bottom = n;
        int sign = 1;
        while (top.signum() != 0) {
            int twos = top.getLowestSetBit();
            top = top.shiftRight(twos);
            int bottomMod8 = bottom.intValue() & 7;
            if (twos % 2 == 1 && (bottomMod8 == 3 || bottomMod8 == 5)) {
                sign = -sign;
            }
            if ((top.intValue() & 3) == 3 && (bottomMod8 & 3) == 3) {
                sign = -sign;
            }
            BigInteger rest = bottom.mod(top);
            bottom = top;
            top = rest;
        }
        return bottom.equals(BigInteger.ONE) ? sign : 0;
    }
}
