package io.concordat.crypto.proof;

import io.concordat.crypto.internal.ModularArithmetic;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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

    /** (G^z X^-e, H^z Y^-e) of each equality for public e and z, all at once; all equalities are over one ring. */
    static List<Commitment> recompute(
            List<DiscreteLogEquality> equalities, List<BigInteger> challenges, List<BigInteger> responses) {
        ModularArithmetic ring = equalities.getFirst().ring;
        List<BigInteger> powers = ring.powers(
                inPairs(equalities, DiscreteLogEquality::g, DiscreteLogEquality::h),
                inPairs(responses, z -> z, z -> z));
        List<BigInteger> divisors = ring.inverses(ring.powers(
                inPairs(equalities, DiscreteLogEquality::x, DiscreteLogEquality::y),
                inPairs(challenges, e -> e, e -> e)));
        return IntStream.range(0, equalities.size())
                .mapToObj(i -> new Commitment(
                        ring.multiply(powers.get(2 * i), divisors.get(2 * i)),
                        ring.multiply(powers.get(2 * i + 1), divisors.get(2 * i + 1))))
                .toList();
    }

    private static <T> List<BigInteger> inPairs(
            List<T> items, Function<T, BigInteger> first, Function<T, BigInteger> second) {
        return items.stream()
                .flatMap(item -> Stream.of(first.apply(item), second.apply(item)))
                .toList();
    }
}
