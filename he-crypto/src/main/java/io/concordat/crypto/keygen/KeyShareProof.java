package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Proof that the publisher of vk_i = v_Delta^(s_i) mod N^2 knows s_i (Schnorr in a group of unknown order).
 *
 * <pre>
 *   A = v_Delta^w, w uniform of |s| + 256 bits;  e = H_128(ceremony, i, N^2, v_Delta, vk_i, A);  z = w + e s_i
 *   verify: z at most |s| + 257 bits and H_128(..., v_Delta^z vk_i^-e) = e
 * </pre>
 *
 * <p>z hides s_i up to a statistical distance of 2^-127. It shows knowledge of the exponent, not that the exponent is
 * the right one; the degree check and the self-test do that.
 *
 * @param challenge e
 * @param response z
 */
public record KeyShareProof(BigInteger challenge, BigInteger response) {

    /** Bytes of the challenge. */
    public static final int CHALLENGE_BYTES = 16;

    private static final int HIDING_BITS = 256;

    /**
     * What is proven.
     *
     * @param ceremonyId binds the proof to one ceremony
     * @param index the member i
     * @param keys gives v_Delta and N^2
     * @param verificationKey vk_i, a unit mod N^2
     * @param shareBits the public bound on the bits of |s_i|
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once, never compared
    public record Statement(
            byte[] ceremonyId, int index, VerificationKeys keys, BigInteger verificationKey, int shareBits) {

        private BigInteger challenge(BigInteger commitment) {
            byte[] hash = FramedHash.sha256(
                    "key-share-proof/v1",
                    ceremonyId,
                    ByteBuffer.allocate(Integer.BYTES).putInt(index).array(),
                    keys.nSquared().toByteArray(),
                    keys.vDelta().toByteArray(),
                    verificationKey.toByteArray(),
                    commitment.toByteArray());
            return new BigInteger(1, Arrays.copyOf(hash, CHALLENGE_BYTES));
        }
    }

    /** Proves knowledge of the key share. */
    public static KeyShareProof prove(Statement statement, SecretBigInteger keyShare, RandomSource random) {
        if (keyShare.bitLength() > statement.shareBits()) {
            throw new IllegalArgumentException("The key share has " + keyShare.bitLength()
                    + " bits but its public bound has " + statement.shareBits());
        }
        BigInteger w = random.bits(statement.shareBits() + HIDING_BITS);
        VerificationKeys keys = statement.keys();
        BigInteger challenge = statement.challenge(keys.vDelta().modPow(w, keys.nSquared()));
        return new KeyShareProof(challenge, w.add(challenge.multiply(keyShare.value(SecretAccess.insecure()))));
    }

    /** Whether the proof holds. */
    public boolean verify(Statement statement) {
        if (response.bitLength() > responseBits(statement.shareBits())
                || challenge.signum() < 0
                || challenge.bitLength() > 8 * CHALLENGE_BYTES) {
            return false;
        }
        BigInteger nSquared = statement.keys().nSquared();
        BigInteger commitment = statement
                .keys()
                .vDelta()
                .modPow(response, nSquared)
                .multiply(statement.verificationKey().modPow(challenge.negate(), nSquared))
                .mod(nSquared);
        return challenge.equals(statement.challenge(commitment));
    }

    /** How many bits |z| may have. */
    public static int responseBits(int shareBits) {
        return shareBits + HIDING_BITS + 1;
    }
}
