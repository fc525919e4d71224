package io.concordat.protocol.testing;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import java.util.List;
import java.util.Optional;

/** How a member departs from the rules. The defaults are honest. */
public interface Behaviour {
    /** An answer of its own to an effect, or empty for the honest one. */
    default Optional<RoundEvent> answer(InMemoryMember member, RoundEffect effect) {
        return Optional.empty();
    }

    /** What it really sends to one other member in place of an envelope. */
    default List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId to) {
        return List.of(envelope);
    }
}
