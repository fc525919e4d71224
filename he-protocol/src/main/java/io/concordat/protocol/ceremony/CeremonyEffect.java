package io.concordat.protocol.ceremony;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link KeyCeremony} asks its driver to do or tells it. Sending may be repeated safely: a repeated message is
 * ignored by its receiver if it is byte for byte the same. Message arrays are not copied and must not be changed.
 */
public sealed interface CeremonyEffect {

    /** Send the same bytes to every other member. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record Broadcast(byte[] message) implements CeremonyEffect {}

    /** Send the bytes to one member (index 1..members). They are sealed for it: relays learn only their length. */
    @SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
    record SendTo(int index, byte[] message) implements CeremonyEffect {}

    /** Show the progress. */
    record Progress(CeremonyProgress progress) implements CeremonyEffect {}

    /**
     * A step is over: append its broadcasts, of all members in index order, to the public transcript. They are the same at
     * every member but for the last step, in which each keeps the approvals it has seen.
     */
    record Recorded(List<byte[]> broadcasts) implements CeremonyEffect {

        /** Copies the list. */
        public Recorded {
            broadcasts = List.copyOf(broadcasts);
        }
    }

    /** A fault of this program ended the ceremony; the others are told that, not what it was. Last effect of a ceremony. */
    record Faulted(Throwable cause) implements CeremonyEffect {}

    /** The key is made: every member signed it. Last effect of a ceremony. */
    record Completed(CeremonyResult result) implements CeremonyEffect {}

    /**
     * The ceremony ended without a key; everything secret in it is dropped. Last effect of a ceremony.
     *
     * @param reason a sentence with the numbers, no secrets
     * @param culprit the member (1..members) that this member saw break the rules, if it can tell
     * @param evidence the messages that show it, as received; may be empty
     */
    record Aborted(String reason, Optional<Integer> culprit, List<byte[]> evidence) implements CeremonyEffect {

        /** Copies the list. */
        public Aborted {
            evidence = List.copyOf(evidence);
        }
    }
}
