package io.concordat.protocol.ceremony;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Carries the messages of all members in one thread, in an order drawn from a seed; a {@link Wire} may lose, repeat or
 * change them. Lost messages are sent again once nothing else is under way.
 */
final class ScriptedNetwork {

    private final List<KeyCeremony> members = new ArrayList<>();
    private final List<Packet> underWay = new ArrayList<>();
    private final List<Packet> lost = new ArrayList<>();
    private final Map<Integer, CeremonyResult> results = new TreeMap<>();
    private final Map<Integer, CeremonyEffect.Aborted> aborts = new TreeMap<>();
    private final Map<Integer, CeremonyProgress> progress = new TreeMap<>();
    private final Map<Integer, List<List<byte[]>>> transcripts = new TreeMap<>();
    private final Map<Integer, Throwable> faults = new TreeMap<>();
    private final Set<Integer> silent = new HashSet<>(); // cheaters do not say that they have stopped
    private final Map<Integer, Integer> crashes = new TreeMap<>(); // by member: after how many deliveries to anybody
    private int deliveries;
    private final SeededRandomSource order;
    private final Wire wire;

    /** One message on its way. */
    @SuppressWarnings("ArrayRecordComponent") // a test's bookkeeping
    record Packet(int from, int to, byte[] message, boolean resent) {}

    /** What happens to a message between two members. */
    interface Wire {

        /** The copies that arrive; none if it is lost. */
        List<byte[]> carry(int from, int to, byte[] message);

        Wire HONEST = (_, _, message) -> List.of(message);
    }

    ScriptedNetwork(String seed, Wire wire) {
        this.order = SeededRandomSource.labelled("network/" + seed);
        this.wire = wire;
    }

    /** Runs a ceremony of honest members until nothing is left to deliver. */
    static ScriptedNetwork run(CeremonyParameters parameters, String seed, Wire wire) {
        return new ScriptedNetwork(seed, wire).with(parameters, seed).run();
    }

    /** Adds honest members, except where others stand in for them. */
    ScriptedNetwork with(CeremonyParameters parameters, String seed, Liar... liars) {
        for (int index = 1; index <= parameters.members(); index++) {
            Deviation deviation = Deviation.NONE;
            for (Liar liar : liars) {
                deviation = liar.index() == index ? liar : deviation;
                silent.add(liar.index());
            }
            members.add(KeyCeremony.cheating(parameters, ToyCeremonies.member(seed, index), deviation));
        }
        return this;
    }

    /** Lets a member lose its memory, and be gone, after so many deliveries to anybody. */
    ScriptedNetwork crash(int index, int afterDeliveries) {
        crashes.put(index, afterDeliveries);
        return this;
    }

    private boolean gone(int index) {
        return deliveries >= crashes.getOrDefault(index, Integer.MAX_VALUE);
    }

    /** The deadline passes at every member that has not finished; the others hear of it. */
    ScriptedNetwork deadline() {
        for (int index = 1; index <= members.size(); index++) {
            if (!gone(index)) {
                perform(index, members.get(index - 1).cancel("the deadline has passed"));
            }
        }
        return drain();
    }

    int deliveries() {
        return deliveries;
    }

    /** Puts another part in a member's place. */
    ScriptedNetwork replaced(int index, KeyCeremony member) {
        members.set(index - 1, member);
        return this;
    }

    ScriptedNetwork run() {
        for (int index = 1; index <= members.size(); index++) {
            perform(index, members.get(index - 1).start());
        }
        return drain();
    }

    private ScriptedNetwork drain() {
        while (!underWay.isEmpty() || !lost.isEmpty()) {
            if (underWay.isEmpty()) {
                underWay.addAll(lost);
                lost.clear();
            }
            int next = order.below(BigInteger.valueOf(underWay.size())).intValue();
            Packet packet = underWay.get(next);
            underWay.set(next, underWay.getLast());
            underWay.removeLast();
            deliver(packet);
        }
        return this;
    }

    private void deliver(Packet packet) {
        List<byte[]> copies =
                packet.resent() ? List.of(packet.message()) : wire.carry(packet.from(), packet.to(), packet.message());
        if (copies.isEmpty()) {
            lost.add(new Packet(packet.from(), packet.to(), packet.message(), true));
        }
        deliveries++;
        if (gone(packet.to())) {
            return;
        }
        for (byte[] copy : copies) {
            perform(packet.to(), members.get(packet.to() - 1).on(packet.from(), copy));
        }
    }

    private void perform(int index, List<CeremonyEffect> effects) {
        for (CeremonyEffect effect : effects) {
            switch (effect) {
                case CeremonyEffect.Broadcast broadcast -> {
                    boolean abort = broadcast.message()[1] == 3;
                    for (int to = 1; to <= members.size(); to++) {
                        if (to != index && !(abort && silent.contains(index))) {
                            underWay.add(new Packet(index, to, broadcast.message(), false));
                        }
                    }
                }
                case CeremonyEffect.SendTo send -> underWay.add(new Packet(index, send.index(), send.message(), false));
                case CeremonyEffect.Progress now -> progress.put(index, now.progress());
                case CeremonyEffect.Completed completed -> results.put(index, completed.result());
                case CeremonyEffect.Aborted aborted -> aborts.put(index, aborted);
                case CeremonyEffect.Recorded recorded ->
                    transcripts.computeIfAbsent(index, _ -> new ArrayList<>()).add(recorded.broadcasts());
                case CeremonyEffect.Faulted faulted -> faults.put(index, faulted.cause());
            }
        }
    }

    Map<Integer, CeremonyResult> results() {
        return results;
    }

    Map<Integer, CeremonyEffect.Aborted> aborts() {
        return aborts;
    }

    Map<Integer, CeremonyProgress> progress() {
        return progress;
    }

    /** The public transcript as one member kept it: by step, then by member. */
    List<List<byte[]>> transcript(int index) {
        return transcripts.getOrDefault(index, List.of());
    }

    /** What went wrong inside members. */
    Map<Integer, Throwable> faults() {
        return faults;
    }

    /** The members that somebody other than {@code except} blamed. */
    Set<Integer> blamedByOthersThan(int except) {
        return aborts.entrySet().stream()
                .filter(entry -> entry.getKey() != except)
                .flatMap(entry -> entry.getValue().culprit().stream())
                .collect(Collectors.toSet());
    }
}
