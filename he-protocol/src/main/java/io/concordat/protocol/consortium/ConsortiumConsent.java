package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.signature.Ed25519PublicKey;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.nio.charset.StandardCharsets;

/**
 * One person's word that this bank may sign a consortium: the fingerprint was compared with the other banks by another channel.
 *
 * @param member the bank
 * @param approverKey the person's key, enrolled in the bank's record
 * @param consortiumId what may be signed
 */
public record ConsortiumConsent(
        MemberId member, Ed25519PublicKey approverKey, Digest consortiumId, ByteString signature) {
    private static final String TAG = "concordat/consortium-consent/v1";

    /** What the person signs. */
    public static byte[] signedBytes(MemberId member, Digest consortiumId) {
        return FramedHash.frame(TAG, member.value().getBytes(StandardCharsets.UTF_8), consortiumId.toByteArray());
    }

    /** Signs with the person's key. */
    public static ConsortiumConsent sign(MemberId member, Digest consortiumId, Signer person) {
        return new ConsortiumConsent(
                member, person.publicKey(), consortiumId, person.sign(signedBytes(member, consortiumId)));
    }

    /** Whether the signature is that key's. */
    public boolean verify(SignatureVerifier verifier) {
        return verifier.verify(approverKey, signedBytes(member, consortiumId), signature);
    }
}
