package io.concordat.protocol.round;

import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.protocol.consortium.MemberId;
import java.util.Map;

/**
 * The secrets that go into a contribution.
 *
 * @param self this member
 * @param pairwise the mask secret shared with every other member of the consortium, for this key epoch
 * @param nodeSecret hedges nonces against a repeating generator, at least 16 bytes
 */
public record ContributionSecrets(MemberId self, Map<MemberId, PairwiseSecret> pairwise, SecretBytes nodeSecret) {
    public ContributionSecrets {
        pairwise = Map.copyOf(pairwise);
    }

    @Override
    public String toString() {
        return "ContributionSecrets of " + self;
    }
}
