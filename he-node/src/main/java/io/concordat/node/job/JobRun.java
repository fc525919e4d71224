package io.concordat.node.job;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.data.RowSnapshot;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.keys.SealGuard;
import io.concordat.node.observe.EventLog;
import io.concordat.node.worker.SerialQueue;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives one job. An event is journalled, then applied, then what has become due is performed, in order, on a queue of its own; the results
 * come back as events. After a restart the journal is applied again and what is due is performed again; performing twice is harmless.
 */
final class JobRun {

    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final JobTools tools;
    private final JobState state;
    private final JobProgress progress;
    private final SerialQueue queue;
    private final JobDuties duties;
    private final RoundEffects rounds;
    private final Runnable roundBegan;
    private final Set<JobDuty> underWay = new HashSet<>();
    private boolean broken;
    private volatile boolean stopped;
    private final AtomicBoolean retryPending = new AtomicBoolean();

    /** @param roundBegan called after a round began, when messages that came early may be taken */
    JobRun(JobTools tools, JobFrame frame, Runnable roundBegan) {
        this.tools = tools;
        this.state = new JobState(frame);
        this.progress = new JobProgress(state);
        this.queue = new SerialQueue(tools.threads().waiting(), this::failed);
        this.duties = new JobDuties(tools, this);
        this.rounds = new RoundEffects(tools, this);
        this.roundBegan = roundBegan;
    }

    static String stream(JobFrame frame) {
        return "job/" + frame.id();
    }

    JobFrame frame() {
        return state.frame();
    }

    EventLog events() {
        return progress.events();
    }

    /** Journals and applies an event; on disk when it returns. */
    void record(JobEvent event) {
        synchronized (state) {
            if (stopped || broken || (state.phase().isOver() && !(event instanceof JobEvent.Heard))) {
                return;
            }
            JournalEntry entry = new JournalEntry(tools.clock().instant().toEpochMilli(), event);
            tools.stores().journal().append(stream(frame()), entry.encode());
            boolean wasOver = state.phase().isOver();
            List<RoundEffect> effects = take(entry);
            Failpoint.JOURNAL_AFTER_APPLY.reach();
            trace(entry, wasOver);
            perform(effects);
        }
    }

    /** Only what happens, not what a replay repeats. */
    private void trace(JournalEntry entry, boolean wasOver) {
        String job = frame().id().value();
        Instant now = Instant.ofEpochMilli(entry.at());
        if (entry.event() instanceof JobEvent.RoundClosed closed) {
            state.roundLog(closed.round()).ifPresent(log -> tools.trace()
                    .round(job, closed.round(), Instant.ofEpochMilli(log.startedAt()), now));
        }
        if (!wasOver && state.phase().isOver()) {
            String end = state.phase().name().toLowerCase(Locale.ROOT);
            tools.trace().job(job, end, Instant.ofEpochMilli(state.createdAt()), now);
        }
    }

    /**
     * A verified message about the job itself; whatever repeats or comes after the end changes nothing. False if it cannot be taken here.
     */
    boolean hear(SignedEnvelope envelope) {
        synchronized (state) {
            requireRunning();
            if (broken) {
                return false;
            }
            boolean own = envelope.from().equals(frame().self());
            if (!progress.heard().contains(envelope.hash()) && (own || state.isNews(envelope))) {
                record(new JobEvent.Heard(envelope));
            }
            return true;
        }
    }

    /** A message that comes while the node ends must not count as handled: it is delivered again after the next start. */
    private void requireRunning() {
        if (stopped) {
            throw new RejectedExecutionException("The node ends");
        }
    }

    /** A verified message of a round, if that round is under way; false if it has not begun or cannot be taken here. */
    boolean hearInRound(int round, SignedEnvelope envelope) {
        synchronized (state) {
            requireRunning();
            if (broken) {
                return false;
            }
            if (state.phase().isOver()
                    || state.rounds().stream().anyMatch(log -> log.round() == round && log.isClosed())) {
                return true; // nothing waits for it any more
            }
            boolean underWayNow =
                    state.current().filter(current -> current.number() == round).isPresent();
            if (underWayNow && !progress.heard().contains(envelope.hash())) {
                record(new JobEvent.InRound(round, new RoundEvent.Received(envelope)));
            }
            return underWayNow;
        }
    }

    /** Applies the journal. */
    void replay() throws DecodeException {
        synchronized (state) {
            for (byte[] bytes : tools.stores().journal().read(stream(frame()), 0)) {
                take(JournalEntry.decode(bytes));
            }
        }
    }

    /** Performs what is due in the present state. */
    void performDue() {
        synchronized (state) {
            perform(state.due());
        }
    }

    /** The OPENs and JOINs in the journal, in order. */
    List<SignedEnvelope> openings() {
        return view(_ -> progress.openings());
    }

    /** Local results and passed deadlines of a round; ignored once the round is over. */
    void answer(int round, List<RoundEvent> answers) {
        for (RoundEvent answer : answers) {
            if (isCurrent(round)) {
                record(new JobEvent.InRound(round, answer));
            }
        }
    }

    /** The frozen rows. */
    RowSnapshot rows() {
        return duties.rows();
    }

    /** A look at the job that nothing changes meanwhile. */
    <T> T view(Function<JobState, T> look) {
        synchronized (state) {
            return look.apply(state);
        }
    }

    /** What the job leaves is stored: whoever watches is told, and nothing follows. */
    void completed() {
        synchronized (state) {
            progress.completed();
        }
    }

    /** Asks once more for what is due, once however many steps failed meanwhile. */
    void retryLater() {
        if (retryPending.compareAndSet(false, true)) {
            tools.threads().timers().after(RETRY, () -> {
                retryPending.set(false);
                performDue();
            });
        }
    }

    /** An entry that cannot be applied stops the job here: what follows it in the journal would mean something else. */
    private List<RoundEffect> take(JournalEntry entry) {
        broken = true;
        List<RoundEffect> effects = state.apply(entry);
        progress.after(entry);
        broken = false;
        return effects;
    }

    private void perform(List<RoundEffect> effects) {
        if (stopped || broken) {
            return;
        }
        boolean may = mayAct();
        Optional<JobState.CurrentRound> current = state.current();
        if (may && current.isPresent() && !state.phase().isOver()) {
            int round = current.get().number();
            queue.execute(() -> rounds.settleLedger(round));
            effects.forEach(effect -> queue.execute(() -> rounds.perform(round, effect)));
        }
        for (JobDuty duty : JobDuty.due(state)) {
            if ((may || duty instanceof JobDuty.Complete) && underWay.add(duty)) {
                queue.execute(() -> discharge(duty));
            }
        }
    }

    /** While this node may not sign, nothing is performed but the end of a job; all that is due then is due once it may. */
    private boolean mayAct() {
        boolean may = tools.standing().notReady().get().isEmpty();
        if (!may && !state.phase().isOver()) {
            retryLater();
        }
        return may;
    }

    @SuppressWarnings("IllegalCatch") // whatever failed, the duty is due again, and no other with it
    private void discharge(JobDuty duty) {
        try {
            duties.perform(duty);
            if (duty instanceof JobDuty.Start) {
                roundBegan.run();
            }
        } catch (RuntimeException | Error e) {
            synchronized (state) {
                underWay.remove(duty);
            }
            throw e;
        }
    }

    /** A duty ended without the event that discharges it: it is due again later. */
    void undone(JobDuty duty) {
        synchronized (state) {
            underWay.remove(duty);
        }
        retryLater();
    }

    /** The present round's number, if this is it. */
    boolean isCurrent(int round) {
        return view(now ->
                now.current().filter(current -> current.number() == round).isPresent());
    }

    /** This node's own message with the same key, if it was journalled. */
    Optional<SignedEnvelope> published(RoundMessage body) {
        return view(_ -> progress.own(body));
    }

    /** Nothing is journalled from now on: what the node's end interrupts is no news about the job. */
    void stop() {
        synchronized (state) {
            stopped = true;
        }
    }

    /** The job ends here, for a reason that the operator of this bank reads. */
    void fail(Rejection reason) {
        record(new JobEvent.Failed(reason));
    }

    private void failed(RuntimeException cause) {
        if (stopped || cause instanceof SealGuard.SealedException) {
            return; // a node that is being sealed stops; the step comes again after the next unsealing
        }
        LOG.atError()
                .addKeyValue("job", frame().id().value())
                .setCause(cause)
                .log("A step of a job failed; it is tried again");
        retryLater();
    }
}
