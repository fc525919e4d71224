package io.concordat.protocol.round;

import io.concordat.crypto.mask.PairwiseMasks;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/** What broken builds call in place of parts of this package; see the simulation's mutation tests. */
public final class BrokenRound {
    private BrokenRound() {}

    /** For AttemptTable.next: an attempt that was abandoned is released all the same once T SEALs are there. */
    public static Optional<Attempt> next(AttemptFacts facts, boolean newer) {
        Attempt attempt = facts.attempt();
        boolean abandoned = attempt.state() instanceof AttemptState.Abandoned && !attempt.shared();
        if (abandoned
                && facts.own(MessageType.ABANDON).isPresent()
                && facts.root().isPresent()) {
            SortedSet<MemberId> sealedBy = facts.sealedBy(facts.root().get());
            if (sealedBy.contains(facts.context().self())
                    && sealedBy.size() >= facts.context().threshold()) {
                return Optional.of(
                        attempt.in(new AttemptState.Releasing(facts.root().get(), sealedBy)));
            }
        }
        return AttemptTable.next(facts, newer);
    }

    /** For AttemptFacts.allCommitted: one's own COMMIT is enough. */
    public static boolean allCommitted(AttemptFacts facts) {
        return facts.own(MessageType.COMMIT).isPresent();
    }

    /** For AttemptFacts.hopeless: ABANDONs of others end nothing. */
    public static boolean hopeless(AttemptFacts facts) {
        return false;
    }

    /** For AttemptFacts.dead: one ABANDON takes back a SHARE. */
    public static boolean dead(AttemptFacts facts) {
        return facts.abandons() > 0;
    }

    /** For PairwiseMasks.masks: the same masks for every attempt. */
    public static List<BigInteger> masks(
            int count, BigInteger n, byte[] keyId, byte[] attemptId, String self, Map<String, PairwiseSecret> others) {
        return PairwiseMasks.masks(count, n, keyId, new byte[attemptId.length], self, others);
    }

    /** For Attempt.with: the last contribution counts, not the first. */
    public static Attempt with(Attempt attempt, RoundEvent result) {
        if (!(result instanceof ContributionPrepared)) {
            return attempt.with(result);
        }
        Map<Class<?>, RoundEvent> results = new LinkedHashMap<>(attempt.results());
        results.put(result.getClass(), result);
        return new Attempt(
                attempt.openHash(),
                attempt.open(),
                attempt.state(),
                attempt.revealed(),
                attempt.shared(),
                results,
                attempt.passed(),
                attempt.shares(),
                attempt.badShares());
    }

    /** For Attempt.with, which has a second form. */
    public static Attempt with(Attempt attempt, DeadlineKind kind) {
        return attempt.with(kind);
    }

    /** For RoundContext.frozenCohort: there is none. */
    public static Optional<List<MemberId>> frozenCohort(RoundContext context) {
        return Optional.empty();
    }
}
