package io.concordat.protocol.gate;

import static io.concordat.protocol.gate.TaskRules.refuse;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.problem.ProblemType;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** G4, G5 and G7: what this node saw of the attempt itself. */
final class AttemptRules {
    private AttemptRules() {}

    /** G4: all COMMITs before my REVEAL. A member outside U reveals nothing and cannot know the others' order. */
    static Optional<GateDecision.Refuse> order(SealedAttempt attempt, GateFacts facts) {
        boolean contributes = attempt.cohort().contains(facts.self());
        if (contributes && attempt.ownRevealIndex().isEmpty()) {
            return refuse(
                    GateId.G4,
                    ProblemType.ORDER_VIOLATION,
                    "Expected a REVEAL of " + facts.self() + " itself but found none");
        }
        if (contributes && attempt.ownRevealIndex().getAsLong() <= attempt.lastCommitIndex()) {
            return refuse(
                    GateId.G4,
                    ProblemType.ORDER_VIOLATION,
                    "Expected the last COMMIT before this node's REVEAL at "
                            + attempt.ownRevealIndex().getAsLong() + " but found it at " + attempt.lastCommitIndex());
        }
        return Optional.empty();
    }

    /** G5: what was revealed is what was committed to, and no ciphertext occurs twice in the job. */
    static Optional<GateDecision.Refuse> ciphertexts(SealedAttempt attempt, GateFacts facts) {
        Set<Digest> seen = new HashSet<>(facts.usage().ciphertexts());
        for (MemberId id : attempt.cohort()) {
            Reveal reveal = attempt.transcript().reveal(id);
            Digest commitment = RoundHashes.commitment(attempt.attemptId(), id, reveal.ciphertexts(), reveal.salt());
            if (!commitment.equals(attempt.transcript().commitment(id))) {
                return refuse(
                        GateId.G5,
                        ProblemType.COMMITMENT_MISMATCH,
                        "Expected " + id + " to reveal commitment "
                                + attempt.transcript().commitment(id).brief() + " but found " + commitment.brief());
            }
            for (Digest ciphertext : digests(reveal.ciphertexts())) {
                if (!seen.add(ciphertext)) {
                    return refuse(
                            GateId.G5,
                            ProblemType.MALFORMED_CIPHERTEXT,
                            "Expected new ciphertexts of " + id + " but found " + ciphertext.brief()
                                    + " a second time in this job");
                }
            }
        }
        return Optional.empty();
    }

    /** G7: T members, this one among them, sealed the root that this node computed. */
    static Optional<GateDecision.Refuse> transcript(SealedAttempt attempt, GateFacts facts) {
        int threshold = facts.consortium().charter().threshold();
        Set<MemberId> members = new TreeSet<>(attempt.sealedBy());
        members.retainAll(facts.consortium().ids());
        if (!members.contains(facts.self()) || members.size() < threshold) {
            return refuse(
                    GateId.G7,
                    ProblemType.TRANSCRIPT_MISMATCH,
                    "Expected " + threshold + " equal SEALs, this node's among them, but found those of " + members);
        }
        return Optional.empty();
    }

    private static Iterable<Digest> digests(Blocks blocks) {
        return blocks.toList().stream().map(RoundHashes::ciphertext).toList();
    }
}
