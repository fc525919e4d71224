package io.concordat.protocol.gate;

import static io.concordat.protocol.gate.TaskRules.refuse;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * G9: the first opening freezes the cohort of a data scope, over all jobs and states. Another cohort is allowed only if
 * (i) no row overlaps, or (ii) at least c + 2 banks are in all cohorts and every other bank ever signed its consent.
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
        Set<List<MemberId>> others = new HashSet<>();
        facts.ledger().stakes().stream().filter(Stake::countsForScope).forEach(stake -> others.add(stake.cohort()));
        others.remove(open.cohort());
        if (others.isEmpty() || facts.ledger().rowsDisjoint()) {
            return Optional.empty();
        }
        return consented(open, facts, others, verifier);
    }

    private static Optional<GateDecision.Refuse> consented(
            Open open, GateFacts facts, Set<List<MemberId>> others, SignatureVerifier verifier) {
        Set<MemberId> always = new TreeSet<>(open.cohort());
        Set<MemberId> ever = new TreeSet<>(open.cohort());
        others.forEach(cohort -> {
            always.retainAll(cohort);
            ever.addAll(cohort);
        });
        int least = facts.consortium().charter().toleratedCollusion() + 2;
        if (always.size() < least) {
            return refuse(
                    GateId.G9,
                    ProblemType.DIFFERENCING_RISK,
                    "Expected the frozen cohort of scope "
                            + facts.ledger().scope() + ", or at least " + least
                            + " banks in all its cohorts, but found "
                            + open.cohort() + " with " + always.size());
        }
        Digest change = CohortConsent.changeHash(facts.ledger().scope(), others, open.cohort());
        Set<MemberId> missing = new TreeSet<>(ever);
        missing.removeAll(always);
        missing.removeIf(id -> facts.ledger().consents().stream()
                .anyMatch(consent -> consent.member().equals(id)
                        && consent.changeHash().equals(change)
                        && facts.consortium()
                                .find(id)
                                .map(member -> consent.verify(member, verifier))
                                .orElse(false)));
        if (!missing.isEmpty()) {
            return refuse(
                    GateId.G9,
                    ProblemType.DIFFERENCING_RISK,
                    "Expected the frozen cohort of scope "
                            + facts.ledger().scope() + ", or signed consents to " + open.cohort() + ", but those of "
                            + missing
                            + " are missing");
        }
        return Optional.empty();
    }
}
