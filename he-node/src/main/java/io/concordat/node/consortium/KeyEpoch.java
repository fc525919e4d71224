package io.concordat.node.consortium;

import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.protocol.codec.Digest;
import java.time.Instant;

/**
 * A joint key of the consortium.
 *
 * @param publicKey the public record that every member signed
 * @param createdAt when this node had it
 * @param retired whether no share may be given under it any more
 */
public record KeyEpoch(ThresholdPublicKey publicKey, Instant createdAt, boolean retired) {

    /** The key's name in everything signed. */
    public Digest keyId() {
        return Digest.of(publicKey.keyId());
    }
}
