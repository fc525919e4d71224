package io.concordat.crypto.keygen;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Shamir sharing over the ring Z_m with evaluation points 1..n, multiplication included [BGW88].
 *
 * <p>A secret s is shared with f(X) = s + c_1 X + ... + c_d X^d, c_k uniform in Z_m; member i gets f(i). Shares add and
 * multiply locally, degrees add. A product of two sharings of degree t has degree 2t; before it is opened or turned
 * into additive shares, a fresh sharing of zero of degree 2t must be added, or its coefficients leak.
 *
 * <p>Requires every difference of two points to be a unit of Z_m: m has no prime factor up to n. d = 2t + 1 points
 * reconstruct a product.
 */
public final class RingBgw {

    private final BigInteger modulus;
    private final int members;
    private final int degree;
    private final List<BigInteger> atZero;
    private final List<List<BigInteger>> atOthers;

    private RingBgw(BigInteger modulus, int members, int degree) {
        this.modulus = modulus;
        this.members = members;
        this.degree = degree;
        this.atZero = lagrange(0);
        List<List<BigInteger>> others = new ArrayList<>();
        for (int point = 2 * degree + 2; point <= members; point++) {
            others.add(lagrange(point));
        }
        this.atOthers = List.copyOf(others);
    }

    /** Sharing over Z_modulus for so many members, with sharings of the given degree t, 2t + 1 &lt;= members. */
    public static RingBgw of(BigInteger modulus, int members, int degree) {
        if (degree < 1 || 2 * degree + 1 > members) {
            throw new IllegalArgumentException("Multiplication of sharings of degree " + degree + " needs "
                    + (2 * degree + 1) + " members but there are " + members);
        }
        for (int i = 2; i < members; i++) {
            if (!modulus.gcd(BigInteger.valueOf(i)).equals(BigInteger.ONE)) {
                throw new IllegalArgumentException("The ring's modulus has a factor in common with " + i
                        + ", but differences of the points 1.." + members + " must be units");
            }
        }
        return new RingBgw(modulus, members, degree);
    }

    private List<BigInteger> lagrange(int at) {
        int points = 2 * degree + 1;
        List<BigInteger> coefficients = new ArrayList<>(points);
        for (int i = 1; i <= points; i++) {
            BigInteger numerator = BigInteger.ONE;
            BigInteger denominator = BigInteger.ONE;
            for (int j = 1; j <= points; j++) {
                if (j != i) {
                    numerator = numerator.multiply(BigInteger.valueOf(at - j));
                    denominator = denominator.multiply(BigInteger.valueOf(i - j));
                }
            }
            coefficients.add(numerator.multiply(denominator.modInverse(modulus)).mod(modulus));
        }
        return List.copyOf(coefficients);
    }

    /** Shares a secret with a fresh polynomial of the given degree: element i-1 is for member i. */
    public List<BigInteger> share(BigInteger secret, int polynomialDegree, RandomSource random) {
        BigInteger[] coefficients = new BigInteger[polynomialDegree];
        for (int k = 0; k < polynomialDegree; k++) {
            coefficients[k] = random.below(modulus);
        }
        List<BigInteger> shares = new ArrayList<>(members);
        for (int i = 1; i <= members; i++) {
            BigInteger point = BigInteger.valueOf(i);
            BigInteger value = BigInteger.ZERO;
            for (int k = polynomialDegree - 1; k >= 0; k--) {
                value = value.add(coefficients[k]).multiply(point);
            }
            shares.add(value.add(secret).mod(modulus));
        }
        return shares;
    }

    /** lambda_i h(i): member {@code index}'s additive share of the secret of a sharing of degree 2t; 0 for i &gt; 2t+1. */
    public BigInteger additiveShare(int index, BigInteger share) {
        return index > 2 * degree + 1
                ? BigInteger.ZERO
                : atZero.get(index - 1).multiply(share).mod(modulus);
    }

    /** The secret of a sharing of degree 2t, from all members' shares in index order, which must be consistent. */
    public BigInteger open(List<BigInteger> shares) throws InconsistentSharesException {
        if (shares.size() != members) {
            throw new IllegalArgumentException("Expected shares of " + members + " members but found " + shares.size());
        }
        for (int other = 0; other < atOthers.size(); other++) {
            int point = 2 * degree + 2 + other;
            if (!interpolate(atOthers.get(other), shares).equals(shares.get(point - 1))) {
                throw new InconsistentSharesException("The share of member " + point
                        + " is not on the polynomial of degree " + 2 * degree + " through the first "
                        + (2 * degree + 1) + " shares");
            }
        }
        return interpolate(atZero, shares);
    }

    private BigInteger interpolate(List<BigInteger> coefficients, List<BigInteger> shares) {
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < coefficients.size(); i++) {
            sum = sum.add(coefficients.get(i).multiply(shares.get(i)));
        }
        return sum.mod(modulus);
    }

    /** m. */
    public BigInteger modulus() {
        return modulus;
    }

    /** n. */
    public int members() {
        return members;
    }

    /** t. */
    public int degree() {
        return degree;
    }

    /** Bytes of one element of the ring. */
    public int elementBytes() {
        return (modulus.bitLength() + 7) / 8;
    }
}
