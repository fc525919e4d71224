package io.concordat.protocol.simulation;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundKey;
import io.concordat.protocol.testing.TestConsortium;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** One run: all members, the network between them and the hazards, in one thread. The same plan tells the same story. */
final class World {
    private static final int LONGEST_OUTAGE = 60;
    private static final int HEALED_STEPS = 1_500;
    private static final long HORIZON = 1_500;
    private static final double RECALL = 0.05;
    private static final double TWO_AT_ONCE = 0.3;
    private static final Map<Approved, List<Approval>> APPROVALS = new ConcurrentHashMap<>();

    final Plan plan;
    final SharedArithmetic arithmetic;
    final Watch watch;
    final Tally tally = new Tally();
    final Digest consortiumId;
    final Digest keyId;
    private final TestConsortium bank;
    private final List<MemberId> ids;
    private final MessageDigest trace = newDigest();
    private final SplittableRandom random;
    private final Map<MemberId, SimulatedNode> nodes = new TreeMap<>();
    private final List<Delivery> underWay = new ArrayList<>();
    private final Set<Delivery> known = new HashSet<>();
    private final Map<SignedEnvelope, Boolean> genuine = new HashMap<>();
    private final Map<SignedEnvelope, byte[]> encoded = new HashMap<>();
    private final IdentityHashMap<byte[], RoundEvent> decoded = new IdentityHashMap<>();
    private final Map<Delivery, Integer> late = new HashMap<>();
    private final Map<MemberId, Disk> backups = new HashMap<>();
    private final Map<MemberId, Integer> outages = new TreeMap<>();
    private final Map<RoundKey, SimulatedJob> jobs = new HashMap<>();
    private final int secondJobAt;
    private Hazards hazards;
    private boolean healed;
    private int steps;
    private long now = 1_500;
    private long lives;

    private record Approved(MemberId by, Digest taskHash) {}

    private record Delivery(MemberId from, MemberId to, SignedEnvelope envelope) {}

    World(Plan plan) {
        this.plan = plan;
        this.bank = plan.bank();
        this.ids = bank.consortium().ids();
        this.consortiumId = bank.consortium().consortiumId();
        this.keyId = bank.keyId();
        this.random = new SplittableRandom(plan.seed() + 1);
        this.arithmetic = new SharedArithmetic(bank);
        this.watch = new Watch(this);
        this.hazards = plan.hazards();
        this.secondJobAt = random.nextInt(plan.steps());
        plan.jobs().forEach(job -> {
            for (int round = 0; round < job.rounds(); round++) {
                jobs.put(key(job, round), job);
            }
        });
        for (MemberId id : ids) {
            SimulatedNode node = new SimulatedNode(id, this);
            nodes.put(id, node);
            Cheat cheat = plan.cheats().get(id);
            if (cheat != null) {
                node.persona = cheat.persona(plan.seed());
            }
        }
    }

    /** Runs the plan: first with hazards, then without, until nothing more can happen. */
    Tally run() {
        nodes.values().forEach(node -> guarded(node, node::start));
        while (steps < plan.steps() && step()) {
            watch.afterStep();
        }
        hazards = Hazards.NONE;
        healed = true;
        outages.keySet().forEach(id -> guarded(node(id), node(id)::start));
        outages.clear();
        long horizon = now + HORIZON;
        while (steps < plan.steps() + HEALED_STEPS && now < horizon && !isDone() && step()) {
            watch.afterStep();
        }
        watch.atEnd();
        tally.trace = ByteBuffer.wrap(trace.digest()).getLong();
        return tally;
    }

    TestConsortium bank() {
        return bank;
    }

    /** All members, ascending. */
    List<MemberId> ids() {
        return ids;
    }

    /** Takes an event of a member into the run's trace: two runs are the same if their traces are. */
    void trace(MemberId id, byte[] event) {
        trace.update(id.value().getBytes(StandardCharsets.US_ASCII));
        trace.update(event);
    }

    List<SimulatedNode> nodes() {
        return List.copyOf(nodes.values());
    }

    long now() {
        return now;
    }

    RoundKey key(SimulatedJob job, int round) {
        return new RoundKey(job.taskHash(), round);
    }

    SimulatedJob job(RoundKey key) {
        return Optional.ofNullable(jobs.get(key)).orElseThrow(() -> new IllegalStateException("no such round"));
    }

    boolean isBegun(SimulatedJob job) {
        return job.number() == 0 || steps >= secondJobAt;
    }

    boolean diskFails() {
        return chance(hazards.disk());
    }

    /** The journal's bytes of an event; those of one message are the same for all members. */
    byte[] encode(RoundEvent event) {
        return event instanceof RoundEvent.Received received
                ? encoded.computeIfAbsent(received.envelope(), _ -> event.encode())
                : event.encode();
    }

    /** What such bytes decode to; equal bytes of one message are decoded once. */
    RoundEvent decode(byte[] bytes) {
        return decoded.computeIfAbsent(bytes, World::decodeAnew);
    }

    private static RoundEvent decodeAnew(byte[] bytes) {
        try {
            return RoundEvent.decode(bytes);
        } catch (DecodeException e) {
            throw new Violation("I5", "an event of the journal does not decode: " + e.getMessage());
        }
    }

    boolean isGenuine(SignedEnvelope envelope) {
        return genuine.computeIfAbsent(envelope, e -> bank.consortium().find(e.from()).stream()
                .anyMatch(member -> e.verify(member, bank.verifier())));
    }

    List<Approval> approvals(MemberId id, SimulatedJob job) {
        return APPROVALS.computeIfAbsent(new Approved(id, job.taskHash()), _ -> bank.approve(id, job.task()));
    }

    /** Gives an envelope to the network. */
    void carry(MemberId from, MemberId to, SignedEnvelope envelope, int delay) {
        Delivery delivery = new Delivery(from, to, envelope);
        if (!node(to).disk.known.contains(envelope.hash()) && known.add(delivery)) {
            underWay.add(delivery);
            if (delay > 0) {
                late.put(delivery, steps + delay);
            }
        }
    }

    private SimulatedNode node(MemberId id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow(() -> new IllegalStateException("no such member"));
    }

    private boolean isDone() {
        return underWay.isEmpty()
                && nodes.values().stream()
                        .allMatch(node ->
                                node.quarantined || !node.disk.spent.isEmpty() || node.results.size() == jobs.size());
    }

    private boolean step() {
        steps++;
        recover();
        if (steps == secondJobAt && plan.jobs().size() > 1) {
            nodes.values()
                    .forEach(node -> guarded(node, () -> node.begin(plan.jobs().get(1), 0, Optional.empty())));
        }
        hazards();
        nodes.values().forEach(node -> {
            if (node.isUp()) {
                node.persona.act(node);
            }
            if (node.quarantined && chance(RECALL)) {
                guarded(node, node::recall);
            }
        });
        if (chance(hazards.early()) && tick()) {
            return true;
        }
        return ordinary() || tick() || !outages.isEmpty() || hurry();
    }

    /** A delivery or an effect, whichever a draw says; false if there is neither. */
    private boolean ordinary() {
        List<SimulatedNode> workers = nodes.values().stream()
                .filter(node -> node.isUp() && node.hasWork())
                .toList();
        for (int tries = 0; tries < 8; tries++) {
            int choices = underWay.size() + workers.size();
            if (choices == 0) {
                return false;
            }
            int choice = random.nextInt(choices);
            if (choice >= underWay.size()) {
                SimulatedNode worker = workers.get(choice - underWay.size());
                guarded(worker, () -> work(worker));
                return true;
            }
            if (isDeliverable(underWay.get(choice)) && !chance(hazards.delay())) {
                deliver(choice);
                return true;
            }
        }
        if (!workers.isEmpty()) {
            guarded(workers.getFirst(), () -> work(workers.getFirst()));
            return true;
        }
        return underWay.stream().anyMatch(this::isDeliverable);
    }

    private boolean isDeliverable(Delivery delivery) {
        return node(delivery.to()).isUp() && late.getOrDefault(delivery, 0) <= steps;
    }

    private void work(SimulatedNode worker) {
        boolean lost = chance(hazards.lostResponse());
        worker.performOne(random.nextInt(1 << 20), chance(hazards.repeat()), lost);
        if (lost) {
            down(worker);
        }
    }

    private void deliver(int index) {
        Delivery delivery = underWay.get(index);
        if (chance(hazards.drop())) {
            return;
        }
        if (!chance(hazards.duplicate())) {
            underWay.set(index, underWay.getLast());
            underWay.removeLast();
            known.remove(delivery);
            late.remove(delivery);
        }
        SimulatedNode to = node(delivery.to());
        guarded(to, () -> to.receive(delivery.envelope()));
    }

    private void hazards() {
        SimulatedNode node = node(ids.get(random.nextInt(plan.members())));
        if (chance(hazards.crash()) && node.isUp()) {
            down(node);
        }
        if (chance(hazards.backup()) && (node.isUp() || !backups.containsKey(node.id))) {
            backups.put(node.id, node.disk.copy());
        }
        boolean amnesia = plan.cheats().get(node.id) == Cheat.AMNESIA;
        if (chance(amnesia ? 0.01 : hazards.restore()) && backups.containsKey(node.id) && !healed) {
            restore(node, amnesia);
            SimulatedNode other = node(ids.get(random.nextInt(plan.members())));
            boolean possible = other != node
                    && backups.containsKey(other.id)
                    && !plan.cheats().containsKey(other.id);
            if (!amnesia && possible && chance(TWO_AT_ONCE)) {
                restore(other, false);
                tally.twins++;
            }
        }
        if (chance(hazards.jump()) && node.isUp()) {
            guarded(node, () -> node.jump(60L + random.nextInt(200)));
        }
        if (chance(hazards.operator()) && node.isUp()) {
            guarded(node, node::abandonSealed);
        }
    }

    private void restore(SimulatedNode node, boolean unnoticed) {
        down(node);
        Disk backup = Optional.ofNullable(backups.get(node.id)).orElseThrow();
        node.disk = backup.copy();
        if (!unnoticed) {
            node.disk.beginLife(++lives);
            node.quarantined = true;
        }
        tally.restores++;
    }

    private void down(SimulatedNode node) {
        if (node.isUp()) {
            node.crash();
        }
        outages.put(node.id, 1 + random.nextInt(LONGEST_OUTAGE));
        tally.crashes++;
    }

    private void recover() {
        outages.replaceAll((_, left) -> left - 1);
        List<MemberId> back = outages.entrySet().stream()
                .filter(entry -> entry.getValue() <= 0)
                .map(Map.Entry::getKey)
                .toList();
        back.forEach(id -> {
            outages.remove(id);
            guarded(node(id), node(id)::start);
        });
    }

    /** A failed write stops the member; a member that cheats may trip over its own feet. */
    private void guarded(SimulatedNode node, Runnable task) {
        try {
            task.run();
        } catch (DiskFault e) {
            tally.diskFaults++;
            down(node);
        } catch (Violation e) {
            throw e;
        } catch (RuntimeException | AssertionError e) {
            if (node.isHonest()) {
                throw e;
            }
            down(node);
        }
    }

    /** Moves the clock to the next deadline of anybody and lets it pass. */
    private boolean tick() {
        Optional<Long> next = nodes.values().stream()
                .filter(SimulatedNode::isUp)
                .map(SimulatedNode::nextDeadline)
                .flatMap(Optional::stream)
                .min(Long::compare);
        next.ifPresent(time -> {
            now = Math.max(now, time);
            nodes.values().stream().filter(SimulatedNode::isUp).forEach(node -> guarded(node, node::passDeadlines));
        });
        return next.isPresent();
    }

    /** What was delayed arrives. */
    private boolean hurry() {
        boolean any = !late.isEmpty();
        late.clear();
        return any;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
