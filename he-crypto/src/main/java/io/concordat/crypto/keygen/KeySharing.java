package io.concordat.crypto.keygen;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.List;

/**
 * From additive shares of phi(N) and gamma = phi(N)^-1 mod N to shares of the decryption exponent d = phi(N) gamma, of
 * any threshold T, over the integers.
 *
 * <ol>
 *   <li>Every member shares phi_i and gamma_i with degree t; the sums are shares Phi(i), Gamma(i) of Delta phi and Delta
 *       gamma.
 *   <li>Members 1..2t+1 form e_i = (Delta lambda_i) Phi(i) Gamma(i); their sum is Delta^3 d.
 *   <li>They share e_i with degree T - 1 and the public bound E = Delta 2^(2t+1) (2^(sigma+1) Delta^2 N n^(t+2))^2; the
 *       sum of what member i gets is its key share s_i, a value of a polynomial f with f(0) = Delta^4 d.
 * </ol>
 *
 * <p>d = 1 mod N and d = 0 mod phi(N).
 */
public final class KeySharing {

    private final IntegerShamir sharing;
    private final int degree;
    private final int threshold;
    private final BigInteger n;

    private KeySharing(IntegerShamir sharing, int degree, int threshold, BigInteger n) {
        this.sharing = sharing;
        this.degree = degree;
        this.threshold = threshold;
        this.n = n;
    }

    /** Key sharing for a modulus N among so many members; threshold + 1 &gt; t + 1 is required. */
    public static KeySharing of(int members, int threshold, BigInteger n) {
        int degree = (members - 1) / 2;
        if (threshold < degree + 1 || threshold > members) {
            throw new IllegalArgumentException("Expected a threshold of " + (degree + 1) + " to " + members + " for "
                    + members + " members but found " + threshold);
        }
        return new KeySharing(IntegerShamir.of(members), degree, threshold, n);
    }

    /** For each member its share of this member's phi_i or gamma_i, |.| &lt;= N. */
    public List<BigInteger> shareFactor(BigInteger phiOrGamma, RandomSource random) {
        return sharing.share(phiOrGamma, n, degree, random);
    }

    /** Bound of the absolute value of one share of {@link #shareFactor}. */
    public BigInteger factorShareBound() {
        return sharing.shareBound(n, degree);
    }

    /** Whether member {@code index} is one of the 2t + 1 that share an exponent term. */
    public boolean sharesExponent(int index) {
        return index <= 2 * degree + 1;
    }

    /** e_i, from member i's shares Phi(i) and Gamma(i). */
    public BigInteger exponentTerm(int index, BigInteger phi, BigInteger gamma) {
        return sharing.scaledLagrange(index, 2 * degree + 1).multiply(phi).multiply(gamma);
    }

    /** For each member its share of e_i, with degree T - 1 and the public bound E. */
    public List<BigInteger> shareExponent(BigInteger exponentTerm, RandomSource random) {
        return sharing.share(exponentTerm, exponentBound(), threshold - 1, random);
    }

    /** E. */
    public BigInteger exponentBound() {
        BigInteger factorSum = delta().pow(2)
                .multiply(n)
                .multiply(BigInteger.valueOf(members()).pow(degree + 2))
                .shiftLeft(IntegerShamir.STATISTICAL_BITS + 1);
        return delta().multiply(factorSum.pow(2)).shiftLeft(2 * degree + 1);
    }

    /** Bound of the absolute value of one share of {@link #shareExponent}. */
    public BigInteger exponentShareBound() {
        return sharing.shareBound(exponentBound(), threshold - 1);
    }

    /** Bits that the absolute value of a key share s_i has at most. */
    public int keyShareBits() {
        return exponentShareBound()
                .multiply(BigInteger.valueOf(2L * degree + 1))
                .bitLength();
    }

    /** Delta = n!. */
    public BigInteger delta() {
        return sharing.delta();
    }

    private int members() {
        return sharing.members();
    }
}
