package io.concordat.crypto.keygen;

import io.concordat.crypto.random.RandomSource;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One member's part in inverting phi(N) mod N, both additively shared.
 *
 * <p>Each member draws beta_i in Z_N; psi = phi(N) (sum beta_i) mod N is opened over Z_N; gamma_i = beta_i psi^-1 mod N.
 * Then sum gamma_i = phi(N)^-1 mod N. gcd(psi, N) = 1 also shows gcd(N, phi(N)) = 1 and gcd(N, p + q - 1) = 1.
 */
public final class PhiInversion {

    private final RingBgw ring;
    private final int index;
    private final BigInteger phiShare;
    private final BigInteger beta;

    private PhiInversion(RingBgw ring, int index, BigInteger phiShare, BigInteger beta) {
        this.ring = ring;
        this.index = index;
        this.phiShare = phiShare;
        this.beta = beta;
    }

    /** Member {@code index}'s part; the ring is Z_N. Draws beta_i. */
    public static PhiInversion of(RingBgw ring, int index, FactorShares factors, RandomSource random) {
        return of(ring, index, factors.phiShare(ring.modulus()), random.below(ring.modulus()));
    }

    static PhiInversion of(RingBgw ring, int index, BigInteger phiShare, BigInteger beta) {
        return new PhiInversion(ring, index, phiShare, beta);
    }

    /** How many numbers mod N member {@code index} sends each other member. */
    public static int values(RingBgw ring, int index) {
        return index <= ring.degree() + 1 ? 3 : 2;
    }

    /** For each member a share of phi_i and beta_i (degree t), and if a dealer of zero (degree 2t). */
    public List<List<BigInteger>> deal(RandomSource random) {
        int t = ring.degree();
        List<BigInteger> phis = ring.share(phiShare.mod(ring.modulus()), t, random);
        List<BigInteger> betas = ring.share(beta, t, random);
        if (values(ring, index) == 2) {
            return IntStream.range(0, ring.members())
                    .mapToObj(i -> List.of(phis.get(i), betas.get(i)))
                    .toList();
        }
        List<BigInteger> zeros = ring.share(BigInteger.ZERO, 2 * t, random);
        return IntStream.range(0, ring.members())
                .mapToObj(i -> List.of(phis.get(i), betas.get(i), zeros.get(i)))
                .toList();
    }

    /** This member's share of psi: phi(i) beta(i) + zero(i). */
    public BigInteger take(List<List<BigInteger>> dealt) {
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (List<BigInteger> values : dealt) {
            for (int k = 0; k < values.size(); k++) {
                sums[k] = sums[k].add(values.get(k));
            }
        }
        return sums[0].multiply(sums[1]).add(sums[2]).mod(ring.modulus());
    }

    /** gamma_i, or nothing if psi has a factor in common with N: then N must be discarded. */
    public Optional<BigInteger> gamma(BigInteger psi) {
        if (!psi.gcd(ring.modulus()).equals(BigInteger.ONE)) {
            return Optional.empty();
        }
        return Optional.of(beta.multiply(psi.modInverse(ring.modulus())).mod(ring.modulus()));
    }

    /** This member's additive share of phi(N), an integer. */
    public BigInteger phiShare() {
        return phiShare;
    }

    @Override
    public String toString() {
        return "PhiInversion(index=" + index + ", secret)";
    }
}
