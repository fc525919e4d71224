package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.round.AttemptState.Abandoned;
import io.concordat.protocol.round.AttemptState.Committed;
import io.concordat.protocol.round.AttemptState.Failed;
import io.concordat.protocol.round.AttemptState.Joined;
import io.concordat.protocol.round.AttemptState.Refused;
import io.concordat.protocol.round.AttemptState.Released;
import io.concordat.protocol.round.AttemptState.Releasing;
import io.concordat.protocol.round.AttemptState.Revealed;
import io.concordat.protocol.round.AttemptState.Sealed;
import io.concordat.protocol.round.AttemptState.Settled;
import io.concordat.protocol.round.AttemptState.Waiting;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import io.concordat.protocol.round.RoundEvent.JoinPrepared;
import io.concordat.protocol.round.RoundEvent.ReleaseGranted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What this member has to say in an attempt. Every body follows from the journal alone, so that it never changes. */
final class OwnMessages {
    private OwnMessages() {}

    /** What is decided and not yet in the journal. */
    static Optional<? extends RoundMessage> due(AttemptFacts facts) {
        return switch (facts.attempt().state()) {
            case Joined _ -> facts.joins().containsKey(facts.context().self()) ? Optional.empty() : join(facts);
            case Committed _ -> unless(facts, MessageType.COMMIT, () -> commit(facts));
            case Revealed _ -> unless(facts, MessageType.REVEAL, () -> reveal(facts));
            case Sealed _, Releasing _ -> unless(facts, MessageType.SEAL, () -> seal(facts));
            case Released _ -> unless(facts, MessageType.SHARE, () -> share(facts));
            case Abandoned abandoned -> unless(facts, MessageType.ABANDON, () -> abandon(facts, abandoned));
            case Settled settled -> unless(facts, MessageType.OPENED, () -> Optional.of(settled.message()));
            case Failed failed -> unless(facts, MessageType.OPENED, () -> Optional.of(failed.message()));
            case Waiting _, Refused _ -> Optional.empty();
        };
    }

    private static Optional<? extends RoundMessage> unless(
            AttemptFacts facts, MessageType type, Supplier<Optional<? extends RoundMessage>> message) {
        return facts.own(type).isPresent() ? Optional.empty() : message.get();
    }

    /** Whether this member may have signed {@code body}; if not, its memory was rolled back. */
    static boolean isKnown(RoundFacts all, RoundState state, RoundMessage body) {
        if (body instanceof Open open) {
            return open.equals(state.proposals().get(open.attempt()));
        }
        return all.all(state).stream()
                .filter(facts -> facts.attempt().openHash().equals(body.subject())
                        || facts.attemptId().filter(body.subject()::equals).isPresent())
                .anyMatch(facts -> everDecided(facts).contains(body));
    }

    private static List<RoundMessage> everDecided(AttemptFacts facts) {
        Attempt attempt = facts.attempt();
        List<RoundMessage> bodies = new ArrayList<>();
        join(facts).ifPresent(bodies::add);
        commit(facts).ifPresent(bodies::add);
        if (attempt.revealed()) {
            reveal(facts).ifPresent(bodies::add);
        }
        seal(facts).ifPresent(bodies::add);
        if (attempt.shared()) {
            share(facts).ifPresent(bodies::add);
        }
        switch (attempt.state()) {
            case Abandoned abandoned -> abandon(facts, abandoned).ifPresent(bodies::add);
            case Settled settled -> bodies.add(settled.message());
            case Failed failed -> bodies.add(failed.message());
            case Waiting _, Refused _, Joined _, Committed _, Revealed _, Sealed _, Releasing _, Released _ -> {}
        }
        return bodies;
    }

    private static Optional<Join> join(AttemptFacts facts) {
        return facts.attempt()
                .result(JoinPrepared.class)
                .map(join -> new Join(join.openHash(), join.nonce(), join.snapshotDigest(), join.ledgerHead()));
    }

    private static Optional<Commit> commit(AttemptFacts facts) {
        return facts.attempt().result(ContributionPrepared.class).map(contribution -> {
            Digest commitment = RoundHashes.commitment(
                    contribution.attemptId(), facts.context().self(), contribution.ciphertexts(), contribution.salt());
            return new Commit(contribution.attemptId(), commitment);
        });
    }

    private static Optional<Reveal> reveal(AttemptFacts facts) {
        return facts.attempt()
                .result(ContributionPrepared.class)
                .map(contribution ->
                        new Reveal(contribution.attemptId(), contribution.salt(), contribution.ciphertexts()));
    }

    private static Optional<Seal> seal(AttemptFacts facts) {
        return facts.attemptId().flatMap(id -> facts.root().map(root -> new Seal(id, root)));
    }

    private static Optional<? extends RoundMessage> share(AttemptFacts facts) {
        return facts.attempt().result(ReleaseGranted.class).map(ReleaseGranted::share);
    }

    /** Never after a SHARE; and only once the attempt has an identity. */
    private static Optional<Abandon> abandon(AttemptFacts facts, Abandoned abandoned) {
        if (facts.attempt().shared()) {
            return Optional.empty();
        }
        return facts.attemptId().map(id -> new Abandon(id, abandoned.reason()));
    }
}
