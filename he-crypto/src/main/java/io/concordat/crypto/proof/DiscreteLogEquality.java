package io.concordat.crypto.proof;

import io.concordat.crypto.internal.ModularArithmetic;
import java.math.BigInteger;
import java.util.List;

/**
 * The algebra of one proof that log_G(X) = log_H(Y) = s over a group of unknown order: A = G^w, B = H^w, z = w + e s, and the
 * verifier recomputes A = G^z X^-e, B = H^z Y^-e.
 *
 * @param ring Z_{n^2}
 * @param g G, a unit
 * @param h H, a unit
 * @param x X = G^s, a unit
 * @param y Y = H^s, a unit
 */
record DiscreteLogEquality(ModularArithmetic ring, BigInteger g, BigInteger h, BigInteger x, BigInteger y) {
    /** The challenge has 128 bits. */
    static final int CHALLENGE_BITS = 128;

    /** w is longer than s by the challenge and 128 bits more, which hide s in z. */
    static final int COMMITMENT_EXTRA_BITS = 256;

    /** z is at most this much longer than s. */
    static final int RESPONSE_EXTRA_BITS = COMMITMENT_EXTRA_BITS + 1;

    /**
     * A and B.
     *
     * @param a G^w
     * @param b H^w
     */
    record Commitment(BigInteger a, BigInteger b) {}

    /** (G^w, H^w) for a secret w. */
    Commitment commit(BigInteger w) {
        List<BigInteger> powers = ring.secretPowers(List.of(g, h), w);
        return new Commitment(powers.getFirst(), powers.getLast());
    }

    /** (G^z X^-e, H^z Y^-e) for public e and z. */
    Commitment recompute(BigInteger challenge, BigInteger response) {
        List<BigInteger> powers = ring.powers(List.of(g, h), response);
        List<BigInteger> divisors = ring.inverses(ring.powers(List.of(x, y), challenge));
        return new Commitment(
                ring.multiply(powers.getFirst(), divisors.getFirst()),
                ring.multiply(powers.getLast(), divisors.getLast()));
    }
}
