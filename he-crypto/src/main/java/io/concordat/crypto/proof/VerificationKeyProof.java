package io.concordat.crypto.proof;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.internal.ModularArithmetic;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.VerificationKeys;
import java.math.BigInteger;

/**
 * Schnorr's proof of the exponent behind a verification key: A = v_Δ^w, e = H(…, A), z = w + e s_i over the integers.
 *
 * @param challenge e, 128 bits
 * @param response z, at most |s| + 257 bits, never negative
 */
public record VerificationKeyProof(BigInteger challenge, BigInteger response) {
    private static final int CHALLENGE_BYTES = DiscreteLogEquality.CHALLENGE_BITS / 8;

    public VerificationKeyProof {
        if (challenge.signum() < 0
                || challenge.bitLength() > DiscreteLogEquality.CHALLENGE_BITS
                || response.signum() < 0) {
            throw new IllegalArgumentException("A challenge has at most 128 bits and a response is not negative");
        }
    }

    /** Proves a statement with the share it is about. */
    public static VerificationKeyProof prove(VerificationKeyStatement statement, KeyShare share, RandomSource random) {
        if (share.index() != statement.index()) {
            throw new IllegalArgumentException(
                    "Expected share " + statement.index() + " but found share " + share.index());
        }
        ModularArithmetic ring =
                ModularArithmetic.moduloSquareOf(statement.paillier().n());
        BigInteger base = base(statement);
        BigInteger s = share.share().value(SecretAccess.insecure());
        int shareBits = statement.parameters().shareBits(statement.paillier().bits());
        while (true) {
            BigInteger w = random.bits(shareBits + DiscreteLogEquality.COMMITMENT_EXTRA_BITS);
            BigInteger e = challenge(statement, base, ring.secretPower(base, w));
            BigInteger z = w.add(e.multiply(s));
            if (z.signum() >= 0) { // Negative only for a negative share, and then with probability 2^-128.
                return new VerificationKeyProof(e, z);
            }
        }
    }

    /** Whether the proof shows the statement; false for every kind of bad value. */
    public boolean verify(VerificationKeyStatement statement) {
        ModularArithmetic ring =
                ModularArithmetic.moduloSquareOf(statement.paillier().n());
        int shareBits = statement.parameters().shareBits(statement.paillier().bits());
        if (response.bitLength() > shareBits + DiscreteLogEquality.RESPONSE_EXTRA_BITS
                || !ring.isCanonicalUnit(statement.verificationKey())) {
            return false;
        }
        BigInteger base = base(statement);
        BigInteger divisor = ring.inverse(ring.power(statement.verificationKey(), challenge));
        BigInteger commitment = ring.multiply(ring.power(base, response), divisor);
        return challenge(statement, base, commitment).equals(challenge);
    }

    /** 16 bytes e, then z in ⌈(|s| + 257)/8⌉ bytes. */
    public byte[] encode(PaillierPublicKey key, ThresholdParameters parameters) {
        return new CanonicalWriter()
                .unsigned(challenge, CHALLENGE_BYTES)
                .unsigned(response, responseBytes(key, parameters))
                .toByteArray();
    }

    /** Reads a proof for a key in the making. */
    public static VerificationKeyProof decode(byte[] encoded, PaillierPublicKey key, ThresholdParameters parameters)
            throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        BigInteger challenge = reader.unsigned(CHALLENGE_BYTES);
        BigInteger response = reader.unsigned(responseBytes(key, parameters));
        reader.end();
        return new VerificationKeyProof(challenge, response);
    }

    private static int responseBytes(PaillierPublicKey key, ThresholdParameters parameters) {
        return Math.ceilDiv(parameters.shareBits(key.bits()) + DiscreteLogEquality.RESPONSE_EXTRA_BITS, 8);
    }

    private static BigInteger base(VerificationKeyStatement statement) {
        return VerificationKeys.of(statement.ceremonyId(), statement.paillier(), statement.parameters())
                .vDelta();
    }

    private static BigInteger challenge(VerificationKeyStatement statement, BigInteger base, BigInteger commitment) {
        int length = statement.paillier().ciphertextBytes();
        ThresholdParameters parameters = statement.parameters();
        return FramedHash.expandBits(
                "concordat/verification-key-challenge/v1",
                DiscreteLogEquality.CHALLENGE_BITS,
                statement.ceremonyId(),
                statement.paillier().encode(),
                new CanonicalWriter()
                        .u8(parameters.members())
                        .u8(parameters.threshold())
                        .u8(statement.index())
                        .toByteArray(),
                CanonicalWriter.unsignedBytes(base, length),
                CanonicalWriter.unsignedBytes(statement.verificationKey(), length),
                CanonicalWriter.unsignedBytes(commitment, length));
    }
}
