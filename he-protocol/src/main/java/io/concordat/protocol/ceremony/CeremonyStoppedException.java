package io.concordat.protocol.ceremony;

import java.util.List;
import java.util.Optional;

/** The ceremony cannot go on; says why, who broke the rules if that is known, and with which messages. */
final class CeremonyStoppedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Optional<Integer> culprit;
    private final transient List<byte[]> evidence;

    private CeremonyStoppedException(String reason, Optional<Integer> culprit, List<byte[]> evidence) {
        super(reason);
        this.culprit = culprit;
        this.evidence = List.copyOf(evidence);
    }

    /** Nobody in particular can be named. */
    static CeremonyStoppedException because(String reason) {
        return new CeremonyStoppedException(reason, Optional.empty(), List.of());
    }

    /** Member {@code index} did what the sentence says: "sent 3 values but 4 were expected". */
    static CeremonyStoppedException by(int index, String deed) {
        return new CeremonyStoppedException("Member " + index + " " + deed, Optional.of(index), List.of());
    }

    /** The same with messages that show it. */
    CeremonyStoppedException with(List<byte[]> messages) {
        String reason = getMessage() == null ? "" : getMessage();
        return new CeremonyStoppedException(reason, culprit, messages);
    }

    Optional<Integer> culprit() {
        return culprit;
    }

    List<byte[]> evidence() {
        return evidence;
    }
}
