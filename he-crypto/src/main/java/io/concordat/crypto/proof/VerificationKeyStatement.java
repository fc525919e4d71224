package io.concordat.crypto.proof;

import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.threshold.ThresholdParameters;
import java.math.BigInteger;

/**
 * "Member i knows s_i with vk_i = v_Δ^(s_i) mod n^2", where v is hashed from n.
 *
 * @param paillier n
 * @param parameters N and T
 * @param index i, 1 to members
 * @param verificationKey vk_i
 * @param context what the proof is for, such as the id of the ceremony
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
public record VerificationKeyStatement(
        PaillierPublicKey paillier,
        ThresholdParameters parameters,
        int index,
        BigInteger verificationKey,
        byte[] context) {
    public VerificationKeyStatement {
        context = context.clone();
        if (index < 1 || index > parameters.members()) {
            throw new IllegalArgumentException(
                    "Expected an index of 1 to " + parameters.members() + " but found " + index);
        }
    }

    @Override
    public byte[] context() {
        return context.clone();
    }
}
