package io.concordat.crypto.keygen;

import java.math.BigInteger;
import java.util.List;

/** A stage of a candidate in which members deal numbers to each other. */
public enum DealStage {
    /** Units and zeros mod M. */
    SIEVE {
        @Override
        public RingBgw ring(CandidateRules rules) {
            return rules.sieveRing();
        }

        @Override
        public int values(CandidateRules rules, int index) {
            return rules.dealsUnits(index) ? 4 : 0;
        }

        @Override
        public List<List<BigInteger>> deal(CandidateMember member) {
            return member.dealSieve();
        }

        @Override
        public void take(CandidateMember member, List<List<BigInteger>> dealt) {
            member.takeSieve(dealt);
        }
    },
    /** Shares of products mod M, to lower their degree. */
    RESHARE {
        @Override
        public RingBgw ring(CandidateRules rules) {
            return rules.sieveRing();
        }

        @Override
        public int values(CandidateRules rules, int index) {
            return index <= 2 * rules.sieve().degree() + 1 ? 2 : 0;
        }

        @Override
        public List<List<BigInteger>> deal(CandidateMember member) {
            return member.dealReshare();
        }

        @Override
        public void take(CandidateMember member, List<List<BigInteger>> dealt) {
            member.takeReshare(dealt);
        }
    },
    /** Shares of the factors, and zeros, mod P. */
    PRODUCT {
        @Override
        public RingBgw ring(CandidateRules rules) {
            return rules.productRing();
        }

        @Override
        public int values(CandidateRules rules, int index) {
            return rules.dealsUnits(index) ? 3 : 2;
        }

        @Override
        public List<List<BigInteger>> deal(CandidateMember member) {
            return member.dealProduct();
        }

        @Override
        public void take(CandidateMember member, List<List<BigInteger>> dealt) {
            member.takeProduct(dealt);
        }
    };

    /** Where the numbers live. */
    public abstract RingBgw ring(CandidateRules rules);

    /** How many numbers member {@code index} deals to each member. */
    public abstract int values(CandidateRules rules, int index);

    /** What the member deals: element i-1 for member i, itself included. */
    public abstract List<List<BigInteger>> deal(CandidateMember member);

    /** Gives the member what each member dealt to it, itself included, in the counts of {@link #values} and in range. */
    public abstract void take(CandidateMember member, List<List<BigInteger>> dealt);
}
