package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A consortium with the signatures of its members over the consortiumId; founded when all that take part signed. */
public record SignedConsortium(Consortium consortium, SortedMap<MemberId, ByteString> signatures) {
    private static final String TAG = "concordat/consortium/v1";

    public SignedConsortium {
        signatures = Collections.unmodifiableSortedMap(new TreeMap<>(signatures));
        for (Map.Entry<MemberId, ByteString> entry : signatures.entrySet()) {
            consortium.member(entry.getKey());
            if (entry.getValue().size() != Ed25519.SIGNATURE_BYTES) {
                throw new IllegalArgumentException("Expected a signature of 64 bytes of " + entry.getKey()
                        + " but found " + entry.getValue().size());
            }
        }
    }

    /** One member's signature of a consortium. */
    public static ByteString sign(Digest consortiumId, Signer signer) {
        return signer.sign(signedBytes(consortiumId));
    }

    /** Whether {@code signature} is this member's signature of this consortium. */
    public static boolean verify(Consortium consortium, MemberId id, ByteString signature, SignatureVerifier verifier) {
        return verifier.verify(consortium.member(id).signingKey(), signedBytes(consortium.consortiumId()), signature);
    }

    /** Without any signature yet. */
    public static SignedConsortium unsigned(Consortium consortium) {
        return new SignedConsortium(consortium, new TreeMap<>());
    }

    /** With one more signature. */
    public SignedConsortium with(MemberId id, ByteString signature) {
        SortedMap<MemberId, ByteString> more = new TreeMap<>(signatures);
        more.put(id, signature);
        return new SignedConsortium(consortium, more);
    }

    /** The members whose signature is still missing. */
    public List<MemberId> missing() {
        return consortium.participants().stream()
                .filter(id -> !signatures.containsKey(id))
                .toList();
    }

    /** Why the consortium is not founded, if it is not: every member must have signed, every signature must be valid. */
    public Optional<Rejection> examine(SignatureVerifier verifier) {
        for (Map.Entry<MemberId, ByteString> entry : signatures.entrySet()) {
            if (!verify(consortium, entry.getKey(), entry.getValue(), verifier)) {
                return Optional.of(new Rejection(
                        ProblemType.SIGNATURE_INVALID,
                        "Expected " + entry.getKey() + " to sign consortium "
                                + consortium.consortiumId().brief() + " but its signature is invalid"));
            }
        }
        if (!missing().isEmpty()) {
            return Optional.of(new Rejection(
                    ProblemType.CONSORTIUM_NOT_SIGNED,
                    "Expected " + consortium.participants().size() + " signatures but found " + signatures.size()
                            + "; missing: " + missing()));
        }
        return Optional.empty();
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        writer.sized(consortium.encode());
        writer.u32(signatures.size());
        signatures.forEach((id, signature) -> {
            id.write(writer);
            writer.fixed(signature.toByteArray());
        });
        return writer.toByteArray();
    }

    /** Decodes canonical bytes strictly; does not check the signatures. */
    public static SignedConsortium decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, Consortium.MAX_BYTES + 8192, SignedConsortium::read);
    }

    private static SignedConsortium read(CanonicalReader reader) throws DecodeException {
        Consortium consortium = Consortium.decode(reader.sized(Consortium.MAX_BYTES));
        int count = reader.count(consortium.size());
        SortedMap<MemberId, ByteString> signatures = new TreeMap<>();
        for (int i = 0; i < count; i++) {
            MemberId id = MemberId.read(reader);
            if (!signatures.isEmpty() && signatures.lastKey().compareTo(id) >= 0) {
                throw new DecodeException(
                        "Expected signatures in ascending order but found " + id + " after " + signatures.lastKey());
            }
            signatures.put(id, ByteString.of(reader.fixed(Ed25519.SIGNATURE_BYTES)));
        }
        return new SignedConsortium(consortium, signatures);
    }

    private static byte[] signedBytes(Digest consortiumId) {
        return FramedHash.frame(TAG, consortiumId.toByteArray());
    }
}
