package io.concordat.crypto.proof;

import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.threshold.ThresholdParameters;
import java.math.BigInteger;

/**
 * "Member i knows s_i with vk_i = v_Δ^(s_i) mod n^2", where v is hashed from ceremony and n.
 *
 * @param paillier n
 * @param parameters N and T
 * @param index i, 1 to members
 * @param verificationKey vk_i
 * @param ceremonyId binds base and proof to one ceremony
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
public record VerificationKeyStatement(
        PaillierPublicKey paillier,
        ThresholdParameters parameters,
        int index,
        BigInteger verificationKey,
        byte[] ceremonyId) {
    public VerificationKeyStatement {
        ceremonyId = ceremonyId.clone();
        if (index < 1 || index > parameters.members()) {
            throw new IllegalArgumentException(
                    "Expected an index of 1 to " + parameters.members() + " but found " + index);
        }
    }

    @Override
    public byte[] ceremonyId() {
        return ceremonyId.clone();
    }
}
