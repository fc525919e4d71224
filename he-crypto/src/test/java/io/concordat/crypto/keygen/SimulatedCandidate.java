package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
        for (DealStage stage : rules.stages()) {
            List<List<List<BigInteger>>> dealt =
                    members.stream().map(stage::deal).toList();
            for (int i = 0; i < members.size(); i++) {
                stage.take(members.get(i), column(dealt, i));
            }
        }
        List<BigInteger> shares =
                members.stream().map(CandidateMember::productShare).toList();
        return new SimulatedCandidate(members, rules, rules.productRing().open(shares));
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
