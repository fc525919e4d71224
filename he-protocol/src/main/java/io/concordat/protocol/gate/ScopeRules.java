package io.concordat.protocol.gate;

import static io.concordat.protocol.gate.TaskRules.refuse;

import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.Optional;
import java.util.Set;

/**
 * G9: the first opening freezes the cohort of a data scope, over all jobs and states. Another cohort is allowed only if
 * at least c + 2 banks are in all cohorts and every other bank ever signed its consent. Rows that overlap with none of the scope's
 * belong in a scope of their own, so that such a task never asks here.
 */
final class ScopeRules {
    private ScopeRules() {}

    static Optional<GateDecision.Refuse> cohort(Open open, GateFacts facts, SignatureVerifier verifier) {
        if (facts.task().spec().isPresent()
                && !facts.task().spec().get().scope().equals(facts.ledger().scope())) {
            return refuse(
                    GateId.G9,
                    ProblemType.DIFFERENCING_RISK,
                    "Expected the ledger of scope "
                            + facts.task().spec().get().scope() + " but found that of "
                            + facts.ledger().scope());
        }
        Optional<CohortChange> change = CohortChange.of(facts.ledger(), open.cohort());
        return change.flatMap(now -> examine(now, facts.ledger(), facts.consortium(), verifier))
                .map(rejection -> new GateDecision.Refuse(GateId.G9, rejection));
    }

    /** Why the change is not allowed, if it is not. */
    static Optional<Rejection> examine(
            CohortChange change, ScopeLedger ledger, Consortium consortium, SignatureVerifier verifier) {
        if (!change.isPossible(consortium.charter())) {
            return Optional.of(new Rejection(
                    ProblemType.DIFFERENCING_RISK,
                    "Expected the frozen cohort of scope " + change.scope() + ", or at least "
                            + (consortium.charter().toleratedCollusion() + 2) + " banks in all its cohorts, but found "
                            + change.proposed() + " with " + change.always().size()));
        }
        Set<MemberId> missing = change.missing(ledger.consents(), consortium, verifier);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(new Rejection(
                        ProblemType.DIFFERENCING_RISK,
                        "Expected the frozen cohort of scope " + change.scope() + ", or signed consents to "
                                + change.proposed() + ", but those of " + missing + " are missing"));
    }
}
