package io.concordat.protocol.testing;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundDirectory;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundMachine;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.round.RoundState;
import io.concordat.protocol.round.Transition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One bank's node without disk and wire: verifies, journals, applies, performs effects with real cryptography. A crash
 * loses everything but its {@link MemberMemory}.
 */
public final class InMemoryMember {
    private final MemberId id;
    private final TestJob job;
    private final ScriptedNetwork network;
    private final MemberMemory memory = new MemberMemory();
    private final MemberWork work;
    private final List<RoundEffect> reports = new ArrayList<>();
    private final Map<Integer, RoundResult> results = new TreeMap<>();

    private final Digest taskHash;

    private Behaviour behaviour = Behaviours.HONEST;
    private boolean up;
    private RoundDirectory directory = new RoundDirectory();
    private final Map<Integer, RoundMachine> machines = new HashMap<>();
    private final Map<Integer, RoundState> states = new TreeMap<>();
    private final List<Due> queue = new ArrayList<>();
    private final Map<Timer, Long> timers = new HashMap<>();

    /** An effect that waits to be performed. */
    private record Due(int round, RoundEffect effect) {}

    /** A deadline that was asked for. */
    private record Timer(int round, DeadlineKind kind, int attempt) {}

    InMemoryMember(MemberId id, TestJob job, ScriptedNetwork network) {
        this.id = id;
        this.job = job;
        this.network = network;
        this.taskHash = job.task().taskHash();
        this.work = new MemberWork(id, job, memory, this::states, this::machine);
    }

    /** Which bank. */
    public MemberId id() {
        return id;
    }

    /** How many rounds the job has. */
    public int rounds() {
        return job.rounds();
    }

    /** The facts that tests may change: approvals, time, readiness, frozen cohort, earlier stakes. */
    public MemberWork work() {
        return work;
    }

    /** From now on this member departs from the rules. */
    public void behave(Behaviour other) {
        behaviour = other;
    }

    /** The sums that this member saw opened, by round. */
    public Map<Integer, RoundResult> results() {
        return Collections.unmodifiableMap(results);
    }

    /** The sum of one round, if this member saw it opened. */
    public Optional<RoundResult> result(int round) {
        return Optional.ofNullable(results.get(round));
    }

    /** The bodies of one kind that it signed, in order. */
    public <T extends RoundMessage> List<T> sent(Class<T> type) {
        return sent().stream()
                .map(SignedEnvelope::body)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The reasons it reported, about itself or others. */
    public List<ProblemType> problems() {
        return reports.stream()
                .flatMap(report -> switch (report) {
                    case RoundEffect.ReportCulprit culprit ->
                        Stream.of(culprit.reason().type());
                    case RoundEffect.ReportRefusal refusal ->
                        Stream.of(refusal.reason().type());
                    case RoundEffect.Stop stop -> Stream.of(stop.reason().type());
                    default -> Stream.<ProblemType>empty();
                })
                .toList();
    }

    /** Whom it reported, with the kind of problem. */
    public boolean accuses(MemberId culprit, ProblemType type) {
        return reports.stream()
                .anyMatch(report -> report instanceof RoundEffect.ReportCulprit named
                        && named.culprit().equals(culprit)
                        && named.reason().type() == type);
    }

    /** Where this member stands in a round. */
    public RoundState state(int round) {
        RoundState state = states.get(round);
        if (state == null) {
            throw new IllegalArgumentException("Expected a round that " + id + " has begun but found " + round);
        }
        return state;
    }

    /** The machine of a round. */
    public RoundMachine machine(int round) {
        return machines.computeIfAbsent(round, this::newMachine);
    }

    /** Everything it reported to its operator, repetitions left out. */
    public List<RoundEffect> reports() {
        return Collections.unmodifiableList(reports);
    }

    /** The events of a round's journal. */
    public List<RoundEvent> journal(int round) {
        return memory.journal(round);
    }

    /** What it signed, in order. */
    public List<SignedEnvelope> sent() {
        return List.copyOf(memory.sent.values());
    }

    /** Its ledger. */
    public InMemoryLedger ledger() {
        return memory.ledger;
    }

    boolean isUp() {
        return up;
    }

    /** Starts, or starts again after a crash, from what it remembers. */
    void start() {
        up = true;
        directory = new RoundDirectory();
        int last = memory.journals.keySet().stream().max(Integer::compare).orElse(0);
        for (int round = 0; round <= last; round++) {
            RoundState state = machine(round).replay(memory.journal(round));
            states.put(round, state);
            enqueue(round, machine(round).due(state));
        }
        memory.sent.values().forEach(this::send);
        List.copyOf(memory.inbox).forEach(this::route);
    }

    /** Loses everything volatile. */
    void crash() {
        up = false;
        machines.clear();
        states.clear();
        queue.clear();
        timers.clear();
        results.clear();
    }

    /** A message arrives: verified, stored, acknowledged by returning. */
    void receive(byte[] bytes) {
        SignedEnvelope envelope;
        try {
            envelope = SignedEnvelope.decode(bytes);
        } catch (DecodeException e) {
            throw new AssertionError("bug: the network carries only envelopes", e);
        }
        if (!memory.knows(envelope) && network.isGenuine(envelope) && memory.store(envelope)) {
            route(envelope);
        }
    }

    /** Whether an effect waits to be performed. */
    boolean hasWork() {
        return !queue.isEmpty();
    }

    /** How many effects wait. */
    int workCount() {
        return queue.size();
    }

    /** Performs one of the waiting effects; if {@code lost}, it crashes before the answer is journalled. */
    void performOne(int index, boolean lost) {
        Due due = queue.remove(index);
        Optional<RoundEvent> answer = behaviour.answer(this, due.effect()).or(() -> perform(due, lost));
        if (lost) {
            crash();
            return;
        }
        answer.ifPresent(event -> happen(due.round(), event));
    }

    /** The time of the next deadline. */
    Optional<Long> nextDeadline() {
        return timers.values().stream().min(Long::compare);
    }

    /** Lets every deadline up to {@code now} pass. */
    void passDeadlines(long now) {
        List<Timer> passed = timers.entrySet().stream()
                .filter(entry -> entry.getValue() <= now)
                .map(Map.Entry::getKey)
                .toList();
        for (Timer timer : passed) {
            timers.remove(timer);
            happen(timer.round(), new RoundEvent.DeadlinePassed(timer.kind(), timer.attempt()));
        }
    }

    /** Journals an event and applies it. */
    public void happen(int round, RoundEvent event) {
        memory.journal(round, event);
        Transition transition = machine(round).apply(state(round), MemberMemory.decode(event.encode()));
        states.put(round, transition.state());
        enqueue(round, transition.effects());
    }

    /** Signs a body in the next envelope of this member. Tests use it to say what no honest member says. */
    public SignedEnvelope sign(RoundMessage body) {
        SignedEnvelope last = memory.sent.isEmpty() ? null : new ArrayList<>(memory.sent.values()).getLast();
        Envelope envelope = new Envelope(
                job.task().consortiumId(),
                job.task().keyId(),
                id,
                ByteString.of(new byte[Envelope.INCARNATION_BYTES]),
                memory.sent.size(),
                last == null ? Digest.ZERO : last.hash(),
                body);
        return SignedEnvelope.sign(envelope, job.bank().signer(id));
    }

    /** Sends an envelope to all others. */
    public void send(SignedEnvelope envelope) {
        for (MemberId to : job.bank().consortium().ids()) {
            if (!to.equals(id)) {
                behaviour.outgoing(this, envelope, to).forEach(other -> network.carry(id, to, other.encode()));
            }
        }
    }

    private Map<Integer, RoundState> states() {
        return states;
    }

    private RoundMachine newMachine(int round) {
        RoundContext context = work.context(round, results.get(round - 1));
        return RoundMachine.of(context);
    }

    private void route(SignedEnvelope envelope) {
        for (RoundDirectory.Placed placed : directory.accept(envelope)) {
            int round = placed.key().round();
            boolean mine = placed.key().taskHash().equals(taskHash);
            if (mine && states.containsKey(round) && memory.place(placed.envelope())) {
                happen(round, new RoundEvent.Received(placed.envelope()));
            }
        }
    }

    private void enqueue(int round, List<RoundEffect> effects) {
        for (RoundEffect effect : effects) {
            switch (effect) {
                case RoundEffect.SetDeadline deadline ->
                    timers.putIfAbsent(
                            new Timer(round, deadline.kind(), deadline.attempt()),
                            network.now() + deadline.after().toSeconds());
                case RoundEffect.Finish finish -> finish(round, finish.result());
                case RoundEffect.Publish _,
                        RoundEffect.Forward _,
                        RoundEffect.PrepareJoin _,
                        RoundEffect.PrepareContribution _,
                        RoundEffect.CheckReveals _,
                        RoundEffect.RequestRelease _,
                        RoundEffect.CheckShare _,
                        RoundEffect.CombineShares _ -> queue.add(new Due(round, effect));
                case RoundEffect.ReportEvidence _,
                        RoundEffect.ReportCulprit _,
                        RoundEffect.ReportRefusal _,
                        RoundEffect.ReportForgotten _,
                        RoundEffect.Stop _ -> report(effect);
            }
        }
    }

    private void report(RoundEffect effect) {
        if (!reports.contains(effect)) {
            reports.add(effect);
        }
    }

    private void finish(int round, RoundResult result) {
        results.put(round, result);
        int next = round + 1;
        if (next < job.rounds() && !memory.journals.containsKey(next)) {
            memory.journals.put(next, new ArrayList<>());
            Transition transition = machine(next).start();
            states.put(next, transition.state());
            enqueue(next, transition.effects());
            List.copyOf(memory.inbox).forEach(this::route);
        }
    }

    private Optional<RoundEvent> perform(Due due, boolean lost) {
        return switch (due.effect()) {
            case RoundEffect.Publish publish -> {
                publish(due.round(), publish.body(), lost);
                yield Optional.empty();
            }
            case RoundEffect.Forward forward -> {
                send(forward.envelope());
                yield Optional.empty();
            }
            default -> work.answer(due.round(), due.effect());
        };
    }

    /** Signs once for each key; a crash after the journal and before the wire is mended by {@link #start}. */
    private void publish(int round, RoundMessage body, boolean lost) {
        MessageKey key = MessageKey.of(id, body);
        if (memory.sent.containsKey(key)) {
            return;
        }
        SignedEnvelope envelope = sign(body);
        memory.sent.put(key, envelope);
        memory.store(envelope);
        memory.place(envelope);
        if (body instanceof Abandon abandon) {
            memory.ledger.abandon(abandon.attemptId());
        }
        happen(round, new RoundEvent.Received(envelope));
        directory.accept(envelope);
        if (!lost) {
            send(envelope);
        }
    }
}
