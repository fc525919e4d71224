package io.concordat.crypto.threshold;

import io.concordat.crypto.internal.IntegerInterpolation;
import java.math.BigInteger;

/**
 * How many members share the key and how many must act together to decrypt.
 *
 * <p>The sizes below follow from the integer sharing of the key ceremony with statistical distance 2^-128: the product of
 * two degree-t sharings is re-shared by 2t + 1 members with public coefficient bounds.
 *
 * @param members N, 2 to 16
 * @param threshold T, least number of members able to decrypt, N/2 &lt; T &le; N
 */
public record ThresholdParameters(int members, int threshold) {
    /** Greatest number of members. */
    public static final int MAX_MEMBERS = 16;

    /** σ: secrets are hidden up to a statistical distance of about 2^-σ. */
    public static final int STATISTICAL_BITS = 128;

    public ThresholdParameters {
        if (members < 2 || members > MAX_MEMBERS || 2 * threshold <= members || threshold > members) {
            throw new IllegalArgumentException("Expected 2 to " + MAX_MEMBERS
                    + " members and a threshold above half of them but found " + threshold + " of " + members);
        }
    }

    /** Δ = N!. */
    public BigInteger delta() {
        return IntegerInterpolation.factorial(members);
    }

    /** t = ⌊(N − 1)/2⌋, the degree of sharings inside the key ceremony. */
    public int ceremonyDegree() {
        return (members - 1) / 2;
    }

    /** K = 4 Δ^6: the partial decryptions of a fresh key combine to (1 + n)^(K m). */
    public BigInteger combinationFactor() {
        return delta().pow(6).shiftLeft(2);
    }

    /**
     * E = Δ 2^(2t+1) (2^(σ+1) Δ^2 n N^(t+2))^2, the public bound on the addends e_i that are re-shared to the threshold;
     * {@code nBound} is n or an upper bound of it.
     */
    public BigInteger addendBound(BigInteger nBound) {
        int t = ceremonyDegree();
        BigInteger share = delta().pow(2)
                .multiply(nBound)
                .multiply(BigInteger.valueOf(members).pow(t + 2))
                .shiftLeft(STATISTICAL_BITS + 1);
        return delta().multiply(share.pow(2)).shiftLeft(2 * t + 1);
    }

    /** Coefficients of a sharing of a value below {@code bound} are uniform in [0, 2^σ Δ^2 bound). */
    public BigInteger coefficientBound(BigInteger bound) {
        return delta().pow(2).multiply(bound).shiftLeft(STATISTICAL_BITS);
    }

    /** A public bound on the bits of |s_i| under a key of κ bits: that of Σ over 2t + 1 dealers of Δ E + Σ_k C N^k. */
    public int shareBits(int keyBits) {
        BigInteger bound = addendBound(BigInteger.ONE.shiftLeft(keyBits));
        BigInteger coefficient = coefficientBound(bound);
        BigInteger share = delta().multiply(bound);
        for (int k = 1; k < threshold; k++) {
            share = share.add(coefficient.multiply(BigInteger.valueOf(members).pow(k)));
        }
        return share.multiply(BigInteger.valueOf(2L * ceremonyDegree() + 1)).bitLength();
    }
}
