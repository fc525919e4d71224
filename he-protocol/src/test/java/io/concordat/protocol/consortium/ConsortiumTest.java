package io.concordat.protocol.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.testing.TestConsortium;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsortiumTest {
    private final TestConsortium bank = TestConsortium.of(4);
    private final Consortium consortium = bank.consortium();
    private final Member first = consortium.members().getFirst();

    @ParameterizedTest
    @ValueSource(strings = {"bank-a", "ab", "b2", "a-1-b", "abcdefghijklmnopqrstuvwxyz012345"})
    void acceptsMemberIdentifiers(String id) {
        assertThat(MemberId.of(id).value()).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "Bank",
                "bank_a",
                "-bank",
                "bank-",
                "ba--nk",
                "1bank",
                "bänk",
                "bank a",
                "bank/..",
                "a\n",
                "abcdefghijklmnopqrstuvwxyz0123456"
            })
    void refusesOtherIdentifiers(String id) {
        assertThatIllegalArgumentException().isThrownBy(() -> MemberId.of(id)).withMessageContaining("2 to 32");
    }

    @Test
    void checksTheDigitsOfALegalEntityIdentifier() {
        assertThat(Lei.of("529900T8BM49AURSDO55").value()).hasSize(20);
        assertThatIllegalArgumentException().isThrownBy(() -> Lei.of("529900T8BM49AURSDO56"));
        assertThatIllegalArgumentException().isThrownBy(() -> Lei.of("529900T8BM49AURSDO5"));
        assertThat(Lei.withCheckDigits("529900T8BM49AURSDO")).isEqualTo(Lei.of("529900T8BM49AURSDO55"));
    }

    @Test
    void survivesEncodingAndHashesEveryByte() throws DecodeException {
        byte[] bytes = consortium.encode();
        assertThat(Consortium.decode(bytes)).isEqualTo(consortium);
        assertThat(Consortium.decode(bytes).consortiumId()).isEqualTo(consortium.consortiumId());
        Consortium renamed = Consortium.of("Another name", consortium.members(), consortium.charter());
        assertThat(renamed.consortiumId()).isNotEqualTo(consortium.consortiumId());
    }

    @Test
    void refusesEveryTruncationAndLeftoverBytes() {
        byte[] bytes = consortium.encode();
        for (int length = 0; length < bytes.length; length += 13) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> Consortium.decode(shorter)).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> Consortium.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void numbersSharesInTheOrderOfIdentifiers() {
        List<Member> shuffled = new ArrayList<>(consortium.members().reversed());
        assertThat(Consortium.of(consortium.name(), shuffled, consortium.charter()))
                .isEqualTo(consortium);
        assertThat(consortium.index(MemberId.of("bank-a"))).isEqualTo(1);
        assertThat(consortium.idOf(4)).isEqualTo(MemberId.of("bank-d"));
        assertThatIllegalArgumentException().isThrownBy(() -> consortium.index(MemberId.of("bank-x")));
        assertThatIllegalArgumentException().isThrownBy(() -> consortium.idOf(5));
    }

    @Test
    void refusesTwoMembersOfOneEntityAddressCertificateOrKey() {
        Member second = consortium.members().get(1);
        refuse("legal entity", copy(second, first.lei(), second.peer(), second.signingKey(), second.certificatePin()));
        refuse("peer address", copy(second, second.lei(), first.peer(), second.signingKey(), second.certificatePin()));
        refuse("key", copy(second, second.lei(), second.peer(), first.signingKey(), second.certificatePin()));
        refuse("certificate", copy(second, second.lei(), second.peer(), second.signingKey(), first.certificatePin()));
    }

    @Test
    void refusesAnApproverOfTwoBanks() {
        Member second = consortium.members().get(1);
        Member shared = new Member(
                second.id(),
                second.legalName(),
                second.lei(),
                second.peer(),
                second.signingKey(),
                second.certificatePin(),
                List.of(
                        second.approvers().get(0),
                        new Approver("Eve", first.approvers().get(0).key())));
        refuse("key", shared);
    }

    @Test
    void refusesFewerThanTwoApproversOrOneTwice() {
        Approver ada = first.approvers().getFirst();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> approvedBy(List.of(ada)))
                .withMessageContaining("2 to 16 approvers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> approvedBy(List.of(ada, new Approver("Zoe", ada.key()))))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> approvedBy(List.of(ada, new Approver("Node", first.signingKey()))))
                .withMessageContaining("twice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:9000",
                "https://127.0.0.1",
                "https://127.0.0.1:9000/",
                "https://127.0.0.1:9000/path",
                "https://user@127.0.0.1:9000",
                "https://127.0.0.1:9000?q",
                "https://127.0.0.1:99999",
                "mailto:a@b"
            })
    void refusesAPeerAddressThatIsMoreThanHostAndPort(String address) {
        URI peer = URI.create(address);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> copy(first, first.lei(), peer, first.signingKey(), first.certificatePin()))
                .withMessageContaining("https://host:port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " Bank", "Bank\n", "Bank\u202Eknab", "Bank\u0000"})
    void refusesNamesThatHideCharacters(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Member(
                        first.id(),
                        name,
                        first.lei(),
                        first.peer(),
                        first.signingKey(),
                        first.certificatePin(),
                        first.approvers()))
                .withMessageContaining("legal name");
    }

    @Test
    void memberRecordIsSignedByItsOwnKey() throws DecodeException {
        SignedMember signed = SignedMember.sign(first, bank.signer(first.id()));
        assertThat(signed.examine(Ed25519.verifier())).isEmpty();
        assertThat(SignedMember.decode(signed.encode())).isEqualTo(signed);
        Member renamed =
                copy(first, first.lei(), URI.create("https://10.0.0.1:1"), first.signingKey(), first.certificatePin());
        assertThat(new SignedMember(renamed, signed.signature()).examine(Ed25519.verifier()))
                .hasValueSatisfying(r -> assertThat(r.type()).isEqualTo(ProblemType.INVALID_MEMBER));
        assertThatIllegalArgumentException().isThrownBy(() -> SignedMember.sign(first, bank.signer(bank.id(1))));
    }

    @Test
    void isFoundedOnceEveryMemberHasSigned() throws DecodeException {
        SignedConsortium signed = SignedConsortium.unsigned(consortium);
        for (MemberId id : consortium.ids()) {
            assertThat(signed.examine(Ed25519.verifier()))
                    .hasValueSatisfying(r -> assertThat(r.type()).isEqualTo(ProblemType.CONSORTIUM_NOT_SIGNED));
            assertThat(signed.missing()).contains(id);
            signed = signed.with(id, SignedConsortium.sign(consortium.consortiumId(), bank.signer(id)));
        }
        assertThat(signed.examine(Ed25519.verifier())).isEmpty();
        assertThat(SignedConsortium.decode(signed.encode())).isEqualTo(signed);
        ByteString wrong = SignedConsortium.sign(Digest.hash("another consortium"), bank.signer(bank.id(2)));
        assertThat(signed.with(bank.id(2), wrong).examine(Ed25519.verifier()))
                .hasValueSatisfying(r -> assertThat(r.type()).isEqualTo(ProblemType.SIGNATURE_INVALID));
    }

    private void refuse(String what, Member second) {
        List<Member> members = new ArrayList<>(consortium.members());
        members.set(1, second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Consortium.of("x", members, consortium.charter()))
                .withMessageContaining(what)
                .withMessageContaining("twice");
    }

    private Member approvedBy(List<Approver> approvers) {
        return new Member(
                first.id(),
                first.legalName(),
                first.lei(),
                first.peer(),
                first.signingKey(),
                first.certificatePin(),
                approvers);
    }

    private static Member copy(Member m, Lei lei, URI peer, Ed25519PublicKey key, Digest pin) {
        return new Member(m.id(), m.legalName(), lei, peer, key, pin, m.approvers());
    }
}
