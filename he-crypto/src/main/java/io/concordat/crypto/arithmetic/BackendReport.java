package io.concordat.crypto.arithmetic;

/**
 * What was found out about one back end at start.
 *
 * @param name of the back end
 * @param usable whether it is here and passed the self-test
 * @param detail a sentence without full stop: what it is, or why it is not used
 * @param powersPerSecond measured exponentiations of 64 bits modulo the square of 3,072 bits, zero where not usable
 */
public record BackendReport(String name, boolean usable, String detail, double powersPerSecond) {
    @Override
    public String toString() {
        return usable ? String.format("%s: %s, %.0f powers/s", name, detail, powersPerSecond) : name + ": " + detail;
    }
}
