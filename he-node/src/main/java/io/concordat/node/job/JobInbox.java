package io.concordat.node.job;

import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.MembershipMessage;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Task;
import io.concordat.protocol.message.TaskApproval;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.message.WitnessMessage;
import io.concordat.protocol.problem.Rejection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages of other banks, and this node's own, to the job and round they are about. What cannot be used yet is kept on disk and tried
 * again when a job, a round or an attempt becomes known.
 */
final class JobInbox {

    private static final Logger LOG = LoggerFactory.getLogger(JobInbox.class);
    private static final Set<MessageType> TYPES = EnumSet.range(MessageType.TASK, MessageType.OPENED);

    /** A task may name a model that this node is about to have: it is tried again for so long. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final JobTools tools;
    private final JobRuns runs;
    private final EarlyEnvelopes early;
    private final RoundIndex index = new RoundIndex();
    private final AtomicBoolean sweepPending = new AtomicBoolean();

    JobInbox(JobTools tools, JobRuns runs) {
        this.tools = tools;
        this.runs = runs;
        this.early = new EarlyEnvelopes(tools.stores().sql());
    }

    void register() {
        TYPES.forEach(type -> tools.peers().register(type, this::receive));
    }

    /** Learns what the resumed jobs know, those that are over too (their late messages have a place then), and tries what came early. */
    synchronized void resume() {
        List<SignedEnvelope> known = new ArrayList<>();
        runs.all().forEach(run -> known.addAll(run.openings()));
        early.all().forEach(kept -> known.add(kept.received().envelope()));
        known.stream().filter(envelope -> envelope.body() instanceof Open).forEach(index::learn);
        known.forEach(index::learn); // a JOIN may have come before its OPEN
        takeEarly();
    }

    private synchronized void receive(ReceivedEnvelope received) {
        long now = tools.clock().instant().toEpochMilli();
        boolean learned = index.learn(received.envelope());
        if (!take(received.envelope(), now, now) && !early.keep(received, now)) {
            LOG.atWarn()
                    .addKeyValue("member", received.envelope().from().value())
                    .log("A message came too early, and its sender has too many of them here; it is dropped");
        }
        if (learned || received.envelope().body() instanceof Task) {
            takeEarly();
        }
    }

    /** Tries everything that came early once more, until nothing more can be used. */
    synchronized void takeEarly() {
        boolean taken = true;
        while (taken) {
            taken = false;
            long now = tools.clock().instant().toEpochMilli();
            for (EarlyEnvelopes.Early kept : early.all()) {
                // A JOIN that came before its OPEN could not be learned then, and all that follows hangs on it.
                taken |= index.learn(kept.received().envelope());
                if (take(kept.received().envelope(), kept.receivedAt(), now)) {
                    early.remove(kept.received().position());
                    taken = true;
                }
            }
        }
    }

    /** Whether the message needs no further attention; what it means is on disk then. */
    private boolean take(SignedEnvelope envelope, long receivedAt, long now) {
        return switch (envelope.body()) {
            case Task task -> propose(envelope, task.spec(), now - receivedAt);
            case TaskApproval approval -> hear(JobId.ofTask(approval.taskHash()), envelope);
            case TaskRefused refused -> hear(JobId.ofTask(refused.taskHash()), envelope);
            case RoundMessage message -> hearInRound(envelope, message);
            case MembershipMessage _, Ceremony _, WitnessMessage _ -> true;
        };
    }

    private boolean propose(SignedEnvelope envelope, TaskSpec task, long waited) {
        if (!envelope.from().equals(task.createdBy())) {
            LOG.atWarn()
                    .addKeyValue("member", envelope.from().value())
                    .log("A task was proposed in another bank's name");
            return true;
        }
        try {
            return runs.create(task).hear(envelope);
        } catch (JobRefusedException e) {
            if (waited < PATIENCE.toMillis()
                    && !envelope.from().equals(tools.peers().self())) {
                sweepLater();
                return false;
            }
            refuse(task, e.reason());
            return true;
        }
    }

    /** One sweep, however many tasks wait for something. */
    private void sweepLater() {
        if (sweepPending.compareAndSet(false, true)) {
            tools.threads().timers().after(PAUSE, () -> {
                sweepPending.set(false);
                takeEarly();
            });
        }
    }

    private void refuse(TaskSpec task, Rejection reason) {
        if (tools.standing().quarantined()) {
            return; // a node that may be older than what it signed says nothing about jobs
        }
        tools.standing().consortium().get().ifPresent(consortium -> tools.peers()
                .send(new TaskRefused(task.taskHash(), reason), task.keyId(), consortium.ids()));
    }

    private boolean hear(JobId job, SignedEnvelope envelope) {
        Optional<JobRun> run = runs.find(job);
        return run.isPresent() && run.get().hear(envelope);
    }

    private boolean hearInRound(SignedEnvelope envelope, RoundMessage message) {
        Optional<RoundIndex.Place> place = index.place(message);
        Optional<JobRun> run = place.flatMap(found -> runs.find(found.job()));
        return run.isPresent() && run.get().hearInRound(place.get().round(), envelope);
    }
}
