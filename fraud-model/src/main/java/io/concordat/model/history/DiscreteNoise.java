package io.concordat.model.history;

import java.util.random.RandomGenerator;

/**
 * One bank's share of discrete Laplace noise: the difference of two negative binomial numbers of shape 1/honest and
 * p = 1 − e^−ε. The shares of {@code honest} banks add up to the difference of two geometric numbers, which makes a count that
 * one event changes by at most 1 ε-differentially private [Ghosh, Roughgarden, Sundararajan 2009; Goryczka, Xiong 2015].
 *
 * <p>A negative binomial number is drawn as a Poisson number, with mean −ln(p)/honest, of logarithmic numbers with
 * q = e^−ε [Quenouille 1949]. The draws use floating point: an attack on the low bits of the generator
 * [Mironov 2012] finds only integers here, but their probabilities are exact to rounding only.
 */
final class DiscreteNoise {
    private final double q;
    private final double mean;

    DiscreteNoise(double epsilon, int honest) {
        this.q = StrictMath.exp(-epsilon);
        this.mean = -StrictMath.log1p(-q) / honest;
    }

    /** One bank's noise for one cell, cut to ±{@code most}, which is out of reach but for a probability below e^(−ε most). */
    int draw(RandomGenerator random, int most) {
        long added = negativeBinomial(random);
        long removed = negativeBinomial(random);
        return Math.clamp(added - removed, -most, most);
    }

    private long negativeBinomial(RandomGenerator random) {
        long clusters = poisson(random);
        long sum = 0;
        for (long i = 0; i < clusters; i++) {
            sum += logarithmic(random);
        }
        return sum;
    }

    /** Knuth's product of uniforms; the mean is at most 5. */
    private long poisson(RandomGenerator random) {
        double limit = StrictMath.exp(-mean);
        long count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }

    /** By inversion: P(k) = −q^k / (k ln(1 − q)). */
    private long logarithmic(RandomGenerator random) {
        double uniform = random.nextDouble();
        double term = -q / StrictMath.log1p(-q);
        long k = 1;
        while (uniform >= term && term > 0) {
            uniform -= term;
            term *= q * k / (k + 1);
            k++;
        }
        return k;
    }

    /** The least k with P(|all banks' noise| > k) at most 5 %: smaller opened sums are most likely noise. */
    static int cut(double epsilon) {
        double q = StrictMath.exp(-epsilon);
        int k = 0;
        while (2 * StrictMath.pow(q, k + 1.0) / (1 + q) > 0.05) {
            k++;
        }
        return k;
    }
}
