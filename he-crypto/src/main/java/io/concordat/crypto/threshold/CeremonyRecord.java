package io.concordat.crypto.threshold;

/**
 * Which ceremony made a key, and what was said in it.
 *
 * @param ceremonyId 32 bytes
 * @param transcriptHash 32 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Copied in and out; never compared.
public record CeremonyRecord(byte[] ceremonyId, byte[] transcriptHash) {
    public CeremonyRecord {
        ceremonyId = ceremonyId.clone();
        transcriptHash = transcriptHash.clone();
    }

    @Override
    public byte[] ceremonyId() {
        return ceremonyId.clone();
    }

    @Override
    public byte[] transcriptHash() {
        return transcriptHash.clone();
    }
}
