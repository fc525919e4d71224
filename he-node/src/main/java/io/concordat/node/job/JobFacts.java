package io.concordat.node.job;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.round.RoundEvent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What this node knows by itself when the gate is asked, from its own stores. */
final class JobFacts {

    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobRun run;

    JobFacts(JobTools tools, JobRun run) {
        this.tools = tools;
        this.run = run;
    }

    /** The facts of this moment for one attempt, zero if it has no identity yet. */
    GateFacts now(Digest attemptId) {
        JobFrame frame = run.frame();
        Digest keyId = frame.task().keyId();
        DecisionLedger ledger = tools.stores().ledger();
        boolean withdrawn = run.view(state -> state.phase().isOver()) || ledger.isSpent(frame.id());
        return new GateFacts(
                frame.self(),
                frame.consortium(),
                new GateFacts.KeyEpoch(
                        keyId, frame.key().epochType(), tools.standing().keys().isRetired(keyId)),
                new GateFacts.TaskFacts(Optional.of(frame.task()), run.view(JobState::signed), withdrawn),
                ledger.scope(frame.scope()),
                new GateFacts.Usage(ledger.openings(frame.id()), ledger.ciphertextsOutside(frame.id(), attemptId)),
                tools.standing().notReady().get(),
                tools.clock().instant().getEpochSecond());
    }

    /** What made the gate refuse may pass. */
    void askAgainLater(Digest attemptId) {
        int round = run.view(JobState::rounds).size() - 1;
        tools.threads()
                .timers()
                .after(AGAIN, () -> run.answer(round, List.of(new RoundEvent.ReleaseRetried(attemptId))));
    }
}
