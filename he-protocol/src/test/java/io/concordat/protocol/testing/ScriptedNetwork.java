package io.concordat.protocol.testing;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * All members of a consortium in one thread, under a seed: messages and effects happen in random order, deadlines when
 * nothing else can happen. The same seed always tells the same story.
 */
public final class ScriptedNetwork {
    private static final int LONGEST_OUTAGE = 40;

    private final SplittableRandom random;
    private final Faults faults;
    private final Map<MemberId, InMemoryMember> members = new TreeMap<>();
    private final List<Delivery> underWay = new ArrayList<>();
    private final Set<Delivery> known = new HashSet<>();
    private final Map<SignedEnvelope, Boolean> verified = new HashMap<>();
    private final Consortium consortium;
    private final Map<MemberId, Integer> outages = new TreeMap<>();
    private final Set<MemberId> absent = new HashSet<>();
    private long now = 1_500;
    private long horizon = Long.MAX_VALUE;
    private Optional<MemberId> victim = Optional.empty();
    private int crashEvent = Integer.MAX_VALUE;
    private int crashEffect = Integer.MAX_VALUE;

    private record Delivery(MemberId from, MemberId to, ByteString envelope) {}

    /** Members that have not started yet. */
    public ScriptedNetwork(TestJob job, long seed, Faults faults) {
        this.random = new SplittableRandom(seed);
        this.faults = faults;
        this.consortium = job.bank().consortium();
        for (MemberId id : job.bank().consortium().ids()) {
            members.put(id, new InMemoryMember(id, job, this));
        }
    }

    /** Starts every member that is not absent and not up. */
    public ScriptedNetwork start() {
        members.values().stream()
                .filter(member -> !member.isUp() && !absent.contains(member.id()))
                .forEach(InMemoryMember::start);
        return this;
    }

    /** All members. */
    public List<InMemoryMember> members() {
        return List.copyOf(members.values());
    }

    /** One member. */
    public InMemoryMember member(MemberId id) {
        InMemoryMember member = members.get(id);
        if (member == null) {
            throw new IllegalArgumentException("Expected a member of " + members.keySet() + " but found " + id);
        }
        return member;
    }

    /** Takes a member away until {@link #bringBack}. */
    public void takeAway(MemberId id) {
        absent.add(id);
        member(id).crash();
    }

    /** Brings a member back; it starts from what it remembers. */
    public void bringBack(MemberId id) {
        absent.remove(id);
        member(id).start();
    }

    /** Whether an envelope is signed by the member it names; each one is verified once for all members. */
    boolean isGenuine(SignedEnvelope envelope) {
        return verified.computeIfAbsent(envelope, e -> consortium.find(e.from()).stream()
                .anyMatch(member -> e.verify(member, Ed25519.verifier())));
    }

    /** Crashes a member as soon as its journal of round 0 holds so many events; it starts again at once. */
    public void crashAfterEvent(MemberId id, int events) {
        victim = Optional.of(id);
        crashEvent = events;
    }

    /** Crashes a member in the middle of its effect with this number, from 0: performed, but the answer is lost. */
    public void crashInEffect(MemberId id, int effect) {
        victim = Optional.of(id);
        crashEffect = effect;
    }

    /** Virtual time in seconds. */
    public long now() {
        return now;
    }

    /** Gives an envelope to the network, as if {@code from} had sent it; once while it is under way. */
    public void carry(MemberId from, MemberId to, byte[] envelope) {
        Delivery delivery = new Delivery(from, to, ByteString.of(envelope));
        if (known.add(delivery)) {
            underWay.add(delivery);
        }
    }

    /** Steps until {@code done}, or until nothing can happen any more; refuses more than {@code most} steps. */
    public void run(BooleanSupplier done, int most) {
        for (int steps = 0; steps < most; steps++) {
            if (done.getAsBoolean() || !step()) {
                return;
            }
        }
        throw new AssertionError("Expected an end within " + most + " steps but it goes on");
    }

    /** Runs until every member that is present has the results of all rounds. */
    public void runToEnd(int rounds) {
        run(
                () -> members.values().stream()
                        .filter(m -> !absent.contains(m.id()))
                        .allMatch(m -> m.results().size() == rounds),
                200_000);
    }

    /** Runs for so many virtual seconds and until nothing but later deadlines is left. */
    public void runFor(long seconds) {
        horizon = now + seconds;
        run(() -> false, 200_000);
        now = horizon;
        horizon = Long.MAX_VALUE;
    }

    /** Runs until nothing is under way and nothing waits, without letting time pass. */
    public void runUntilQuiet() {
        horizon = now;
        run(() -> false, 200_000);
        horizon = Long.MAX_VALUE;
    }

    /** Whether nothing is under way to, and nothing waits at, a member that is up. */
    public boolean isQuiet() {
        return deliverable().isEmpty() && workers().isEmpty();
    }

    private boolean step() {
        recover();
        victim.map(this::member)
                .filter(member -> member.isUp() && member.journal(0).size() >= crashEvent)
                .ifPresent(member -> {
                    crashEvent = Integer.MAX_VALUE;
                    member.crash();
                    member.start();
                });
        if (chance(faults.crash())) {
            crashSomebody();
        }
        if (chance(faults.early()) && tick()) {
            return true;
        }
        List<Integer> deliveries = deliverable();
        List<InMemoryMember> workers = workers();
        if (deliveries.isEmpty() && workers.isEmpty()) {
            return outages.values().stream().anyMatch(left -> left > 0) || tick();
        }
        int choice = random.nextInt(deliveries.size() + workers.size());
        if (choice < deliveries.size()) {
            deliver(deliveries.get(choice));
        } else {
            InMemoryMember worker = workers.get(choice - deliveries.size());
            work(worker);
        }
        return true;
    }

    private void work(InMemoryMember worker) {
        boolean lost = victim.filter(worker.id()::equals).isPresent() && crashEffect-- == 0;
        worker.performOne(random.nextInt(worker.workCount()), lost);
        if (lost) {
            worker.start();
        }
    }

    private void deliver(int index) {
        if (chance(faults.drop())) {
            Collections.swap(underWay, index, underWay.size() - 1);
            return;
        }
        Delivery delivery = underWay.get(index);
        if (!chance(faults.duplicate())) {
            underWay.remove(index);
            known.remove(delivery);
        }
        member(delivery.to()).receive(delivery.envelope().toByteArray());
    }

    private List<Integer> deliverable() {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < underWay.size(); i++) {
            if (member(underWay.get(i).to()).isUp()) {
                indices.add(i);
            }
        }
        return indices;
    }

    private List<InMemoryMember> workers() {
        return members.values().stream()
                .filter(member -> member.isUp() && member.hasWork())
                .toList();
    }

    private void crashSomebody() {
        List<InMemoryMember> up =
                members.values().stream().filter(InMemoryMember::isUp).toList();
        if (up.isEmpty()) {
            return;
        }
        InMemoryMember victim = up.get(random.nextInt(up.size()));
        if (victim.hasWork() && random.nextBoolean()) {
            victim.performOne(random.nextInt(victim.workCount()), true);
        } else {
            victim.crash();
        }
        outages.put(victim.id(), 1 + random.nextInt(LONGEST_OUTAGE));
    }

    private void recover() {
        outages.replaceAll((_, left) -> left - 1);
        List<MemberId> back = outages.entrySet().stream()
                .filter(entry -> entry.getValue() <= 0)
                .map(Map.Entry::getKey)
                .toList();
        back.forEach(id -> {
            outages.remove(id);
            if (!absent.contains(id)) {
                member(id).start();
            }
        });
    }

    /** Moves the clock to the next deadline of anybody and lets it pass. */
    private boolean tick() {
        Optional<Long> next = members.values().stream()
                .filter(InMemoryMember::isUp)
                .map(InMemoryMember::nextDeadline)
                .flatMap(Optional::stream)
                .filter(time -> time <= horizon)
                .min(Long::compare);
        next.ifPresent(time -> {
            now = Math.max(now, time);
            members.values().stream().filter(InMemoryMember::isUp).forEach(member -> member.passDeadlines(now));
        });
        return next.isPresent();
    }

    private boolean chance(double probability) {
        return probability > 0 && random.nextDouble() < probability;
    }
}
