package io.concordat.node.witness;

import io.concordat.node.fail.Failpoint;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.AuditLog;
import io.concordat.node.store.WitnessTable;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.audit.MerkleProofs;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Checkpoint;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Witnessed;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Shows this node's audit log to the others, and checks theirs. A witness signs a head only if it continues the one it signed
 * last, across restarts of both; what it answers otherwise tells the bank from where to prove, or that it was rolled back.
 */
public final class Witnesses {
    private static final Duration AGAIN = Duration.ofSeconds(15);

    private final PeerNetwork peers;
    private final Supplier<Optional<Consortium>> consortium;
    private final AuditLog audit;
    private final WitnessTable table;
    private final Standing standing;
    private final StandingEvents events;
    private final Executor queue;
    private final Timers timers;
    private final InstantSource clock;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Map<MemberId, Long> asked = new ConcurrentHashMap<>();

    /** Registers with the network; the queue runs one task after the other. */
    public Witnesses(
            PeerNetwork peers,
            Supplier<Optional<Consortium>> consortium,
            AuditLog audit,
            WitnessTable table,
            Standing standing,
            StandingEvents events,
            Executor queue,
            Timers timers,
            InstantSource clock) {
        this.peers = peers;
        this.consortium = consortium;
        this.audit = audit;
        this.table = table;
        this.standing = standing;
        this.events = events;
        this.queue = queue;
        this.timers = timers;
        this.clock = clock;
        peers.register(MessageType.CHECKPOINT, received -> queue.execute(() -> check(received)));
        peers.register(MessageType.WITNESSED, received -> queue.execute(() -> learn(received)));
        audit.watch(this::show);
    }

    /** Asks now, and again until enough banks have confirmed the log. */
    public void begin() {
        show();
        timers.after(AGAIN, () -> {
            if (standing.isUnconfirmed()) {
                begin();
            }
        });
    }

    /** Asks every other bank to cosign the log as it is; what is asked while this waits is asked once. */
    public void show() {
        if (pending.compareAndSet(false, true)) {
            queue.execute(() -> {
                pending.set(false);
                consortium.get().ifPresent(this::showAll);
            });
        }
    }

    private void showAll(Consortium present) {
        if (standing.incarnation().quarantined()) {
            return; // what it forgot would look like a fork
        }
        List<AuditEntry> entries = audit.entries(); // looked at once: the log may grow meanwhile
        MerkleProofs tree = tree(entries);
        LogHead head = head(tree, entries.size());
        for (MemberId member : present.ids()) {
            if (!member.equals(peers.self())) {
                show(member, tree, head, cosigned(member).map(LogHead::size).orElse(0L));
            }
        }
    }

    private void show(MemberId member, MerkleProofs tree, LogHead head, long since) {
        boolean provable = since > 0 && since < head.size();
        List<Digest> proof = provable ? tree.consistency((int) since, (int) head.size()) : List.of();
        asked.put(member, since);
        peers.send(new Checkpoint(head, Math.min(since, head.size()), proof), Digest.ZERO, List.of(member));
    }

    private Optional<LogHead> cosigned(MemberId member) {
        return table.cosigned(standing.incarnation().id()).stream()
                .filter(known -> known.witness().equals(member.value()))
                .map(WitnessTable.Cosigned::head)
                .findFirst();
    }

    /** Another bank shows its log. */
    private void check(ReceivedEnvelope received) {
        Envelope envelope = received.envelope().envelope();
        MemberId from = envelope.from();
        if (from.equals(peers.self())
                || standing.incarnation().quarantined()
                || !(envelope.body() instanceof Checkpoint shown)) {
            return; // a node in quarantine may itself have forgotten what it cosigned
        }
        String incarnation = envelope.incarnation().hex();
        LogHead known = table.witnessed(from.value(), incarnation).orElse(LogHead.EMPTY);
        LogHead newest = known;
        if (shown.since() == known.size()) {
            if (known.size() == 0 || MerkleProofs.isContinuation(known, shown.head(), shown.proof())) {
                newest = shown.head();
                table.witness(from.value(), incarnation, newest, clock.millis());
                Failpoint.CHECKPOINT_AFTER_WITNESS.reach();
            } else {
                forked(from, incarnation, known, shown.head());
            }
        }
        peers.send(new Witnessed(from, envelope.incarnation(), newest), Digest.ZERO, List.of(from));
        if (!standing.confirmed().contains(from)) {
            show(); // it may have been in quarantine, and silent, when this node asked it
        }
    }

    private void forked(MemberId from, String incarnation, LogHead known, LogHead shown) {
        audit.append(
                AuditEntry.Kind.PEER,
                "FORK " + from + " " + incarnation + " " + known.size() + " "
                        + known.root().hex() + " " + shown.size() + " "
                        + shown.root().hex());
        events.logForked(from);
    }

    /** Another bank says what it knows of this node's log. */
    private void learn(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        ByteString own = ByteString.ofHex(standing.incarnation().id());
        if (from.equals(peers.self())
                || standing.incarnation().quarantined()
                || !(received.envelope().body() instanceof Witnessed witnessed)
                || !witnessed.member().equals(peers.self())
                || !witnessed.incarnation().equals(own)) {
            return;
        }
        LogHead head = witnessed.head();
        List<AuditEntry> entries = audit.entries(); // looked at once: the log may grow meanwhile
        MerkleProofs tree = tree(entries);
        long size = entries.size();
        if (head.size() > size || !head(tree, head.size()).equals(head)) {
            standing.quarantine("bank " + from + " cosigned a head of " + head.size()
                    + " entries of this node's audit log that the log does not have");
            return;
        }
        if (head.size() > 0) {
            table.cosigned(from.value(), own.hex(), head, clock.millis());
            Failpoint.CHECKPOINT_AFTER_COSIGNED.reach();
            standing.confirmed(from, head);
        }
        Long since = asked.get(from);
        if (since != null && head.size() < size && since != head.size()) {
            show(from, tree, head(tree, size), head.size());
        }
    }

    private static MerkleProofs tree(List<AuditEntry> entries) {
        return MerkleProofs.of(entries.stream().map(AuditEntry::encode).toList());
    }

    private static LogHead head(MerkleProofs tree, long size) {
        return new LogHead(size, tree.root((int) size));
    }
}
