package io.concordat.crypto.keygen;

import java.math.BigInteger;

/** The published prime P &gt; 2^(kappa+1) modulo which the members multiply p and q: the least one. */
final class ProductRing {

    private ProductRing() {}

    /** The least prime above 2^(kappa+1); written down for the sizes of real keys, searched for others. */
    static BigInteger modulus(int modulusBits) {
        BigInteger power = BigInteger.ONE.shiftLeft(modulusBits + 1);
        return switch (modulusBits) {
            case 2048 -> power.add(BigInteger.valueOf(227));
            case 3072 -> power.add(BigInteger.valueOf(1151));
            case 4096 -> power.add(BigInteger.valueOf(51));
            default -> power.nextProbablePrime();
        };
    }
}
