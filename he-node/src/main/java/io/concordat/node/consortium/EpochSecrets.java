package io.concordat.node.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.protocol.consortium.MemberId;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * What this node alone holds of a joint key. Prints nothing.
 *
 * @param share its share of the decryption exponent
 * @param pairwise the secret shared with each other member, from which masks are derived
 * @param nodeSecret 32 bytes that hedge this node's nonces in this epoch
 */
public record EpochSecrets(KeyShare share, Map<MemberId, PairwiseSecret> pairwise, SecretBytes nodeSecret) {
    private static final int VERSION = 1;
    private static final int MAXIMUM_SHARE_BYTES = 1 << 15;
    private static final int MAXIMUM_PAIRWISE_BYTES = 1 << 10;
    private static final int MAXIMUM_MEMBERS = 64;
    private static final int NODE_SECRET_BYTES = 32;

    /** Copies the map. */
    public EpochSecrets {
        pairwise = Map.copyOf(pairwise);
    }

    /** Canonical bytes for the vault. */
    SecretBytes encode(SecretAccess access) {
        CanonicalWriter writer = new CanonicalWriter().u8(VERSION).sized(share.encode(access));
        writer.u32(pairwise.size());
        new TreeMap<>(pairwise).forEach((member, secret) -> {
            member.write(writer);
            writer.sized(secret.encode(access));
        });
        byte[] bytes = writer.fixed(nodeSecret.bytes(access)).toByteArray();
        SecretBytes encoded = SecretBytes.copyOf(bytes);
        Arrays.fill(bytes, (byte) 0);
        return encoded;
    }

    /** Reads what {@link #encode} wrote. */
    static EpochSecrets decode(SecretBytes encoded, SecretAccess access) throws DecodeException {
        byte[] bytes = encoded.bytes(access);
        try {
            CanonicalReader reader = new CanonicalReader(bytes);
            int version = reader.u8();
            if (version != VERSION) {
                throw new DecodeException("Expected key secrets of version " + VERSION + " but found " + version);
            }
            KeyShare share = KeyShare.decode(reader.sized(MAXIMUM_SHARE_BYTES));
            int count = reader.count(MAXIMUM_MEMBERS);
            Map<MemberId, PairwiseSecret> pairwise = new TreeMap<>();
            for (int i = 0; i < count; i++) {
                pairwise.put(MemberId.read(reader), PairwiseSecret.decode(reader.sized(MAXIMUM_PAIRWISE_BYTES)));
            }
            SecretBytes nodeSecret = SecretBytes.copyOf(reader.fixed(NODE_SECRET_BYTES));
            reader.end();
            return new EpochSecrets(share, pairwise, nodeSecret);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    @Override
    public String toString() {
        return "EpochSecrets[share " + share.index() + ", " + pairwise.size() + " pairwise secrets]";
    }
}
