package io.concordat.protocol.round;

import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.Mailbox.Stored;
import io.concordat.protocol.round.RoundEffect.ReportCulprit;
import io.concordat.protocol.round.RoundEffect.ReportEvidence;
import java.util.Optional;

/** Takes a message into the state: the first of its key is kept, a different second one is evidence. */
final class Arrivals {
    /** Most messages of one member and kind; far more than an honest member ever sends in one round. */
    private static final int MAX_SMALL = 4096;

    /** The same for the kinds that can be large. */
    private static final int MAX_LARGE = 64;

    private Arrivals() {}

    static RoundState take(RoundFacts facts, RoundState state, SignedEnvelope envelope) {
        RoundContext context = facts.context();
        if (!(envelope.body() instanceof RoundMessage body) || !belongs(context, envelope, body)) {
            return state;
        }
        MessageKey key = MessageKey.of(envelope.from(), body);
        Optional<Stored> first = state.mail().find(key);
        if (first.isPresent()) {
            SignedEnvelope kept = first.get().envelope();
            return kept.body().equals(body) ? state : state.noticing(new ReportEvidence(kept, envelope));
        }
        boolean own = envelope.from().equals(context.self());
        if (own && !OwnMessages.isKnown(facts, state, body)) {
            return state.forgetting(envelope);
        }
        if (!own && state.mail().isFull(key.from(), key.type(), limit(key.type()))) {
            return state;
        }
        RoundState stored =
                contradiction(state, envelope, body).with(state.mail().with(key, new Stored(state.events(), envelope)));
        if (body instanceof Open open) {
            return opened(facts, stored, envelope, open);
        }
        return own && body instanceof Share share ? ownShare(facts, stored, share) : stored;
    }

    private static boolean belongs(RoundContext context, SignedEnvelope signed, RoundMessage body) {
        Envelope envelope = signed.envelope();
        boolean known = context.consortium().find(envelope.from()).isPresent()
                && envelope.consortiumId().equals(context.consortiumId())
                && envelope.keyId().equals(context.keyId());
        boolean here = !(body instanceof Open open)
                || (open.taskHash().equals(context.taskHash()) && open.round() == context.round());
        return known && here;
    }

    private static int limit(MessageType type) {
        return type == MessageType.REVEAL || type == MessageType.SHARE ? MAX_LARGE : MAX_SMALL;
    }

    /** A member that signs both SHARE and ABANDON of one attempt gives evidence against itself. */
    private static RoundState contradiction(RoundState state, SignedEnvelope envelope, RoundMessage body) {
        MessageType other =
                switch (body.type()) {
                    case SHARE -> MessageType.ABANDON;
                    case ABANDON -> MessageType.SHARE;
                    default -> body.type();
                };
        return state.mail()
                .find(envelope.from(), other, body.subject())
                .map(kept -> state.noticing(new ReportEvidence(kept.envelope(), envelope)))
                .orElse(state);
    }

    private static RoundState opened(RoundFacts facts, RoundState state, SignedEnvelope envelope, Open open) {
        MemberId from = envelope.from();
        Optional<Rejection> wrongProposer = OpenRules.examineProposer(facts.context(), state, from, open);
        if (wrongProposer.isPresent()) {
            return state.noticing(new ReportCulprit(open.attempt(), from, wrongProposer.get()));
        }
        AttemptState first = OpenRules.examine(facts, state, open)
                .<AttemptState>map(AttemptState.Refused::new)
                .orElseGet(AttemptState.Waiting::new);
        return state.with(Attempt.of(envelope.hash(), open, first));
    }

    private static RoundState ownShare(RoundFacts facts, RoundState state, Share share) {
        return facts.find(state, share.attemptId())
                .map(found ->
                        state.with(found.attempt().withShare(facts.context().self())))
                .orElse(state);
    }
}
