package io.concordat.crypto.threshold;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.PaillierPublicKey;
import java.math.BigInteger;

/**
 * c_i = c^(2 Δ s_i) mod n^2: member i's part of opening c. Believe it only with its proof.
 *
 * @param index i, 1 to members
 * @param value c_i, positive
 */
public record PartialDecryption(int index, BigInteger value) {
    public PartialDecryption {
        if (index < 1 || index > ThresholdParameters.MAX_MEMBERS || value.signum() <= 0) {
            throw new IllegalArgumentException("A partial decryption has an index of 1 to "
                    + ThresholdParameters.MAX_MEMBERS + " and a positive value; the index is " + index);
        }
    }

    /** u8 index, then the value in the ciphertext's fixed length. */
    public byte[] encode(PaillierPublicKey key) {
        return new CanonicalWriter()
                .u8(index)
                .unsigned(value, key.ciphertextBytes())
                .toByteArray();
    }

    /** Reads one; refuses values that are not units below n^2. */
    public static PartialDecryption decode(byte[] encoded, PaillierPublicKey key) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        int index = reader.u8();
        BigInteger value = reader.unsigned(key.ciphertextBytes());
        reader.end();
        if (index < 1 || index > ThresholdParameters.MAX_MEMBERS) {
            throw new DecodeException(
                    "Expected an index of 1 to " + ThresholdParameters.MAX_MEMBERS + " but found " + index);
        }
        if (value.signum() == 0
                || value.compareTo(key.nSquared()) >= 0
                || !value.gcd(key.n()).equals(BigInteger.ONE)) {
            throw new DecodeException("A partial decryption must be a unit below n^2");
        }
        return new PartialDecryption(index, value);
    }

    @Override
    public String toString() {
        return "PartialDecryption(member " + index + ")";
    }
}
