package io.concordat.crypto.arithmetic;

import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Every operation of a back end on numbers that are the same each time, edge values among them, against {@code BigInteger} as
 * anybody would write it. It finds broken builds, broken CPUs and flipped bits in what all operations use; it cannot find a
 * fault that shows for rare numbers only.
 */
final class SelfTest {
    /** More than one group of eight, the last one not full. */
    private static final int SIZE = 11;

    private static final int EXPONENT_BITS = 20;
    private static final long TABLE_BYTES = 1 << 15;

    private final SeededRandomSource random = SeededRandomSource.labelled("arithmetic-self-test/v1");
    private final List<Case> cases = new ArrayList<>();

    /** One ring with its numbers x_i and exponents e_i. */
    private record Numbers(Moduli moduli, List<BigInteger> x, List<BigInteger> e) {
        BigInteger modulus(int i) {
            return moduli.modulus(i);
        }
    }

    /** What one operation gives, computed by the back end and known beforehand. */
    private record Case(String operation, Function<Arithmetic, List<BigInteger>> computed, List<BigInteger> expected) {}

    /** Computes what is expected; serves for any number of back ends. */
    SelfTest() {
        for (boolean squared : new boolean[] {false, true}) {
            Numbers small = numbers(new Moduli(List.of(modulus(512)), squared));
            products(small);
            powers(small);
            shared(small);
            products(numbers(new Moduli(List.of(modulus(3072)), squared)));
            Numbers lanes = numbers(new Moduli(each(i -> modulus(500 + i)), squared));
            products(lanes);
            powers(lanes);
        }
    }

    /** The first operation that a back end gets wrong, if any. */
    Optional<String> failure(Arithmetic arithmetic) {
        return cases.stream()
                .filter(test -> !test.computed.apply(arithmetic).equals(test.expected))
                .map(test -> test.operation + " gives wrong numbers")
                .findFirst();
    }

    private void products(Numbers numbers) {
        Moduli moduli = numbers.moduli;
        List<BigInteger> x = numbers.x;
        List<BigInteger> y = x.reversed();
        add("enter and leave", numbers, ModularRing::enter, i -> x.get(i).mod(numbers.modulus(i)));
        add("multiply", numbers, (ring, v) -> ring.multiply(ring.enter(v), ring.enter(y)), i -> x.get(i)
                .multiply(y.get(i))
                .mod(numbers.modulus(i)));
        add("square", numbers, (ring, v) -> ring.square(ring.enter(v)), i -> x.get(i)
                .multiply(x.get(i))
                .mod(numbers.modulus(i)));
        if (moduli.squared()) {
            List<BigInteger> k = each(i -> random.below(moduli.root(i)));
            List<BigInteger> ones = each(i -> k.get(i).multiply(moduli.root(i)).add(BigInteger.ONE));
            cases.add(new Case(
                    "leaveTimesOnePlus",
                    arithmetic -> {
                        ModularRing ring = arithmetic.ring(moduli);
                        return ring.leaveTimesOnePlus(ring.enter(x), k);
                    },
                    each(i -> ones.get(i).multiply(x.get(i)).mod(numbers.modulus(i)))));
            cases.add(new Case(
                    "leaveQuotients",
                    arithmetic -> {
                        ModularRing ring = arithmetic.ring(moduli);
                        return ring.leaveQuotients(ring.enter(ones));
                    },
                    k));
        }
    }

    private void powers(Numbers numbers) {
        List<BigInteger> e = numbers.e;
        BigInteger first = e.getFirst();
        IntFunction<BigInteger> common = i -> numbers.x.get(i).modPow(first, numbers.modulus(i));
        add("power", numbers, (ring, v) -> ring.power(ring.enter(v), first), common);
        add("powerSecret", numbers, (ring, v) -> ring.powerSecret(ring.enter(v), first, EXPONENT_BITS), common);
        add("powerEach", numbers, (ring, v) -> ring.powerEach(ring.enter(v), e, EXPONENT_BITS), i -> numbers.x
                .get(i)
                .modPow(e.get(i), numbers.modulus(i)));
    }

    private void shared(Numbers numbers) {
        BigInteger m = numbers.modulus(0);
        BigInteger base = numbers.x.getLast();
        for (TableLookup lookup : TableLookup.values()) {
            add(
                    "fixedBase",
                    numbers,
                    (ring, v) -> ring.fixedBase(base, EXPONENT_BITS, TABLE_BYTES, lookup)
                            .powers(numbers.e),
                    i -> base.modPow(numbers.e.get(i), m));
        }
        List<BigInteger> units =
                each(i -> numbers.x.get(i).gcd(m).equals(BigInteger.ONE) ? numbers.x.get(i) : BigInteger.TWO);
        List<BigInteger> signed =
                each(i -> i % 2 == 0 ? numbers.e.get(i) : numbers.e.get(i).negate());
        List<List<BigInteger>> columns = List.of(signed, numbers.e);
        for (List<List<BigInteger>> some : List.of(columns, columns.subList(1, 2))) {
            List<BigInteger> expected =
                    some.stream().map(column -> naive(units, column, m)).toList();
            cases.add(new Case(
                    "productsOfPowers",
                    arithmetic -> {
                        ModularRing ring = arithmetic.ring(numbers.moduli);
                        return ring.leave(ring.productsOfPowers(ring.enter(units), some));
                    },
                    expected));
        }
    }

    private static BigInteger naive(List<BigInteger> x, List<BigInteger> e, BigInteger m) {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < x.size(); i++) {
            product = product.multiply(x.get(i).modPow(e.get(i), m)).mod(m);
        }
        return product;
    }

    /** An operation on the numbers of a ring. */
    private interface Operation {
        Residues apply(ModularRing ring, List<BigInteger> values);
    }

    private void add(String name, Numbers numbers, Operation operation, IntFunction<BigInteger> expected) {
        cases.add(new Case(
                name,
                arithmetic -> {
                    ModularRing ring = arithmetic.ring(numbers.moduli);
                    return ring.leave(operation.apply(ring, numbers.x));
                },
                each(expected)));
    }

    /** Ends of the range, numbers of ones, a number beyond the range, and random ones. */
    private Numbers numbers(Moduli moduli) {
        BigInteger m = moduli.modulus(0);
        List<BigInteger> x = new ArrayList<>(List.of(
                BigInteger.ZERO,
                BigInteger.ONE,
                m.subtract(BigInteger.ONE),
                m.shiftRight(1),
                BigInteger.ONE.shiftLeft(m.bitLength() - 1).subtract(BigInteger.ONE),
                BigInteger.ONE.shiftLeft(m.bitLength() + 20).subtract(BigInteger.ONE)));
        while (x.size() < SIZE) {
            x.add(random.below(moduli.modulus(x.size())));
        }
        return new Numbers(moduli, List.copyOf(x), each(i -> random.bits(EXPONENT_BITS)));
    }

    private BigInteger modulus(int bits) {
        return random.bits(bits).setBit(bits - 1).setBit(0);
    }

    private static List<BigInteger> each(IntFunction<BigInteger> value) {
        return IntStream.range(0, SIZE).mapToObj(value).toList();
    }
}
