package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.IntegerInterpolation;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.secret.SecretAccess;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * The public values that partial decryptions are proven against: vk_i = v_Δ^(s_i) mod n^2 with v_Δ = v^Δ and v a square
 * hashed from n.
 */
public final class VerificationKeys {
    private static final int CHECK_BITS = 64;

    private VerificationKeys() {}

    /** v: 2κ + 128 hashed bits mod n^2, squared; nobody knows its logarithm to another base. */
    public static BigInteger base(PaillierPublicKey key) {
        BigInteger hashed = FramedHash.expandBits("concordat/verification-base/v1", 2 * key.bits() + 128, key.encode());
        return ModularArithmetic.modulo(key.nSquared()).square(hashed);
    }

    /** v_Δ = v^Δ mod n^2. */
    public static BigInteger raisedBase(PaillierPublicKey key, BigInteger v, ThresholdParameters parameters) {
        return ModularArithmetic.modulo(key.nSquared()).power(v, parameters.delta());
    }

    /** vk_i = v_Δ^(s_i) mod n^2, from the hashed base of the key. */
    public static BigInteger of(PaillierPublicKey key, ThresholdParameters parameters, KeyShare share) {
        return ModularArithmetic.modulo(key.nSquared())
                .secretPower(
                        raisedBase(key, base(key), parameters), share.share().value(SecretAccess.insecure()));
    }

    /**
     * Whether the s_i behind the vk_i lie on one polynomial of degree threshold − 1, up to elements of order 2: for a
     * polynomial ρ of degree N − T − 1 with 64-bit coefficients from the seed and
     * w_i = ρ(i) (N − 1)!/Π_{j≠i}(i − j), Π vk_i^(2 w_i) = 1 mod n^2 [SCRAPE, CD17, sec. 2.1]. The seed must be fixed
     * after the vk_i, for instance the hash of the transcript that holds them. Nothing to check when N = T.
     */
    public static boolean lieOnOnePolynomial(
            PaillierPublicKey key, ThresholdParameters parameters, List<BigInteger> verificationKeys, byte[] seed) {
        int members = parameters.members();
        if (verificationKeys.size() != members) {
            throw new IllegalArgumentException(
                    "Expected " + members + " verification keys but found " + verificationKeys.size());
        }
        if (members == parameters.threshold()) {
            return true;
        }
        List<BigInteger> weights = dualWeights(parameters, seed);
        List<BigInteger> positive = new ArrayList<>();
        List<BigInteger> negative = new ArrayList<>();
        for (BigInteger weight : weights) {
            positive.add(weight.max(BigInteger.ZERO).shiftLeft(1));
            negative.add(weight.negate().max(BigInteger.ZERO).shiftLeft(1));
        }
        ModularArithmetic ring = ModularArithmetic.modulo(key.nSquared());
        return ring.productOfPowers(verificationKeys, positive)
                .equals(ring.productOfPowers(verificationKeys, negative));
    }

    /** w_1 … w_N of the dual code word that the seed selects. */
    private static List<BigInteger> dualWeights(ThresholdParameters parameters, byte[] seed) {
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
