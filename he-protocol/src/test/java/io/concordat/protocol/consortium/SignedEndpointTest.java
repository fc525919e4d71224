package io.concordat.protocol.consortium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Signer;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a member says of its own endpoint counts if it signed it and if it is newer, and is read strictly. */
final class SignedEndpointTest {
    private static final MemberId ID = MemberId.of("bank-a");
    private static final URI PEER = URI.create("https://a.example:7443");
    private static final Digest OLD = Digest.hash("old");
    private static final Digest NEW = Digest.hash("new");

    private final Signer signer = signer("a");
    private final Member member = new Member(
            ID,
            "Bank A",
            Lei.withCheckDigits("BANKA0000000000000"),
            PEER,
            signer.publicKey(),
            OLD,
            List.of(
                    new Approver("x", signer("x").publicKey()),
                    new Approver("y", signer("y").publicKey())));

    private static Signer signer(String seed) {
        return Ed25519.signer(
                Ed25519.generate(new SeededRandomSource(Digest.hash(seed).toByteArray())));
    }

    private static MemberEndpoint endpoint(long version, Digest... pins) {
        return new MemberEndpoint(ID, version, PEER, List.of(pins));
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        SignedEndpoint signed = SignedEndpoint.sign(endpoint(3, NEW, OLD), signer);

        assertThat(SignedEndpoint.decode(signed.encode())).isEqualTo(signed);
        assertThat(signed.examine(member, 2, Ed25519.verifier())).isEmpty();
    }

    @Test
    void replayedAndRolledBackVersionsAreRefused() {
        SignedEndpoint signed = SignedEndpoint.sign(endpoint(3, NEW), signer);

        for (long known : new long[] {3, 4}) {
            assertThat(signed.examine(member, known, Ed25519.verifier()).map(Rejection::type))
                    .contains(ProblemType.ENDPOINT_OUTDATED);
        }
    }

    @Test
    void anotherKeyOrAnotherMemberIsRefused() {
        SignedEndpoint forged = SignedEndpoint.sign(endpoint(1, NEW), signer("mallory"));
        SignedEndpoint other =
                SignedEndpoint.sign(new MemberEndpoint(MemberId.of("bank-b"), 1, PEER, List.of(NEW)), signer);
        SignedEndpoint changed = new SignedEndpoint(
                endpoint(2, NEW), SignedEndpoint.sign(endpoint(1, NEW), signer).signature());

        for (SignedEndpoint each : List.of(forged, other, changed)) {
            assertThat(each.examine(member, 0, Ed25519.verifier()).map(Rejection::type))
                    .contains(ProblemType.SIGNATURE_INVALID);
        }
    }

    @Test
    void impossibleEndpointsAndLeftoverBytesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint(0, NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint(1));
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint(1, NEW, NEW));
        assertThatIllegalArgumentException().isThrownBy(() -> endpoint(1, NEW, OLD, Digest.hash("third")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new MemberEndpoint(ID, 1, URI.create("http://a.example:1"), List.of(NEW)));
        byte[] bytes = SignedEndpoint.sign(endpoint(1, NEW), signer).encode();
        assertThatThrownBy(() -> SignedEndpoint.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
        assertThatThrownBy(() -> SignedEndpoint.decode(Arrays.copyOf(bytes, bytes.length - 1)))
                .isInstanceOf(DecodeException.class);
    }
}
