package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.util.Optional;

/**
 * A {@link MemberEndpoint} under the signature of the member's own key. It names no consortium: that this node is reached
 * there under these certificates is true in each that knows it by this key, and only a higher version takes it back.
 */
public record SignedEndpoint(MemberEndpoint endpoint, ByteString signature) {
    /** The longest canonical encoding. */
    public static final int MAX_BYTES = MemberEndpoint.MAX_BYTES + Ed25519.SIGNATURE_BYTES;

    private static final String TAG = "concordat/member-endpoint/v1";

    public SignedEndpoint {
        if (signature.size() != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("Expected a signature of 64 bytes but found " + signature.size());
        }
    }

    /** Signs with the key of the member's record. */
    public static SignedEndpoint sign(MemberEndpoint endpoint, Signer signer) {
        return new SignedEndpoint(endpoint, signer.sign(signedBytes(endpoint)));
    }

    /**
     * Why this cannot take the place of what is known of the member, if it cannot: not signed by it, or not newer.
     *
     * @param member the member record of the consortium
     * @param known the version known now, 0 if none
     */
    public Optional<Rejection> examine(Member member, long known, SignatureVerifier verifier) {
        if (!member.id().equals(endpoint.id())
                || !verifier.verify(member.signingKey(), signedBytes(endpoint), signature)) {
            return Optional.of(new Rejection(
                    ProblemType.SIGNATURE_INVALID,
                    "The endpoint of " + endpoint.id() + " is not signed by the key of that member's record"));
        }
        if (endpoint.version() <= known) {
            return Optional.of(new Rejection(
                    ProblemType.ENDPOINT_OUTDATED,
                    "Version " + endpoint.version() + " of the endpoint of " + endpoint.id()
                            + " is not newer than version " + known + ", which this node has"));
        }
        return Optional.empty();
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        write(writer);
        return writer.toByteArray();
    }

    /** Writes the canonical bytes. */
    public void write(CanonicalWriter writer) {
        endpoint.write(writer);
        writer.fixed(signature.toByteArray());
    }

    /** Decodes canonical bytes strictly; does not check the signature. */
    public static SignedEndpoint decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, SignedEndpoint::read);
    }

    /** Reads the canonical bytes; does not check the signature. */
    public static SignedEndpoint read(CanonicalReader reader) throws DecodeException {
        return new SignedEndpoint(MemberEndpoint.read(reader), ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
    }

    private static byte[] signedBytes(MemberEndpoint endpoint) {
        CanonicalWriter writer = new CanonicalWriter();
        endpoint.write(writer);
        return FramedHash.frame(TAG, writer.toByteArray());
    }
}
