package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.PairwiseSecret;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everybody has dropped the ceremony's secrets, says so, and signs the key and the transcript.
 *
 * <p>Whoever has all signatures has the key, so this last phase is not in lock-step: a member that was sent a false approval
 * does not stop but takes the true one from any member that has it.
 */
final class ApprovalPhase implements CeremonyPhase {

    private static final int MAXIMUM_BUILD_BYTES = 200;

    private final NewKey newKey;
    private final Ceremony ceremony;
    private final Map<String, PairwiseSecret> secrets;
    private final byte[] keyId;
    private final byte[] transcript;
    private final SortedMap<Integer, Approved> approved = new TreeMap<>();

    /** What one member signed. */
    private record Approved(KeyApproval approval, DestructionStatement destruction) {}

    ApprovalPhase(NewKey newKey, Map<String, PairwiseSecret> secrets) {
        this.newKey = newKey;
        this.ceremony = newKey.ceremony();
        this.secrets = secrets;
        this.keyId = newKey.key().keyId();
        this.transcript = ceremony.transcript().hash();
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
                .sized(self.signer().sign(KeyApproval.message(keyId, transcript)))
                .text(self.build())
                .i64(now)
                .sized(self.signer().sign(destruction))
                .toByteArray());
    }

    @Override
    public PhaseOutcome next(Received received) throws CeremonyStoppedException {
        for (int i = 1; i <= ceremony.members(); i++) {
            accept(i, received.contents().get(i - 1));
        }
        return new PhaseOutcome.Finished(result().orElseThrow());
    }

    /** Takes one member's approval. */
    void accept(int from, byte[] content) throws CeremonyStoppedException {
        try {
            CanonicalReader reader = new CanonicalReader(content);
            KeyApproval approval = new KeyApproval(from, reader.sized(CeremonySigner.MAXIMUM_SIGNATURE_BYTES));
            DestructionStatement destruction = new DestructionStatement(
                    from,
                    reader.text(MAXIMUM_BUILD_BYTES),
                    reader.i64(),
                    reader.sized(CeremonySigner.MAXIMUM_SIGNATURE_BYTES));
            reader.end();
            verify(approval, destruction);
            approved.put(from, new Approved(approval, destruction));
        } catch (DecodeException e) {
            throw CeremonyStoppedException.by(from, "approved the key wrongly: " + e.getMessage());
        }
    }

    /** Whether this member's approval was taken. */
    boolean has(int member) {
        return approved.containsKey(member);
    }

    /** The key, once all have approved it. */
    Optional<CeremonyResult> result() {
        if (approved.size() < ceremony.members()) {
            return Optional.empty();
        }
        return Optional.of(new CeremonyResult(
                newKey.key(),
                newKey.share(),
                secrets,
                approved.values().stream().map(Approved::approval).toList(),
                approved.values().stream().map(Approved::destruction).toList()));
    }

    private void verify(KeyApproval approval, DestructionStatement destruction) throws CeremonyStoppedException {
        CeremonySigner signer = ceremony.signer();
        if (!signer.verify(approval.index(), KeyApproval.message(keyId, transcript), approval.signature())) {
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
