package io.concordat.protocol.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.nio.charset.StandardCharsets;

/** One person's signature under one task on behalf of one member. */
public record Approval(MemberId member, Ed25519PublicKey approverKey, Digest taskHash, ByteString signature) {
    private static final String TAG = "concordat/approval/v1";

    public Approval {
        if (signature.size() != Ed25519.SIGNATURE_BYTES) {
            throw new IllegalArgumentException("Expected a signature of 64 bytes but found " + signature.size());
        }
    }

    /** Signs a task on behalf of {@code member}. */
    public static Approval sign(MemberId member, Digest taskHash, Signer approver) {
        ByteString signature = approver.sign(signedBytes(member, approver.publicKey(), taskHash));
        return new Approval(member, approver.publicKey(), taskHash, signature);
    }

    /** The bytes that a person signs, for signing tools of their own. */
    public static byte[] signedBytes(MemberId member, Ed25519PublicKey approverKey, Digest taskHash) {
        return FramedHash.frame(
                TAG,
                member.value().getBytes(StandardCharsets.US_ASCII),
                approverKey.toByteArray(),
                taskHash.toByteArray());
    }

    /** Whether the signature is valid; whether the key belongs to an approver is checked by {@link Approvals}. */
    public boolean verify(SignatureVerifier verifier) {
        return verifier.verify(approverKey, signedBytes(member, approverKey, taskHash), signature);
    }

    /** Writes the canonical form. */
    public void write(CanonicalWriter writer) {
        member.write(writer);
        writer.fixed(approverKey.toByteArray());
        taskHash.write(writer);
        writer.fixed(signature.toByteArray());
    }

    /** Reads the canonical form. */
    public static Approval read(CanonicalReader reader) throws DecodeException {
        return new Approval(
                MemberId.read(reader),
                Ed25519PublicKey.of(reader.fixed(Ed25519PublicKey.BYTES)),
                Digest.read(reader),
                ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
    }
}
