package io.concordat.protocol.message;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;

/** An envelope with its sender's signature. Two are equal when their canonical bytes are. */
public final class SignedEnvelope {
    /** The longest encoding: the largest body and what is around it. */
    public static final int MAX_BYTES = MessageType.REVEAL.bodyLimit() + 1024;

    private final Envelope envelope;
    private final ByteString signature;
    private final Digest hash;

    private SignedEnvelope(Envelope envelope, ByteString signature, Digest hash) {
        this.envelope = envelope;
        this.signature = signature;
        this.hash = hash;
    }

    /** Signs an envelope. The same envelope and key always give the same bytes. */
    public static SignedEnvelope sign(Envelope envelope, Signer signer) {
        byte[] signedBytes = EnvelopeCodec.signedBytes(envelope);
        return new SignedEnvelope(envelope, signer.sign(signedBytes), hash(signedBytes));
    }

    /** Decodes strictly; does not check the signature. */
    public static SignedEnvelope decode(byte[] bytes) throws DecodeException {
        return EnvelopeCodec.decode(bytes);
    }

    static SignedEnvelope of(Envelope envelope, byte[] signedBytes, ByteString signature) {
        return new SignedEnvelope(envelope, signature, hash(signedBytes));
    }

    /** Whether {@code member} is the sender and signed this envelope. */
    public boolean verify(Member member, SignatureVerifier verifier) {
        return member.id().equals(from()) && verify(member.signingKey(), verifier);
    }

    /** Whether this envelope was signed with the key; whose key it is, is for the caller to know. */
    public boolean verify(Ed25519PublicKey key, SignatureVerifier verifier) {
        return signature.size() == Ed25519.SIGNATURE_BYTES
                && verifier.verify(key, EnvelopeCodec.signedBytes(envelope), signature);
    }

    /** Canonical bytes. */
    public byte[] encode() {
        return EnvelopeCodec.encode(this);
    }

    /** What is signed. */
    public Envelope envelope() {
        return envelope;
    }

    /** The signature. */
    public ByteString signature() {
        return signature;
    }

    /** H(message) = H("message/v1", signed bytes); the signature is not covered. */
    public Digest hash() {
        return hash;
    }

    /** The sender. */
    public MemberId from() {
        return envelope.from();
    }

    /** The message. */
    public MessageBody body() {
        return envelope.body();
    }

    private static Digest hash(byte[] signedBytes) {
        return Digest.hash("message/v1", signedBytes);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || (other instanceof SignedEnvelope that && hash.equals(that.hash) && signature.equals(that.signature));
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return envelope.type() + " of " + from() + " " + hash.brief();
    }
}
