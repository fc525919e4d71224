package io.concordat.node.training;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.encoding.SlotBound;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.model.computation.RoundPlan;
import io.concordat.model.computation.SlotSpec;
import io.concordat.protocol.codec.Digest;
import java.util.List;

/**
 * Where each number of a round's plan stands in the plaintexts, and what it means.
 *
 * @param plan names, scales and bounds
 * @param slots places
 */
public record RoundLayout(RoundPlan plan, SlotLayout slots) {

    /** The layout of a plan under a key of these bits, for sums over at most {@code members} banks. */
    public static RoundLayout of(RoundPlan plan, int keyBits, int members) {
        List<SlotBound> bounds = plan.slots().stream()
                .map(slot -> new SlotBound(slot.magnitudeBits()))
                .toList();
        SlotLayout slots = plan.slotBits() == RoundPlan.ROOMY
                ? SlotLayout.of(keyBits, members, bounds)
                : SlotLayout.of(keyBits, members, bounds, plan.slotBits());
        return new RoundLayout(plan, slots);
    }

    /** {@code H("round-layout/v1", slot layout digest, round name, names and fraction bits of all slots)}: what OPEN carries. */
    public Digest digest() {
        CanonicalWriter names = new CanonicalWriter().text(plan.name());
        for (SlotSpec slot : plan.slots()) {
            names.text(slot.name()).u16(slot.fractionBits());
        }
        return Digest.hash("round-layout/v1", slots.digest(), names.toByteArray());
    }

    /** K, the number of ciphertexts of one contribution. */
    public int ciphertexts() {
        return slots.plaintextCount();
    }
}
