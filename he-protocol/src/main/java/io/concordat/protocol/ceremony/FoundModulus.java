package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.KeySharing;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * What the phases after the search share.
 *
 * @param trail what is said in them
 * @param n the modulus
 * @param sharing how the decryption exponent is shared
 */
record FoundModulus(KeyTrail trail, BigInteger n, KeySharing sharing) {

    Ceremony ceremony() {
        return trail.batch().ceremony();
    }

    Introductions introductions() {
        return trail.batch().introductions();
    }

    /** This member's part of the candidate that became the modulus. */
    CandidateMember member() {
        return trail.batch().member(trail.winner().position());
    }

    PaillierPublicKey paillier() {
        return new PaillierPublicKey(n);
    }
}
