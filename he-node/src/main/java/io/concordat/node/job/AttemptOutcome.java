package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.round.Attempt;
import io.concordat.protocol.round.AttemptState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What became of an attempt of the round under way. */
record AttemptOutcome(AttemptLog attempt, Digest attemptId, Stake.Outcome outcome) {

    /** The attempts of a round that have come to an end, each with what the ledger must know. */
    static List<AttemptOutcome> of(JobState state, int round) {
        List<AttemptOutcome> outcomes = new ArrayList<>();
        Optional<RoundLog> log = state.roundLog(round);
        Optional<JobState.CurrentRound> current = state.current().filter(now -> now.number() == round);
        if (log.isEmpty() || current.isEmpty()) {
            return outcomes;
        }
        int deathQuorum = state.frame().consortium().deathQuorum();
        for (AttemptLog attempt : log.get().attempts()) {
            Optional<Attempt> known =
                    current.get().state().attempt(attempt.open().attempt());
            attempt.attemptId().ifPresent(id -> outcome(attempt, known, deathQuorum)
                    .ifPresent(outcome -> outcomes.add(new AttemptOutcome(attempt, id, outcome))));
        }
        return outcomes;
    }

    private static Optional<Stake.Outcome> outcome(AttemptLog attempt, Optional<Attempt> known, int deathQuorum) {
        Optional<AttemptState> state =
                known.filter(a -> a.openHash().equals(attempt.openHash())).map(Attempt::state);
        if (state.filter(AttemptState.Settled.class::isInstance).isPresent()) {
            return Optional.of(Stake.Outcome.OPENED);
        }
        if (state.filter(AttemptState.Failed.class::isInstance).isPresent()) {
            return Optional.of(Stake.Outcome.FAILED);
        }
        return attempt.count(MessageType.ABANDON) >= deathQuorum ? Optional.of(Stake.Outcome.DEAD) : Optional.empty();
    }
}
