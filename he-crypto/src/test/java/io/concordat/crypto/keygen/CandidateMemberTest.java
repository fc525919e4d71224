package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CandidateMemberTest {

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 7, 8, 16})
    void membersOpenAProductOfTwoFactorsOfTheRightShape(int members) throws InconsistentSharesException {
        CandidateRules rules = CandidateRules.of(512, members);
        for (int run = 0; run < 20; run++) {
            SimulatedCandidate candidate = SimulatedCandidate.run(rules, "shape-" + run);

            assertThat(candidate.n()).isEqualTo(candidate.p().multiply(candidate.q()));
            assertThat(rules.hasModulusShape(candidate.n())).isTrue();
            for (BigInteger factor : List.of(candidate.p(), candidate.q())) {
                assertThat(factor.bitLength()).isEqualTo(256);
                assertThat(factor.testBit(254)).as("at least 3/4 of 2^256").isTrue();
                assertThat(factor.intValue() & 3).isEqualTo(3);
                assertThat(factor.gcd(rules.sieve().jointModulus())).isOne();
                assertThat(factor.gcd(rules.sieve().firstMemberModulus())).isOne();
            }
        }
    }

    @Test
    void equalSeedsReplayToEqualMessagesAndOtherSeedsDoNot() throws InconsistentSharesException {
        CandidateRules rules = CandidateRules.of(512, 5);
        assertThat(SimulatedCandidate.run(rules, "a").n())
                .isEqualTo(SimulatedCandidate.run(rules, "a").n())
                .isNotEqualTo(SimulatedCandidate.run(rules, "b").n());
    }

    @Test
    void membersDealTheNumberOfValuesThatTheRulesSay() {
        CandidateRules rules = CandidateRules.of(512, 8);
        CandidateMember dealer = new CandidateMember(rules, 4, new byte[32]);
        CandidateMember other = new CandidateMember(rules, 5, new byte[32]);

        assertThat(dealer.dealSieve()).hasSize(8).allSatisfy(values -> assertThat(values)
                .hasSize(DealStage.SIEVE.values(rules, 4)));
        assertThat(other.dealSieve()).hasSize(8).allSatisfy(values -> assertThat(values)
                .isEmpty());
        assertThat(rules.stages())
                .containsExactly(DealStage.SIEVE, DealStage.RESHARE, DealStage.RESHARE, DealStage.PRODUCT);
    }

    @Test
    void secretsDoNotPrint() {
        FactorShares shares = FactorShares.of(2, BigInteger.valueOf(124), BigInteger.valueOf(128));
        assertThat(shares.toString()).doesNotContain("124").doesNotContain("128");
        assertThat(new CandidateMember(CandidateRules.of(512, 3), 1, new byte[32]).toString())
                .isEqualTo("CandidateMember(secret)");
    }
}
