package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.Biprimality;
import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.CandidateRules;
import io.concordat.crypto.keygen.DealStage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All members' parts of one failed candidate, computed again from their opened seeds. */
final class AuditReplay {

    private final CandidateRules rules;
    private final List<CandidateMember> members;
    private final List<List<List<List<BigInteger>>>> dealt = new ArrayList<>(); // stage, from, to, values

    private AuditReplay(CandidateRules rules, List<CandidateMember> members) {
        this.rules = rules;
        this.members = members;
    }

    /** Runs the candidate from the members' seeds, in index order. */
    static AuditReplay of(CandidateRules rules, List<byte[]> seeds) {
        List<CandidateMember> members = IntStream.rangeClosed(1, seeds.size())
                .mapToObj(index -> new CandidateMember(rules, index, seeds.get(index - 1)))
                .toList();
        AuditReplay replay = new AuditReplay(rules, members);
        for (DealStage stage : rules.stages()) {
            List<List<List<BigInteger>>> deals =
                    members.stream().map(stage::deal).toList();
            for (int to = 0; to < members.size(); to++) {
                int receiver = to;
                stage.take(
                        members.get(to),
                        deals.stream().map(from -> from.get(receiver)).toList());
            }
            replay.dealt.add(deals);
        }
        return replay;
    }

    /** The members' parts, after all stages of the candidate. */
    List<CandidateMember> members() {
        return members;
    }

    /** What member {@code from} had to send member {@code to} in a stage. */
    byte[] dealt(int stageNumber, int from, int to) {
        int width = rules.stages().get(stageNumber).ring(rules).elementBytes();
        return ResidueCodec.encode(dealt.get(stageNumber).get(from - 1).get(to - 1), width);
    }

    /** The share of the product that a member had to show. */
    BigInteger productShare(int index) {
        return members.get(index - 1).productShare();
    }

    /** The members, if any, whose values in a failed full test are not what they had to be. */
    List<Integer> wrongIn(Batch.FullTest test) {
        return IntStream.rangeClosed(1, members.size())
                .filter(index -> !Biprimality.values(
                                List.of(members.get(index - 1).factors()), test.bases(), List.of(test.n()))
                        .equals(test.values().get(index - 1)))
                .boxed()
                .toList();
    }

    /** The members, if any, whose values in the first test are not what they had to be. */
    List<Integer> wrongIn(Batch.FirstTest test) {
        BigInteger base = Biprimality.firstBase(test.n());
        List<Integer> wrong = new ArrayList<>();
        for (int index = 1; index <= members.size(); index++) {
            BigInteger value = Biprimality.value(members.get(index - 1).factors(), base, test.n());
            if (!value.equals(test.values().get(index - 1))) {
                wrong.add(index);
            }
        }
        if (!Biprimality.publicValue(base, test.n()).equals(test.publicValue())) {
            wrong.add(test.publisher());
        }
        return wrong;
    }
}
