package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One member's part in a key ceremony, as a state machine without clock, disk, network or threads of its own.
 *
 * <p>Call {@link #start} once, perform its effects, then hand in every message received from the other members with
 * {@link #on}, in any order; messages of the next phase are kept, repeated ones ignored. The driver must know who sent a
 * message (the node checks the envelope's signature) and must deliver each message at least once to each member.
 * Nothing in here is written to disk: a member that restarts makes the others wait until somebody cancels, and a new
 * ceremony is cheap.
 *
 * <p>Not safe for use by several threads at once. {@link #start} and {@link #on} can take seconds: call them on a worker
 * thread.
 */
public final class KeyCeremony {

    /** No message of a ceremony is longer. */
    public static final int MAXIMUM_MESSAGE_BYTES = 4 << 20;

    private static final byte[] NO_PAYLOAD = new byte[0];

    private final CeremonyParameters parameters;
    private final CeremonySelf self;
    private final Deviation deviation;
    private final Mailbox mailbox = new Mailbox();
    private int step = -1;
    private boolean finished;
    private @Nullable Stage stage;

    /** A phase that was entered, and what this member sent in it. */
    private record Stage(Ceremony ceremony, CeremonyPhase phase, StepInspection inspection, StepInspection.Sent sent) {}

    private KeyCeremony(CeremonyParameters parameters, CeremonySelf self, Deviation deviation) {
        this.parameters = parameters;
        this.self = self;
        this.deviation = deviation;
    }

    /** A ceremony that has not started. */
    public static KeyCeremony of(CeremonyParameters parameters, CeremonySelf self) {
        return cheating(parameters, self, Deviation.NONE);
    }

    /** The same for tests of cheating members. */
    static KeyCeremony cheating(CeremonyParameters parameters, CeremonySelf self, Deviation deviation) {
        if (self.index() < 1 || self.index() > parameters.members()) {
            throw new IllegalArgumentException(
                    "Expected a member 1 to " + parameters.members() + " but found " + self.index());
        }
        return new KeyCeremony(parameters, self, deviation);
    }

    /** Sends this member's first messages. */
    public List<CeremonyEffect> start() {
        if (step >= 0) {
            throw new IllegalStateException("The ceremony has started already");
        }
        return acting(effects -> {
            Ceremony ceremony = Ceremony.begin(parameters, self);
            enter(ceremony, new HelloPhase(ceremony), effects);
        });
    }

    /** Takes one message of another member (index 1..members). After the end it does nothing. */
    public List<CeremonyEffect> on(int from, byte[] message) {
        if (from < 1 || from > parameters.members() || from == self.index()) {
            throw new IllegalArgumentException("Expected another member's index, 1 to " + parameters.members()
                    + " without " + self.index() + ", but found " + from);
        }
        return acting(_ -> accept(from, message));
    }

    /** Stops the ceremony on this member's own wish, for instance a deadline, and tells the others. */
    public List<CeremonyEffect> cancel(String reason) {
        return acting(effects -> {
            throw CeremonyStoppedException.because("Member " + self.index() + " cancelled: " + reason);
        });
    }

    /** Whether the ceremony has completed or aborted. */
    public boolean isFinished() {
        return finished;
    }

    /** The members whose messages of the current phase are missing. */
    public Set<Integer> waitingFor() {
        Stage current = stage;
        return current == null ? Set.of() : Set.copyOf(current.inspection.missing());
    }

    /** Something that adds effects or stops the ceremony. */
    private interface Action {
        void perform(List<CeremonyEffect> effects) throws CeremonyStoppedException;
    }

    private List<CeremonyEffect> acting(Action action) {
        List<CeremonyEffect> effects = new ArrayList<>();
        if (finished) {
            return effects;
        }
        boolean returned = false;
        try {
            action.perform(effects);
            advance(effects);
            returned = true;
        } catch (CeremonyStoppedException e) {
            stop(e, effects);
            returned = true;
        } finally {
            if (!returned) {
                end(); // a bug: never go on from a half-made step
            }
        }
        Stage current = stage;
        if (current != null) {
            effects.add(
                    new CeremonyEffect.Progress(current.ceremony.progress().at(current.phase.title(), waitingFor())));
        }
        return effects;
    }

    private void accept(int from, byte[] raw) throws CeremonyStoppedException {
        CeremonyMessage message;
        try {
            message = CeremonyMessage.decode(raw, parameters.members());
        } catch (DecodeException e) {
            throw CeremonyStoppedException.by(from, "sent bytes that are no message: " + e.getMessage())
                    .with(List.of(raw));
        }
        if (message instanceof CeremonyMessage.Abort abort) {
            mailbox.putAbort(from, abort, raw);
        } else {
            mailbox.put(from, message, raw, step);
        }
    }

    /** Ends if another member has said that it stopped this ceremony; the word of an earlier one is ignored. */
    private void heedAborts(List<CeremonyEffect> effects) {
        for (Map.Entry<Integer, Mailbox.Arrived> entry : mailbox.aborts().entrySet()) {
            if (entry.getValue().message() instanceof CeremonyMessage.Abort abort
                    && isOfThisCeremony(abort.ceremonyId())) {
                effects.add(new CeremonyEffect.Aborted(
                        "Member " + entry.getKey() + " stopped the ceremony: " + abort.reason(),
                        Optional.empty(),
                        List.of(entry.getValue().raw())));
                end();
                return;
            }
        }
    }

    private boolean isOfThisCeremony(byte[] id) {
        Stage current = stage;
        return MessageDigest.isEqual(id, parameters.digest())
                || (current != null
                        && MessageDigest.isEqual(
                                id, current.ceremony.transcript().ceremonyId()));
    }

    private void advance(List<CeremonyEffect> effects) throws CeremonyStoppedException {
        for (Stage current = stage; current != null; current = stage) {
            heedAborts(effects);
            if (finished || !current.inspection.missing().isEmpty()) {
                return;
            }
            Received received = current.inspection.received(current.sent);
            current.ceremony.transcript().add(current.inspection.broadcasts(current.sent));
            switch (current.phase.next(received)) {
                case PhaseOutcome.Finished done -> {
                    end();
                    effects.add(new CeremonyEffect.Completed(done.result()));
                }
                case CeremonyPhase next -> {
                    mailbox.finish(step);
                    enter(current.ceremony, next, effects);
                }
            }
        }
    }

    private void enter(Ceremony ceremony, CeremonyPhase phase, List<CeremonyEffect> effects)
            throws CeremonyStoppedException {
        step++;
        Outgoing outgoing = deviation.apply(step, phase, phase.outgoing());
        byte[] id = ceremony.transcript().ceremonyId();
        List<byte[]> digests = new ArrayList<>();
        for (int to = 1; to <= outgoing.payloads().size(); to++) {
            if (to == self.index() || !phase.addresses(self.index(), to)) {
                digests.add(new byte[FramedHash.LENGTH]);
                continue;
            }
            byte[] box = ceremony.channels().seal(step, to, outgoing.payloads().get(to - 1));
            digests.add(PayloadDigest.of(box));
            effects.add(new CeremonyEffect.SendTo(to, new CeremonyMessage.Sealed(id, step, box).encode()));
        }
        CeremonyMessage.Broadcast broadcast =
                new CeremonyMessage.Broadcast(id, step, ceremony.transcript().echo(), digests, outgoing.content());
        byte[] raw = broadcast.encode();
        effects.add(new CeremonyEffect.Broadcast(raw));
        byte[] toSelf =
                outgoing.payloads().isEmpty() ? NO_PAYLOAD : outgoing.payloads().get(self.index() - 1);
        stage = new Stage(
                ceremony,
                phase,
                new StepInspection(ceremony, phase, step, mailbox),
                new StepInspection.Sent(broadcast, raw, toSelf));
    }

    private void stop(CeremonyStoppedException stopped, List<CeremonyEffect> effects) {
        List<byte[]> evidence = stopped.evidence();
        if (evidence.isEmpty() && stopped.culprit().isPresent()) {
            evidence = mailbox.from(step, stopped.culprit().get());
        }
        Stage current = stage;
        byte[] id = current == null
                ? parameters.digest()
                : current.ceremony.transcript().ceremonyId();
        String reason = String.valueOf(stopped.getMessage());
        end();
        effects.add(new CeremonyEffect.Broadcast(new CeremonyMessage.Abort(id, reason).encode()));
        effects.add(new CeremonyEffect.Aborted(reason, stopped.culprit(), evidence));
    }

    private void end() {
        finished = true;
        Stage current = stage;
        if (current != null) {
            current.ceremony.erase();
        }
        stage = null;
        mailbox.clear();
    }
}
