package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.IntegerInterpolation;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The public values that partial decryptions are proven against: v, a square mod n^2 that nobody chose, v_Δ = v^Δ, and
 * vk_i = v_Δ^(s_i) mod n^2 for each member.
 */
public final class VerificationKeys {
    private static final int CHECK_BITS = 64;
    private static final int EXCESS_BITS = 128;

    private final ModularArithmetic ring;
    private final ThresholdParameters parameters;
    private final BigInteger v;
    private final BigInteger vDelta;

    private VerificationKeys(ModularArithmetic ring, ThresholdParameters parameters, BigInteger v) {
        this.ring = ring;
        this.parameters = parameters;
        this.v = v;
        this.vDelta = ring.power(v, parameters.delta());
    }

    /** Over the base hashed from ceremony and n: 2κ + 128 bits mod n^2, squared. */
    public static VerificationKeys of(byte[] ceremonyId, PaillierPublicKey key, ThresholdParameters parameters) {
        BigInteger hashed = FramedHash.expandBits(
                "concordat/verification-base/v1", 2 * key.bits() + EXCESS_BITS, ceremonyId, key.encode());
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(key.n());
        return new VerificationKeys(ring, parameters, ring.square(hashed));
    }

    static VerificationKeys ofBase(BigInteger v, PaillierPublicKey key, ThresholdParameters parameters) {
        return new VerificationKeys(ModularArithmetic.moduloSquareOf(key.n()), parameters, v);
    }

    /** v. */
    public BigInteger v() {
        return v;
    }

    /** v_Δ. */
    public BigInteger vDelta() {
        return vDelta;
    }

    /** vk_i = v_Δ^(s_i) mod n^2. */
    public BigInteger verificationKey(SecretBigInteger share) {
        return ring.secretPower(vDelta, share.value(SecretAccess.insecure()));
    }

    /**
     * Whether the s_i behind the vk_i lie on one polynomial of degree threshold − 1, up to elements of order 2: for a
     * polynomial ρ of degree N − T − 1 with 64-bit coefficients from the seed and
     * w_i = ρ(i) (N − 1)!/Π_{j≠i}(i − j), Π vk_i^(2 w_i) = 1 mod n^2 [SCRAPE, CD17, sec. 2.1]. The seed must be fixed
     * after the vk_i, for instance the hash of the transcript that holds them. Nothing to check when N = T.
     */
    public boolean areOfDegree(List<BigInteger> verificationKeys, byte[] seed) {
        int members = parameters.members();
        if (verificationKeys.size() != members) {
            throw new IllegalArgumentException(
                    "Expected " + members + " verification keys but found " + verificationKeys.size());
        }
        if (!ring.areCanonicalUnits(verificationKeys)) {
            return false;
        }
        List<BigInteger> positive = new ArrayList<>();
        List<BigInteger> negative = new ArrayList<>();
        for (BigInteger weight : dualWeights(seed)) {
            positive.add(weight.max(BigInteger.ZERO).shiftLeft(1));
            negative.add(weight.negate().max(BigInteger.ZERO).shiftLeft(1));
        }
        return ring.productOfPowers(verificationKeys, positive)
                .equals(ring.productOfPowers(verificationKeys, negative));
    }

    /** w_1 … w_N of the dual code word that the seed selects; all 0 when N = T. */
    private List<BigInteger> dualWeights(byte[] seed) {
        int members = parameters.members();
        int terms = members - parameters.threshold();
        BigInteger coefficients = FramedHash.expandBits("concordat/degree-check/v1", CHECK_BITS * terms, seed);
        BigInteger mask = BigInteger.ONE.shiftLeft(CHECK_BITS).subtract(BigInteger.ONE);
        List<BigInteger> weights = new ArrayList<>();
        for (int i = 1; i <= members; i++) {
            BigInteger value = BigInteger.ZERO;
            for (int k = terms - 1; k >= 0; k--) {
                BigInteger coefficient = coefficients.shiftRight(CHECK_BITS * k).and(mask);
                value = value.multiply(BigInteger.valueOf(i)).add(coefficient);
            }
            weights.add(value.multiply(signedBinomial(members, i)));
        }
        return weights;
    }

    /** (N − 1)!/Π_{j≠i}(i − j) = (−1)^(N−i) (N−1 choose i−1). */
    private static BigInteger signedBinomial(int members, int i) {
        BigInteger binomial = IntegerInterpolation.factorial(members - 1)
                .divide(IntegerInterpolation.factorial(i - 1))
                .divide(IntegerInterpolation.factorial(members - i));
        return (members - i) % 2 == 0 ? binomial : binomial.negate();
    }
}
