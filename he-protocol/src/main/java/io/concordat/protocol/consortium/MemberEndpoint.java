package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Where a member's node is reached and which TLS certificates it may show, as the member itself says it after the consortium
 * was signed: it takes the place of the address and the pin in the member record. Two pins mean that a certificate is being
 * exchanged: both are good until the next version names one.
 *
 * @param id the member
 * @param version rises by one or more with each statement of this member, from 1
 * @param peer {@code https://host:port}
 * @param pins SHA-256 of one or two certificates in DER, the newest first
 */
public record MemberEndpoint(MemberId id, long version, URI peer, List<Digest> pins) {
    /** The longest canonical encoding. */
    public static final int MAX_BYTES = 512;

    /** The most certificates at a time. */
    public static final int MAX_PINS = 2;

    public MemberEndpoint {
        Member.checkPeer(peer);
        pins = List.copyOf(pins);
        if (version < 1) {
            throw new IllegalArgumentException("Expected an endpoint version from 1 but found " + version);
        }
        if (pins.isEmpty() || pins.size() > MAX_PINS || new HashSet<>(pins).size() != pins.size()) {
            throw new IllegalArgumentException(
                    "Expected one or two different certificates of " + id + " but found " + pins.size());
        }
    }

    void write(CanonicalWriter writer) {
        id.write(writer);
        writer.i64(version);
        writer.text(peer.toString());
        writer.u32(pins.size());
        pins.forEach(pin -> pin.write(writer));
    }

    static MemberEndpoint read(CanonicalReader reader) throws DecodeException {
        MemberId id = MemberId.read(reader);
        long version = reader.i64();
        URI peer = StrictDecoder.checked(reader, r -> URI.create(r.text(Member.MAX_URI_BYTES)));
        int count = reader.count(MAX_PINS);
        List<Digest> pins = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pins.add(Digest.read(reader));
        }
        return StrictDecoder.checked(reader, _ -> new MemberEndpoint(id, version, peer, pins));
    }
}
