package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Targets of signed envelopes, and of the body of every kind of message without the envelope around it. */
public final class MessageFuzz {
    private static final TestConsortium BANK = TestConsortium.of(3);

    private MessageFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        List<FuzzTarget> targets = new ArrayList<>();
        targets.add(new FuzzTarget(
                "envelope",
                List.of(SignedEnvelope.class, EnvelopeCodec.class),
                List.of(DecodeException.class),
                bytes -> Optional.of(SignedEnvelope.decode(bytes).encode()),
                () -> Samples.bodies().stream()
                        .map(MessageFuzz::sign)
                        .map(SignedEnvelope::encode)
                        .toList()));
        Samples.bodies().forEach(body -> targets.add(target(body)));
        return targets;
    }

    private static FuzzTarget target(MessageBody sample) {
        byte[] head = head(sample);
        return new FuzzTarget(
                "body-" + sample.type().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                List.of(sample.getClass()),
                List.of(DecodeException.class),
                bytes -> {
                    byte[] envelope = new CanonicalWriter()
                            .fixed(head)
                            .sized(bytes)
                            .fixed(new byte[Ed25519.SIGNATURE_BYTES])
                            .toByteArray();
                    return Optional.of(SignedEnvelope.decode(envelope).body().encode());
                },
                () -> List.of(sample.encode()));
    }

    /** The signed bytes up to the length of the body. */
    private static byte[] head(MessageBody body) {
        byte[] signed = EnvelopeCodec.signedBytes(sign(body).envelope());
        return Arrays.copyOf(signed, signed.length - body.encode().length - Integer.BYTES);
    }

    private static SignedEnvelope sign(MessageBody body) {
        Envelope envelope = new Envelope(
                BANK.consortium().consortiumId(),
                BANK.keyId(),
                BANK.id(1),
                ByteString.ofHex("00112233445566778899aabbccddeeff"),
                42,
                Digest.hash("before"),
                body);
        return SignedEnvelope.sign(envelope, BANK.signer(BANK.id(1)));
    }
}
