package io.concordat.protocol.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who must consent to another cohort, and that a consent is bound to the very change. */
class CohortChangeTest {

    private static final ScopeId SCOPE = new ScopeId("cards");

    private final TestConsortium banks = TestConsortium.of(5);
    private final List<MemberId> all = banks.consortium().ids();
    private final List<MemberId> four = all.subList(0, 4);
    private final List<MemberId> others = List.of(all.get(0), all.get(1), all.get(2), all.get(4));

    @Test
    void banksInAllCohortsNeedNotConsentAndAllOthersMust() {
        CohortChange change = new CohortChange(SCOPE, List.of(all, four), others);
        assertThat(change.always()).containsExactlyElementsOf(all.subList(0, 3));
        assertThat(change.concerned()).containsExactly(all.get(3), all.get(4));
        assertThat(change.isPossible(banks.consortium().charter())).isTrue();
        CohortChange two = new CohortChange(SCOPE, List.of(four), all.subList(2, 5));
        assertThat(two.isPossible(banks.consortium().charter())).isFalse();
    }

    @Test
    void onlySignedConsentsOfTheConcernedToThisChangeCount() {
        CohortChange change = new CohortChange(SCOPE, List.of(all), four);
        MemberId fifth = all.get(4);
        CohortConsent good = CohortConsent.sign(fifth, change.hash(), banks.signer(fifth));
        CohortConsent ofAnother = CohortConsent.sign(all.get(0), change.hash(), banks.signer(all.get(0)));
        CohortConsent forged = CohortConsent.sign(fifth, change.hash(), banks.signer(all.get(0)));
        CohortConsent toAnother = CohortConsent.sign(
                fifth, new CohortChange(SCOPE, List.of(all), all.subList(0, 3)).hash(), banks.signer(fifth));

        assertThat(change.missing(List.of(ofAnother, forged, toAnother), banks.consortium(), Ed25519.verifier()))
                .containsExactly(fifth);
        assertThat(change.isAllowed(List.of(ofAnother, forged, toAnother), banks.consortium(), Ed25519.verifier()))
                .isFalse();
        assertThat(change.isAllowed(List.of(forged, good), banks.consortium(), Ed25519.verifier()))
                .isTrue();
    }

    @Test
    void attemptsThatCannotHaveBeenOpenedChangeNothing() {
        Stake dead = stake(all, Stake.Part.REVEALED, Stake.Outcome.DEAD);
        Stake opened = stake(four, Stake.Part.WITNESSED, Stake.Outcome.OPENED);
        assertThat(CohortChange.of(ledger(dead), four)).isEmpty();
        assertThat(CohortChange.of(ledger(dead, opened), four)).isEmpty();
        assertThat(CohortChange.of(ledger(dead, opened), all)).contains(new CohortChange(SCOPE, List.of(four), all));
    }

    @Test
    void ownShareInALiveAttemptCountsAndARevealDoesNot() {
        assertThat(CohortChange.of(ledger(stake(all, Stake.Part.SHARED, Stake.Outcome.LIVE)), four))
                .contains(new CohortChange(SCOPE, List.of(all), four));
        assertThat(CohortChange.of(ledger(stake(all, Stake.Part.REVEALED, Stake.Outcome.LIVE)), four))
                .isEmpty();
    }

    @Test
    void mostCohortsThatAScopeCanHaveHadAreAcceptedAndNoneMore() {
        List<List<MemberId>> most = new ArrayList<>();
        for (int i = 0; i < CohortChange.MAX_EARLIER; i++) {
            most.add(List.of(MemberId.of("bank-%03d".formatted(i))));
        }
        assertThat(new CohortChange(SCOPE, most, four).earlier()).hasSize(CohortChange.MAX_EARLIER);
        most.add(all);
        assertThatThrownBy(() -> new CohortChange(SCOPE, most, four)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hashIsBoundToScopeEarlierCohortsAndTheProposedOne() {
        assertThat(Set.of(
                        new CohortChange(SCOPE, List.of(all), four).hash(),
                        new CohortChange(new ScopeId("wires"), List.of(all), four).hash(),
                        new CohortChange(SCOPE, List.of(all), others).hash(),
                        new CohortChange(SCOPE, List.of(all, others), four).hash(),
                        new CohortChange(SCOPE, List.of(four), all).hash()))
                .hasSize(5);
        assertThat(new CohortChange(SCOPE, List.of(all, others), four))
                .isEqualTo(new CohortChange(SCOPE, List.of(others, all, all), four));
    }

    @Test
    void readsWhatItWroteAndNothingOutOfOrder() throws Exception {
        CohortChange change = new CohortChange(SCOPE, List.of(all, others), four);
        CanonicalWriter writer = new CanonicalWriter();
        change.write(writer);
        byte[] bytes = writer.toByteArray();
        assertThat(StrictDecoder.decode(bytes, 4096, CohortChange::read)).isEqualTo(change);

        for (List<List<MemberId>> wrong : List.of(
                List.of(change.earlier().get(1), change.earlier().get(0)),
                List.of(all, all),
                List.<List<MemberId>>of(),
                List.of(four))) {
            CanonicalWriter other = new CanonicalWriter().text(SCOPE.value()).u32(wrong.size());
            wrong.forEach(cohort -> MemberId.writeSorted(other, cohort));
            MemberId.writeSorted(other, four);
            assertThatThrownBy(() -> StrictDecoder.decode(other.toByteArray(), 4096, CohortChange::read))
                    .isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void approvalIsOnePersonsForOneBankAndOneChange() {
        Digest change = new CohortChange(SCOPE, List.of(all), four).hash();
        MemberId bank = all.get(4);
        Approver person = new Approver("first", banks.signer(all.get(0)).publicKey());
        Approver another = new Approver("second", banks.signer(all.get(1)).publicKey());
        CohortApproval approval = CohortApproval.sign(bank, change, banks.signer(all.get(0)));

        assertThat(approval.verify(person, Ed25519.verifier())).isTrue();
        assertThat(approval.verify(another, Ed25519.verifier())).isFalse();
        assertThat(new CohortApproval(all.get(3), change, approval.signature()).verify(person, Ed25519.verifier()))
                .isFalse();
        assertThat(new CohortApproval(bank, Digest.hash("another"), approval.signature())
                        .verify(person, Ed25519.verifier()))
                .isFalse();
    }

    private static ScopeLedger ledger(Stake... stakes) {
        return new ScopeLedger(SCOPE, List.of(stakes), Set.of(), List.of());
    }

    private static Stake stake(List<MemberId> cohort, Stake.Part part, Stake.Outcome outcome) {
        return new Stake(
                JobId.ofTask(Digest.hash("task")),
                0,
                Digest.hash("attempt of " + cohort),
                Digest.hash("state"),
                cohort,
                Digest.ZERO,
                part,
                outcome);
    }
}
