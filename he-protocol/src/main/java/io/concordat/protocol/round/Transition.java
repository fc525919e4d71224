package io.concordat.protocol.round;

import java.util.List;

/** The state after an event, and the effects that have become due by it. */
public record Transition(RoundState state, List<RoundEffect> effects) {
    public Transition {
        effects = List.copyOf(effects);
    }
}
