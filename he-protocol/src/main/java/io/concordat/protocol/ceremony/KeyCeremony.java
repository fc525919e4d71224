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
    private boolean doubted;
    private @Nullable Stage stage;

    /**
     * A phase that was entered, and what this member sent in it.
     *
     * @param approvals what is known of all approvals, in the last phase
     */
    private record Stage(
            Ceremony ceremony,
            CeremonyPhase phase,
            StepInspection inspection,
            StepInspection.Sent sent,
            Optional<SettledApprovals> approvals) {}

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
        return acting(_ -> acceptDoubting(from, message));
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

    @SuppressWarnings("IllegalCatch") // whatever went wrong, the others must not wait for this member
    private List<CeremonyEffect> acting(Action action) {
        List<CeremonyEffect> effects = new ArrayList<>();
        if (finished) {
            return effects;
        }
        try {
            action.perform(effects);
            advance(effects);
        } catch (CeremonyStoppedException e) {
            stop(e, effects);
        } catch (RuntimeException | Error e) {
            fault(e, effects); // a bug: never go on from a half-made step
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
        switch (message) {
            case CeremonyMessage.Abort abort -> mailbox.putAbort(from, abort, raw);
            case CeremonyMessage.Certificate certificate -> mailbox.putCertificate(from, certificate);
            case CeremonyMessage.Doubt doubt -> {
                if (isOfThisCeremony(doubt.ceremonyId())) {
                    mailbox.putDoubt(from);
                }
            }
            default -> mailbox.put(from, message, raw, step);
        }
    }

    /** In the last phase a bad message is a reason to doubt its sender's approval, and no more. */
    private void acceptDoubting(int from, byte[] message) throws CeremonyStoppedException {
        try {
            accept(from, message);
        } catch (CeremonyStoppedException e) {
            Stage current = stage;
            if (current == null || current.approvals.isEmpty()) {
                throw e;
            }
            current.approvals.get().doubt(from, e);
        }
    }

    /** The end of the last phase. */
    private void settle(Stage current, SettledApprovals approvals, List<CeremonyEffect> effects)
            throws CeremonyStoppedException {
        for (int from = 1; from <= parameters.members(); from++) {
            Optional<Mailbox.Arrived> arrived = mailbox.broadcast(step, from);
            if (arrived.isPresent() && arrived.get().message() instanceof CeremonyMessage.Broadcast broadcast) {
                approvals.take(from, broadcast, arrived.get().raw());
            }
        }
        mailbox.certificates().forEach(approvals::take);
        mailbox.doubting().forEach(approvals::doubting);
        mailbox.aborts().forEach((from, arrived) -> {
            if (arrived.message() instanceof CeremonyMessage.Abort abort && isOfThisCeremony(abort.ceremonyId())) {
                approvals.stopped(from, abort);
            }
        });
        Optional<CeremonyResult> result = approvals.result();
        if (result.isPresent()) {
            byte[] id = current.ceremony.transcript().ceremonyId();
            List<byte[]> all = approvals.approvals();
            end();
            effects.add(new CeremonyEffect.Broadcast(new CeremonyMessage.Certificate(id, all).encode()));
            effects.add(new CeremonyEffect.Recorded(all));
            effects.add(new CeremonyEffect.Completed(result.get()));
            return;
        }
        Optional<CeremonyStoppedException> hopeless = approvals.hopeless();
        if (hopeless.isPresent()) {
            throw hopeless.get();
        }
        Optional<CeremonyStoppedException> doubt = approvals.doubt();
        if (doubt.isPresent() && !doubted) {
            doubted = true;
            byte[] id = current.ceremony.transcript().ceremonyId();
            String reason = String.valueOf(doubt.get().getMessage());
            effects.add(new CeremonyEffect.Broadcast(new CeremonyMessage.Doubt(id, reason).encode()));
        }
    }

    /** Ends if another member has said that it stopped this ceremony; the word of an earlier one is ignored. */
    private void heedAborts(List<CeremonyEffect> effects) {
        for (Map.Entry<Integer, Mailbox.Arrived> entry : mailbox.aborts().entrySet()) {
            if (entry.getValue().message() instanceof CeremonyMessage.Abort abort
                    && isOfThisCeremony(abort.ceremonyId())) {
                String reason = "Member " + entry.getKey() + " stopped the ceremony: " + abort.reason();
                effects.add(abort(stage, reason)); // others may have approved already and wait for this member
                effects.add(new CeremonyEffect.Aborted(
                        reason, Optional.empty(), List.of(entry.getValue().raw())));
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
            if (current.approvals.isPresent()) {
                settle(current, current.approvals.get(), effects);
                return;
            }
            heedAborts(effects);
            if (finished || !current.inspection.missing().isEmpty()) {
                return;
            }
            Received received = current.inspection.received(current.sent);
            List<byte[]> broadcasts = current.inspection.broadcasts(current.sent);
            current.ceremony.transcript().add(broadcasts);
            effects.add(new CeremonyEffect.Recorded(broadcasts));
            switch (current.phase.next(received)) {
                case PhaseOutcome.Finished _ -> throw new AssertionError("bug: only the approvals end a ceremony");
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
        StepInspection inspection = new StepInspection(ceremony, phase, step, mailbox);
        StepInspection.Sent sent = new StepInspection.Sent(broadcast, raw, toSelf);
        Optional<SettledApprovals> approvals = phase instanceof ApprovalPhase approval
                ? Optional.of(new SettledApprovals(ceremony, approval, inspection))
                : Optional.empty();
        approvals.ifPresent(settled -> settled.own(sent));
        stage = new Stage(ceremony, phase, inspection, sent, approvals);
    }

    private void stop(CeremonyStoppedException stopped, List<CeremonyEffect> effects) {
        List<byte[]> evidence = stopped.evidence();
        if (evidence.isEmpty() && stopped.culprit().isPresent()) {
            evidence = mailbox.from(step, stopped.culprit().get());
        }
        String reason = String.valueOf(stopped.getMessage());
        effects.add(abort(stage, reason));
        end();
        effects.add(new CeremonyEffect.Aborted(reason, stopped.culprit(), evidence));
    }

    private CeremonyEffect abort(@Nullable Stage current, String reason) {
        byte[] id = current == null
                ? parameters.digest()
                : current.ceremony.transcript().ceremonyId();
        return new CeremonyEffect.Broadcast(new CeremonyMessage.Abort(id, reason).encode());
    }

    private void fault(Throwable cause, List<CeremonyEffect> effects) {
        CeremonyEffect word = abort(stage, "A fault inside the program of member " + self.index());
        end();
        effects.clear();
        effects.add(word);
        effects.add(new CeremonyEffect.Faulted(cause));
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
