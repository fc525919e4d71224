package io.concordat.protocol.gate;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.nio.charset.StandardCharsets;

/**
 * CONSENT(scope, old, new): a bank accepts that sums over another cohort are opened in a scope, knowing that the
 * difference of two sums may show its own numbers.
 *
 * @param member the bank
 * @param changeHash of the {@link CohortChange}
 * @param signature by the bank's signing key
 */
public record CohortConsent(MemberId member, Digest changeHash, ByteString signature) {
    private static final String TAG = "concordat/consent/v1";

    /** Signs a change with the member's signing key. */
    public static CohortConsent sign(MemberId member, Digest changeHash, Signer signer) {
        return new CohortConsent(member, changeHash, signer.sign(signedBytes(member, changeHash)));
    }

    /** Whether {@code signer} signed this consent. */
    public boolean verify(Member signer, SignatureVerifier verifier) {
        return signer.id().equals(member)
                && verifier.verify(signer.signingKey(), signedBytes(member, changeHash), signature);
    }

    private static byte[] signedBytes(MemberId member, Digest changeHash) {
        return FramedHash.frame(TAG, member.value().getBytes(StandardCharsets.US_ASCII), changeHash.toByteArray());
    }
}
