package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.PairwiseSecret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Everybody has dropped the ceremony's secrets, says so, and signs the key. */
final class ApprovalPhase implements CeremonyPhase {

    private static final int MAXIMUM_BUILD_BYTES = 200;

    private final NewKey newKey;
    private final Ceremony ceremony;
    private final Map<String, PairwiseSecret> secrets;
    private final byte[] keyId;

    ApprovalPhase(NewKey newKey, Map<String, PairwiseSecret> secrets) {
        this.newKey = newKey;
        this.ceremony = newKey.ceremony();
        this.secrets = secrets;
        this.keyId = newKey.key().keyId();
    }

    @Override
    public String title() {
        return "approval";
    }

    @Override
    public Outgoing outgoing() {
        CeremonySelf self = ceremony.ownPart();
        long now = self.clock().instant().getEpochSecond();
        byte[] destruction = DestructionStatement.message(keyId, self.build(), now);
        return Outgoing.broadcast(new CanonicalWriter()
                .sized(self.signer().sign(KeyApproval.message(keyId)))
                .text(self.build())
                .i64(now)
                .sized(self.signer().sign(destruction))
                .toByteArray());
    }

    @Override
    public PhaseOutcome next(Received received) throws CeremonyStoppedException {
        List<KeyApproval> approvals = new ArrayList<>();
        List<DestructionStatement> destructions = new ArrayList<>();
        for (int i = 1; i <= ceremony.members(); i++) {
            try {
                CanonicalReader reader = new CanonicalReader(received.contents().get(i - 1));
                KeyApproval approval = new KeyApproval(i, reader.sized(CeremonySigner.MAXIMUM_SIGNATURE_BYTES));
                DestructionStatement destruction = new DestructionStatement(
                        i,
                        reader.text(MAXIMUM_BUILD_BYTES),
                        reader.i64(),
                        reader.sized(CeremonySigner.MAXIMUM_SIGNATURE_BYTES));
                reader.end();
                verify(approval, destruction);
                approvals.add(approval);
                destructions.add(destruction);
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(i, "approved the key wrongly: " + e.getMessage());
            }
        }
        return new PhaseOutcome.Finished(
                new CeremonyResult(newKey.key(), newKey.share(), secrets, approvals, destructions));
    }

    private void verify(KeyApproval approval, DestructionStatement destruction) throws CeremonyStoppedException {
        CeremonySigner signer = ceremony.signer();
        if (!signer.verify(approval.index(), KeyApproval.message(keyId), approval.signature())) {
            throw CeremonyStoppedException.by(
                    approval.index(), "sent an approval that is not its signature over this key");
        }
        byte[] statement = DestructionStatement.message(keyId, destruction.build(), destruction.epochSecond());
        if (!signer.verify(destruction.index(), statement, destruction.signature())) {
            throw CeremonyStoppedException.by(
                    destruction.index(), "sent a statement of destruction that is not signed by it");
        }
    }
}
