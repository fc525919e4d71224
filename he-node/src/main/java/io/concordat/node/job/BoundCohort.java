package io.concordat.node.job;

import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Over which cohort a scope lets a task open sums (rounds.md, G9): the frozen one, or the task's own if all who must have consented to it.
 * The gate decides again before each share; this spares everybody a round that it would refuse.
 *
 * @param cohort the only one allowed; empty if nothing binds the scope yet
 * @param problem why none is, if none is
 */
record BoundCohort(Optional<List<MemberId>> cohort, Optional<Rejection> problem) {

    /**
     * @param frozen the cohort of the scope's first opening
     * @param task the cohort of the task
     */
    static BoundCohort of(
            ScopeLedger ledger, Optional<List<MemberId>> frozen, Consortium consortium, List<MemberId> task) {
        if (frozen.isEmpty()) {
            return new BoundCohort(Optional.empty(), Optional.empty());
        }
        if (isAllowed(ledger, consortium, task)) {
            return new BoundCohort(Optional.of(task), Optional.empty());
        }
        List<MemberId> first = frozen.get();
        return task.containsAll(first) && isAllowed(ledger, consortium, first)
                ? new BoundCohort(frozen, Optional.empty())
                : new BoundCohort(Optional.empty(), Optional.of(refusal(ledger, consortium, first, task)));
    }

    private static boolean isAllowed(ScopeLedger ledger, Consortium consortium, List<MemberId> cohort) {
        return CohortChange.of(ledger, cohort)
                .map(change -> change.isAllowed(ledger.consents(), consortium, Ed25519.verifier()))
                .orElse(true);
    }

    private static Rejection refusal(
            ScopeLedger ledger, Consortium consortium, List<MemberId> frozen, List<MemberId> task) {
        Optional<CohortChange> change = CohortChange.of(ledger, task);
        Set<MemberId> missing = change.map(now -> now.missing(ledger.consents(), consortium, Ed25519.verifier()))
                .orElse(Set.of());
        boolean possible =
                change.map(now -> now.isPossible(consortium.charter())).orElse(false);
        return new Rejection(
                ProblemType.DIFFERENCING_RISK,
                "Sums over " + frozen + " were opened in scope " + ledger.scope() + "; sums over " + task
                        + (possible
                                ? " as well need the consent of " + missing
                                : " as well would leave too few banks in all of them, whoever consents"));
    }
}
