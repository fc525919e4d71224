package io.concordat.protocol.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One version of a consortium after another: what may follow, who must sign, and what becomes of the keys. */
final class SuccessionTest {
    private final Consortium before = TestConsortium.of(5).consortium();
    private final List<MemberId> ids = before.ids();

    private Consortium after(List<MemberId> members, List<MemberId> suspended) {
        return after(members, suspended, before.consortiumId(), 2);
    }

    private Consortium after(List<MemberId> members, List<MemberId> suspended, Digest predecessor, int version) {
        return Consortium.of(
                before.name(),
                members.stream().map(before::member).toList(),
                Charter.defaults(members.size(), before.charter().keyBits()),
                new Lineage(version, predecessor, suspended));
    }

    @Test
    void laterVersionsAreReadAsWrittenAndFoundingOnesHaveNoTrailer() throws Exception {
        Consortium next = after(ids, List.of(ids.get(2)));

        assertThat(Consortium.decode(next.encode())).isEqualTo(next);
        assertThat(Consortium.decode(before.encode()).lineage()).isEqualTo(Lineage.FOUNDING);
        byte[] bytes = next.encode();
        for (int cut = 1; cut <= 44; cut++) {
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - cut);
            if (shorter.length != before.encode().length) {
                assertThatThrownBy(() -> Consortium.decode(shorter)).isInstanceOf(DecodeException.class);
            }
        }
    }

    @Test
    void whoIsRemovedOrSuspendedNeedNotSignAndEverybodyElseMust() {
        Consortium next = after(ids.subList(0, 4), List.of(ids.get(1)));

        assertThat(new Succession(before, next).examine()).isEmpty();
        assertThat(SignedConsortium.unsigned(next).missing()).containsExactly(ids.get(0), ids.get(2), ids.get(3));
        assertThat(new Succession(before, next).removed()).containsExactly(ids.get(4));
        assertThat(next.hasParticipant(ids.get(1))).isFalse();
    }

    @Test
    void moreThanHalfMustStay() {
        assertThat(new Succession(before, after(ids.subList(0, 3), List.of())).examine())
                .isEmpty();
        assertThat(new Succession(before, after(ids.subList(0, 3), List.of(ids.get(0)))).examine())
                .get()
                .extracting(Rejection::sentence)
                .asString()
                .contains("more than half of the 5 members");
    }

    @Test
    void onlyTheNextNumberAfterThisVeryVersionFollows() {
        for (Consortium wrong : List.of(
                after(ids, List.of(), before.consortiumId(), 3),
                after(ids, List.of(), Digest.hash("another"), 2),
                before)) {
            assertThat(new Succession(before, wrong).examine().map(Rejection::type))
                    .contains(ProblemType.CONSORTIUM_MISMATCH);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Lineage(1, Digest.hash("x"), List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new Lineage(2, Digest.ZERO, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> after(ids.subList(0, 3), List.of(ids.get(4))));
    }

    @Test
    void anotherIdentityKeyUnderTheSameIdIsRefused() {
        Member changed = before.members().get(1);
        Member stranger = new Member(
                changed.id(),
                changed.legalName(),
                changed.lei(),
                changed.peer(),
                changed.approvers().getFirst().key(),
                changed.certificatePin(),
                List.of(changed.approvers().getLast(), new Approver("node before", changed.signingKey())));
        List<Member> members = new ArrayList<>(before.members());
        members.set(1, stranger);
        Consortium next = Consortium.of(
                before.name(), members, before.charter(), new Lineage(2, before.consortiumId(), List.of()));

        assertThat(new Succession(before, next).examine())
                .get()
                .extracting(Rejection::sentence)
                .asString()
                .contains("identity key of " + changed.id());
    }

    @Test
    void keysGoOnOnlyIfTheSameMembersHoldTheSameShares() {
        assertThat(new Succession(before, after(ids, List.of())).keepsKeys()).isTrue();
        assertThat(new Succession(before, after(ids, List.of(ids.get(3)))).keepsKeys())
                .isTrue();
        assertThat(new Succession(before, after(ids.subList(0, 4), List.of())).keepsKeys())
                .isFalse();
        Charter charter = before.charter();
        Charter stricter = new Charter(
                charter.keyBits(),
                5,
                charter.toleratedCollusion(),
                charter.minimumCohort(),
                charter.minimumEffectiveRows(),
                charter.maximumRows(),
                charter.approvalsPerBank(),
                charter.shrinkingRetries(),
                charter.mergeScoreHistograms(),
                charter.deadlines());
        Consortium other = Consortium.of(
                before.name(), before.members(), stricter, new Lineage(2, before.consortiumId(), List.of()));
        assertThat(new Succession(before, other).keepsKeys()).isFalse();
    }
}
