package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** All members' parts of one candidate in one place, for tests: the only code that puts p and q together. */
final class SimulatedCandidate {

    private final List<CandidateMember> members;
    private final CandidateRules rules;
    private final BigInteger n;

    private SimulatedCandidate(List<CandidateMember> members, CandidateRules rules, BigInteger n) {
        this.members = members;
        this.rules = rules;
        this.n = n;
    }

    static SimulatedCandidate run(CandidateRules rules, String seed) throws InconsistentSharesException {
        List<CandidateMember> members = IntStream.rangeClosed(1, rules.members())
                .mapToObj(i -> new CandidateMember(
                        rules, i, FramedHash.sha256(seed, ("" + i).getBytes(StandardCharsets.UTF_8))))
                .toList();
        List<List<List<BigInteger>>> sieve = deal(members, CandidateMember::dealSieve);
        for (int i = 0; i < members.size(); i++) {
            members.get(i).takeSieve(column(sieve, i));
        }
        for (int step = 0; step < rules.reshares(); step++) {
            List<List<List<BigInteger>>> reshare = deal(members, CandidateMember::dealReshare);
            for (int i = 0; i < members.size(); i++) {
                members.get(i).takeReshare(column(reshare, i));
            }
        }
        List<List<List<BigInteger>>> product = deal(members, CandidateMember::dealProduct);
        List<BigInteger> shares = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            shares.add(members.get(i).takeProduct(column(product, i)));
        }
        return new SimulatedCandidate(members, rules, rules.productRing().open(shares));
    }

    private static List<List<List<BigInteger>>> deal(
            List<CandidateMember> members, Function<CandidateMember, List<List<BigInteger>>> step) {
        return members.stream().map(step).toList();
    }

    private static List<List<BigInteger>> column(List<List<List<BigInteger>>> dealt, int recipient) {
        return dealt.stream().map(deals -> deals.get(recipient)).toList();
    }

    List<FactorShares> factors() {
        return members.stream().map(CandidateMember::factors).toList();
    }

    BigInteger p() {
        return factors().stream().map(FactorShares::p).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger q() {
        return factors().stream().map(FactorShares::q).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger n() {
        return n;
    }

    CandidateRules rules() {
        return rules;
    }
}
