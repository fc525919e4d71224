package io.concordat.crypto.arithmetic;

/** {@code java.math.BigInteger} and nothing else. */
final class PlainArithmetic implements Arithmetic {
    static final PlainArithmetic INSTANCE = new PlainArithmetic();

    private PlainArithmetic() {}

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public String description() {
        return "java.math.BigInteger of Java " + Runtime.version().feature();
    }

    @Override
    public ModularRing ring(Moduli moduli) {
        return new PlainRing(moduli);
    }

    @Override
    public String toString() {
        return "PlainArithmetic";
    }
}
