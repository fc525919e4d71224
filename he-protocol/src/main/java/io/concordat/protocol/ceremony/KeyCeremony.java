package io.concordat.protocol.ceremony;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One member's part in a key ceremony, as a state machine without clock, disk, network or threads of its own.
 *
 * <p>Call {@link #start} once, perform its effects, then hand in every message received from the other members with
 * {@link #on}, in any order; messages of later phases are kept, repeated ones ignored. The driver must know who sent a
 * message (the node checks the envelope's signature) and must deliver each message at least once to each member.
 * Nothing in here is written to disk: a member that restarts makes the others abort, and a new ceremony is cheap.
 *
 * <p>Not safe for use by several threads at once. {@link #on} can take seconds: call it on a worker thread.
 */
public final class KeyCeremony {

    /** No message of a ceremony is longer. */
    public static final int MAXIMUM_MESSAGE_BYTES = 4 << 20;

    private final CeremonyParameters parameters;
    private final CeremonySelf self;

    private KeyCeremony(CeremonyParameters parameters, CeremonySelf self) {
        this.parameters = parameters;
        this.self = self;
    }

    /** A ceremony that has not started. */
    public static KeyCeremony of(CeremonyParameters parameters, CeremonySelf self) {
        return new KeyCeremony(parameters, self);
    }

    /** Sends this member's first messages. */
    public List<CeremonyEffect> start() {
        return List.of(new CeremonyEffect.Aborted("not finished", Optional.of(self.index()), List.of()));
    }

    /** Takes one message of another member (index 1..members). After the end it does nothing. */
    public List<CeremonyEffect> on(int from, byte[] message) {
        return List.of(new CeremonyEffect.Aborted("not finished", Optional.of(from), List.of(message)));
    }

    /** Stops the ceremony on this member's own wish, for instance a deadline, and tells the others. */
    public List<CeremonyEffect> cancel(String reason) {
        return List.of(new CeremonyEffect.Aborted(reason, Optional.empty(), List.of()));
    }

    /** Whether the ceremony has completed or aborted. */
    public boolean isFinished() {
        return parameters.members() == 0;
    }

    /** The members whose messages of the current phase are missing. */
    public Set<Integer> waitingFor() {
        return Set.of();
    }
}
