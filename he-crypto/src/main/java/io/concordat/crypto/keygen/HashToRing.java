package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import java.math.BigInteger;

/**
 * Public elements of Z_m that nobody chose: SHA-256 of the framed fields, expanded to 128 bits more than m
 * has, mod m.
 */
final class HashToRing {

    private static final int EXCESS_BITS = 128;

    private HashToRing() {}

    static BigInteger element(BigInteger modulus, String tag, byte[]... fields) {
        return FramedHash.expandBits(tag, modulus.bitLength() + EXCESS_BITS, fields)
                .mod(modulus);
    }
}
