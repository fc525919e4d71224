package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;

/** Rings of GMP: an element is its value in as many words as the modulus, the lowest first; nobody writes to it again. */
final class GmpRing extends ScalarRing<long[]> {
    private final GmpLibrary library;
    private final List<long[]> words;

    GmpRing(GmpLibrary library, Moduli moduli) {
        super(moduli);
        this.library = library;
        this.words = IntStream.range(0, moduli.roots().size())
                .mapToObj(i -> Words.of(modulus(i), Words.count(modulus(i))))
                .toList();
    }

    @Override
    long[] enterOne(int i, BigInteger x) {
        return Words.of(reduce(i, x), words(i).length);
    }

    @Override
    BigInteger leaveOne(int i, long[] a) {
        return Words.number(a);
    }

    @Override
    long[] multiplyOne(int i, long[] a, long[] b) {
        return library.remainder(library.multiply(a, b), words(i));
    }

    @Override
    long[] squareOne(int i, long[] a) {
        return library.remainder(library.square(a), words(i));
    }

    @Override
    long[] powerOne(int i, long[] a, BigInteger exponent) {
        return library.power(a, Words.of(exponent, Words.count(exponent)), words(i), false);
    }

    /** mpz_powm_sec wants a positive exponent; that an exponent is zero is the one thing that shows. */
    @Override
    long[] powerSecretOne(int i, long[] a, BigInteger exponent) {
        return library.power(a, Words.of(exponent, Words.count(exponent)), words(i), exponent.signum() > 0);
    }

    @Override
    public boolean hidesExponents() {
        return true;
    }

    @Override
    public String toString() {
        return "GmpRing(" + moduli() + ")";
    }

    private long[] words(int i) {
        return words.get(moduli().shared() ? 0 : i);
    }
}
