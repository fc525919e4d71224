package io.concordat.node.training;

import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.util.Map;
import java.util.stream.Collectors;

/** What this node holds of one joint key: the public record, its own share, and the secrets from which masks are derived. */
public final class JointKey {

    private final ThresholdPublicKey publicKey;
    private final KeyShare share;
    private final Map<MemberId, PairwiseSecret> pairwise;
    private final SecretBytes nodeSecret;

    /**
     * One epoch's key material.
     *
     * @param pairwise the secret shared with each other member
     * @param nodeSecret at least 16 bytes that only this node knows, mixed into every nonce
     */
    public JointKey(
            ThresholdPublicKey publicKey,
            KeyShare share,
            Map<MemberId, PairwiseSecret> pairwise,
            SecretBytes nodeSecret) {
        this.publicKey = publicKey;
        this.share = share;
        this.pairwise = Map.copyOf(pairwise);
        this.nodeSecret = nodeSecret;
    }

    /** The public record. */
    public ThresholdPublicKey publicKey() {
        return publicKey;
    }

    /** The key's name in everything signed. */
    public Digest keyId() {
        return Digest.of(publicKey.keyId());
    }

    KeyShare share() {
        return share;
    }

    /** The mask secrets shared with these members, by id. */
    Map<String, PairwiseSecret> pairwiseWith(Iterable<MemberId> members, MemberId self) {
        return java.util.stream.StreamSupport.stream(members.spliterator(), false)
                .filter(member -> !member.equals(self))
                .collect(Collectors.toMap(MemberId::value, this::pairwise));
    }

    private PairwiseSecret pairwise(MemberId member) {
        PairwiseSecret secret = pairwise.get(member);
        if (secret == null) {
            throw new IllegalArgumentException("Expected a mask secret shared with " + member + " but found none");
        }
        return secret;
    }

    SecretBytes nodeSecret() {
        return nodeSecret;
    }

    @Override
    public String toString() {
        return "JointKey(" + publicKey.fingerprint() + ")";
    }
}
