package io.concordat.protocol.simulation;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundKey;
import java.util.List;
import java.util.Optional;

/** How a member departs from the rules. The defaults are honest. */
interface Persona {
    /** Follows the rules. */
    Persona HONEST = new Persona() {};

    /** An answer of its own to an effect, or empty for the honest one. */
    default Optional<RoundEvent> answer(SimulatedNode node, RoundKey key, RoundEffect effect) {
        return Optional.empty();
    }

    /** What it really sends to one member in place of an envelope. */
    default List<SignedEnvelope> outgoing(SimulatedNode node, SignedEnvelope envelope, MemberId to) {
        return List.of(envelope);
    }

    /** How many steps its messages stay under way at least. */
    default int delay() {
        return 0;
    }

    /** Asked now and then, whether it does something of its own accord. */
    default void act(SimulatedNode node) {}
}
