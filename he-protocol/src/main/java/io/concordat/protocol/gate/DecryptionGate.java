package io.concordat.protocol.gate;

import io.concordat.protocol.message.Open;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Decides whether this member joins an attempt ({@link #admit}) and whether its share may leave ({@link #decide}).
 *
 * <p>Total and without side effects: the same attempt and facts always give the same decision. The first gate that
 * refuses is named.
 */
public final class DecryptionGate {
    private final SignatureVerifier verifier;

    /** A gate that checks approvals and consents with {@code verifier}. */
    public DecryptionGate(SignatureVerifier verifier) {
        this.verifier = verifier;
    }

    /** Why this member must not join the attempt of {@code open}, if there is a reason (G2, G3, G6, G8, G9, G10, G11). */
    public Optional<GateDecision.Refuse> admit(Open open, GateFacts facts) {
        return firstRefusal(List.of(
                () -> TaskRules.ready(facts),
                () -> TaskRules.approved(open, facts, verifier),
                () -> TaskRules.cohort(open, facts),
                () -> TaskRules.epoch(facts),
                () -> ReleaseRules.join(open, facts),
                () -> ScopeRules.cohort(open, facts, verifier),
                () -> TaskRules.budget(open, facts)));
    }

    /**
     * Whether the share for {@code attempt} may leave (G1 to G11; G12 is the ledger's receipt). A release that the ledger
     * holds already was decided before: only readiness and transcript are checked again.
     */
    public GateDecision decide(SealedAttempt attempt, GateFacts facts) {
        Open open = attempt.open();
        boolean repeated = ReleaseRules.released(attempt, facts.ledger());
        List<Supplier<Optional<GateDecision.Refuse>>> always = List.of(
                () -> TaskRules.ready(facts),
                () -> AttemptRules.order(attempt, facts),
                () -> AttemptRules.transcript(attempt, facts),
                () -> ReleaseRules.notAbandoned(attempt, facts));
        List<Supplier<Optional<GateDecision.Refuse>>> first = List.of(
                () -> TaskRules.approved(open, facts, verifier),
                () -> TaskRules.cohort(open, facts),
                () -> AttemptRules.ciphertexts(attempt, facts),
                () -> TaskRules.epoch(facts),
                () -> ReleaseRules.release(attempt, facts),
                () -> ScopeRules.cohort(open, facts, verifier),
                () -> TaskRules.budget(open, facts));
        Optional<GateDecision.Refuse> refusal = firstRefusal(always);
        if (refusal.isEmpty() && !repeated) {
            refusal = firstRefusal(first);
        }
        return refusal.<GateDecision>map(refuse -> refuse)
                .orElseGet(() -> new GateDecision.Release(new ReleasePermit(attempt, repeated)));
    }

    private static Optional<GateDecision.Refuse> firstRefusal(
            List<Supplier<Optional<GateDecision.Refuse>>> conditions) {
        return conditions.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }
}
