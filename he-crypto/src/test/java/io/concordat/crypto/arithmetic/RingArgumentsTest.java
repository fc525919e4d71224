package io.concordat.crypto.arithmetic;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad sizes, nulls and foreign vectors never reach native code. */
final class RingArgumentsTest {
    private static final BigInteger N = BigInteger.ONE.shiftLeft(300).subtract(BigInteger.valueOf(153));
    private static final BigInteger THREE = BigInteger.valueOf(3);

    static List<Arithmetic> backends() {
        return ArithmeticChoice.available();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void vectorsOfDifferentLengthsAreRefused(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.of(N));
        Residues two = ring.enter(List.of(THREE, THREE));
        Residues one = ring.enter(List.of(THREE));

        refused(() -> ring.multiply(two, one));
        refused(() -> ring.powerEach(two, List.of(THREE), 8));
        refused(() -> ring.powerEachPublic(two, List.of(THREE)));
        refused(() -> ring.productsOfPowers(two, List.of(List.of(THREE))));
        refused(() -> ring.productsOfPowers(two, List.of()));
        refused(() -> ring.enter(List.of()));
        refused(() -> ring.concatenate(List.of()));
        refused(() -> ring.select(two));
        refused(() -> ring.select(two, 2));
        refused(() -> ring.select(two, -1));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void exponentsOutsideTheirRangeAreRefused(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.of(N));
        Residues a = ring.enter(List.of(THREE));

        refused(() -> ring.power(a, BigInteger.ONE.negate()));
        refused(() -> ring.powerSecret(a, BigInteger.valueOf(8), 3));
        refused(() -> ring.powerSecret(a, BigInteger.ZERO, 0));
        refused(() -> ring.powerEach(a, List.of(BigInteger.ONE.negate()), 3));
        refused(() -> ring.powerEachPublic(a, List.of(BigInteger.ONE.negate())));
        FixedBase table = ring.fixedBase(THREE, 8, 1 << 20, TableLookup.INDEXED);
        refused(() -> table.powers(List.of(BigInteger.valueOf(256))));
        refused(() -> table.powers(List.of()));
        refused(() -> ring.fixedBase(THREE, 8, 100, TableLookup.INDEXED));
        refused(() -> ring.fixedBase(THREE, 0, 1 << 20, TableLookup.INDEXED));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void vectorsOfAnotherRingAreRefused(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.of(N));
        ModularRing twin = backend.ring(Moduli.of(N));
        Residues own = ring.enter(List.of(THREE));
        Residues foreign = twin.enter(List.of(THREE));
        Residues plain = Arithmetic.plain().ring(Moduli.of(N)).enter(List.of(THREE));

        for (Residues other : List.of(foreign, plain)) {
            refused(() -> ring.multiply(own, other));
            refused(() -> ring.square(other));
            refused(() -> ring.leave(other));
            refused(() -> ring.select(other, 0));
            refused(() -> ring.concatenate(List.of(own, other)));
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void ringsOfManyModuliTakeVectorsOfTheirLengthOnly(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.squareOfEach(List.of(N, N.add(BigInteger.TWO))));
        Residues a = ring.enter(List.of(THREE, THREE));

        refused(() -> ring.enter(List.of(THREE)));
        refused(() -> ring.select(a, 0));
        refused(() -> ring.product(a));
        refused(() -> ring.productsOfPowers(a, List.of(List.of(THREE, THREE))));
        refused(() -> ring.fixedBase(THREE, 8, 1 << 20, TableLookup.INDEXED));
        ModularRing single = backend.ring(Moduli.of(N));
        refused(() -> single.leaveQuotients(single.enter(List.of(THREE))));
        refused(() -> single.leaveTimesOnePlus(single.enter(List.of(THREE)), List.of(THREE)));
    }

    @ParameterizedTest
    @MethodSource("backends")
    @SuppressWarnings("NullAway") // Nulls are the point.
    void nullsAreRefused(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.squareOf(N));
        Residues a = ring.enter(List.of(THREE));

        for (ThrowingCallable call : List.<ThrowingCallable>of(
                () -> ring.enter(null),
                () -> ring.enter(Collections.singletonList(null)),
                () -> ring.multiply(a, null),
                () -> ring.square(null),
                () -> ring.power(a, null),
                () -> ring.powerEach(a, Collections.singletonList(null), 4),
                () -> ring.leave(null),
                () -> ring.leaveTimesOnePlus(a, Arrays.asList((BigInteger) null)),
                () -> backend.ring(null))) {
            assertThatThrownBy(call).isInstanceOf(NullPointerException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatIsNotOneModuloNHasNoQuotient(Arithmetic backend) {
        ModularRing ring = backend.ring(Moduli.squareOf(N));
        Residues a = ring.enter(List.of(BigInteger.ONE, N.add(BigInteger.TWO)));

        assertThatThrownBy(() -> ring.leaveQuotients(a)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void evenAndTinyModuliAreRefused() {
        refused(() -> Moduli.of(BigInteger.valueOf(1024)));
        refused(() -> Moduli.of(BigInteger.ONE));
        refused(() -> Moduli.of(N.negate()));
        refused(() -> Moduli.each(List.of()));
    }

    /** The last gate before the kernel, with arrays that no ring would make. */
    @Test
    void arraysOfWrongSizeDoNotReachTheKernel() {
        Optional<KernelArithmetic> kernel = ArithmeticChoice.available().stream()
                .filter(KernelArithmetic.class::isInstance)
                .map(KernelArithmetic.class::cast)
                .findFirst();
        assumeTrue(kernel.isPresent(), "this build has no kernel");
        KernelRecord record = KernelRecord.of(Moduli.squareOf(N));
        KernelFunctions functions = kernel.orElseThrow().functions();
        KernelPowers powers = kernel.orElseThrow().powers();
        long[] group = new long[record.groupWords()];
        long[] short1 = new long[record.groupWords() - 1];
        byte[] exponent = new byte[8];

        refused(() -> functions.multiply(record, short1, group, group));
        refused(() -> functions.multiply(record, group, short1, group));
        refused(() -> functions.multiply(record, group, group, new long[2 * group.length]));
        refused(() -> functions.square(record, group, short1));
        refused(() -> functions.square(record, new long[0], new long[0]));
        refused(() -> functions.enter(record, group, new byte[79], 10, 8, 2));
        refused(() -> functions.enter(record, group, new byte[90], 10, 9, 2));
        refused(() -> functions.enter(record, group, new byte[80], 10, 8, 3));
        refused(() -> functions.enter(record, group, new byte[8000], 1000, 8, 4));
        refused(() -> functions.leave(record, group, new byte[1], 1, new byte[80], 10, false));
        refused(() -> functions.leave(record, group, new byte[0], 0, new byte[81], 10, false));
        refused(() -> functions.leave(record, group, new byte[800], 100, new byte[80], 10, false));
        refused(() -> powers.powerShared(record, group, exponent, 65, 4));
        refused(() -> powers.powerShared(record, group, exponent, 64, 0));
        refused(() -> powers.powerShared(record, group, exponent, 64, 40));
        refused(() -> powers.powerLanes(record, group, exponent, 64, 4));
        refused(() -> powers.fixedPower(record, MemorySegment.NULL, 4, 4, new byte[16], 2, false));
        long[] one = new long[record.elementWords()];
        refused(() -> powers.buckets(record, one, group, 1, new short[] {0, 1, 2, 3, 4, 5, 6, 8}, 8, false));
        refused(() -> powers.buckets(record, one, group, 1, new short[] {0, 1, 2, 3, 4, 5, 6, -1}, 8, false));
        refused(() -> powers.buckets(record, one, group, 2, new short[8], 8, false));
        refused(() -> powers.buckets(record, short1, group, 1, new short[8], 8, false));
    }

    private static void refused(ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call);
    }
}
