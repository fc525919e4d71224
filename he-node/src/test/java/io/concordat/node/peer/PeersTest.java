package io.concordat.node.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.testing.Eventually;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lineage;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Signer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PeersTest {
    @TempDir
    Path directory;

    private PeerEnd alpha;
    private PeerEnd beta;
    private PeerEnd gamma;
    private PeerEnd stranger;
    private Consortium consortium;

    @BeforeEach
    void start() throws Exception {
        alpha = new PeerEnd("alpha", directory.resolve("alpha"));
        beta = new PeerEnd("beta", directory.resolve("beta"));
        gamma = new PeerEnd("gamma", directory.resolve("gamma"));
        stranger = new PeerEnd("stranger", directory.resolve("stranger"));
        consortium =
                Consortium.of("Test", List.of(alpha.member(), beta.member(), gamma.member()), Charter.defaults(3, 512));
    }

    @AfterEach
    void stop() throws Exception {
        for (PeerEnd end : List.of(alpha, beta, gamma, stranger)) {
            end.close();
        }
    }

    @Test
    void deliversInOrderToTheMembersNamedAndToOneself() throws Exception {
        alpha.start(Optional.of(consortium));
        beta.start(Optional.of(consortium));
        gamma.start(Optional.of(consortium));

        List<Digest> sent = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            sent.add(alpha.peers().send(seal(i), Digest.ZERO, consortium.ids()).hash());
        }

        for (PeerEnd end : List.of(alpha, beta, gamma)) {
            Eventually.holds(end.id + " has all", () -> end.received.size() == 5);
            assertThat(end.received.stream().map(r -> r.envelope().hash())).containsExactlyElementsOf(sent);
            assertThat(end.received.stream().map(ReceivedEnvelope::position)).isSorted();
        }
    }

    @Test
    void chainsItsEnvelopesBySequenceAndHashAcrossRestarts() throws Exception {
        alpha.start(Optional.of(consortium));
        SignedEnvelope first = alpha.peers().send(seal(0), Digest.ZERO, List.of());
        alpha.close();
        alpha.start(Optional.of(consortium));
        SignedEnvelope second = alpha.peers().send(seal(1), Digest.ZERO, List.of());

        assertThat(first.envelope().seq()).isZero();
        assertThat(first.envelope().prevOwnHash()).isEqualTo(Digest.ZERO);
        assertThat(second.envelope().seq()).isOne();
        assertThat(second.envelope().prevOwnHash()).isEqualTo(first.hash());
        assertThat(second.envelope().incarnation()).isEqualTo(first.envelope().incarnation());
    }

    @Test
    void keepsWhatItSentUntilTheOtherIsThereEvenAcrossItsOwnRestart() throws Exception {
        alpha.start(Optional.of(consortium));
        SignedEnvelope sent = alpha.peers().send(seal(7), Digest.ZERO, List.of(beta.id));
        Eventually.holds("a delivery failed", () -> !alpha.unreachable.isEmpty());
        alpha.close();

        beta.start(Optional.of(consortium));
        alpha.start(Optional.of(consortium));

        Eventually.holds("beta has it", () -> beta.fromOthers().size() == 1);
        assertThat(beta.fromOthers().getFirst().envelope()).isEqualTo(sent);
    }

    @Test
    void keepsCeremonyMessagesInMemoryOnly() throws Exception {
        alpha.start(Optional.of(consortium));
        Ceremony message = new Ceremony(Digest.ZERO, 0, Optional.empty(), ByteString.of(new byte[100_000]));
        var _ = alpha.peers().send(message, Digest.ZERO, List.of(beta.id));
        alpha.close();
        alpha.start(Optional.of(consortium));
        var _ = alpha.peers().send(seal(1), Digest.ZERO, List.of(beta.id));
        beta.start(Optional.of(consortium));

        Eventually.holds("beta has one", () -> !beta.fromOthers().isEmpty());
        assertThat(beta.fromOthers().getFirst().envelope().body()).isEqualTo(seal(1));
    }

    @Test
    void deliversAgainAtTheNextStartWhatItsReceiverDidNotTakeAndNothingElse() throws Exception {
        alpha.start(Optional.of(consortium));
        var _ = alpha.peers().send(seal(3), Digest.ZERO, List.of());
        Eventually.holds("the first is taken", () -> alpha.received.size() == 1);
        alpha.receives = false;
        var _ = alpha.peers().send(seal(4), Digest.ZERO, List.of());
        Eventually.holds("the second is not", () -> alpha.failed.get() >= 1);
        alpha.close();
        alpha.receives = true;

        alpha.start(Optional.of(consortium));

        Eventually.holds("the second is delivered again", () -> alpha.received.size() == 2);
        assertThat(alpha.received.stream().map(r -> r.envelope().body())).containsExactly(seal(3), seal(4));
    }

    @Test
    void deliversAgainWithoutARestartWhatItsReceiverDidNotTake() throws Exception {
        alpha.start(Optional.of(consortium));
        alpha.receives = false;
        var _ = alpha.peers().send(seal(3), Digest.ZERO, List.of());
        Eventually.holds("it is not taken", () -> alpha.failed.get() == 1);
        alpha.receives = true;

        Eventually.holds("it is delivered again", () -> alpha.received.size() == 1);
        alpha.close();
        alpha.start(Optional.of(consortium));
        var _ = alpha.peers().send(seal(4), Digest.ZERO, List.of());

        Eventually.holds("the next one is", () -> alpha.received.size() == 2);
        assertThat(alpha.received.stream().map(r -> r.envelope().body())).containsExactly(seal(3), seal(4));
    }

    @Test
    void acknowledgesARepeatedEnvelopeAndHandlesItOnce() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] envelope = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.post(envelope).statusCode()).isEqualTo(204);
            assertThat(raw.post(envelope).statusCode()).isEqualTo(204);
        }
        Eventually.holds("it is delivered", () -> !beta.fromOthers().isEmpty());
        assertThat(beta.fromOthers()).hasSize(1);
    }

    @Test
    void refusesAConnectionWithoutOrWithAnotherCertificate() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] envelope = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        try (RawPeer nobody = new RawPeer(Optional.empty(), beta.port());
                RawPeer other = new RawPeer(Optional.of(stranger.tls), beta.port())) {
            assertThatThrownBy(() -> nobody.post(envelope)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> other.post(envelope)).isInstanceOf(IOException.class);
        }
        assertThat(beta.received).isEmpty();
    }

    @Test
    void trustsNobodyBeforeAConsortiumAndNobodyAfterLeavingIt() throws Exception {
        beta.start(Optional.empty());
        byte[] envelope = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThatThrownBy(() -> raw.post(envelope)).isInstanceOf(IOException.class);
        }
        beta.peers().enter(consortium);
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.post(envelope).statusCode()).isEqualTo(204);
            beta.peers().leave();
            assertThat(raw.post(envelope).statusCode()).isEqualTo(ProblemType.UNKNOWN_MEMBER.status());
        }
    }

    @Test
    void doesNotDeliverToSomebodyElseAtAMembersAddress() throws Exception {
        alpha.start(Optional.of(consortium));
        // The stranger listens where beta should, and would trust alpha.
        PeerEnd impostor = new PeerEnd("beta", directory.resolve("impostor"), beta.port());
        try {
            impostor.start(Optional.of(Consortium.of(
                    "Test", List.of(alpha.member(), impostor.member(), gamma.member()), Charter.defaults(3, 512))));
            var _ = alpha.peers().send(seal(1), Digest.ZERO, List.of(beta.id));
            Eventually.holds("the delivery failed", () -> !alpha.unreachable.isEmpty());
            assertThat(alpha.unreachable.getFirst()).contains("TLS");
            assertThat(impostor.received).isEmpty();
        } finally {
            impostor.close();
        }
    }

    @Test
    void refusesAnEnvelopeSignedByAnotherKey() throws Exception {
        beta.start(Optional.of(consortium));
        assertRefused(sealed(alpha, stranger.key.signer(), consortium, 0), ProblemType.SIGNATURE_INVALID);
    }

    @Test
    void refusesAnEnvelopeOfAnotherMemberThanTheConnections() throws Exception {
        beta.start(Optional.of(consortium));
        assertRefused(sealed(gamma, gamma.key.signer(), consortium, 0), ProblemType.UNKNOWN_MEMBER);
    }

    @Test
    void takesAnAbandonThatAnotherMemberPassesOnIfItsAuthorSignedIt() throws Exception {
        beta.start(Optional.of(consortium));
        Abandon abandon = new Abandon(Digest.hash("test-attempt"), new Rejection(ProblemType.DEADLINE_PASSED, "late"));
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            byte[] forged =
                    sealed(gamma, alpha.key.signer(), consortium, 1, abandon).encode();
            assertThat(raw.post(forged).body()).contains(ProblemType.SIGNATURE_INVALID.urn());

            SignedEnvelope genuine = sealed(gamma, gamma.key.signer(), consortium, 1, abandon);
            assertThat(raw.post(genuine.encode()).statusCode()).isEqualTo(204);
            assertThat(raw.post(genuine.encode()).statusCode()).isEqualTo(204);
            Eventually.holds("beta has the ABANDON", () -> beta.received.size() == 1);
            assertThat(beta.received.getFirst().envelope()).isEqualTo(genuine);
        }
    }

    @Test
    void refusesAnEnvelopeOfAnotherConsortium() throws Exception {
        beta.start(Optional.of(consortium));
        Consortium other = Consortium.of("Other", consortium.members(), consortium.charter());
        assertRefused(sealed(alpha, alpha.key.signer(), other, 0), ProblemType.CONSORTIUM_MISMATCH);
    }

    @Test
    void refusesBytesThatAreNoEnvelope() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] whole = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            for (byte[] body : List.of(new byte[0], new byte[500], Arrays.copyOf(whole, whole.length + 1))) {
                HttpResponse<String> answer = raw.post(body);
                assertThat(answer.statusCode()).isEqualTo(400);
                assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
            }
        }
        assertThat(beta.received).isEmpty();
    }

    @Test
    void refusesABodyOverTheLimitWhetherAnnouncedOrNot() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] body = new byte[SignedEnvelope.MAX_BYTES + 1];
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.post(body).statusCode()).isEqualTo(413);
        }
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.postChunked(body).statusCode()).isEqualTo(413);
        }
    }

    @Test
    void refusesContentEncodingsOtherPathsAndOtherMethods() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] envelope = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        for (String encoding : List.of("gzip", "br", "zstd", "deflate", "identity")) {
            try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
                assertThat(raw.post(envelope, "Content-Encoding", encoding).statusCode())
                        .isEqualTo(415);
            }
        }
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.get(PeerListener.PATH).statusCode()).isEqualTo(405);
        }
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            assertThat(raw.get("/api/v1/identity").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesAnEnvelopeOfAVersionItDoesNotReadAndSaysWhoIsToBeUpgraded() throws Exception {
        beta.start(Optional.of(consortium));
        byte[] envelope = sealed(alpha, alpha.key.signer(), consortium, 0).encode();
        int newer = EnvelopeFormat.NEWEST + 1;
        assertThat(postAs(EnvelopeFormat.mediaType(newer), envelope))
                .contains(ProblemType.UNSUPPORTED_MEDIA_TYPE.urn())
                .contains("of version " + newer)
                .contains("this node has to be upgraded");
        assertThat(postAs(EnvelopeFormat.mediaType(EnvelopeFormat.OLDEST - 1), envelope))
                .contains("the member that wrote it has to be upgraded");
        assertThat(postAs("application/vnd.concordat.envelope", envelope)).contains("Expected a body of type");
        assertThat(postAs("application/octet-stream", envelope)).contains("Expected a body of type");
        assertThat(beta.received).isEmpty();
        for (int version = EnvelopeFormat.OLDEST; version <= EnvelopeFormat.NEWEST; version++) {
            assertThat(postAs(EnvelopeFormat.mediaType(version), envelope)).isEmpty();
        }
        Eventually.holds("beta has it once", () -> beta.received.size() == 1);
    }

    @Test
    void triesAgainWhatAMemberCannotReadBeforeItsUpgrade() {
        assertThat(new PeerConnection.Answer(415, "not yet", Duration.ZERO).isFinal())
                .isFalse();
        assertThat(new PeerConnection.Answer(400, "never", Duration.ZERO).isFinal())
                .isTrue();
    }

    @Test
    void whatANewMemberSaysInTheNewVersionWaitsUntilThatIsActiveHereToo() throws Exception {
        Consortium next = withStranger(new Lineage(2, consortium.consortiumId(), List.of()));
        alpha.start(Optional.of(consortium));
        alpha.peers().enter(Optional.of(consortium), Optional.of(next));
        stranger.start(Optional.of(next));
        var _ = stranger.peers().send(seal(1), Digest.ZERO, List.of(alpha.id));
        var _ = stranger.peers().send(ceremony(), Digest.ZERO, List.of(alpha.id));
        Eventually.holds("alpha refused it", () -> !alpha.refused.isEmpty());
        assertThat(alpha.fromOthers()).isEmpty();

        alpha.peers().enter(Optional.of(next), Optional.empty());

        Eventually.holds("alpha has both", () -> alpha.fromOthers().size() == 2);
    }

    @Test
    void ceremonyMessagesOfAFormerVersionDoNotStandBeforeWhatFollows() throws Exception {
        Consortium next = withStranger(new Lineage(3, Digest.hash("version 2"), List.of()));
        alpha.start(Optional.of(consortium));
        var _ = alpha.peers().send(ceremony(), Digest.ZERO, List.of(beta.id));
        beta.start(Optional.of(Consortium.of("Elsewhere", next.members(), next.charter())));
        Eventually.holds("beta refused it", () -> !beta.refused.isEmpty());
        beta.close();
        beta.start(Optional.of(next));

        alpha.peers().enter(Optional.of(next), Optional.empty());
        assertThat(alpha.peers().active()).contains(next);
        var _ = alpha.peers().send(seal(2), Digest.ZERO, List.of(beta.id));
        SignedEnvelope last = alpha.peers().send(ceremony(), Digest.ZERO, List.of(beta.id));

        Eventually.holds("beta has both", () -> beta.fromOthers().size() == 2);
        assertThat(beta.fromOthers().getLast().envelope()).isEqualTo(last);
    }

    /** A later version, with one member more. */
    private Consortium withStranger(Lineage lineage) {
        List<Member> members = new ArrayList<>(consortium.members());
        members.add(stranger.member());
        return Consortium.of("Test", members, Charter.defaults(4, 512), lineage);
    }

    private static Ceremony ceremony() {
        return new Ceremony(Digest.ZERO, 0, Optional.empty(), ByteString.of(new byte[18]));
    }

    @Test
    void sendsNothingToSomebodyOutsideTheConsortium() throws Exception {
        alpha.start(Optional.of(consortium));
        assertThatThrownBy(() -> alpha.peers().send(seal(0), Digest.ZERO, List.of(stranger.id)))
                .isInstanceOf(IllegalStateException.class);
        alpha.peers().leave();
        assertThatThrownBy(() -> alpha.peers().send(seal(0), Digest.ZERO, List.of(beta.id)))
                .isInstanceOf(IllegalStateException.class);
    }

    /** What beta answers alpha to a body of this media type; empty if it took it. */
    private String postAs(String mediaType, byte[] body) throws Exception {
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            HttpResponse<String> answer = raw.post(body, "Content-Type", mediaType);
            assertThat(answer.statusCode()).isIn(204, ProblemType.UNSUPPORTED_MEDIA_TYPE.status());
            return answer.body();
        }
    }

    private void assertRefused(SignedEnvelope envelope, ProblemType type) throws Exception {
        try (RawPeer raw = new RawPeer(Optional.of(alpha.tls), beta.port())) {
            HttpResponse<String> answer = raw.post(envelope.encode());
            assertThat(answer.statusCode()).isEqualTo(type.status());
            assertThat(answer.body()).contains(type.urn());
        }
        assertThat(beta.refused).singleElement().satisfies(rejection -> assertThat(rejection.type())
                .isEqualTo(type));
        assertThat(beta.received).isEmpty();
    }

    private static SignedEnvelope sealed(PeerEnd from, Signer signer, Consortium consortium, int number) {
        return sealed(from, signer, consortium, number, seal(number));
    }

    private static SignedEnvelope sealed(
            PeerEnd from, Signer signer, Consortium consortium, int number, MessageBody body) {
        return SignedEnvelope.sign(
                new Envelope(
                        consortium.consortiumId(),
                        Digest.ZERO,
                        from.id,
                        ByteString.of(new byte[16]),
                        number,
                        Digest.ZERO,
                        body),
                signer);
    }

    private static Seal seal(int number) {
        return new Seal(Digest.hash("test-attempt", new byte[] {(byte) number}), Digest.ZERO);
    }
}
