package io.concordat.model.computation;

import java.util.List;
import java.util.Objects;

/**
 * The shape of one round's contribution, known to everybody before anybody looks at a row.
 *
 * @param name the kind of round, for instance {@code newton}
 * @param slots the numbers of the contribution, in order
 */
public record RoundPlan(String name, List<SlotSpec> slots) {
    public RoundPlan {
        Objects.requireNonNull(name);
        slots = List.copyOf(slots);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("Expected at least 1 slot but found 0");
        }
    }
}
