package io.concordat.protocol.gate;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * CONSENT(scope, old, new): a bank accepts that sums over another cohort are opened in a scope, knowing that the
 * difference of two sums may show its own numbers.
 */
public record CohortConsent(MemberId member, Digest changeHash, ByteString signature) {
    private static final String TAG = "concordat/consent/v1";

    /** H of the scope, all its other cohorts so far in canonical order, and the proposed one. */
    public static Digest changeHash(ScopeId scope, Set<List<MemberId>> old, List<MemberId> proposed) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(bytes(scope.value()));
        TreeSet<String> sorted = new TreeSet<>();
        old.forEach(cohort -> sorted.add(text(cohort)));
        sorted.forEach(cohort -> fields.add(bytes(cohort)));
        fields.add(bytes(text(proposed)));
        return Digest.hash("cohort-change/v1", fields.toArray(byte[][]::new));
    }

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
        return FramedHash.frame(TAG, bytes(member.value()), changeHash.toByteArray());
    }

    private static String text(List<MemberId> cohort) {
        List<MemberId> sorted = new ArrayList<>(cohort);
        Collections.sort(sorted);
        return String.join(",", sorted.stream().map(MemberId::value).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
