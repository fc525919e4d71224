package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;

/** The kinds of member that do not follow the rules. */
public enum Cheat {
    /** Contributes another bank's ciphertext, made fresh. */
    COPY,
    /** Adds another bank's ciphertext to the power 2^40 to its own. */
    SCALE,
    /** Contributes another bank's ciphertext of an earlier attempt as it is. */
    STALE,
    /** Contributes the inverse of another bank's ciphertext. */
    CANCEL,
    /** Adds a ciphertext of another protocol under the same key, above the slots. */
    FOREIGN,
    /** Uses masks of another attempt. */
    WRONG_MASK,
    /** Reveals last, and then something that cancels what the others revealed. */
    RUSH,
    /** Sends shares whose proof does not hold. */
    WRONG_PROOF,
    /** Tells some members another JOIN than the rest. */
    SPLIT_VIEW,
    /** Opens attempts with smaller cohorts, different ones to different members. */
    TWO_ATTEMPTS,
    /** Signs two bodies under one key. */
    EQUIVOCATE,
    /** Signs SHARE and ABANDON both. */
    BOTH_VOTES,
    /** Everything it sends is late. */
    LATE,
    /** Says nothing of one kind. */
    SILENT,
    /** Follows the rules, but its disk is rolled back without its noticing. */
    AMNESIA;

    static final List<Cheat> KINDS = List.of(values());

    private static final Rejection REASON = new Rejection(ProblemType.DEADLINE_PASSED, "Expected patience but found 0");

    Persona persona(long seed) {
        SplittableRandom random = new SplittableRandom(seed ^ name().hashCode());
        return switch (this) {
            case COPY, SCALE, STALE, CANCEL, FOREIGN, WRONG_MASK -> new ContributionCheat(this);
            case RUSH -> new RushingCheat();
            case TWO_ATTEMPTS -> new ProposingCheat(random);
            case WRONG_PROOF ->
                new MessageCheat(
                        (node, body, _) -> body instanceof Share share ? List.of(wrong(node, share)) : List.of(body));
            case SPLIT_VIEW ->
                new MessageCheat((_, body, to) ->
                        body instanceof Join join && misled(seed, to) ? List.of(other(join)) : List.of(body));
            case EQUIVOCATE ->
                new MessageCheat((_, body, _) -> switch (body) {
                    case Join join -> List.of(body, other(join));
                    case Commit commit -> List.of(new Commit(commit.attemptId(), Digest.hash("other")), body);
                    case Seal seal -> List.of(body, new Seal(seal.attemptId(), Digest.hash("other")));
                    default -> List.of(body);
                });
            case BOTH_VOTES ->
                new MessageCheat((_, body, to) -> switch (body) {
                    case Seal seal ->
                        misled(seed, to) ? List.of(body, new Abandon(seal.attemptId(), REASON)) : List.of(body);
                    case Share share -> List.of(body, new Abandon(share.attemptId(), REASON));
                    default -> List.of(body);
                });
            case LATE ->
                new Persona() {
                    @Override
                    public int delay() {
                        return random.nextInt(400);
                    }
                };
            case SILENT -> {
                MessageType[] types = {
                    MessageType.JOIN, MessageType.COMMIT, MessageType.REVEAL, MessageType.SEAL, MessageType.SHARE
                };
                MessageType mute = types[random.nextInt(types.length)];
                boolean toAll = random.nextBoolean();
                yield new MessageCheat((_, body, to) ->
                        body.type() == mute && (toAll || misled(seed, to)) ? List.of() : List.of(body));
            }
            case AMNESIA -> new Persona() {};
        };
    }

    private static boolean misled(long seed, MemberId member) {
        return ((seed ^ member.hashCode()) & 1) == 0;
    }

    private static Join other(Join own) {
        return new Join(own.openHash(), Digest.hash("other nonce"), own.snapshotDigest(), own.ledgerHead());
    }

    private static Share wrong(SimulatedNode node, Share own) {
        BigInteger modulus = node.world.bank().dealt().key().paillier().nSquared();
        return new Share(
                own.attemptId(),
                own.root(),
                ContributionCheat.changed(
                        own.partials(), (value, _) -> value.shiftLeft(1).mod(modulus)),
                own.proof());
    }

    /** Sends other bodies in place of its own. */
    private record MessageCheat(Change change) implements Persona {
        interface Change {
            List<RoundMessage> instead(SimulatedNode node, RoundMessage body, MemberId to);
        }

        @Override
        public List<SignedEnvelope> outgoing(SimulatedNode node, SignedEnvelope envelope, MemberId to) {
            if (!envelope.from().equals(node.id) || !(envelope.body() instanceof RoundMessage body)) {
                return List.of(envelope);
            }
            return change.instead(node, body, to).stream()
                    .map(other -> other.equals(body) ? envelope : node.sign(other))
                    .toList();
        }
    }
}
