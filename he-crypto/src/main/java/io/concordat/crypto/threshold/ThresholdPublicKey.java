package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The public record of a joint key. Its hash, the {@link #keyId()}, stands in everything signed, so that no part of it can
 * be exchanged.
 *
 * <p>The record says what the ceremony produced; that the ceremony was honest is vouched for by the members' signatures on
 * the key id and by comparing the {@link #fingerprint()} out of band.
 *
 * @param epochType what the key may carry
 * @param paillier n
 * @param parameters N and T
 * @param v base of the verification keys, a square mod n^2
 * @param verificationKeys vk_i in the order of the indices 1 to N
 * @param combinationFactor K: combined partial decryptions are (1 + n)^(K m); 4 Δ^6 for a fresh key
 * @param ceremonyId 32 bytes
 * @param transcriptHash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; equality is that of the encoding.
public record ThresholdPublicKey(
        EpochType epochType,
        PaillierPublicKey paillier,
        ThresholdParameters parameters,
        BigInteger v,
        List<BigInteger> verificationKeys,
        BigInteger combinationFactor,
        byte[] ceremonyId,
        byte[] transcriptHash) {
    private static final int FINGERPRINT_BYTES = 16;
    private static final int FINGERPRINT_GROUP = 4;

    public ThresholdPublicKey {
        verificationKeys = List.copyOf(verificationKeys);
        ceremonyId = checkHash(ceremonyId);
        transcriptHash = checkHash(transcriptHash);
        if (verificationKeys.size() != parameters.members()) {
            throw new IllegalArgumentException(
                    "Expected " + parameters.members() + " verification keys but found " + verificationKeys.size());
        }
        if (combinationFactor.signum() <= 0
                || combinationFactor.bitLength() > ThresholdKeyCodec.MAX_FACTOR_BITS
                || !combinationFactor.gcd(paillier.n()).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException("The combination factor must be positive and prime to n");
        }
        ModularArithmetic ring = ModularArithmetic.moduloSquareOf(paillier.n());
        if (!ring.isCanonicalUnit(v) || !ring.areCanonicalUnits(verificationKeys)) {
            throw new IllegalArgumentException("The base and the verification keys must be units below n^2");
        }
    }

    /** A key fresh from its ceremony: v hashed from ceremony and n, K = 4 Δ^6. */
    public static ThresholdPublicKey fresh(
            EpochType epochType,
            PaillierPublicKey paillier,
            ThresholdParameters parameters,
            List<BigInteger> verificationKeys,
            CeremonyRecord ceremony) {
        return new ThresholdPublicKey(
                epochType,
                paillier,
                parameters,
                VerificationKeys.of(ceremony.ceremonyId(), paillier, parameters).v(),
                verificationKeys,
                parameters.combinationFactor(),
                ceremony.ceremonyId(),
                ceremony.transcriptHash());
    }

    @Override
    public byte[] ceremonyId() {
        return ceremonyId.clone();
    }

    @Override
    public byte[] transcriptHash() {
        return transcriptHash.clone();
    }

    /** The canonical bytes. */
    public byte[] encode() {
        return ThresholdKeyCodec.encode(this);
    }

    /** Reads a record; refuses weak moduli, non-units, and a base that is not the hashed one. */
    public static ThresholdPublicKey decode(byte[] encoded) throws DecodeException {
        return ThresholdKeyCodec.decode(encoded);
    }

    /** H(encode()), 32 bytes. */
    public byte[] keyId() {
        return FramedHash.sha256("concordat/key/v1", encode());
    }

    /** The first 128 bits of the key id in groups of four hexadecimal digits, for people to compare. */
    public String fingerprint() {
        String hex = HexFormat.of().formatHex(keyId(), 0, FINGERPRINT_BYTES);
        List<String> groups = new ArrayList<>();
        for (int from = 0; from < hex.length(); from += FINGERPRINT_GROUP) {
            groups.add(hex.substring(from, from + FINGERPRINT_GROUP));
        }
        return String.join("-", groups);
    }

    /** v_Δ = v^Δ mod n^2. */
    public BigInteger vDelta() {
        return VerificationKeys.ofBase(v, paillier, parameters).vDelta();
    }

    /** vk_index. */
    public BigInteger verificationKey(int index) {
        return verificationKeys.get(index - 1);
    }

    /** A public bound on the bits of |s_i|. */
    public int shareBits() {
        return parameters.shareBits(paillier.bits());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ThresholdPublicKey key && Arrays.equals(encode(), key.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "ThresholdPublicKey(" + epochType + ", " + paillier.bits() + " bits, " + parameters.threshold() + " of "
                + parameters.members() + ", " + fingerprint() + ")";
    }

    private static byte[] checkHash(byte[] hash) {
        if (hash.length != FramedHash.LENGTH) {
            throw new IllegalArgumentException("Expected a hash of 32 bytes but found " + hash.length);
        }
        return hash.clone();
    }
}
