package io.concordat.node.job;

import io.concordat.node.observe.EventLog;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Follows a job's journal: which messages are in it, and the events that watching clients see. A replayed journal shows the same events
 * under the same numbers. Not thread-safe: its {@link JobRun} guards it.
 */
final class JobProgress {

    private final JobState state;
    private final EventLog events = new EventLog();
    private final Set<Digest> heard = new HashSet<>();
    private final Map<MessageKey, SignedEnvelope> own = new HashMap<>();
    private final List<SignedEnvelope> openings = new ArrayList<>();
    private @Nullable JobPhase shownPhase;

    JobProgress(JobState state) {
        this.state = state;
    }

    EventLog events() {
        return events;
    }

    /** Hashes of the messages in the journal. */
    Set<Digest> heard() {
        return Collections.unmodifiableSet(heard);
    }

    /** This node's own message of the same key, if it is in the journal. */
    Optional<SignedEnvelope> own(RoundMessage body) {
        return Optional.ofNullable(own.get(MessageKey.of(state.frame().self(), body)));
    }

    /** The OPENs and JOINs in the journal, in order: what later messages refer to. */
    List<SignedEnvelope> openings() {
        return List.copyOf(openings);
    }

    void after(JournalEntry entry) {
        switch (entry.event()) {
            case JobEvent.Heard(SignedEnvelope envelope) -> heard.add(envelope.hash());
            case JobEvent.InRound(int _, RoundEvent.Received(SignedEnvelope envelope)) -> heardInRound(envelope);
            case JobEvent.RoundStarted started -> show("round-started", started.round());
            case JobEvent.RoundClosed closed -> show("round", closed.round());
            case JobEvent.Proposed _,
                    JobEvent.Examined _,
                    JobEvent.Signed _,
                    JobEvent.Frozen _,
                    JobEvent.InRound _,
                    JobEvent.Failed _ -> {}
        }
        if (state.phase() == JobPhase.FINISHED) {
            return; // shown by completed(), when the result is stored
        }
        if (state.phase() != shownPhase) {
            shownPhase = state.phase();
            events.append("state", JobView.StateView.of(state, false));
        } else if (entry.event() instanceof JobEvent.Heard || entry.event() instanceof JobEvent.Signed) {
            events.append("approvals", JobView.StateView.of(state, false));
        }
    }

    /** What the job leaves is stored: the last event. */
    void completed() {
        if (state.phase() == JobPhase.FINISHED) {
            events.append("state", JobView.StateView.of(state, true));
        }
        events.end();
    }

    private void heardInRound(SignedEnvelope envelope) {
        heard.add(envelope.hash());
        if (envelope.body() instanceof Open || envelope.body() instanceof Join) {
            openings.add(envelope);
        }
        if (envelope.from().equals(state.frame().self()) && envelope.body() instanceof RoundMessage message) {
            own.putIfAbsent(MessageKey.of(envelope.from(), message), envelope);
        }
    }

    private void show(String type, int round) {
        state.roundLog(round).ifPresent(log -> events.append(type, JobView.RoundView.of(log)));
    }
}
