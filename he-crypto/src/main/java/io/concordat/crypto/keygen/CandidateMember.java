package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One member's part in one candidate pair (p, q), from its seed to its share of N = p q. Everything it deals follows
 * from the seed and what it received, so it can be replayed. Secret until the candidate has failed and was opened.
 *
 * <p>Order of calls: {@link #dealSieve}, {@link #takeSieve}, then t - 1 times {@link #dealReshare} and
 * {@link #takeReshare}, then {@link #dealProduct}, {@link #takeProduct}. A {@code deal} method returns for each member
 * (element i-1 for member i, itself included) the numbers for it; a {@code take} method is given what each member
 * dealt to this one, itself included, in the counts of {@link DealStage} and already checked to be in range.
 */
public final class CandidateMember {

    private static final int FACTORS = 2;

    private final CandidateRules rules;
    private final int index;
    private final byte[] seed;
    private final List<List<BigInteger>> units = new ArrayList<>(FACTORS); // per factor: shares of a_1 .. a_{t+1}
    private final BigInteger[] zeros = {BigInteger.ZERO, BigInteger.ZERO};
    private final BigInteger[] products = {BigInteger.ZERO, BigInteger.ZERO};
    private int multiplied;
    private FactorShares factors = FactorShares.none();
    private BigInteger productShare = BigInteger.ZERO;

    /** Member {@code index}'s part in the candidate with this seed (32 bytes, of this member alone). */
    public CandidateMember(CandidateRules rules, int index, byte[] seed) {
        if (index < 1 || index > rules.members()) {
            throw new IllegalArgumentException("Expected a member 1 to " + rules.members() + " but found " + index);
        }
        this.rules = rules;
        this.index = index;
        this.seed = seed.clone();
    }

    /** For p, then for q: a share of a fresh unit mod M (degree t) and a share of zero (degree 2t), if a dealer. */
    public List<List<BigInteger>> dealSieve() {
        List<List<BigInteger>> deals = empty();
        if (rules.dealsUnits(index)) {
            SeededRandomSource random = stage("sieve");
            int t = rules.sieve().degree();
            for (int factor = 0; factor < FACTORS; factor++) {
                append(deals, rules.sieveRing().share(rules.sieve().drawUnit(random), t, random));
                append(deals, rules.sieveRing().share(BigInteger.ZERO, 2 * t, random));
            }
        }
        return deals;
    }

    /** Takes what the dealers dealt and multiplies the first two units. */
    public void takeSieve(List<List<BigInteger>> dealt) {
        for (int factor = 0; factor < FACTORS; factor++) {
            List<BigInteger> shares = new ArrayList<>();
            for (int dealer = 0; dealer <= rules.sieve().degree(); dealer++) {
                shares.add(dealt.get(dealer).get(2 * factor));
                zeros[factor] = zeros[factor].add(dealt.get(dealer).get(2 * factor + 1));
            }
            units.add(shares);
            products[factor] = shares.get(0);
        }
        multiplied = 1;
        multiplyNext();
    }

    /** For p, then for q: a share (degree t) of this member's additive share of the product so far. */
    public List<List<BigInteger>> dealReshare() {
        List<List<BigInteger>> deals = empty();
        if (DealStage.RESHARE.values(rules, index) > 0) {
            SeededRandomSource random = stage("reshare-" + multiplied);
            for (int factor = 0; factor < FACTORS; factor++) {
                BigInteger additive = rules.sieveRing().additiveShare(index, products[factor]);
                append(deals, rules.sieveRing().share(additive, rules.sieve().degree(), random));
            }
        }
        return deals;
    }

    /** Adds up what was dealt, now of degree t, and multiplies by the next unit. */
    public void takeReshare(List<List<BigInteger>> dealt) {
        for (int factor = 0; factor < FACTORS; factor++) {
            BigInteger sum = BigInteger.ZERO;
            for (int dealer = 0; dealer < 2 * rules.sieve().degree() + 1; dealer++) {
                sum = sum.add(dealt.get(dealer).get(factor));
            }
            products[factor] = sum.mod(rules.sieveRing().modulus());
        }
        multiplyNext();
    }

    private void multiplyNext() {
        BigInteger modulus = rules.sieveRing().modulus();
        for (int factor = 0; factor < FACTORS; factor++) {
            products[factor] =
                    products[factor].multiply(units.get(factor).get(multiplied)).mod(modulus);
        }
        multiplied++;
        if (multiplied == rules.sieve().degree() + 1) {
            lift();
        }
    }

    /** Turns the product of all units into this member's shares of p and q. */
    private void lift() {
        SeededRandomSource random = stage("lift");
        BigInteger[] x = new BigInteger[FACTORS];
        for (int factor = 0; factor < FACTORS; factor++) {
            BigInteger additive = rules.sieveRing().additiveShare(index, products[factor].add(zeros[factor]));
            x[factor] = rules.sieve().drawFactorShare(index, additive, random);
        }
        factors = FactorShares.of(index, x[0], x[1]);
        units.clear();
    }

    /** A share of p_i and of q_i (degree t), and if a dealer a share of zero (degree 2t), all mod P. */
    public List<List<BigInteger>> dealProduct() {
        List<List<BigInteger>> deals = empty();
        SeededRandomSource random = stage("product");
        int t = rules.sieve().degree();
        append(deals, rules.productRing().share(factors.p(), t, random));
        append(deals, rules.productRing().share(factors.q(), t, random));
        if (rules.dealsUnits(index)) {
            append(deals, rules.productRing().share(BigInteger.ZERO, 2 * t, random));
        }
        return deals;
    }

    /** Takes the shares of the factors and multiplies them. */
    public void takeProduct(List<List<BigInteger>> dealt) {
        BigInteger[] sums = {BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO};
        for (List<BigInteger> values : dealt) {
            for (int k = 0; k < values.size(); k++) {
                sums[k] = sums[k].add(values.get(k));
            }
        }
        productShare =
                sums[0].multiply(sums[1]).add(sums[2]).mod(rules.productRing().modulus());
    }

    /** This member's share of N on a fresh polynomial of degree 2t mod P: N_i = p(i) q(i) + zero(i). */
    public BigInteger productShare() {
        return productShare;
    }

    /** This member's shares of p and q; known after the sieve. */
    public FactorShares factors() {
        return factors;
    }

    /**
     * What this member draws from in a stage of this name, always from its beginning; a name serves one purpose. Later
     * phases use it for a candidate that has become the modulus, so that they can be replayed too.
     */
    public SeededRandomSource stage(String name) {
        return new SeededRandomSource(
                FramedHash.sha256("candidate-stage/v1", seed, name.getBytes(StandardCharsets.US_ASCII)));
    }

    private List<List<BigInteger>> empty() {
        List<List<BigInteger>> deals = new ArrayList<>(rules.members());
        for (int i = 0; i < rules.members(); i++) {
            deals.add(new ArrayList<>(4));
        }
        return deals;
    }

    private static void append(List<List<BigInteger>> deals, List<BigInteger> shares) {
        for (int i = 0; i < shares.size(); i++) {
            deals.get(i).add(shares.get(i));
        }
    }

    @Override
    public String toString() {
        return "CandidateMember(secret)";
    }
}
