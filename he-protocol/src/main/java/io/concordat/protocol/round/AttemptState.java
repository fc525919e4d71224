package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Opened;
import io.concordat.protocol.problem.Rejection;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Where this member stands in one attempt. A state is entered when its message is decided, before it is sent; the way
 * Sealed → Releasing → Released and the state Abandoned exclude each other, so that never both SHARE and ABANDON are
 * signed.
 */
public sealed interface AttemptState {
    /** The OPEN is known and valid; nothing is signed. A member outside U stays here until it seals. */
    record Waiting() implements AttemptState {}

    /** This member does not take part, and says why to its operator. */
    record Refused(Rejection reason) implements AttemptState {}

    /** JOIN is decided. */
    record Joined() implements AttemptState {}

    /** COMMIT is decided. */
    record Committed() implements AttemptState {}

    /** REVEAL is decided: all COMMITs are stored. */
    record Revealed() implements AttemptState {}

    /** SEAL is decided. With a refusal, the gate was asked and refused. */
    record Sealed(Digest root, Optional<Rejection> refusal) implements AttemptState {}

    /** T equal SEALs are stored and the gate is being asked; no ABANDON until it has answered. */
    record Releasing(Digest root, SortedSet<MemberId> sealedBy) implements AttemptState {
        public Releasing {
            sealedBy = Collections.unmodifiableSortedSet(new TreeSet<>(sealedBy));
        }
    }

    /** SHARE is decided. */
    record Released(Digest root) implements AttemptState {}

    /** ABANDON is decided, or the attempt is dead after this member's SHARE. */
    record Abandoned(Rejection reason) implements AttemptState {}

    /** The sum is open. */
    record Settled(Opened message, List<BigInteger> sums) implements AttemptState {
        public Settled {
            sums = List.copyOf(sums);
        }
    }

    /** The sum was opened but failed its checks. */
    record Failed(Opened message, Rejection reason) implements AttemptState {}

    /** Whether nothing can change any more except by the shares of others. */
    default boolean isOver() {
        return switch (this) {
            case Refused _, Abandoned _, Settled _, Failed _ -> true;
            case Waiting _, Joined _, Committed _, Revealed _, Sealed _, Releasing _, Released _ -> false;
        };
    }
}
