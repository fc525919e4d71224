package io.concordat.node.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.gate.CohortConsent;
import io.concordat.protocol.gate.ScopeLedger;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.testing.TestConsortium;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Over which cohort a scope lets a task open sums. */
class BoundCohortTest {
    private static final TestConsortium BANKS = TestConsortium.of(4);
    private static final ScopeId SCOPE = new ScopeId("cards");
    private static final List<MemberId> ALL = BANKS.consortium().ids();
    private static final List<MemberId> THREE = ALL.subList(0, 3);
    private static final List<MemberId> LAST = ALL.subList(1, 4);

    @Test
    void scopeInWhichNothingWasOpenedBindsNobody() {
        assertThat(BoundCohort.of(ScopeLedger.empty(SCOPE), Optional.empty(), BANKS.consortium(), ALL))
                .isEqualTo(new BoundCohort(Optional.empty(), Optional.empty()));
    }

    @Test
    void frozenCohortIsUsedByTasksOfItAndOfMoreBanks() {
        assertThat(bound(THREE, THREE)).isEqualTo(new BoundCohort(Optional.of(THREE), Optional.empty()));
        assertThat(bound(THREE, ALL)).isEqualTo(new BoundCohort(Optional.of(THREE), Optional.empty()));
    }

    @Test
    void taskOfFewerBanksNeedsTheConsentOfThoseLeftOut() {
        BoundCohort without = bound(ALL, THREE);
        assertThat(without.cohort()).isEmpty();
        assertThat(without.problem()).hasValueSatisfying(problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.DIFFERENCING_RISK);
            assertThat(problem.sentence()).contains("need the consent of [bank-d]");
        });
        assertThat(bound(ALL, THREE, consent(ALL, THREE)))
                .isEqualTo(new BoundCohort(Optional.of(THREE), Optional.empty()));
    }

    @Test
    void noConsentHelpsWhereTooFewBanksAreInAllSums() {
        assertThat(bound(THREE, LAST, consent(THREE, LAST)).problem())
                .hasValueSatisfying(problem -> assertThat(problem.sentence()).contains("whoever consents"));
    }

    @Test
    void frozenCohortIsNotUsedAnyMoreWhereAnotherWasOpenedSince() {
        ScopeLedger both = new ScopeLedger(SCOPE, List.of(opened(ALL), opened(THREE)), Set.of(), List.of());
        assertThat(BoundCohort.of(both, Optional.of(ALL), BANKS.consortium(), ALL)
                        .problem())
                .isPresent();
    }

    private static BoundCohort bound(List<MemberId> frozen, List<MemberId> task, CohortConsent... consents) {
        ScopeLedger ledger = new ScopeLedger(SCOPE, List.of(opened(frozen)), Set.of(), List.of(consents));
        return BoundCohort.of(ledger, Optional.of(frozen), BANKS.consortium(), task);
    }

    /** Of bank-d, which is in one of the two only. */
    private static CohortConsent consent(List<MemberId> earlier, List<MemberId> proposed) {
        MemberId concerned = Stream.concat(earlier.stream(), proposed.stream())
                .max(MemberId::compareTo)
                .orElseThrow();
        return CohortConsent.sign(
                concerned, new CohortChange(SCOPE, List.of(earlier), proposed).hash(), BANKS.signer(concerned));
    }

    private static Stake opened(List<MemberId> cohort) {
        return new Stake(
                new JobId("0123456789abcdef0123456789abcdef"),
                0,
                Digest.hash("attempt of " + cohort),
                Digest.hash("state"),
                cohort,
                Digest.ZERO,
                Stake.Part.WITNESSED,
                Stake.Outcome.OPENED);
    }
}
