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

/** A member record signed by the very key it names: proves possession of the key, not who the bank is. */
public record SignedMember(Member member, ByteString signature) {
    /** The longest canonical encoding. */
    public static final int MAX_BYTES = Member.MAX_BYTES + 128;

    private static final String TAG = "concordat/member/v1";

    /** Signs {@code member}; the signer must hold the record's signing key. */
    public static SignedMember sign(Member member, Signer signer) {
        if (!signer.publicKey().equals(member.signingKey())) {
            throw new IllegalArgumentException("Expected the signer to hold the signing key of " + member.id());
        }
        return new SignedMember(member, signer.sign(signedBytes(member)));
    }

    /** Why the signature is not valid, if it is not. */
    public Optional<Rejection> examine(SignatureVerifier verifier) {
        if (verifier.verify(member.signingKey(), signedBytes(member), signature)) {
            return Optional.empty();
        }
        return Optional.of(new Rejection(
                ProblemType.INVALID_MEMBER,
                "Expected the record of " + member.id() + " to be signed by its own key but the signature is invalid"));
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        writer.sized(member.encode());
        writer.fixed(signature.toByteArray());
        return writer.toByteArray();
    }

    /** Decodes canonical bytes strictly; does not check the signature. */
    public static SignedMember decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, SignedMember::read);
    }

    private static SignedMember read(CanonicalReader reader) throws DecodeException {
        Member member = Member.decode(reader.sized(Member.MAX_BYTES));
        return new SignedMember(member, ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
    }

    private static byte[] signedBytes(Member member) {
        return FramedHash.frame(TAG, member.encode());
    }
}
