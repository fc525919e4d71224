package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.AttemptState;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundDirectory;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundKey;
import io.concordat.protocol.round.RoundMachine;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.round.RoundState;
import io.concordat.protocol.round.Transition;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One bank's node on a simulated disk: stores, applies, performs. A crash loses everything that is not on the disk. */
final class SimulatedNode {
    final MemberId id;
    final World world;
    final NodeWork work;
    final Map<RoundKey, RoundResult> results = new LinkedHashMap<>();
    Disk disk;
    Persona persona = Persona.HONEST;
    /** Restored from a backup: signs nothing until all others have said what they know. */
    boolean quarantined;

    private boolean up;
    private long clockAhead;
    private RoundDirectory directory = new RoundDirectory();
    private final Map<RoundKey, RoundMachine> machines = new HashMap<>();
    private final Map<RoundKey, RoundState> states = new LinkedHashMap<>();
    private final Map<RoundKey, RoundState> settled = new HashMap<>();
    private final List<Due> queue = new ArrayList<>();
    private final Map<Timer, Long> timers = new LinkedHashMap<>();

    private record Due(RoundKey key, RoundEffect effect) {}

    private record Timer(RoundKey key, DeadlineKind kind, int attempt) {}

    SimulatedNode(MemberId id, World world) {
        this.id = id;
        this.world = world;
        this.disk = new Disk(_ -> world.diskFails());
        this.work = new NodeWork(this);
    }

    boolean isUp() {
        return up;
    }

    boolean isHonest() {
        return persona.equals(Persona.HONEST);
    }

    Map<RoundKey, RoundState> states() {
        return states;
    }

    RoundState state(RoundKey key) {
        return Optional.ofNullable(states.get(key))
                .orElseThrow(() -> new IllegalStateException("a round that has not begun"));
    }

    RoundMachine machine(RoundKey key) {
        return machines.computeIfAbsent(
                key,
                k -> RoundMachine.of(Optional.ofNullable(disk.contexts.get(k))
                        .orElseThrow(() -> new IllegalStateException("a round without a context"))));
    }

    List<RoundEvent> journal(RoundKey key) {
        List<RoundEvent> events = new ArrayList<>();
        disk.journals.getOrDefault(key, List.of()).forEach(bytes -> events.add(world.decode(bytes)));
        return events;
    }

    /** Starts from what is on the disk. */
    void start() {
        up = true;
        for (RoundKey key : List.copyOf(disk.contexts.keySet())) {
            RoundState state = machine(key).replay(journal(key));
            states.put(key, state);
            enqueue(key, machine(key).due(state));
        }
        world.plan.jobs().stream()
                .filter(job -> world.isBegun(job) && !disk.contexts.containsKey(world.key(job, 0)))
                .forEach(job -> begin(job, 0, Optional.empty()));
        if (!quarantined) {
            disk.sent.values().forEach(this::send);
        }
        List.copyOf(disk.inbox).forEach(this::route);
    }

    /** Whether this member says nothing in a job: it is in quarantine, or the job is older than its memory. */
    boolean isMute(Digest taskHash) {
        return quarantined || disk.spent.contains(taskHash);
    }

    /**
     * Asks all others what they know. With the answer of each, this member signs again, in jobs that none of them knows; a
     * member that is itself in quarantine has no answer, so two that are restored at once wait for each other for good.
     */
    void recall() {
        List<SimulatedNode> others =
                world.nodes().stream().filter(node -> !node.id.equals(id)).toList();
        if (!quarantined || !up || !others.stream().allMatch(node -> node.isUp() && !node.quarantined)) {
            return;
        }
        disk.write("standing", () -> {
            disk.contexts.keySet().forEach(key -> disk.spent.add(key.taskHash()));
            for (SimulatedNode other : others) {
                other.settleLedger();
                other.disk.contexts.keySet().forEach(key -> disk.spent.add(key.taskHash()));
                disk.ledger.witness(other.disk.ledger);
            }
            disk.sent.clear();
        });
        quarantined = false;
        world.tally.released++;
    }

    /** Loses everything volatile. */
    void crash() {
        up = false;
        directory = new RoundDirectory();
        machines.clear();
        states.clear();
        settled.clear();
        queue.clear();
        timers.clear();
        results.clear();
    }

    /** A message arrives; it is acknowledged by returning. */
    void receive(SignedEnvelope envelope) {
        if (disk.known.contains(envelope.hash()) || !world.isGenuine(envelope)) {
            return;
        }
        store(envelope);
        route(envelope);
    }

    boolean hasWork() {
        return !queue.isEmpty();
    }

    /** Performs one waiting effect; {@code repeat} leaves it in the queue, {@code lost} loses its answer in a crash. */
    void performOne(int choice, boolean repeat, boolean lost) {
        Due due = queue.get(choice % queue.size());
        if (!repeat) {
            queue.remove(due);
        }
        Optional<RoundEvent> answer =
                persona.answer(this, due.key(), due.effect()).or(() -> perform(due.key(), due.effect()));
        if (lost) {
            crash();
        } else {
            answer.ifPresent(event -> happen(due.key(), event));
        }
    }

    Optional<Long> nextDeadline() {
        return timers.values().stream().min(Long::compare).map(at -> at - clockAhead);
    }

    /** Lets every deadline pass that this node's own clock has reached. */
    void passDeadlines() {
        long now = world.now() + clockAhead;
        List<Timer> passed = timers.entrySet().stream()
                .filter(entry -> entry.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        for (Timer timer : passed) {
            timers.remove(timer);
            happen(timer.key(), new RoundEvent.DeadlinePassed(timer.kind(), timer.attempt()));
        }
    }

    /** This node's clock jumps. */
    void jump(long seconds) {
        clockAhead += seconds;
        passDeadlines();
    }

    long seconds() {
        return world.now() + clockAhead;
    }

    /** The operator waits no longer for sealed attempts. */
    void abandonSealed() {
        for (RoundKey key : List.copyOf(states.keySet())) {
            state(key).attempts().values().stream()
                    .filter(attempt -> attempt.state() instanceof AttemptState.Sealed)
                    .map(attempt -> attempt.open().attempt())
                    .forEach(attempt -> {
                        happen(key, new RoundEvent.DeadlinePassed(DeadlineKind.OPERATOR, attempt));
                        happen(key, new RoundEvent.AbandonRequested(attempt));
                    });
        }
    }

    /** Begins a round of a job, unless it has begun. */
    void begin(SimulatedJob job, int round, Optional<RoundResult> previous) {
        RoundKey key = world.key(job, round);
        if (!up || disk.contexts.containsKey(key)) {
            return;
        }
        settleLedger();
        disk.write("round", () -> disk.contexts.put(key, work.context(job, round, previous)));
        Transition transition = machine(key).start();
        states.put(key, transition.state());
        enqueue(key, transition.effects());
        List.copyOf(disk.inbox).forEach(this::route);
    }

    /** Signs a body in this node's next envelope. */
    SignedEnvelope sign(RoundMessage body) {
        Digest previous = disk.sent.isEmpty() ? Digest.ZERO : disk.lastSent().hash();
        Envelope envelope = new Envelope(
                world.consortiumId,
                world.keyId,
                id,
                ByteString.of(ByteBuffer.allocate(Envelope.INCARNATION_BYTES)
                        .putLong(disk.incarnation())
                        .array()),
                disk.sent.size(),
                previous,
                body);
        return SignedEnvelope.sign(envelope, world.bank().signer(id));
    }

    /** Brings the ledger up to what the attempts have become. */
    @SuppressWarnings("ReferenceEquality") // a state never changes
    void settleLedger() {
        states.forEach((key, state) -> {
            if (settled.put(key, state) != state) {
                machine(key).stakes(state).stream()
                        .filter(stake -> stake.outcome() != Stake.Outcome.LIVE)
                        .forEach(stake ->
                                disk.ledger.outcome(world.job(key).task().scope(), stake));
            }
        });
    }

    private void happen(RoundKey key, RoundEvent event) {
        byte[] bytes = world.encode(event);
        world.trace(id, bytes);
        disk.write("journal", () -> {
            disk.journals.computeIfAbsent(key, _ -> new ArrayList<>()).add(bytes);
            if (event instanceof RoundEvent.Received received) {
                disk.placed.add(received.envelope().hash());
            }
        });
        Transition transition = machine(key).apply(state(key), event);
        states.put(key, transition.state());
        enqueue(key, transition.effects());
    }

    private void store(SignedEnvelope envelope) {
        disk.write("envelope", () -> {
            disk.known.add(envelope.hash());
            disk.inbox.add(envelope);
            if (envelope.body() instanceof Reveal reveal) {
                reveal.ciphertexts()
                        .toList()
                        .forEach(block ->
                                disk.ciphertexts.putIfAbsent(RoundHashes.ciphertext(block), reveal.attemptId()));
            }
        });
    }

    private void route(SignedEnvelope envelope) {
        for (RoundDirectory.Placed placed : directory.accept(envelope)) {
            if (states.containsKey(placed.key())
                    && !disk.placed.contains(placed.envelope().hash())) {
                happen(placed.key(), new RoundEvent.Received(placed.envelope()));
            }
        }
    }

    private void enqueue(RoundKey key, List<RoundEffect> effects) {
        for (RoundEffect effect : effects) {
            switch (effect) {
                case RoundEffect.SetDeadline(DeadlineKind kind, int attempt, Duration after) ->
                    timers.putIfAbsent(new Timer(key, kind, attempt), seconds() + after.toSeconds());
                case RoundEffect.Finish(RoundResult result) -> finish(key, result);
                case RoundEffect.ReportEvidence(SignedEnvelope first, SignedEnvelope second) ->
                    world.watch.evidence(this, first, second);
                case RoundEffect.ReportForgotten _ -> world.watch.forgotten(this, key);
                case RoundEffect.ReportCulprit culprit -> world.watch.culprit(this, key, culprit);
                case RoundEffect.ReportRefusal _, RoundEffect.Stop _ -> {}
                default -> queue.add(new Due(key, effect));
            }
        }
    }

    private void finish(RoundKey key, RoundResult result) {
        if (results.put(key, result) == null) {
            world.watch.opened(this, key, result);
        }
        SimulatedJob job = world.job(key);
        if (key.round() + 1 < job.rounds()) {
            begin(job, key.round() + 1, Optional.of(result));
        }
    }

    private Optional<RoundEvent> perform(RoundKey key, RoundEffect effect) {
        settleLedger();
        return switch (effect) {
            case RoundEffect.Publish publish -> {
                publish(key, publish.body());
                yield Optional.empty();
            }
            case RoundEffect.Forward forward -> {
                if (!isMute(key.taskHash())) {
                    send(forward.envelope());
                }
                yield Optional.empty();
            }
            default -> work.answer(key, effect);
        };
    }

    /** What is decided is in the ledger before it is signed; what was signed is sent again, never signed anew. */
    private void publish(RoundKey key, RoundMessage body) {
        if (isMute(key.taskHash())) {
            return;
        }
        MessageKey message = MessageKey.of(id, body);
        SignedEnvelope before = disk.sent.get(message);
        if (before != null) {
            send(before);
            return;
        }
        switch (body) {
            case Reveal reveal -> disk.write("ledger", () -> work.recordReveal(key, reveal.attemptId()));
            case Abandon abandon -> disk.write("ledger", () -> disk.ledger.abandon(abandon.attemptId()));
            default -> {}
        }
        SignedEnvelope envelope = sign(body);
        disk.write("sent", () -> {
            disk.sent.put(message, envelope);
            disk.known.add(envelope.hash());
            disk.inbox.add(envelope);
        });
        send(envelope);
        route(envelope);
    }

    /** Sends an envelope to all others. */
    void send(SignedEnvelope envelope) {
        if (isHonest() && envelope.from().equals(id)) {
            world.watch.leaves(this, envelope);
        }
        for (MemberId to : world.ids()) {
            if (!to.equals(id)) {
                persona.outgoing(this, envelope, to).forEach(other -> world.carry(id, to, other, persona.delay()));
            }
        }
    }
}
