package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The public values against which partial decryptions are proven: v, a square of Z*_{N^2} that nobody chose, v_Delta =
 * v^Delta, and for each member vk_i = v_Delta^(s_i) mod N^2.
 */
public final class VerificationKeys {

    private final BigInteger nSquared;
    private final BigInteger v;
    private final BigInteger vDelta;

    private VerificationKeys(BigInteger nSquared, BigInteger v, BigInteger delta) {
        this.nSquared = nSquared;
        this.v = v;
        this.vDelta = v.modPow(delta, nSquared);
    }

    /** v = (a hash of ceremony and N)^2. */
    public static VerificationKeys of(byte[] ceremonyId, BigInteger n, BigInteger delta) {
        BigInteger nSquared = n.multiply(n);
        BigInteger root = HashToRing.element(nSquared, "verification-base/v1", ceremonyId, n.toByteArray());
        return new VerificationKeys(nSquared, root.multiply(root).mod(nSquared), delta);
    }

    static VerificationKeys ofBase(BigInteger n, BigInteger v, BigInteger delta) {
        return new VerificationKeys(n.multiply(n), v, delta);
    }

    /** vk_i of a key share, which may be negative. */
    public BigInteger verificationKey(BigInteger keyShare) {
        return vDelta.modPow(keyShare, nSquared);
    }

    /** v. */
    public BigInteger v() {
        return v;
    }

    /** v_Delta. */
    public BigInteger vDelta() {
        return vDelta;
    }

    /** N^2. */
    public BigInteger nSquared() {
        return nSquared;
    }

    /**
     * Whether all verification keys belong to one polynomial of degree T - 1 in the exponent; always true if T = n.
     *
     * <p>With a random polynomial rho of degree n - T - 1 and 64-bit coefficients (drawn from the seed, which must be
     * fixed only after the keys are), w_i = rho(i) (n-1)! / prod_{j != i} (i - j): sum w_i f(i) = 0 for every f of
     * degree at most T - 1, so prod vk_i^(2 w_i) = 1 mod N^2 [SCRAPE, Cascudo and David 2017].
     */
    public boolean areOfDegree(List<BigInteger> verificationKeys, int threshold, byte[] seed) {
        int members = verificationKeys.size();
        if (threshold == members) {
            return true;
        }
        List<BigInteger> rho = new ArrayList<>();
        SeededRandomSource random = new SeededRandomSource(FramedHash.sha256("degree-check/v1", seed));
        for (int k = 0; k < members - threshold; k++) {
            rho.add(random.bits(64));
        }
        BigInteger positive = BigInteger.ONE;
        BigInteger negative = BigInteger.ONE;
        for (int i = 1; i <= members; i++) {
            BigInteger weight = weight(i, members, rho).shiftLeft(1);
            BigInteger power = verificationKeys.get(i - 1).modPow(weight.abs(), nSquared);
            if (weight.signum() > 0) {
                positive = positive.multiply(power).mod(nSquared);
            } else {
                negative = negative.multiply(power).mod(nSquared);
            }
        }
        return positive.equals(negative);
    }

    private static BigInteger weight(int i, int members, List<BigInteger> rho) {
        BigInteger point = BigInteger.valueOf(i);
        BigInteger value = BigInteger.ZERO;
        for (BigInteger coefficient : rho.reversed()) {
            value = value.multiply(point).add(coefficient);
        }
        BigInteger denominator = BigInteger.ONE;
        for (int j = 1; j <= members; j++) {
            value = j < members ? value.multiply(BigInteger.valueOf(j)) : value;
            denominator = j == i ? denominator : denominator.multiply(BigInteger.valueOf(i - j));
        }
        return value.divide(denominator);
    }
}
