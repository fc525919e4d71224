package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.PlainText;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.signature.Ed25519PublicKey;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One bank as the others know it.
 *
 * @param id short name, unique in the consortium
 * @param legalName the name in the register
 * @param lei legal entity identifier; cohorts are counted by it
 * @param peer where the node listens for the others: {@code https://host:port}, nothing else
 * @param signingKey verifies every envelope of the node
 * @param certificatePin SHA-256 of the node's TLS certificate in DER
 * @param approvers the persons who may approve tasks, at least two
 */
public record Member(
        MemberId id,
        String legalName,
        Lei lei,
        URI peer,
        Ed25519PublicKey signingKey,
        Digest certificatePin,
        List<Approver> approvers) {
    /** The fewest approvers of one member. */
    public static final int MIN_APPROVERS = 2;

    /** The most approvers of one member. */
    public static final int MAX_APPROVERS = 16;

    /** The longest canonical encoding. */
    public static final int MAX_BYTES = 8 * 1024;

    private static final int MAX_NAME_BYTES = 256;
    static final int MAX_URI_BYTES = 300;

    public Member {
        PlainText.check("a legal name", legalName, MAX_NAME_BYTES);
        checkPeer(peer);
        approvers = List.copyOf(approvers);
        if (approvers.size() < MIN_APPROVERS || approvers.size() > MAX_APPROVERS) {
            throw new IllegalArgumentException("Expected " + MIN_APPROVERS + " to " + MAX_APPROVERS + " approvers of "
                    + id + " but found " + approvers.size());
        }
        Set<String> names = new HashSet<>();
        Set<Ed25519PublicKey> keys = new HashSet<>(Set.of(signingKey));
        for (Approver approver : approvers) {
            if (!names.add(approver.name()) || !keys.add(approver.key())) {
                throw new IllegalArgumentException("Expected different names and keys of the approvers of " + id
                        + ", none of them the node's own key, but found '" + approver.name() + "' twice");
            }
        }
    }

    /** The same member at another address, with another certificate. */
    public Member at(URI otherPeer, Digest otherPin) {
        return new Member(id, legalName, lei, otherPeer, signingKey, otherPin, approvers);
    }

    /** The approver with this key, if there is one. */
    public Optional<Approver> approver(Ed25519PublicKey key) {
        return approvers.stream().filter(a -> a.key().equals(key)).findFirst();
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        write(writer);
        return writer.toByteArray();
    }

    /** Decodes canonical bytes strictly. */
    public static Member decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, Member::read);
    }

    void write(CanonicalWriter writer) {
        id.write(writer);
        writer.text(legalName);
        writer.text(lei.value());
        writer.text(peer.toString());
        writer.fixed(signingKey.toByteArray());
        certificatePin.write(writer);
        writer.u32(approvers.size());
        approvers.forEach(approver -> approver.write(writer));
    }

    static Member read(CanonicalReader reader) throws DecodeException {
        MemberId id = MemberId.read(reader);
        String legalName = reader.text(MAX_NAME_BYTES);
        Lei lei = StrictDecoder.checked(reader, r -> Lei.of(r.text(Lei.LENGTH)));
        URI peer = StrictDecoder.checked(reader, r -> URI.create(r.text(MAX_URI_BYTES)));
        Ed25519PublicKey signingKey = Ed25519PublicKey.of(reader.fixed(Ed25519PublicKey.BYTES));
        Digest pin = Digest.read(reader);
        int count = reader.count(MAX_APPROVERS);
        List<Approver> approvers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            approvers.add(Approver.read(reader));
        }
        return StrictDecoder.checked(reader, r -> new Member(id, legalName, lei, peer, signingKey, pin, approvers));
    }

    static void checkPeer(URI peer) {
        String host = peer.getHost();
        boolean canonical = host != null
                && peer.getPort() > 0
                && peer.getPort() < 65536
                && peer.toString().length() <= MAX_URI_BYTES
                && peer.toString().equals("https://" + host + ":" + peer.getPort());
        if (!canonical) {
            throw new IllegalArgumentException("Expected a peer address https://host:port but found " + peer);
        }
    }
}
