package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskEncapsulation;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.MaskPublicKey;
import io.concordat.crypto.mask.PairwiseSecret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Every two members agree on the secret of their masks: the lower index encapsulates, the higher one checks the
 * confirmation tag. A member approves the key only after all its pairs are confirmed, so a key with all approvals has all
 * pairs.
 */
final class MaskPhase implements CeremonyPhase {

    private final NewKey newKey;
    private final Ceremony ceremony;
    private final byte[] keyId;
    private final Map<String, PairwiseSecret> secrets = new HashMap<>();

    MaskPhase(NewKey newKey) {
        this.newKey = newKey;
        this.ceremony = newKey.ceremony();
        this.keyId = newKey.key().keyId();
    }

    @Override
    public String title() {
        return "mask secrets";
    }

    private MaskPair pair(int other) {
        return MaskPair.of(keyId, id(ceremony.self()), id(other));
    }

    private String id(int index) {
        return ceremony.parameters().memberId(index);
    }

    private MaskPublicKey maskKey(int index) {
        return newKey.introductions().maskKeys().get(index - 1);
    }

    @Override
    public Outgoing outgoing() throws CeremonyStoppedException {
        List<byte[]> payloads = new ArrayList<>();
        for (int to = 1; to <= ceremony.members(); to++) {
            payloads.add(to > ceremony.self() ? offer(to).encode() : new byte[0]);
        }
        return expectsPayload(ceremony.self()) ? Outgoing.payloads(payloads) : Outgoing.echoOnly();
    }

    private MaskEncapsulation offer(int to) throws CeremonyStoppedException {
        try {
            MaskOffer offer = PairwiseSecret.offer(pair(to), ceremony.maskKeys(), maskKey(to), ceremony.random());
            secrets.put(id(to), offer.secret());
            return offer.encapsulation();
        } catch (MaskAgreementException e) {
            throw CeremonyStoppedException.by(to, "sent an unusable mask key: " + e.getMessage());
        }
    }

    @Override
    public boolean expectsPayload(int from) {
        return from < ceremony.members();
    }

    @Override
    public boolean addresses(int from, int to) {
        return from < to;
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<byte[]> payloads = received.withoutContents().payloads();
        for (int from = 1; from < ceremony.self(); from++) { // none of an observer
            try {
                MaskEncapsulation message = MaskEncapsulation.decode(payloads.get(from - 1));
                secrets.put(id(from), PairwiseSecret.accept(pair(from), ceremony.maskKeys(), maskKey(from), message));
            } catch (DecodeException | MaskAgreementException e) {
                throw CeremonyStoppedException.by(from, "sent an unusable mask secret: " + e.getMessage());
            }
        }
        ceremony.erase();
        return new ApprovalPhase(newKey, Map.copyOf(secrets));
    }
}
