package io.concordat.jmh;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.FixedBase;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Moduli;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.arithmetic.TableLookup;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Whether the time of an exponentiation tells two classes of exponents apart: one fixed exponent with few bits set, and random
 * ones, by Welch's t-test [Reparaz, Balasch and Verbauwhede, "Dude, is my code constant time?", DATE 2017]. Times above the
 * ninetieth percentile are left out, since interruptions are not the code's. {@code power}, which does not promise anything,
 * is there to show that the test can tell.
 */
public final class TimingMain {
    private static final int ROOT_BITS = 512;
    private static final int EXPONENT_BITS = 256;
    private static final int LANES = 8;
    private static final double TELLS = 10;

    private TimingMain() {}

    /** Argument: times of each class. */
    public static void main(String[] arguments) {
        int samples = Integer.parseInt(arguments[0]);
        SeededRandomSource random = SeededRandomSource.labelled("timing");
        BigInteger n = random.bits(ROOT_BITS).setBit(ROOT_BITS - 1).setBit(0);
        System.out.printf("%-10s %-20s %10s%n", "back end", "operation", "t");
        for (Arithmetic backend : ArithmeticChoice.available()) {
            ModularRing ring = backend.ring(Moduli.squareOf(n));
            List<BigInteger> bases = Collections.nCopies(LANES, random.below(n.pow(2)));
            Residues a = ring.enter(bases);
            FixedBase table = ring.fixedBase(bases.getFirst(), EXPONENT_BITS, 1 << 20, TableLookup.INDEXED);
            FixedBase scanned = ring.fixedBase(bases.getFirst(), EXPONENT_BITS, 1 << 20, TableLookup.SCANNED);
            report(backend, "power (public)", samples, e -> ring.power(a, e));
            report(backend, "powerSecret", samples, e -> ring.powerSecret(a, e, EXPONENT_BITS));
            report(backend, "powerEach", samples, e -> ring.powerEach(a, Collections.nCopies(LANES, e), EXPONENT_BITS));
            report(backend, "fixedBase", samples, e -> table.powers(Collections.nCopies(LANES, e)));
            report(backend, "fixedBase, scanned", samples, e -> scanned.powers(Collections.nCopies(LANES, e)));
        }
    }

    private static void report(Arithmetic backend, String name, int samples, Consumer<BigInteger> operation) {
        double t = t(samples, operation);
        System.out.printf(
                "%-10s %-20s %10.1f%s%n", backend.name(), name, t, Math.abs(t) > TELLS ? "  tells them apart" : "");
    }

    private static double t(int samples, Consumer<BigInteger> operation) {
        SplittableRandom order = new SplittableRandom(1);
        SeededRandomSource random = SeededRandomSource.labelled("timing exponents");
        BigInteger fixed = BigInteger.ONE.shiftLeft(EXPONENT_BITS - 1).setBit(0);
        double[][] times = new double[2][samples];
        int[] taken = new int[2];
        for (int i = 0; i < samples / 10; i++) {
            operation.accept(exponent(random));
        }
        while (taken[0] < samples || taken[1] < samples) {
            int side = order.nextInt(2);
            BigInteger drawn = exponent(random);
            BigInteger exponent = side == 0 ? fixed : drawn;
            long start = System.nanoTime();
            operation.accept(exponent);
            long time = System.nanoTime() - start;
            if (taken[side] < samples) {
                times[side][taken[side]++] = time;
            }
        }
        double[] all = Arrays.copyOf(times[0], 2 * samples);
        System.arraycopy(times[1], 0, all, samples, samples);
        Arrays.sort(all);
        double limit = all[9 * all.length / 10];
        double[] first = Arrays.stream(times[0]).filter(time -> time <= limit).toArray();
        double[] second = Arrays.stream(times[1]).filter(time -> time <= limit).toArray();
        return (mean(first) - mean(second))
                / Math.sqrt(variance(first) / first.length + variance(second) / second.length);
    }

    /** Of full size, so that the public size is the same. */
    private static BigInteger exponent(SeededRandomSource random) {
        return random.bits(EXPONENT_BITS).setBit(EXPONENT_BITS - 1);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double variance(double[] values) {
        double mean = mean(values);
        return Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum() / Math.max(1, values.length - 1);
    }
}
