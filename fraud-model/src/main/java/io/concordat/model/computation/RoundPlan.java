package io.concordat.model.computation;

import java.math.BigInteger;
import java.util.List;
import java.util.Objects;

/**
 * The shape of one round's contribution, known to everybody before anybody looks at a row.
 *
 * @param name the kind of round, for instance {@code newton}
 * @param slots the numbers of the contribution, in order
 * @param slotBits how many bits of a plaintext each number takes, or {@link #ROOMY}
 */
public record RoundPlan(String name, List<SlotSpec> slots, int slotBits) {
    /** The layout chooses the width, with spare bits. */
    public static final int ROOMY = 0;

    /** A plan whose slots are as wide as the layout likes. */
    public RoundPlan(String name, List<SlotSpec> slots) {
        this(name, slots, ROOMY);
    }

    public RoundPlan {
        if (slotBits < ROOMY) {
            throw new IllegalArgumentException("Expected slots of 1 bit or more but found " + slotBits);
        }
        Objects.requireNonNull(name);
        slots = List.copyOf(slots);
        if (slots.isEmpty()) {
            throw new IllegalArgumentException("Expected at least 1 slot but found 0");
        }
    }

    /**
     * The contribution itself, if it keeps every slot's bound.
     *
     * @throws ContributionRefusedException if a number is out of bounds, which rows frozen for the job cannot bring about
     */
    public List<BigInteger> checked(List<BigInteger> contribution) throws ContributionRefusedException {
        if (contribution.size() != slots.size()) {
            throw new IllegalArgumentException(
                    "Expected " + slots.size() + " numbers for round " + name + " but found " + contribution.size());
        }
        for (int i = 0; i < slots.size(); i++) {
            SlotSpec slot = slots.get(i);
            int bits = contribution.get(i).abs().bitLength();
            if (bits > slot.magnitudeBits()) {
                throw new ContributionRefusedException("Slot " + slot.name() + " would hold " + bits + " bits but its"
                        + " bound is " + slot.magnitudeBits() + "; did the rows change after the first round?");
            }
        }
        return contribution;
    }
}
