package io.concordat.crypto.encoding;

/**
 * How large one member's number in a slot may be.
 *
 * @param magnitudeBits b, 1 to 4,096: |value| &lt; 2^b
 */
public record SlotBound(int magnitudeBits) {
    private static final int MAX_BITS = 4096;

    public SlotBound {
        if (magnitudeBits < 1 || magnitudeBits > MAX_BITS) {
            throw new IllegalArgumentException(
                    "Expected 1 to " + MAX_BITS + " magnitude bits but found " + magnitudeBits);
        }
    }
}
