package io.concordat.protocol.ceremony;

import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.util.List;
import java.util.Map;

/**
 * What a member has at the end of a ceremony.
 *
 * @param publicKey the joint public key; its keyId is what everybody signed
 * @param keyShare this member's share of the decryption exponent, secret
 * @param pairwiseSecrets for each other member's id the secret from which masks are derived, secret
 * @param approvals every member's signature over {@link KeyApproval#message}, index order
 * @param destructions every member's signed statement that it dropped the ceremony's secrets, index order
 */
public record CeremonyResult(
        ThresholdPublicKey publicKey,
        KeyShare keyShare,
        Map<String, PairwiseSecret> pairwiseSecrets,
        List<KeyApproval> approvals,
        List<DestructionStatement> destructions) {

    /** Copies the collections. */
    public CeremonyResult {
        pairwiseSecrets = Map.copyOf(pairwiseSecrets);
        approvals = List.copyOf(approvals);
        destructions = List.copyOf(destructions);
    }
}
