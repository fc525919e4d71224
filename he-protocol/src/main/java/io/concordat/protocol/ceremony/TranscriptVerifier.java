package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks a ceremony from its public transcript alone: the parameters, everything that all members broadcast, step by step,
 * and the members' identity keys. It needs no secret, no network, and no trust in whoever kept the transcript.
 *
 * <p>It follows the ceremony through the same phases as a member: every echo, commitment, opened seed, biprimality test,
 * proof, the degree check, the self-test and every signature. All members signed the hash over all broadcasts before the
 * last step, so a transcript in which any of them was changed, left out or put elsewhere is refused.
 *
 * <p>What it cannot see: the sealed payloads (only their hashes are public), whether members kept their secrets, and
 * whether the identity keys belong to whom one believes. Not safe for use by several threads at once.
 */
public final class TranscriptVerifier {

    private final CeremonyParameters parameters;
    private final Ceremony ceremony;
    private final Mailbox mailbox = new Mailbox();
    private CeremonyPhase phase;
    private int step;
    private @Nullable CeremonyResult result;

    private TranscriptVerifier(CeremonyParameters parameters, Ceremony ceremony) {
        this.parameters = parameters;
        this.ceremony = ceremony;
        this.phase = new HelloPhase(ceremony);
    }

    /** At the beginning of a transcript. */
    public static TranscriptVerifier of(
            CeremonyParameters parameters, MemberSignatures signatures, BatchExecutor executor) {
        Ceremony ceremony = Ceremony.begin(parameters, Observer.self(parameters, signatures, executor));
        return new TranscriptVerifier(parameters, ceremony);
    }

    /** Whether the ceremony has ended: another step is one too many. */
    public boolean isComplete() {
        return result != null;
    }

    /** Takes the broadcasts of the next step, of all members in index order. */
    public void step(List<byte[]> broadcasts) throws TranscriptRejectedException {
        if (isComplete()) {
            throw new TranscriptRejectedException("There is a step after the last one");
        }
        if (broadcasts.size() != parameters.members()) {
            throw new TranscriptRejectedException("Step " + step + ": expected broadcasts of " + parameters.members()
                    + " members but found " + broadcasts.size());
        }
        try {
            take(broadcasts);
        } catch (CeremonyStoppedException e) {
            throw new TranscriptRejectedException("Step " + step + " (" + phase.title() + "): " + e.getMessage());
        }
        step++;
    }

    private void take(List<byte[]> broadcasts) throws CeremonyStoppedException, TranscriptRejectedException {
        for (int from = 1; from <= broadcasts.size(); from++) {
            byte[] raw = broadcasts.get(from - 1);
            try {
                if (!(CeremonyMessage.decode(raw, parameters.members()) instanceof CeremonyMessage.Broadcast broadcast)
                        || broadcast.step() != step) {
                    throw new TranscriptRejectedException(
                            "Step " + step + ": the message of member " + from + " is not its broadcast of this step");
                }
                mailbox.put(from, broadcast, raw, step);
            } catch (DecodeException e) {
                throw new TranscriptRejectedException(
                        "Step " + step + ": the message of member " + from + " is malformed: " + e.getMessage());
            }
        }
        StepInspection inspection = new StepInspection(ceremony, phase, step, mailbox);
        Received received = inspection.receivedByObserver();
        ceremony.transcript().add(broadcasts);
        switch (phase.next(received)) {
            case PhaseOutcome.Finished done -> result = done.result();
            case CeremonyPhase next -> phase = next;
        }
        mailbox.finish(step);
    }

    /**
     * What the ceremony made, if the transcript is complete and the key is the claimed one.
     *
     * @param claimed the public key record that is said to come from this ceremony
     */
    public VerifiedKey finish(ThresholdPublicKey claimed) throws TranscriptRejectedException {
        CeremonyResult made = result;
        if (made == null) {
            throw new TranscriptRejectedException("The transcript ends after " + step + " steps, before the key is"
                    + " approved; the next step would be: " + phase.title());
        }
        if (!made.publicKey().equals(claimed)) {
            throw new TranscriptRejectedException("The ceremony made the key "
                    + made.publicKey().fingerprint() + ", not the key " + claimed.fingerprint());
        }
        return new VerifiedKey(made.publicKey(), made.approvals(), made.destructions());
    }

    /**
     * A key whose ceremony was checked.
     *
     * @param publicKey the joint public key
     * @param approvals every member's signature over the key and the transcript, index order
     * @param destructions every member's statement that it dropped the ceremony's secrets, index order
     */
    public record VerifiedKey(
            ThresholdPublicKey publicKey, List<KeyApproval> approvals, List<DestructionStatement> destructions) {

        /** Copies the lists. */
        public VerifiedKey {
            approvals = List.copyOf(approvals);
            destructions = List.copyOf(destructions);
        }
    }
}
