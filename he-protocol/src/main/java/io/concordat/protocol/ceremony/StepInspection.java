package io.concordat.protocol.ceremony;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks a step's messages of all members before anything in them is used: the ceremony, the echo of the step before, the
 * hashes of payloads, the seals.
 */
final class StepInspection {

    private final Ceremony ceremony;
    private final CeremonyPhase phase;
    private final int step;
    private final Mailbox mailbox;

    StepInspection(Ceremony ceremony, CeremonyPhase phase, int step, Mailbox mailbox) {
        this.ceremony = ceremony;
        this.phase = phase;
        this.step = step;
        this.mailbox = mailbox;
    }

    int step() {
        return step;
    }

    /** The other members whose messages of this step are missing. */
    List<Integer> missing() {
        List<Integer> missing = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            boolean lacks = mailbox.broadcast(step, from).isEmpty()
                    || (owesPayload(from) && mailbox.payload(step, from).isEmpty());
            if (from != ceremony.self() && lacks) {
                missing.add(from);
            }
        }
        return missing;
    }

    /** The same for an observer, who is sent no payloads. */
    Received receivedByObserver() throws CeremonyStoppedException {
        List<byte[]> contents = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        List<List<byte[]>> digests = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            CeremonyMessage.Broadcast broadcast = broadcastOf(from);
            contents.add(broadcast.content());
            digests.add(broadcast.payloadDigests());
            payloads.add(new byte[0]);
        }
        return new Received(step, contents, payloads, digests);
    }

    private boolean owesPayload(int from) {
        return !ceremony.observes() && phase.expectsPayload(from) && phase.addresses(from, ceremony.self());
    }

    /** All messages of the step; none may be missing. */
    Received received(Sent own) throws CeremonyStoppedException {
        List<byte[]> contents = new ArrayList<>();
        List<byte[]> payloads = new ArrayList<>();
        List<List<byte[]>> digests = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            CeremonyMessage.Broadcast broadcast = from == ceremony.self() ? own.broadcast() : broadcastOf(from);
            contents.add(broadcast.content());
            digests.add(broadcast.payloadDigests());
        }
        for (int from = 1; from <= ceremony.members(); from++) {
            payloads.add(from == ceremony.self() ? own.payloadToSelf() : payloadOf(from, digests.get(from - 1)));
        }
        return new Received(step, contents, payloads, digests);
    }

    CeremonyMessage.Broadcast broadcastOf(int from) throws CeremonyStoppedException {
        if (!(arrived(mailbox.broadcast(step, from)).message() instanceof CeremonyMessage.Broadcast broadcast)) {
            throw new AssertionError("bug: a broadcast was put into another place");
        }
        return checked(from, broadcast);
    }

    /** The same broadcast, if it belongs here and its sender has seen the same as this member. */
    CeremonyMessage.Broadcast checked(int from, CeremonyMessage.Broadcast broadcast) throws CeremonyStoppedException {
        checkCeremony(from, broadcast.ceremonyId());
        if (!MessageDigest.isEqual(broadcast.echo(), ceremony.transcript().echo())) {
            throw differentViews(from);
        }
        int expected = phase.expectsPayload(from) ? ceremony.members() : 0;
        if (broadcast.payloadDigests().size() != expected) {
            throw CeremonyStoppedException.by(
                    from, "announced " + broadcast.payloadDigests().size() + " payloads but " + expected + " are due");
        }
        return broadcast;
    }

    private byte[] payloadOf(int from, List<byte[]> digests) throws CeremonyStoppedException {
        Optional<Mailbox.Arrived> arrived = mailbox.payload(step, from);
        if (!owesPayload(from)) {
            if (arrived.isPresent()) {
                throw CeremonyStoppedException.by(from, "sent a payload in a phase in which it has none to send");
            }
            return new byte[0];
        }
        if (!(arrived(arrived).message() instanceof CeremonyMessage.Sealed sealed)) {
            throw new AssertionError("bug: a payload was put into another place");
        }
        checkCeremony(from, sealed.ceremonyId());
        if (!MessageDigest.isEqual(PayloadDigest.of(sealed.box()), digests.get(ceremony.self() - 1))) {
            throw CeremonyStoppedException.by(from, "sent another payload than it announced to all");
        }
        return ceremony.channels().open(step, from, sealed.box());
    }

    private void checkCeremony(int from, byte[] id) throws CeremonyStoppedException {
        if (MessageDigest.isEqual(id, ceremony.transcript().ceremonyId())) {
            return;
        }
        if (step == 0) {
            throw CeremonyStoppedException.by(from, "wants a ceremony with other parameters");
        }
        throw step == 1
                ? differentViews(from) // the id is the hash of step 0
                : CeremonyStoppedException.by(from, "sent a message of another ceremony");
    }

    private CeremonyStoppedException differentViews(int from) {
        return CeremonyStoppedException.because(
                        "Member " + from + " and this member received different messages in step " + (step - 1)
                                + ": somebody told two members different things")
                .with(mailbox.from(step, from));
    }

    private static Mailbox.Arrived arrived(Optional<Mailbox.Arrived> message) {
        return message.orElseThrow(() -> new AssertionError("bug: inspected before all messages arrived"));
    }

    /** The broadcasts of all members as bytes, in index order. */
    List<byte[]> broadcasts(Sent own) {
        List<byte[]> raw = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            raw.add(
                    from == ceremony.self()
                            ? own.rawBroadcast()
                            : arrived(mailbox.broadcast(step, from)).raw());
        }
        return raw;
    }

    /**
     * What this member sent in the step.
     *
     * @param payloadToSelf what it would have sealed for itself
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Sent(CeremonyMessage.Broadcast broadcast, byte[] rawBroadcast, byte[] payloadToSelf) {}
}
