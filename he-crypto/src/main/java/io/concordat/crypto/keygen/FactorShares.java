package io.concordat.crypto.keygen;

import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import java.math.BigInteger;

/**
 * One member's additive shares p_i and q_i of the factors. Secret; t + 1 members that pool theirs with everything they
 * received can factor the modulus.
 */
public final class FactorShares {

    private static final FactorShares NONE = new FactorShares(0, BigInteger.ZERO, BigInteger.ZERO);

    private final int index;
    private final SecretBigInteger p;
    private final SecretBigInteger q;

    private FactorShares(int index, BigInteger p, BigInteger q) {
        this.index = index;
        this.p = SecretBigInteger.of(p);
        this.q = SecretBigInteger.of(q);
    }

    static FactorShares none() {
        return NONE;
    }

    /** Member {@code index}'s shares: non-negative, 3 mod 4 for member 1 and 0 mod 4 for the others. */
    public static FactorShares of(int index, BigInteger p, BigInteger q) {
        int residue = index == 1 ? 3 : 0;
        if (p.signum() < 0 || q.signum() < 0 || (p.intValue() & 3) != residue || (q.intValue() & 3) != residue) {
            throw new IllegalArgumentException(
                    "The factor shares of member " + index + " must be non-negative and " + residue + " mod 4");
        }
        return new FactorShares(index, p, q);
    }

    /** e_1 = (p_1 + q_1 - 6)/4, e_i = (p_i + q_i)/4. */
    public BigInteger biprimalityExponent() {
        BigInteger sum = p().add(q());
        return (index == 1 ? sum.subtract(BigInteger.valueOf(6)) : sum).shiftRight(2);
    }

    /** This member's additive share of phi(N): N + 1 - p_1 - q_1 for member 1, -p_i - q_i for the others. */
    public BigInteger phiShare(BigInteger n) {
        BigInteger negative = p().add(q()).negate();
        return index == 1 ? n.add(BigInteger.ONE).add(negative) : negative;
    }

    BigInteger p() {
        return p.value(SecretAccess.insecure());
    }

    BigInteger q() {
        return q.value(SecretAccess.insecure());
    }

    @Override
    public String toString() {
        return "FactorShares(index=" + index + ", secret)";
    }
}
