package io.concordat.node.http;

import io.concordat.node.consortium.Fingerprint;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.SignedMember;
import java.util.Base64;
import java.util.List;

/**
 * A member record as people read it, and as it is passed on.
 *
 * @param record the signed canonical bytes, base64: what a proposal takes
 * @param fingerprint of the record, to be compared by another channel
 */
record MemberView(
        String id,
        String legalName,
        String lei,
        String peer,
        String signingKey,
        String certificatePin,
        List<ApproverView> approvers,
        String fingerprint,
        String record) {

    record ApproverView(String name, String key) {}

    static MemberView of(SignedMember signed) {
        Member member = signed.member();
        return new MemberView(
                member.id().value(),
                member.legalName(),
                member.lei().value(),
                member.peer().toString(),
                member.signingKey().hex(),
                member.certificatePin().hex(),
                member.approvers().stream()
                        .map(approver ->
                                new ApproverView(approver.name(), approver.key().hex()))
                        .toList(),
                Fingerprint.of(Digest.hash("member-record/v1", member.encode())),
                Base64.getEncoder().encodeToString(signed.encode()));
    }
}
