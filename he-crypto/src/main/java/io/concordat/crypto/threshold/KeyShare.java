package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBigInteger;
import java.math.BigInteger;

/**
 * One member's share s_i = f(i) of the decryption exponent. threshold − 1 of them tell nothing about it; threshold of them
 * decrypt everything for ever, so a share never leaves its member.
 *
 * @param index i, 1 to members
 * @param share s_i
 */
public record KeyShare(int index, SecretBigInteger share) {
    private static final int VERSION = 1;
    private static final int MAX_SHARE_BYTES = 1 << 14;

    public KeyShare {
        checkIndex(index);
    }

    /** For the member's encrypted store: version, index, s_i. Secret: the caller encrypts and wipes it. */
    public byte[] encode(SecretAccess access) {
        return new CanonicalWriter()
                .u8(VERSION)
                .u8(index)
                .signed(share.value(access))
                .toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static KeyShare decode(byte[] encoded) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int version = reader.u8();
        int index = reader.u8();
        BigInteger share = reader.signed(MAX_SHARE_BYTES);
        reader.end();
        if (version != VERSION || index < 1 || index > ThresholdParameters.MAX_MEMBERS) {
            throw new DecodeException("Unknown key share of version " + version + " and index " + index);
        }
        return new KeyShare(index, SecretBigInteger.of(share));
    }

    /** Whether vk_i = v_Δ^(s_i), so that a damaged or mistaken share is noticed before it is used; one exponentiation. */
    public boolean belongsTo(ThresholdPublicKey key) {
        return index <= key.parameters().members()
                && VerificationKeys.ofBase(key.v(), key.paillier(), key.parameters())
                        .verificationKey(share)
                        .equals(key.verificationKey(index));
    }

    private static void checkIndex(int index) {
        if (index < 1 || index > ThresholdParameters.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "Expected an index of 1 to " + ThresholdParameters.MAX_MEMBERS + " but found " + index);
        }
    }
}
