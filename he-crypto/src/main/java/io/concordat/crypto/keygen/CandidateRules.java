package io.concordat.crypto.keygen;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The rings and stages that all members use for every candidate pair.
 *
 * <p>Stages: sieve (members 1..t+1 deal a unit and a zero for each factor, mod M), t - 1 times reshare (members 1..2t+1
 * deal a product's share for each factor, mod M), product (all deal their factor shares, members 1..t+1 also a zero,
 * mod P).
 */
public final class CandidateRules {

    private final SieveParameters sieve;
    private final RingBgw sieveRing;
    private final RingBgw productRing;

    private CandidateRules(SieveParameters sieve) {
        this.sieve = sieve;
        this.sieveRing = RingBgw.of(sieve.jointModulus(), sieve.members(), sieve.degree());
        this.productRing = RingBgw.of(ProductRing.modulus(sieve.modulusBits()), sieve.members(), sieve.degree());
    }

    /** The rules for a modulus of so many bits and so many members. */
    public static CandidateRules of(int modulusBits, int members) {
        return new CandidateRules(SieveParameters.of(modulusBits, members));
    }

    /** How the factors are drawn. */
    public SieveParameters sieve() {
        return sieve;
    }

    /** Sharing mod M. */
    public RingBgw sieveRing() {
        return sieveRing;
    }

    /** Sharing mod P. */
    public RingBgw productRing() {
        return productRing;
    }

    /** n. */
    public int members() {
        return sieve.members();
    }

    /** The dealing stages in their order: sieve, t - 1 times reshare, product. */
    public List<DealStage> stages() {
        List<DealStage> stages = new ArrayList<>(Collections.nCopies(sieve.degree() + 1, DealStage.RESHARE));
        stages.set(0, DealStage.SIEVE);
        stages.set(sieve.degree(), DealStage.PRODUCT);
        return stages;
    }

    /** Whether the member is one of the t + 1 that deal units and zeros. */
    boolean dealsUnits(int index) {
        return index <= sieve.degree() + 1;
    }

    /** Whether an opened product can be a modulus as far as all see: exactly kappa bits and 1 mod 4. */
    public boolean hasModulusShape(BigInteger product) {
        return product.bitLength() == sieve.modulusBits() && product.testBit(0) && !product.testBit(1);
    }
}
