package io.concordat.crypto.arithmetic;

/** Chooses the digit size of a fixed-base table. */
final class TableShape {
    private static final int MAX_WINDOW = 12;

    /** Scanning reads 2^w entries for each product, which soon costs more than the products it saves. */
    private static final int MAX_SCANNED_WINDOW = 5;

    private TableShape() {}

    /** The greatest w whose table fits; a larger one is not taken where it saves no product. */
    static int window(int exponentBits, long elementBytes, long maxTableBytes, TableLookup lookup) {
        if (exponentBits < 1) {
            throw new IllegalArgumentException("Expected exponents of at least 1 bit but found " + exponentBits);
        }
        int best = 0;
        for (int window = 1; window <= (lookup == TableLookup.SCANNED ? MAX_SCANNED_WINDOW : MAX_WINDOW); window++) {
            boolean saves = best == 0 || Digits.count(exponentBits, window) < Digits.count(exponentBits, best);
            if (saves && bytes(exponentBits, window, elementBytes) <= maxTableBytes) {
                best = window;
            }
        }
        if (best == 0) {
            throw new IllegalArgumentException("Expected at least " + bytes(exponentBits, 1, elementBytes)
                    + " bytes for the smallest table but found a limit of " + maxTableBytes);
        }
        return best;
    }

    /** Memory of a table. */
    static long bytes(int exponentBits, int window, long elementBytes) {
        return ((long) Digits.count(exponentBits, window) << window) * elementBytes;
    }
}
