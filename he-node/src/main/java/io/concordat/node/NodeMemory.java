package io.concordat.node;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.http.StandingView;
import io.concordat.node.keys.SealGuard;
import io.concordat.node.observe.OperatorLog;
import io.concordat.node.peer.Peers;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.Incarnation;
import io.concordat.node.store.InstallationTable;
import io.concordat.node.store.StoreException;
import io.concordat.node.store.WitnessTable;
import io.concordat.node.witness.Exclusions;
import io.concordat.node.witness.Recovery;
import io.concordat.node.witness.Standing;
import io.concordat.node.witness.StandingEvents;
import io.concordat.node.witness.Witnesses;
import io.concordat.node.worker.SerialQueue;
import io.concordat.node.worker.Timers;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519PublicKey;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The part of a node that knows whether its memory is whole, put together: standing, witnesses, exclusions, recovery. */
final class NodeMemory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeMemory.class);

    private final Base base;
    private final MemberId self;
    private final Supplier<Optional<Consortium>> consortium;
    private final Standing standing;
    private final Witnesses witnesses;
    private final Timers timers;
    private final Recovery recovery;

    /** What is there before the rest of the node: the open database and the installation. */
    record Base(Database database, InstallationTable installation, RandomSource random, InstantSource clock) {

        /** Names the installation, opens the audit log, and enters the start. */
        static Base open(Database database, Path incarnationFile, RandomSource random, InstantSource clock)
                throws StoreException {
            byte[] fresh = new byte[16];
            random.nextBytes(fresh);
            InstallationTable installation = new InstallationTable(database, incarnationFile);
            Incarnation incarnation = installation.open(HexFormat.of().formatHex(fresh));
            Failpoint.START_AFTER_INCARNATION.reach();
            database.audit()
                    .append(
                            AuditEntry.Kind.START,
                            "version " + Node.version() + " incarnation " + incarnation.id()
                                    + (incarnation.quarantined() ? " quarantined" : ""));
            Failpoint.START_AFTER_AUDIT.reach();
            return new Base(database, installation, random, clock);
        }

        /** The installation as it is at the moment. */
        Incarnation incarnation() {
            return installation.current();
        }
    }

    /** Registers with the network; {@link #begin} must follow when it can send. */
    NodeMemory(
            Base base,
            Peers peers,
            Ed25519PublicKey ownKey,
            Supplier<Optional<Consortium>> consortium,
            OperatorLog log,
            Executor waiting) {
        this.base = base;
        this.self = peers.self();
        this.consortium = consortium;
        Database database = base.database();
        StandingEvents events = new StandingLog(log);
        SerialQueue queue = new SerialQueue(waiting, NodeMemory::failed);
        WitnessTable table = new WitnessTable(database);
        EnvelopeTable envelopes = new EnvelopeTable(database);
        this.timers = new Timers(waiting);
        this.standing = new Standing(
                base.incarnation(),
                database.audit().head(),
                base.installation(),
                database.audit(),
                consortium,
                base.random(),
                events);
        this.witnesses = new Witnesses(
                peers, consortium, database.audit(), table, standing, events, queue, timers, base.clock());
        peers.watch(new Exclusions(
                peers, ownKey, envelopes, table, database.audit(), standing, events, queue, base.clock()));
        this.recovery = new Recovery(peers, consortium, envelopes, table, standing, queue, timers, base.random());
    }

    /** Before the network starts: whose jobs they are. */
    void attach(Jobs jobs) {
        recovery.attach(jobs.known());
        standing.watch(() -> {
            if (standing.incarnation().quarantined()) {
                recovery.begin();
            } else if (standing.isUnconfirmed()) {
                witnesses.begin();
            } else if (standing.notReady().isEmpty()) {
                jobs.performDue();
            }
        });
    }

    Standing standing() {
        return standing;
    }

    /** Shows the log to the other banks, or asks them what they know. */
    void begin() {
        witnesses.begin();
        recovery.begin();
    }

    /** What the bank's own people see of it. */
    StandingView view() {
        Incarnation now = standing.incarnation();
        Optional<Rejection> notReady = standing.notReady();
        TreeSet<String> waitsFor = new TreeSet<>();
        if (now.quarantined()) {
            recovery.waitsFor().forEach(id -> waitsFor.add(id.value()));
        } else if (notReady.isPresent()) {
            consortium.get().ifPresent(present -> present.ids().forEach(id -> waitsFor.add(id.value())));
            waitsFor.remove(self.value());
            standing.confirmed().forEach(id -> waitsFor.remove(id.value()));
        }
        return new StandingView(
                now.quarantined() ? "quarantined" : notReady.isPresent() ? "waiting" : "ready",
                notReady.map(Rejection::sentence).orElse(null),
                now.id(),
                StandingView.Head.of(base.database().audit().head()),
                waitsFor.stream().toList(),
                new WitnessTable(base.database())
                        .cosigned(now.id()).stream()
                                .map(known -> new StandingView.Cosigned(
                                        known.witness(),
                                        StandingView.Head.of(known.head()),
                                        Instant.ofEpochMilli(known.at()).toString()))
                                .toList());
    }

    /** A node that is being sealed or stopped does not answer; whoever asked asks again. */
    private static void failed(RuntimeException cause) {
        if (cause instanceof SealGuard.SealedException || cause instanceof RejectedExecutionException) {
            LOG.debug("Not handled: this node is being sealed or stopped");
            return;
        }
        LOG.atError().setCause(cause).log("What another bank said of this node's memory could not be handled");
    }

    @Override
    public void close() {
        base.database()
                .audit()
                .watch(() -> {}); // what is entered while the node is sealed is shown when it is open again
        timers.close();
    }
}
