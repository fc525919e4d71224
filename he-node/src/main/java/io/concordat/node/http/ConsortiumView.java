package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.ConsortiumStatus;
import io.concordat.node.consortium.Fingerprint;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.FingerprintWords;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The consortium as people read it.
 *
 * @param id its name in everything signed
 * @param fingerprint the same for people, to be compared by another channel
 * @param state forming or active
 * @param missing who has not signed yet
 * @param warnings what to know before signing
 * @param version 1 for the founding document
 * @param predecessor id of the version before; absent for the founding document
 * @param words the fingerprint as twelve words
 * @param consents the persons of this bank who said that it may be signed
 * @param consentsNeeded how many must before this node signs
 * @param document the canonical bytes with the signatures so far, base64: what another bank joins
 * @param successor the version that is proposed to follow this one; absent if none is
 */
record ConsortiumView(
        String id,
        String fingerprint,
        String name,
        String state,
        CharterBody charter,
        List<MemberStatus> members,
        List<String> missing,
        List<String> warnings,
        int version,
        @Nullable String predecessor,
        String words,
        List<String> consents,
        int consentsNeeded,
        String document,
        @Nullable ConsortiumView successor) {

    /**
     * One member.
     *
     * @param lastHeard when its last valid message came; absent for this node itself and before the first
     * @param problem why nothing can be delivered to it at the moment
     */
    record MemberStatus(
            String id,
            String legalName,
            String peer,
            String certificatePin,
            boolean signed,
            boolean suspended,
            @Nullable String lastHeard,
            @Nullable String problem) {}

    static ConsortiumView of(ConsortiumDriver driver) throws RefusedException {
        ConsortiumStatus status = driver.status()
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "This node has proposed no consortium yet (POST /api/v1/consortium)"));
        ConsortiumView successor = status.active()
                ? driver.forming().map(next -> of(driver, next, null)).orElse(null)
                : null;
        return of(driver, status, successor);
    }

    private static ConsortiumView of(
            ConsortiumDriver driver, ConsortiumStatus status, @Nullable ConsortiumView successor) {
        Consortium consortium = status.signed().consortium();
        Map<MemberId, ConsortiumDriver.Contact> contacts = driver.contacts();
        Digest id = consortium.consortiumId();
        Digest before = consortium.lineage().predecessor();
        return new ConsortiumView(
                id.hex(),
                Fingerprint.of(id),
                consortium.name(),
                status.active() ? "active" : "forming",
                CharterBody.of(consortium.charter()),
                consortium.members().stream()
                        .map(member -> member(member, status, driver.self().member(), contacts.get(member.id())))
                        .toList(),
                status.signed().missing().stream().map(MemberId::value).toList(),
                consortium.charter().warnings(),
                consortium.lineage().version(),
                before.equals(Digest.ZERO) ? null : before.hex(),
                FingerprintWords.line(id),
                driver.consents(consortium),
                driver.consentsNeeded(consortium),
                Base64.getEncoder().encodeToString(status.signed().encode()),
                successor);
    }

    private static MemberStatus member(
            Member member, ConsortiumStatus status, Member own, ConsortiumDriver.@Nullable Contact contact) {
        Member record = member.id().equals(own.id()) ? own : member;
        return new MemberStatus(
                member.id().value(),
                member.legalName(),
                (contact == null ? record.peer() : contact.peer()).toString(),
                (contact == null ? record.certificatePin() : contact.certificate()).hex(),
                status.signed().signatures().containsKey(member.id()),
                !status.signed().consortium().hasParticipant(member.id()),
                contact == null
                        ? null
                        : contact.lastHeard().map(Instant::toString).orElse(null),
                contact == null ? null : contact.problem().orElse(null));
    }
}
