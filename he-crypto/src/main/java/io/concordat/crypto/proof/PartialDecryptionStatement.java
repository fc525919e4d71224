package io.concordat.crypto.proof;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * "Member i raised all these ciphertexts to the exponent behind its verification key": log_{v_Δ}(vk_i) =
 * log_{c_k^(4Δ)}(c_{i,k}^2) for every k.
 *
 * @param key the joint key
 * @param index i, 1 to members
 * @param context what the opening is for, such as the root of a round's transcript; a proof for one context fails in another
 * @param ciphertexts c_1 … c_K, valid under the key, at least one
 * @param partials c_{i,1} … c_{i,K}
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
public record PartialDecryptionStatement(
        ThresholdPublicKey key,
        int index,
        byte[] context,
        List<Ciphertext> ciphertexts,
        List<PartialDecryption> partials) {
    private static final int WEIGHT_BYTES = 16;

    public PartialDecryptionStatement {
        context = context.clone();
        ciphertexts = List.copyOf(ciphertexts);
        partials = List.copyOf(partials);
        if (index < 1 || index > key.parameters().members()) {
            throw new IllegalArgumentException(
                    "Expected an index of 1 to " + key.parameters().members() + " but found " + index);
        }
        if (ciphertexts.isEmpty() || ciphertexts.size() != partials.size()) {
            throw new IllegalArgumentException("Expected as many partial decryptions as ciphertexts, at least one, but"
                    + " found " + partials.size() + " for " + ciphertexts.size());
        }
    }

    @Override
    public byte[] context() {
        return context.clone();
    }

    @Override
    public String toString() {
        return "PartialDecryptionStatement(member " + index + ", " + ciphertexts.size() + " ciphertexts)";
    }

    /** Whether all values are units below n^2 and carry the member's index; one gcd in all. */
    boolean isWellFormed() {
        PaillierPublicKey paillier = key.paillier();
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(paillier.n());
        List<BigInteger> values = new ArrayList<>();
        ciphertexts.forEach(ciphertext -> values.add(ciphertext.value()));
        partials.forEach(partial -> values.add(partial.value()));
        return partials.stream().allMatch(partial -> partial.index() == index) && ring.areCanonicalUnits(values);
    }

    /** H over key id, index, context and every value: the seed of the batching weights and part of the challenge. */
    byte[] digest() {
        CanonicalWriter values = new CanonicalWriter().u32(ciphertexts.size());
        int length = key.paillier().ciphertextBytes();
        for (int k = 0; k < ciphertexts.size(); k++) {
            values.unsigned(ciphertexts.get(k).value(), length);
            values.unsigned(partials.get(k).value(), length);
        }
        return FramedHash.sha256(
                "concordat/partial-decryption-statement/v1",
                key.keyId(),
                new CanonicalWriter().u8(index).toByteArray(),
                context,
                values.toByteArray());
    }

    /** One equality for all: with 128-bit ρ_k hashed from the digest, H = Π c_k^(4 Δ ρ_k) and Y = Π c_{i,k}^(2 ρ_k). */
    DiscreteLogEquality batched(byte[] digest) {
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(key.paillier().n());
        byte[] expanded =
                FramedHash.expand("concordat/partial-decryption-weights/v1", WEIGHT_BYTES * partials.size(), digest);
        List<BigInteger> weights = new ArrayList<>();
        for (int k = 0; k < partials.size(); k++) {
            weights.add(new BigInteger(1, expanded, k * WEIGHT_BYTES, WEIGHT_BYTES));
        }
        BigInteger bases =
                ring.productOfPowers(ciphertexts.stream().map(Ciphertext::value).toList(), weights);
        BigInteger claims = ring.productOfPowers(
                partials.stream().map(PartialDecryption::value).toList(), weights);
        return new DiscreteLogEquality(
                ring,
                key.vDelta(),
                ring.power(bases, key.parameters().delta().shiftLeft(2)),
                key.verificationKey(index),
                ring.square(claims));
    }
}
