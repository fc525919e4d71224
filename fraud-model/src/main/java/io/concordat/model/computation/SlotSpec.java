package io.concordat.model.computation;

import java.util.Objects;

/**
 * One number of a contribution: the integer {@code round(x * 2^fractionBits)}, of which every bank promises
 * {@code |integer| < 2^magnitudeBits}.
 *
 * @param name what the number is, for messages and the plan page
 * @param fractionBits binary digits after the point
 * @param magnitudeBits bound of one bank's contribution, in bits
 */
public record SlotSpec(String name, int fractionBits, int magnitudeBits) {
    public SlotSpec {
        Objects.requireNonNull(name);
        if (fractionBits < 0 || fractionBits > 128) {
            throw new IllegalArgumentException("Expected 0 to 128 fraction bits but found " + fractionBits);
        }
        if (magnitudeBits < 1 || magnitudeBits > 512) {
            throw new IllegalArgumentException("Expected 1 to 512 magnitude bits but found " + magnitudeBits);
        }
    }
}
