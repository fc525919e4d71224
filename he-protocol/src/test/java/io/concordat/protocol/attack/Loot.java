package io.concordat.protocol.attack;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What an attacker came away with.
 *
 * @param steps what it did and what the others did, in order, for people
 * @param guess what it takes for the victim's number; empty if it has nothing to compute one from
 * @param secret the victim's number
 * @param opened whether an honest bank took the manipulated sum for a result
 */
record Loot(List<String> steps, Optional<BigInteger> guess, BigInteger secret, boolean opened) {
    Loot {
        steps = List.copyOf(steps);
    }

    /** The attacker knows the number, or the manipulated sum counts. */
    boolean succeeded() {
        return opened || guess.equals(Optional.of(secret));
    }
}
