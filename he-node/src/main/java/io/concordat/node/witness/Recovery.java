package io.concordat.node.witness;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.WitnessTable;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Recall;
import io.concordat.protocol.message.Recalled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The way out of quarantine. The node asks all other banks what they know; when every one of them has answered, all jobs that any
 * of them or its own database knows are spent, every cohort that they saw opened binds it, and it may sign in new jobs. Jobs that
 * go on elsewhere are told that this bank is out.
 */
public final class Recovery {
    private static final Duration AGAIN = Duration.ofSeconds(20);

    private final PeerNetwork peers;
    private final Supplier<Optional<Consortium>> consortium;
    private final EnvelopeTable envelopes;
    private final WitnessTable table;
    private final Standing standing;
    private final AtomicReference<Optional<KnownJobs>> jobs = new AtomicReference<>(Optional.empty());
    private final Executor queue;
    private final Timers timers;
    private final RandomSource random;
    private final Map<MemberId, Recalled> answers = new ConcurrentSkipListMap<>();
    private volatile Digest nonce = Digest.ZERO;

    /** Registers with the network; everything happens on the queue. */
    public Recovery(
            PeerNetwork peers,
            Supplier<Optional<Consortium>> consortium,
            EnvelopeTable envelopes,
            WitnessTable table,
            Standing standing,
            Executor queue,
            Timers timers,
            RandomSource random) {
        this.peers = peers;
        this.consortium = consortium;
        this.envelopes = envelopes;
        this.table = table;
        this.standing = standing;
        this.queue = queue;
        this.timers = timers;
        this.random = random;
        peers.register(MessageType.RECALL, received -> queue.execute(() -> answer(received)));
        peers.register(MessageType.RECALLED, received -> queue.execute(() -> collect(received)));
    }

    /** Names the jobs; before the network starts. */
    public void attach(KnownJobs known) {
        jobs.set(Optional.of(known));
    }

    private KnownJobs jobs() {
        return jobs.get().orElseThrow();
    }

    /** Asks, if this node is in quarantine; asked again it asks anew. */
    public void begin() {
        queue.execute(() -> {
            if (standing.incarnation().quarantined() && consortium.get().isPresent()) {
                byte[] fresh = new byte[Digest.BYTES];
                random.nextBytes(fresh);
                nonce = Digest.of(fresh);
                answers.clear();
                ask(nonce);
            }
        });
    }

    private void ask(Digest asked) {
        Collection<MemberId> missing = missing();
        if (asked.equals(nonce) && standing.incarnation().quarantined() && !missing.isEmpty()) {
            peers.send(new Recall(asked), Digest.ZERO, missing);
            timers.after(AGAIN, () -> queue.execute(() -> ask(asked)));
        }
    }

    private Collection<MemberId> missing() {
        Set<MemberId> missing =
                new TreeSet<>(consortium.get().map(Consortium::ids).orElse(List.of()));
        missing.remove(peers.self());
        missing.removeAll(answers.keySet());
        return missing;
    }

    /** The banks whose answer is missing. */
    public Collection<MemberId> waitsFor() {
        return standing.incarnation().quarantined() ? missing() : List.of();
    }

    /** Another bank asks. A node in quarantine has nothing to vouch for. */
    private void answer(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        if (from.equals(peers.self())
                || standing.incarnation().quarantined()
                || !(received.envelope().body() instanceof Recall(Digest asked))) {
            return;
        }
        List<String> heard = envelopes.incarnations(from.value());
        peers.send(
                new Recalled(
                        asked,
                        ByteString.ofHex(heard.getLast()),
                        table.lastWitnessed(from.value()).orElse(LogHead.EMPTY),
                        jobs().openTasks(),
                        jobs().all(),
                        jobs().openings()),
                Digest.ZERO,
                List.of(from));
    }

    private void collect(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        if (from.equals(peers.self())
                || !standing.incarnation().quarantined()
                || !(received.envelope().body() instanceof Recalled recalled)
                || !recalled.nonce().equals(nonce)
                || !recalled.incarnation().hex().equals(standing.incarnation().id())) {
            return;
        }
        answers.put(from, recalled);
        if (missing().isEmpty()) {
            takeUp();
        }
    }

    private void takeUp() {
        Set<JobId> spent = new TreeSet<>(jobs().all());
        Set<Digest> openTasks = new HashSet<>(jobs().openTasks());
        List<Recalled.Opening> openings = new ArrayList<>();
        for (Recalled answer : answers.values()) {
            spent.addAll(answer.jobs());
            answer.tasks().forEach(task -> spent.add(JobId.ofTask(task)));
            openTasks.addAll(answer.tasks());
            openings.addAll(answer.openings());
        }
        jobs().takeUp(
                        spent,
                        openings,
                        standing.incarnation().id(),
                        String.join(
                                ",",
                                answers.keySet().stream().map(MemberId::value).toList()));
        standing.release(spent.size());
        jobs().end(spent, openTasks);
    }
}
