package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a {@link ThresholdPublicKey}: u8 version 1, u8 epoch type, sized n, u8 N, u8 T, v, vk_1 … vk_N (each of the
 * ciphertext's fixed length), sized K, 32 bytes ceremony id, 32 bytes transcript hash.
 */
final class ThresholdKeyCodec {
    static final int MAX_FACTOR_BITS = 4096;

    private static final int VERSION = 1;

    private ThresholdKeyCodec() {}

    static byte[] encode(ThresholdPublicKey key) {
        int length = key.paillier().ciphertextBytes();
        CanonicalWriter writer = new CanonicalWriter()
                .u8(VERSION)
                .u8(key.epochType().code())
                .sized(key.paillier().encode())
                .u8(key.parameters().members())
                .u8(key.parameters().threshold())
                .unsigned(key.v(), length);
        for (BigInteger verificationKey : key.verificationKeys()) {
            writer.unsigned(verificationKey, length);
        }
        return writer.signed(key.combinationFactor())
                .fixed(key.ceremonyId())
                .fixed(key.transcriptHash())
                .toByteArray();
    }

    static ThresholdPublicKey decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int version = reader.u8();
        if (version != VERSION) {
            throw new DecodeException("Expected key version " + VERSION + " but found " + version);
        }
        EpochType epochType = epochType(reader.u8());
        PaillierPublicKey paillier = PaillierPublicKey.decode(reader.sized(4 + PaillierPublicKey.MAX_BITS / 8));
        int members = reader.u8();
        int threshold = reader.u8();
        if (members > ThresholdParameters.MAX_MEMBERS) {
            throw new DecodeException(
                    "Expected at most " + ThresholdParameters.MAX_MEMBERS + " members but found " + members);
        }
        BigInteger v = reader.unsigned(paillier.ciphertextBytes());
        List<BigInteger> verificationKeys = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            verificationKeys.add(reader.unsigned(paillier.ciphertextBytes()));
        }
        BigInteger combinationFactor = reader.signed(MAX_FACTOR_BITS / 8 + 1);
        byte[] ceremonyId = reader.fixed(FramedHash.LENGTH);
        byte[] transcriptHash = reader.fixed(FramedHash.LENGTH);
        reader.end();
        try {
            ThresholdParameters parameters = new ThresholdParameters(members, threshold);
            if (!v.equals(VerificationKeys.of(ceremonyId, paillier, parameters).v())) {
                throw new DecodeException("The base of the verification keys is not the hash of ceremony and n");
            }
            return new ThresholdPublicKey(
                    epochType,
                    paillier,
                    parameters,
                    v,
                    verificationKeys,
                    combinationFactor,
                    ceremonyId,
                    transcriptHash);
        } catch (IllegalArgumentException e) {
            throw new DecodeException("Not a threshold key: " + e.getMessage());
        }
    }

    private static EpochType epochType(int code) throws DecodeException {
        for (EpochType type : EpochType.values()) {
            if (type.code() == code) {
                return type;
            }
        }
        throw new DecodeException("Unknown epoch type " + code);
    }
}
