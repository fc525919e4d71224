package io.concordat.node.training;

import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.round.ContributionSecrets;

/**
 * What this node holds of one joint key. The share and the secrets print nothing.
 *
 * @param publicKey the public record
 * @param share this member's share of the decryption exponent
 * @param secrets mask secrets shared with each other member, and the node secret that hedges nonces
 */
public record JointKey(ThresholdPublicKey publicKey, KeyShare share, ContributionSecrets secrets) {

    /** The key's name in everything signed. */
    public Digest keyId() {
        return Digest.of(publicKey.keyId());
    }

    @Override
    public String toString() {
        return "JointKey(" + publicKey.fingerprint() + ")";
    }
}
