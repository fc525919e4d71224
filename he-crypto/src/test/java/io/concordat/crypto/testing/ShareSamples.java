package io.concordat.crypto.testing;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.threshold.ThresholdParameters;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Many dealings of one exponent seen by one member, and two-sample chi-squared statistics of them. */
public final class ShareSamples {
    private static final int COUNT = 5000;
    private static final int TOP_CLASSES = 16;

    private final List<BigInteger> shares;

    private ShareSamples(List<BigInteger> shares) {
        this.shares = shares;
    }

    /** Share {@code index} of each of 5,000 dealings of d. */
    public static ShareSamples deal(
            BigInteger d, BigInteger n, ThresholdParameters parameters, int index, RandomSource random) {
        List<BigInteger> shares = new ArrayList<>();
        for (int k = 0; k < COUNT; k++) {
            shares.add(TestDealer.share(d, n, parameters, random)
                    .get(index - 1)
                    .share()
                    .value(SecretAccess.insecure()));
        }
        return new ShareSamples(shares);
    }

    /** Shares f(1) = d + c with c no larger than d: what a dealer must not do. */
    public static ShareSamples weak(BigInteger d, RandomSource random) {
        List<BigInteger> shares = new ArrayList<>();
        for (int k = 0; k < COUNT; k++) {
            shares.add(d.add(random.below(d)));
        }
        return new ShareSamples(shares);
    }

    /** Of the residues modulo a small number. */
    public double chiSquaredOfResidues(ShareSamples other, int modulus) {
        BigInteger m = BigInteger.valueOf(modulus);
        return chiSquared(other, modulus, share -> share.mod(m).intValueExact());
    }

    /** Of the range from least to greatest of both samples in 16 equal parts. */
    public double chiSquaredOfTopBits(ShareSamples other) {
        BigInteger least = least().min(other.least());
        BigInteger range = greatest().max(other.greatest()).subtract(least).add(BigInteger.ONE);
        return chiSquared(other, TOP_CLASSES, share -> share.subtract(least)
                .multiply(BigInteger.valueOf(TOP_CLASSES))
                .divide(range)
                .intValueExact());
    }

    /** About the value that chance exceeds once in 10,000 times, for a number of classes. */
    public static double critical(int classes) {
        double freedom = classes - 1.0;
        double z = 3.72;
        double root = 1 - 2 / (9 * freedom) + z * Math.sqrt(2 / (9 * freedom)); // Wilson and Hilferty
        return freedom * root * root * root;
    }

    private double chiSquared(ShareSamples other, int classes, ToIntFunction<BigInteger> classOf) {
        double[] mine = counts(classes, classOf);
        double[] theirs = other.counts(classes, classOf);
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            double both = mine[k] + theirs[k];
            sum += both == 0 ? 0 : (mine[k] - theirs[k]) * (mine[k] - theirs[k]) / both;
        }
        return sum;
    }

    private double[] counts(int classes, ToIntFunction<BigInteger> classOf) {
        double[] counts = new double[classes];
        shares.forEach(share -> counts[classOf.applyAsInt(share)]++);
        return counts;
    }

    private BigInteger least() {
        return shares.stream().min(BigInteger::compareTo).orElseThrow();
    }

    private BigInteger greatest() {
        return shares.stream().max(BigInteger::compareTo).orElseThrow();
    }
}
