package io.concordat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.TestConsortium;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SignedEnvelopeTest {
    private static final TestConsortium BANK = TestConsortium.of(3);
    private static final MemberId FROM = BANK.id(1);
    private static final Member SENDER = BANK.consortium().member(FROM);

    static List<MessageBody> bodies() {
        return Samples.bodies();
    }

    @Test
    void everyKindHasASample() {
        Set<MessageType> types = bodies().stream().map(MessageBody::type).collect(Collectors.toSet());
        assertThat(types).isEqualTo(EnumSet.allOf(MessageType.class));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void survivesEncodingAndDecoding(MessageBody body) throws DecodeException {
        SignedEnvelope signed = sign(body);
        SignedEnvelope decoded = SignedEnvelope.decode(signed.encode());
        assertThat(decoded).isEqualTo(signed);
        assertThat(decoded.envelope()).isEqualTo(signed.envelope());
        assertThat(decoded.hash()).isEqualTo(signed.hash());
        assertThat(decoded.encode()).isEqualTo(signed.encode());
        assertThat(decoded.verify(SENDER, Ed25519.verifier())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void signingTwiceGivesTheSameBytes(MessageBody body) {
        assertThat(sign(body).encode()).isEqualTo(sign(body).encode());
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyChangedByteIsRefusedOrBreaksTheSignature(MessageBody body) {
        byte[] bytes = sign(body).encode();
        for (int i = 0; i < bytes.length; i += 1 + bytes.length / 97) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertThat(isAccepted(changed)).as("byte " + i).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void everyTruncationAndEveryExtensionIsRefused(MessageBody body) {
        byte[] bytes = sign(body).encode();
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 61) {
            assertThat(isAccepted(Arrays.copyOf(bytes, length)))
                    .as("length " + length)
                    .isFalse();
        }
        assertThat(isAccepted(Arrays.copyOf(bytes, bytes.length + 1))).isFalse();
    }

    @Test
    void leftoverBytesInTheBodyAreRefused() {
        Seal seal = new Seal(Digest.hash("a"), Digest.hash("b"));
        byte[] bytes = sign(seal).encode();
        byte[] longer = insertBeforeSignature(bytes, (byte) 0);
        assertThatThrownBy(() -> SignedEnvelope.decode(longer)).isInstanceOf(DecodeException.class);
    }

    @Test
    void anotherMembersKeyOrNameDoesNotVerify() {
        SignedEnvelope signed = sign(new Seal(Digest.hash("a"), Digest.hash("b")));
        assertThat(signed.verify(BANK.consortium().member(BANK.id(0)), Ed25519.verifier()))
                .isFalse();
        Envelope forged = new Envelope(
                signed.envelope().consortiumId(),
                signed.envelope().keyId(),
                BANK.id(0),
                signed.envelope().incarnation(),
                0,
                Digest.ZERO,
                signed.body());
        SignedEnvelope byAnother = SignedEnvelope.sign(forged, BANK.signer(FROM));
        assertThat(byAnother.verify(BANK.consortium().member(BANK.id(0)), Ed25519.verifier()))
                .isFalse();
    }

    @Test
    void hashCoversTheSignedBytesAndNotTheSignature() throws DecodeException {
        byte[] bytes = sign(new Seal(Digest.hash("a"), Digest.hash("b"))).encode();
        byte[] otherSignature = bytes.clone();
        otherSignature[bytes.length - 1] ^= 1;
        assertThat(SignedEnvelope.decode(otherSignature).hash())
                .isEqualTo(SignedEnvelope.decode(bytes).hash());
    }

    @Test
    void bodyBeyondTheLimitOfItsKindIsRefused() {
        Ceremony large = new Ceremony(
                Digest.hash("ceremony"),
                1,
                Optional.empty(),
                ByteString.of(new byte[MessageType.CEREMONY.bodyLimit()]));
        assertThatThrownBy(() -> sign(large))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CEREMONY");
        assertThatThrownBy(() -> SignedEnvelope.decode(new byte[SignedEnvelope.MAX_BYTES + 100]))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void revealOfTheLargestSizeTravels() throws DecodeException {
        int width = 768;
        int count = (MessageType.REVEAL.bodyLimit() - 200) / width;
        Reveal largest = new Reveal(
                Digest.hash("a"), Digest.hash("s"), new Blocks(width, ByteString.of(new byte[width * count])));
        assertThat(SignedEnvelope.decode(sign(largest).encode()).body()).isEqualTo(largest);
    }

    private static boolean isAccepted(byte[] bytes) {
        try {
            return SignedEnvelope.decode(bytes).verify(SENDER, Ed25519.verifier());
        } catch (DecodeException e) {
            return false;
        }
    }

    private static byte[] insertBeforeSignature(byte[] bytes, byte extra) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        int split = bytes.length - Ed25519.SIGNATURE_BYTES;
        longer[split] = extra;
        System.arraycopy(bytes, split, longer, split + 1, Ed25519.SIGNATURE_BYTES);
        return longer;
    }

    private static SignedEnvelope sign(MessageBody body) {
        Envelope envelope = new Envelope(
                BANK.consortium().consortiumId(),
                BANK.keyId(),
                FROM,
                ByteString.ofHex("00112233445566778899aabbccddeeff"),
                42,
                Digest.hash("before"),
                body);
        return SignedEnvelope.sign(envelope, BANK.signer(FROM));
    }
}
