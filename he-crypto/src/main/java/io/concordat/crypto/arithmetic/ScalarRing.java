package io.concordat.crypto.arithmetic;

import static io.concordat.crypto.arithmetic.Arguments.requireCount;
import static io.concordat.crypto.arithmetic.Arguments.requireExponent;
import static io.concordat.crypto.arithmetic.Arguments.requireExponents;
import static io.concordat.crypto.arithmetic.Arguments.requirePositions;
import static io.concordat.crypto.arithmetic.Arguments.requireShared;
import static io.concordat.crypto.arithmetic.Arguments.requireSize;
import static io.concordat.crypto.arithmetic.Arguments.requireSquared;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A ring of a back end that computes one element at a time: vectors are loops, and the algorithms above products are shared.
 *
 * @param <E> an immutable element
 */
abstract sealed class ScalarRing<E> implements ModularRing permits PlainRing, GmpRing {
    private final Moduli moduli;
    private final List<BigInteger> values;

    ScalarRing(Moduli moduli) {
        this.moduli = moduli;
        this.values = IntStream.range(0, moduli.roots().size())
                .mapToObj(moduli::modulus)
                .toList();
    }

    /** m_i. */
    final BigInteger modulus(int i) {
        return values.get(moduli.shared() ? 0 : i);
    }

    /** x mod m_i, cheap where x is below m_i already. */
    final BigInteger reduce(int i, BigInteger x) {
        return x.signum() >= 0 && x.compareTo(modulus(i)) < 0 ? x : x.mod(modulus(i));
    }

    /** x mod m_i for any integer x. */
    abstract E enterOne(int i, BigInteger x);

    /** The element as a number in [0, m_i). */
    abstract BigInteger leaveOne(int i, E a);

    abstract E multiplyOne(int i, E a, E b);

    abstract E squareOne(int i, E a);

    abstract E powerOne(int i, E a, BigInteger exponent);

    abstract E powerSecretOne(int i, E a, BigInteger exponent);

    @Override
    public final Moduli moduli() {
        return moduli;
    }

    @Override
    public final Residues enter(List<BigInteger> values) {
        return vector(values.size(), i -> enterOne(i, values.get(i)));
    }

    @Override
    public final List<BigInteger> leave(Residues a) {
        List<E> elements = elements(a);
        return IntStream.range(0, elements.size())
                .mapToObj(i -> leaveOne(i, elements.get(i)))
                .toList();
    }

    @Override
    public final Residues multiply(Residues a, Residues b) {
        List<E> left = elements(a);
        List<E> right = elements(b);
        requireCount("factors", left.size(), right.size());
        return vector(left.size(), i -> multiplyOne(i, left.get(i), right.get(i)));
    }

    @Override
    public final Residues square(Residues a) {
        List<E> elements = elements(a);
        return vector(elements.size(), i -> squareOne(i, elements.get(i)));
    }

    @Override
    public final Residues power(Residues a, BigInteger exponent) {
        List<E> elements = elements(a);
        requireExponent(exponent, Math.max(1, exponent.bitLength()));
        return vector(elements.size(), i -> powerOne(i, elements.get(i), exponent));
    }

    @Override
    public final Residues powerSecret(Residues a, BigInteger exponent, int bits) {
        List<E> elements = elements(a);
        requireExponent(exponent, bits);
        return vector(elements.size(), i -> powerSecretOne(i, elements.get(i), exponent));
    }

    @Override
    public final Residues powerEach(Residues a, List<BigInteger> exponents, int bits) {
        List<E> elements = elements(a);
        requireCount("exponents", elements.size(), exponents.size());
        requireExponents(exponents, bits);
        return vector(elements.size(), i -> powerSecretOne(i, elements.get(i), exponents.get(i)));
    }

    @Override
    public final Residues powerEachPublic(Residues a, List<BigInteger> exponents) {
        List<E> elements = elements(a);
        requireCount("exponents", elements.size(), exponents.size());
        requireExponents(exponents, Arguments.maxBits(exponents));
        return vector(elements.size(), i -> powerOne(i, elements.get(i), exponents.get(i)));
    }

    @Override
    public final Residues productsOfPowers(Residues a, List<List<BigInteger>> columns) {
        requireShared(moduli);
        List<E> elements = elements(a);
        requireSize(moduli, columns.size());
        for (List<BigInteger> column : columns) {
            requireCount("exponents in a column", elements.size(), column.size());
        }
        return new ScalarResidues<>(this, new ScalarBuckets<>(this).products(elements, columns));
    }

    @Override
    public final FixedBase fixedBase(BigInteger base, int exponentBits, long maxTableBytes, TableLookup lookup) {
        requireShared(moduli);
        int window = TableShape.window(exponentBits, elementBytes(), maxTableBytes, TableLookup.INDEXED);
        return new ScalarFixedBase<>(this, enterOne(0, base), exponentBits, window);
    }

    @Override
    public final Residues select(Residues a, int... positions) {
        requireShared(moduli);
        List<E> elements = elements(a);
        requirePositions(positions, elements.size());
        return vector(positions.length, i -> elements.get(positions[i]));
    }

    @Override
    public final Residues concatenate(List<Residues> parts) {
        requireShared(moduli);
        List<E> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(elements(part)));
        return vector(all.size(), all::get);
    }

    @Override
    public final List<BigInteger> leaveTimesOnePlus(Residues a, List<BigInteger> multiples) {
        requireSquared(moduli);
        List<E> elements = elements(a);
        requireCount("multiples", elements.size(), multiples.size());
        return IntStream.range(0, elements.size())
                .mapToObj(i -> timesOnePlus(i, elements.get(i), multiples.get(i)))
                .toList();
    }

    @Override
    public final List<BigInteger> leaveQuotients(Residues a) {
        requireSquared(moduli);
        List<E> elements = elements(a);
        List<BigInteger> quotients = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            BigInteger[] exact =
                    leaveOne(i, elements.get(i)).subtract(BigInteger.ONE).divideAndRemainder(moduli.root(i));
            if (exact[1].signum() != 0) {
                throw new ArithmeticException("Element " + i + " is not 1 modulo n");
            }
            quotients.add(exact[0]);
        }
        return quotients;
    }

    /** Memory of one element, about. */
    final long elementBytes() {
        return Math.ceilDiv(modulus(0).bitLength(), 64) * 8L;
    }

    /** x (1 + m n) = x + (x_0 m mod n) n modulo n^2, where x = x_0 + x_1 n. */
    private BigInteger timesOnePlus(int i, E a, BigInteger multiple) {
        BigInteger n = moduli.root(i);
        BigInteger[] digits = leaveOne(i, a).divideAndRemainder(n);
        BigInteger high = digits[1].multiply(multiple.mod(n)).add(digits[0]).mod(n);
        return high.multiply(n).add(digits[1]);
    }

    private Residues vector(int size, IntFunction<E> element) {
        requireSize(moduli, size);
        return new ScalarResidues<>(
                this, IntStream.range(0, size).mapToObj(element).toList());
    }

    /** The elements of a vector of this ring. */
    private List<E> elements(Residues a) {
        if (a instanceof ScalarResidues<?> vector && vector.ring() == this) {
            @SuppressWarnings("unchecked") // The ring made it, so its elements are of the ring's kind.
            ScalarResidues<E> own = (ScalarResidues<E>) vector;
            return own.elements();
        }
        throw new IllegalArgumentException("The vector of " + a.size() + " elements belongs to another ring");
    }
}
