package io.concordat.crypto.arithmetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.testing.RandomCases;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Every back end that is here against {@code BigInteger} as anybody would write it. {@code scripts/campaign backends} runs
 * 10,000 cases of each operation; a case is one vector of up to 20 elements under a modulus of its own.
 */
final class BackendAgreementPropertiesTest {
    private static final List<Arithmetic> BACKENDS = ArithmeticChoice.available();
    private static final int[] SIZES = {64, 65, 251, 252, 253, 512, 700, 1024, 1536, 2048, 3072};

    /** A ring of every back end, numbers, and the modulus of each. */
    private record Case(SplittableRandom random, Moduli moduli, List<BigInteger> x) {
        static Case shared(SplittableRandom random, int maxBits) {
            return of(random, 1, 1 + random.nextInt(20), maxBits, random.nextBoolean());
        }

        static Case any(SplittableRandom random, int maxBits) {
            int size = 1 + random.nextInt(20);
            return of(random, random.nextInt(3) == 0 ? size : 1, size, maxBits, random.nextBoolean());
        }

        static Case squared(SplittableRandom random, int maxBits) {
            int size = 1 + random.nextInt(20);
            return of(random, random.nextInt(3) == 0 ? size : 1, size, maxBits, true);
        }

        private static Case of(SplittableRandom random, int roots, int size, int maxBits, boolean squared) {
            int[] sizes = IntStream.of(SIZES).filter(bits -> bits <= maxBits).toArray();
            int bits = sizes[random.nextInt(sizes.length)];
            Moduli moduli = new Moduli(Numbers.list(roots, () -> Numbers.modulus(random, bits)), squared);
            List<BigInteger> x = IntStream.range(0, size)
                    .mapToObj(i -> Numbers.residue(random, moduli.modulus(i)))
                    .toList();
            return new Case(random, moduli, x);
        }

        BigInteger m(int i) {
            return moduli.modulus(i);
        }

        List<BigInteger> each(IntFunction<BigInteger> value) {
            return IntStream.range(0, x.size()).mapToObj(value).toList();
        }

        List<BigInteger> exponents(int bits) {
            return each(i -> Numbers.residue(random, BigInteger.ONE.shiftLeft(bits)));
        }

        void agree(List<BigInteger> expected, BiFunction<ModularRing, Residues, List<BigInteger>> operation) {
            for (Arithmetic backend : BACKENDS) {
                ModularRing ring = backend.ring(moduli);
                assertThat(operation.apply(ring, ring.enter(x)))
                        .as("%s, %s", backend, moduli)
                        .isEqualTo(expected);
            }
        }

        void agreeVector(List<BigInteger> expected, BiFunction<ModularRing, Residues, Residues> operation) {
            agree(expected, (ring, a) -> ring.leave(operation.apply(ring, a)));
        }
    }

    @RandomCases(60)
    void numbersOfAnySizeEnterAndLeaveReduced(SplittableRandom random) {
        Case c = Case.any(random, 3072);
        List<BigInteger> large = c.each(i -> Numbers.bits(random, random.nextInt(1, 4 * 3072))
                .multiply(BigInteger.valueOf(random.nextBoolean() ? 1 : -1)));
        List<BigInteger> expected = c.each(i -> large.get(i).mod(c.m(i)));
        c.agreeVector(expected, (ring, a) -> ring.enter(large));
        c.agreeVector(c.x, (ring, a) -> a);
    }

    @RandomCases(60)
    void productsAgree(SplittableRandom random) {
        Case c = Case.any(random, 3072);
        List<BigInteger> y = c.each(i -> Numbers.residue(random, c.m(i)));
        c.agreeVector(
                c.each(i -> c.x.get(i).multiply(y.get(i)).mod(c.m(i))), (ring, a) -> ring.multiply(a, ring.enter(y)));
    }

    @RandomCases(60)
    void squaresAgree(SplittableRandom random) {
        Case c = Case.any(random, 3072);
        c.agreeVector(c.each(i -> c.x.get(i).modPow(BigInteger.TWO, c.m(i))), ModularRing::square);
    }

    @RandomCases(60)
    void chainsOfProductsStayInTheInternalForm(SplittableRandom random) {
        Case c = Case.any(random, 1024);
        BigInteger power = BigInteger.valueOf(6).pow(5);
        c.agreeVector(c.each(i -> c.x.get(i).modPow(power, c.m(i))), (ring, a) -> {
            Residues result = a;
            for (int k = 0; k < 5; k++) {
                Residues square = ring.square(result);
                result = ring.multiply(ring.square(square), square);
            }
            return result;
        });
    }

    @RandomCases(40)
    void powersWithOneExponentAgree(SplittableRandom random) {
        Case c = Case.any(random, 1024);
        int bits = 1 + random.nextInt(200);
        BigInteger e = Numbers.residue(random, BigInteger.ONE.shiftLeft(bits));
        List<BigInteger> expected = c.each(i -> c.x.get(i).modPow(e, c.m(i)));
        c.agreeVector(expected, (ring, a) -> ring.power(a, e));
        c.agreeVector(expected, (ring, a) -> ring.powerSecret(a, e, bits));
    }

    @RandomCases(40)
    void powersWithManyExponentsAgree(SplittableRandom random) {
        Case c = Case.any(random, 1024);
        int bits = 1 + random.nextInt(200);
        List<BigInteger> e = c.exponents(bits);
        List<BigInteger> expected = c.each(i -> c.x.get(i).modPow(e.get(i), c.m(i)));
        c.agreeVector(expected, (ring, a) -> ring.powerEach(a, e, bits));
        c.agreeVector(expected, (ring, a) -> ring.powerEachPublic(a, e));
    }

    @RandomCases(20)
    void tablesAgree(SplittableRandom random) {
        Case c = Case.shared(random, 700);
        int bits = 1 + random.nextInt(150);
        List<BigInteger> e = c.exponents(bits);
        BigInteger g = c.x.getFirst();
        TableLookup lookup = random.nextBoolean() ? TableLookup.INDEXED : TableLookup.SCANNED;
        long memory = 1L << (16 + random.nextInt(3));
        c.agreeVector(c.each(i -> g.modPow(e.get(i), c.m(i))), (ring, a) -> ring.fixedBase(g, bits, memory, lookup)
                .powers(e));
    }

    @RandomCases(20)
    void productsOfPowersAgree(SplittableRandom random) {
        Case c = Case.shared(random, 1024);
        BigInteger m = c.m(0);
        List<BigInteger> units = c.x.stream()
                .map(x -> x.gcd(m).equals(BigInteger.ONE) ? x : BigInteger.TWO)
                .toList();
        int bits = 1 + random.nextInt(70);
        boolean signed = random.nextBoolean();
        List<List<BigInteger>> columns = IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(k -> c.exponents(bits).stream()
                        .map(e -> signed && random.nextBoolean() ? e.negate() : e)
                        .toList())
                .toList();
        List<BigInteger> expected = columns.stream()
                .map(column -> IntStream.range(0, units.size())
                        .mapToObj(i -> units.get(i).modPow(column.get(i), m))
                        .reduce(BigInteger.ONE, (a, b) -> a.multiply(b).mod(m)))
                .toList();
        c.agreeVector(expected, (ring, a) -> ring.productsOfPowers(ring.enter(units), columns));
    }

    @RandomCases(40)
    void plaintextsAreMultipliedInOnTheWayOut(SplittableRandom random) {
        Case c = Case.squared(random, 3072);
        List<BigInteger> multiples = c.each(i -> Numbers.bits(random, 3100).negate());
        List<BigInteger> ones = c.each(i ->
                multiples.get(i).multiply(c.moduli.root(i)).add(BigInteger.ONE).mod(c.m(i)));
        c.agree(
                c.each(i -> c.x.get(i).multiply(ones.get(i)).mod(c.m(i))),
                (ring, a) -> ring.leaveTimesOnePlus(a, multiples));
        c.agree(
                c.each(i -> multiples.get(i).mod(c.moduli.root(i))),
                (ring, a) -> ring.leaveQuotients(ring.enter(ones)));
    }

    @RandomCases(40)
    void elementsAreSelectedJoinedAndMultipliedTogether(SplittableRandom random) {
        Case c = Case.shared(random, 1024);
        int[] positions = random.ints(1 + random.nextInt(30), 0, c.x.size()).toArray();
        List<BigInteger> selected = IntStream.of(positions).mapToObj(c.x::get).toList();
        c.agreeVector(selected, (ring, a) -> ring.select(a, positions));
        c.agreeVector(
                Stream.concat(c.x.stream(), selected.stream()).toList(),
                (ring, a) -> ring.concatenate(List.of(a, ring.select(a, positions))));
        BigInteger product =
                c.x.stream().reduce(BigInteger.ONE, (a, b) -> a.multiply(b).mod(c.m(0)));
        c.agreeVector(List.of(product), ModularRing::product);
    }
}
