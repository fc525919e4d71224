package io.concordat.protocol.gate;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.nio.charset.StandardCharsets;

/**
 * One person's word that this bank may sign a {@link CohortConsent}.
 *
 * @param member the bank
 * @param changeHash of the {@link CohortChange}
 * @param signature by the person's key
 */
public record CohortApproval(MemberId member, Digest changeHash, ByteString signature) {
    private static final String TAG = "concordat/consent-approval/v1";

    /** Signs with the person's key. */
    public static CohortApproval sign(MemberId member, Digest changeHash, Signer person) {
        return new CohortApproval(member, changeHash, person.sign(signedBytes(member, changeHash)));
    }

    /** Whether this person signed it. */
    public boolean verify(Approver person, SignatureVerifier verifier) {
        return verifier.verify(person.key(), signedBytes(member, changeHash), signature);
    }

    private static byte[] signedBytes(MemberId member, Digest changeHash) {
        return FramedHash.frame(TAG, member.value().getBytes(StandardCharsets.US_ASCII), changeHash.toByteArray());
    }
}
