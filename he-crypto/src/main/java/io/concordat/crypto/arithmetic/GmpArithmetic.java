package io.concordat.crypto.arithmetic;

import java.util.Optional;

/** GMP through {@code java.lang.foreign}. */
final class GmpArithmetic implements Arithmetic {
    private final GmpLibrary library;

    private GmpArithmetic(GmpLibrary library) {
        this.library = library;
    }

    /** Where libgmp is installed. */
    static Optional<GmpArithmetic> find() {
        return GmpLibrary.find().map(GmpArithmetic::new);
    }

    @Override
    public String name() {
        return "gmp";
    }

    @Override
    public String description() {
        return "GMP " + library.version();
    }

    @Override
    public ModularRing ring(Moduli moduli) {
        return new GmpRing(library, moduli);
    }

    @Override
    public String toString() {
        return "GmpArithmetic(" + library.version() + ")";
    }
}
