package io.concordat.node.http;

import io.concordat.node.consortium.ConsortiumDriver;
import io.concordat.node.consortium.ConsortiumStatus;
import io.concordat.node.consortium.Fingerprint;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import java.time.Instant;
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
 */
record ConsortiumView(
        String id,
        String fingerprint,
        String name,
        String state,
        CharterBody charter,
        List<MemberStatus> members,
        List<String> missing,
        List<String> warnings) {

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
            @Nullable String lastHeard,
            @Nullable String problem) {}

    static ConsortiumView of(ConsortiumDriver driver) throws RefusedException {
        ConsortiumStatus status = driver.status()
                .orElseThrow(() -> new RefusedException(
                        ProblemType.NOT_FOUND, "This node has proposed no consortium yet (POST /api/v1/consortium)"));
        Consortium consortium = status.signed().consortium();
        Map<MemberId, ConsortiumDriver.Contact> contacts = driver.contacts();
        Digest id = consortium.consortiumId();
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
                consortium.charter().warnings());
    }

    private static MemberStatus member(
            Member member, ConsortiumStatus status, Member own, ConsortiumDriver.@Nullable Contact contact) {
        return new MemberStatus(
                member.id().value(),
                member.legalName(),
                contact == null ? own.peer().toString() : contact.peer().toString(),
                (contact == null ? own.certificatePin() : contact.certificate()).hex(),
                status.signed().signatures().containsKey(member.id()),
                contact == null
                        ? null
                        : contact.lastHeard().map(Instant::toString).orElse(null),
                contact == null ? null : contact.problem().orElse(null));
    }
}
