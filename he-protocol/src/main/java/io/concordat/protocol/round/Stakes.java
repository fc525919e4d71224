package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.gate.Stake.Outcome;
import io.concordat.protocol.gate.Stake.Part;
import java.util.ArrayList;
import java.util.List;

/** What one round's journal says about the attempts that bind this member, for the ledger of its data scope. */
final class Stakes {
    private Stakes() {}

    static List<Stake> of(RoundFacts all, RoundState state) {
        List<Stake> stakes = new ArrayList<>();
        RoundContext context = all.context();
        for (AttemptFacts facts : all.all(state)) {
            Attempt attempt = facts.attempt();
            Outcome outcome = outcome(facts);
            boolean known = outcome == Outcome.OPENED || outcome == Outcome.FAILED;
            if (!attempt.revealed() && !attempt.shared() && !known) {
                continue;
            }
            Part part = attempt.shared() ? Part.SHARED : attempt.revealed() ? Part.REVEALED : Part.WITNESSED;
            Digest root = attempt.shared() ? facts.root().orElse(Digest.ZERO) : Digest.ZERO;
            facts.attemptId()
                    .ifPresent(id -> stakes.add(new Stake(
                            all.jobId(),
                            context.round(),
                            id,
                            attempt.open().stateDigest(),
                            facts.cohort(),
                            root,
                            part,
                            outcome)));
        }
        return stakes;
    }

    private static Outcome outcome(AttemptFacts facts) {
        if (facts.attempt().state() instanceof AttemptState.Settled) {
            return Outcome.OPENED;
        }
        if (facts.attempt().state() instanceof AttemptState.Failed) {
            return Outcome.FAILED;
        }
        return facts.dead() ? Outcome.DEAD : Outcome.LIVE;
    }
}
