package io.concordat.node.testing;

import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.node.training.JointKey;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.round.ContributionSecrets;
import java.util.HashMap;
import java.util.Map;

/** A joint key of toy size for a consortium, with every member's secrets: what a ceremony gives, without its minutes. */
public final class DealtKeys {

    private DealtKeys() {}

    /** The key material of every member. */
    public static Map<MemberId, JointKey> of(Consortium consortium) throws MaskAgreementException {
        DealtKey dealt = TestDealer.deal(
                consortium.charter().keyBits(),
                consortium.size(),
                consortium.charter().threshold());
        Map<MemberId, Map<MemberId, PairwiseSecret>> pairwise =
                pairwise(consortium, dealt.key().keyId());
        Map<MemberId, JointKey> keys = new HashMap<>();
        for (MemberId id : consortium.ids()) {
            byte[] nodeSecret = new byte[32];
            SeededRandomSource.labelled("node secret of " + id).nextBytes(nodeSecret);
            keys.put(
                    id,
                    new JointKey(
                            dealt.key(),
                            dealt.share(consortium.index(id)),
                            new ContributionSecrets(id, of(pairwise, id), SecretBytes.copyOf(nodeSecret))));
        }
        return keys;
    }

    private static Map<MemberId, Map<MemberId, PairwiseSecret>> pairwise(Consortium consortium, byte[] keyId)
            throws MaskAgreementException {
        SeededRandomSource random = SeededRandomSource.labelled("mask keys");
        Map<MemberId, Map<MemberId, PairwiseSecret>> secrets = new HashMap<>();
        for (MemberId low : consortium.ids()) {
            for (MemberId high : consortium.ids()) {
                if (low.compareTo(high) < 0) {
                    MaskKeyPair ofLow = MaskKeyPair.generate(random);
                    MaskKeyPair ofHigh = MaskKeyPair.generate(random);
                    MaskPair pair = MaskPair.of(keyId, low.value(), high.value());
                    MaskOffer offer = PairwiseSecret.offer(pair, ofLow, ofHigh.publicKey(), random);
                    of(secrets, low).put(high, offer.secret());
                    of(secrets, high)
                            .put(low, PairwiseSecret.accept(pair, ofHigh, ofLow.publicKey(), offer.encapsulation()));
                }
            }
        }
        return secrets;
    }

    private static Map<MemberId, PairwiseSecret> of(
            Map<MemberId, Map<MemberId, PairwiseSecret>> secrets, MemberId member) {
        return secrets.computeIfAbsent(member, _ -> new HashMap<>());
    }
}
