package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * What the phases after the search share.
 *
 * @param n the modulus
 * @param sharing how the decryption exponent is shared
 */
record FoundModulus(Ceremony ceremony, Introductions introductions, BigInteger n, KeySharing sharing) {

    PaillierPublicKey paillier() {
        return new PaillierPublicKey(n);
    }
}
