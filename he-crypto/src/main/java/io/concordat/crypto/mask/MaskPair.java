package io.concordat.crypto.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Two members of one key epoch, the lower id first (in the order of {@link String#compareTo}).
 *
 * @param keyId the epoch's key
 * @param lowId id of the member that encapsulates and adds the masks of the pair
 * @param highId id of the member that decapsulates and subtracts them
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
public record MaskPair(byte[] keyId, String lowId, String highId) {
    public MaskPair {
        keyId = keyId.clone();
        if (lowId.isEmpty() || lowId.compareTo(highId) >= 0) {
            throw new IllegalArgumentException(
                    "Expected two different ids in order but found '" + lowId + "' and '" + highId + "'");
        }
    }

    /** The pair of two ids in any order. */
    public static MaskPair of(byte[] keyId, String oneId, String otherId) {
        return oneId.compareTo(otherId) < 0 ? new MaskPair(keyId, oneId, otherId) : new MaskPair(keyId, otherId, oneId);
    }

    @Override
    public byte[] keyId() {
        return keyId.clone();
    }

    @Override
    public String toString() {
        return "MaskPair(" + lowId + ", " + highId + ")";
    }

    byte[] lowBytes() {
        return lowId.getBytes(UTF_8);
    }

    byte[] highBytes() {
        return highId.getBytes(UTF_8);
    }
}
