package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.PlainText;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.signature.Ed25519PublicKey;

/** A person who may approve tasks for one member, with the key that this person alone holds. */
public record Approver(String name, Ed25519PublicKey key) {
    /** The longest name in UTF-8 bytes. */
    public static final int MAX_NAME_BYTES = 128;

    public Approver {
        PlainText.check("an approver's name", name, MAX_NAME_BYTES);
    }

    void write(CanonicalWriter writer) {
        writer.text(name);
        writer.fixed(key.toByteArray());
    }

    static Approver read(CanonicalReader reader) throws DecodeException {
        return StrictDecoder.checked(
                reader,
                r -> new Approver(r.text(MAX_NAME_BYTES), Ed25519PublicKey.of(r.fixed(Ed25519PublicKey.BYTES))));
    }
}
