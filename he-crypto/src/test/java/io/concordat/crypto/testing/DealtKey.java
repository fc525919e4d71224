package io.concordat.crypto.testing;

import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.List;

/**
 * Everything a dealer knows.
 *
 * @param key the public record
 * @param shares s_1 … s_N
 * @param owner the factors, which no real joint key has anywhere
 * @param exponent d
 */
public record DealtKey(ThresholdPublicKey key, List<KeyShare> shares, PaillierPrivateKey owner, BigInteger exponent) {
    public DealtKey {
        shares = List.copyOf(shares);
    }

    /** Share of member 1 to N. */
    public KeyShare share(int index) {
        return shares.get(index - 1);
    }

    @Override
    public String toString() {
        return "DealtKey(" + key + ")";
    }
}
