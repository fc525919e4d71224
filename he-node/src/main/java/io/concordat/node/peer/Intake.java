package io.concordat.node.peer;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.SignatureVerifier;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Checks what comes in, cheapest first, stores it, and hands it on. What it accepts may be acknowledged. */
final class Intake {
    /** What members show to others for its author; nothing hangs on who brings it, and it is kept once. */
    private static final Set<MessageType> PASSED_ON = Set.of(MessageType.ABANDON);

    private final Membership membership;
    private final EnvelopeLog log;
    private final Delivery delivery;
    private final SignatureVerifier verifier;
    private final Object order;
    private final ExclusionWatch exclusions;

    /** @param order held while an envelope gets its position and is handed on, so that both orders are the same */
    Intake(
            Membership membership,
            EnvelopeLog log,
            Delivery delivery,
            SignatureVerifier verifier,
            Object order,
            ExclusionWatch exclusions) {
        this.membership = membership;
        this.log = log;
        this.delivery = delivery;
        this.verifier = verifier;
        this.order = order;
        this.exclusions = exclusions;
    }

    /** Why the envelope of this member's connection is not accepted, or empty: it is stored or was before. */
    Optional<Rejection> accept(Member peer, byte[] bytes) {
        if (delivery.isFull()) {
            return refuse(ProblemType.NOT_READY, "Too many envelopes wait to be handled; send it again later");
        }
        SignedEnvelope envelope;
        try {
            envelope = SignedEnvelope.decode(bytes);
        } catch (DecodeException e) {
            return refuse(ProblemType.MALFORMED_MESSAGE, String.valueOf(e.getMessage()));
        }
        Optional<Rejection> rejection = examine(peer, envelope);
        return rejection.isPresent() ? rejection : keep(peer, envelope);
    }

    private Optional<Rejection> examine(Member peer, SignedEnvelope envelope) {
        Optional<Consortium> consortium = membership.consortium();
        if (consortium.isEmpty() || !speaksIn(consortium.get(), envelope)) {
            return refuse(
                    ProblemType.CONSORTIUM_MISMATCH,
                    "The envelope is of consortium "
                            + envelope.envelope().consortiumId().brief() + " but this node is in "
                            + consortium.map(c -> c.consortiumId().brief()).orElse("none"));
        }
        Optional<Member> author = authorOf(envelope, peer);
        if (author.isEmpty()) {
            return refuse(
                    ProblemType.UNKNOWN_MEMBER,
                    "The envelope says it is from " + envelope.from() + " but the connection is of " + peer.id());
        }
        if (!envelope.verify(author.get(), verifier)) {
            return refuse(
                    ProblemType.SIGNATURE_INVALID,
                    "The signature of the envelope is not by the signing key of " + envelope.from());
        }
        return Optional.empty();
    }

    /**
     * Whether an envelope may be of the consortium it names: of the active version; of the one before by who has not heard of its
     * end yet; of any, if it is a signature under a version, which may be one that this bank has not proposed.
     */
    private boolean speaksIn(Consortium consortium, SignedEnvelope envelope) {
        return envelope.envelope().consortiumId().equals(consortium.consortiumId())
                || (membership.active().isPresent()
                        && (envelope.envelope().type() == MessageType.CONSORTIUM_SIGNATURE
                                || isSuperseded(envelope)
                                || isMute(envelope)));
    }

    /** Said under the version before the active one: it is acknowledged, so that its sender goes on, and means nothing any more. */
    private boolean isSuperseded(SignedEnvelope envelope) {
        return membership
                .active()
                .filter(now -> now.lineage().version() > 1
                        && envelope.envelope()
                                .consortiumId()
                                .equals(now.lineage().predecessor()))
                .isPresent();
    }

    /** Whose key must have signed: the member at the other end, or, for a type that is passed on, the member it says. */
    private Optional<Member> authorOf(SignedEnvelope envelope, Member peer) {
        if (envelope.from().equals(peer.id())) {
            return Optional.of(peer);
        }
        return PASSED_ON.contains(envelope.envelope().type())
                ? membership
                        .consortium()
                        .filter(now -> now.hasParticipant(envelope.from()))
                        .map(now -> now.member(envelope.from()))
                : Optional.empty();
    }

    /**
     * Said by who takes part only in a version that is not active yet: a new member, or one that is to be reinstated. It may sign that
     * version. What it says under another one is acknowledged, so that its signature comes through behind what waited before it, and means
     * nothing. What it says in the very version is refused until that is active here too, for it is there already.
     */
    private boolean isMute(SignedEnvelope envelope) {
        return envelope.envelope().type() != MessageType.CONSORTIUM_SIGNATURE
                && !isOfForming(envelope)
                && membership
                        .active()
                        .filter(now -> !now.hasParticipant(envelope.from()))
                        .isPresent()
                && membership.member(envelope.from()).isPresent();
    }

    private boolean isOfForming(SignedEnvelope envelope) {
        return membership
                .forming()
                .filter(proposed ->
                        proposed.consortiumId().equals(envelope.envelope().consortiumId()))
                .isPresent();
    }

    private Optional<Rejection> keep(Member peer, SignedEnvelope envelope) {
        if (isSuperseded(envelope) || isMute(envelope)) {
            return Optional.empty();
        }
        synchronized (order) {
            if (Transient.is(envelope.envelope().type())) {
                delivery.put(new ReceivedEnvelope(0, envelope));
                return Optional.empty();
            }
            if (envelope.from().equals(peer.id())) {
                Optional<SignedEnvelope> excluding = log.excluding(envelope);
                if (excluding.isPresent()) {
                    exclusions.excluded(peer.id(), excluding.get(), envelope);
                    return refuse(
                            ProblemType.EQUIVOCATION,
                            "Another envelope that " + peer.id()
                                    + " signed excludes this one: there are two nodes of it, or its"
                                    + " database was restored");
                }
            }
            OptionalLong position = log.receive(envelope);
            if (position.isPresent()) {
                delivery.put(new ReceivedEnvelope(position.getAsLong(), envelope));
            }
            return Optional.empty();
        }
    }

    private static Optional<Rejection> refuse(ProblemType type, String sentence) {
        return Optional.of(new Rejection(type, sentence));
    }
}
