package io.concordat.crypto.arithmetic;

/** One back end. Immutable and thread-safe; so are the rings it makes and their vectors. */
public sealed interface Arithmetic permits PlainArithmetic, GmpArithmetic, KernelArithmetic {
    /** The name that settings, logs and receipts use: plain, gmp, avx2, ifma or portable. */
    String name();

    /** One line for the operator: versions, what it needs. */
    String description();

    /** The ring, or rings, of these moduli. Costs about as much as a few products; keep it for many of them. */
    ModularRing ring(Moduli moduli);

    /** {@code BigInteger} only: always there, and the oracle for the others. */
    static Arithmetic plain() {
        return PlainArithmetic.INSTANCE;
    }
}
