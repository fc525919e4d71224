package io.concordat.node.peer;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import java.time.Instant;
import java.util.Optional;

/** Keeps a {@link PeerContact} up to date and tells the operator when it changes between good and bad. */
final class ContactRecord {
    private final Member record;
    private final MemberId member;
    private final PeerEvents events;
    private Optional<Instant> lastHeard = Optional.empty();
    private Optional<Instant> lastDelivered = Optional.empty();
    private Optional<String> problem = Optional.empty();
    private boolean certificateTold;

    ContactRecord(Member record, PeerEvents events) {
        this.record = record;
        this.member = record.id();
        this.events = events;
    }

    MemberId id() {
        return member;
    }

    synchronized PeerContact contact(Membership membership) {
        return new PeerContact(
                member, membership.peer(record), membership.pins(record).getLast(), lastHeard, lastDelivered, problem);
    }

    synchronized void heard(Instant now) {
        lastHeard = Optional.of(now);
    }

    /** The member shows a certificate that is out of its time. */
    synchronized void certificateRefused(String reason) {
        if (!certificateTold) {
            certificateTold = true;
            events.certificateRefused(member, reason);
        }
    }

    synchronized void delivered(Instant now) {
        lastDelivered = Optional.of(now);
        certificateTold = false;
        if (problem.isPresent()) {
            problem = Optional.empty();
            events.reachable(member);
        }
    }

    synchronized void failed(String reason) {
        boolean first = problem.isEmpty();
        problem = Optional.of(reason);
        if (first) {
            events.unreachable(member, reason);
        }
    }

    void refused(String reason) {
        events.deliveryRefused(member, reason);
    }

    void givenUp(byte[] envelope) {
        try {
            events.deliveryGivenUp(member, SignedEnvelope.decode(envelope).hash());
        } catch (DecodeException e) {
            events.deliveryGivenUp(member, Digest.ZERO);
        }
    }
}
