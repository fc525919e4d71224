package io.concordat.protocol.simulation;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.Attempt;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundKey;
import io.concordat.protocol.round.RoundResult;
import io.concordat.protocol.round.RoundState;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares what honest members say with the invariants, at the moment they say it: I1 a sum is right or there is none, I2
 * each bank counts once or not at all, I3 one release for a round, a state and a scope, and never SHARE and ABANDON both,
 * I4 the ledger before the wire, I5 the same request gives the same bytes, I6 no secret in what leaves.
 */
final class Watch {
    private final World world;
    private final Map<MessageKey, Digest> said = new HashMap<>();
    private final Map<RoundKey, RoundResult> results = new LinkedHashMap<>();
    private final Map<Digest, Released> released = new LinkedHashMap<>();
    private final Set<BigInteger> masks = new HashSet<>();
    private int steps;

    /** An attempt for which honest members released shares. */
    private record Released(Digest attemptId, RoundKey key, List<MemberId> cohort, Set<MemberId> by) {}

    Watch(World world) {
        this.world = world;
    }

    /** An honest member's own message leaves it. */
    void leaves(SimulatedNode node, SignedEnvelope envelope) {
        RoundMessage body = (RoundMessage) envelope.body();
        MessageKey key = MessageKey.of(node.id, body);
        Digest before = said.putIfAbsent(key, envelope.hash());
        if (before != null) {
            require(before.equals(envelope.hash()), "I5", "two messages " + key);
            return;
        }
        switch (body) {
            case Reveal reveal -> revealed(node, reveal);
            case Share share -> shared(node, share);
            case Abandon abandon -> {
                world.tally.abandons++;
                require(!hasShared(node, abandon.attemptId()), "I3", node.id + " abandons what it shared");
            }
            default -> {}
        }
    }

    /** An honest member opened a sum. */
    void opened(SimulatedNode node, RoundKey key, RoundResult result) {
        if (!node.isHonest()) {
            return;
        }
        RoundResult first = results.putIfAbsent(key, result);
        if (first != null) {
            require(first.equals(result), "I1", "two results of round " + key.round());
            return;
        }
        world.tally.opened++;
        SimulatedJob job = world.job(key);
        int counts = result.sums().getFirst().intValueExact();
        for (MemberId id : world.bank().consortium().ids()) {
            int count = (counts >> (2 * (world.bank().consortium().index(id) - 1))) & 3;
            int expected = result.cohort().contains(id) ? 1 : 0;
            require(count == expected, "I2", id + " is counted " + count + " times");
        }
        List<BigInteger> sums = job.sums(world.bank(), result.cohort(), key.round());
        require(result.sums().equals(sums), "I1", "a wrong sum " + result.sums());
    }

    /** Somebody is accused of signing two things that exclude each other. */
    void evidence(SimulatedNode node, SignedEnvelope first, SignedEnvelope second) {
        world.tally.evidence++;
        if (node.isHonest()) {
            boolean cheat = world.plan.cheats().containsKey(first.from());
            require(cheat, "I5", node.id + " has evidence against an honest member: " + first + ", " + second);
        }
    }

    /** A member was shown a message of its own that it does not know. */
    void forgotten(SimulatedNode node, RoundKey key) {
        require(node.isMute(key.taskHash()) || !node.isHonest(), "I5", node.id + " does not know what it signed");
    }

    /** A member accuses another one; one that lacks what was said before cannot know, and takes no part any more. */
    void culprit(SimulatedNode node, RoundKey key, RoundEffect.ReportCulprit culprit) {
        boolean fair = !world.plan.cheats().isEmpty() || !node.isHonest() || node.isMute(key.taskHash());
        require(fair, "I1", node.id + " accuses an honest " + culprit.culprit() + ": " + culprit.reason());
    }

    void afterStep() {
        if (++steps % 1_000 == 0) {
            replay();
        }
    }

    void atEnd() {
        replay();
        for (SimulatedNode node : world.nodes()) {
            world.tally.rounds += node.isHonest() ? node.states().size() : 0;
            world.tally.stuck += node.quarantined ? 1 : 0;
            if (node.isHonest() && node.isUp()) {
                node.states().forEach((key, state) -> {
                    if (!node.isMute(key.taskHash())) {
                        named(node, key, state);
                    }
                });
            }
        }
    }

    /** Whatever does not go on has a name. */
    private void named(SimulatedNode node, RoundKey key, RoundState state) {
        boolean stopped = state.failures() > 2;
        require(
                state.settled().isPresent()
                        || stopped
                        || node.machine(key).waitingFor(state).isPresent(),
                "F6",
                node.id + " waits in round " + key.round() + " for nothing");
    }

    /** Two folds of one journal are equal. */
    private void replay() {
        for (SimulatedNode node : world.nodes()) {
            if (node.isHonest() && node.isUp()) {
                node.states()
                        .forEach((key, state) -> require(
                                node.machine(key).replay(node.journal(key)).equals(state),
                                "I5",
                                node.id + " replays round " + key.round() + " to another state"));
            }
        }
    }

    private void revealed(SimulatedNode node, Reveal reveal) {
        world.tally.reveals++;
        RoundKey key = round(node, reveal.attemptId());
        Attempt attempt = attempt(node, key, reveal.attemptId());
        Set<MemberId> committed = new TreeSet<>();
        for (SignedEnvelope envelope : node.disk.inbox) {
            if (envelope.body() instanceof Commit commit && commit.attemptId().equals(reveal.attemptId())) {
                committed.add(envelope.from());
                Digest revealed =
                        RoundHashes.commitment(commit.attemptId(), node.id, reveal.ciphertexts(), reveal.salt());
                boolean other =
                        envelope.from().equals(node.id) && !commit.commitment().equals(revealed);
                require(!other, "I5", node.id + " reveals other bytes than it committed to");
            }
        }
        require(
                committed.containsAll(attempt.open().cohort()),
                "I3",
                node.id + " reveals although only " + committed + " committed");
        masked(node, key, reveal);
    }

    /** The key's owner, who does not exist, looks inside: masked, and by masks that were never used before. */
    private void masked(SimulatedNode node, RoundKey key, Reveal reveal) {
        BigInteger n = world.bank().dealt().key().paillier().n();
        List<Plaintext> own = node.work.packed(key);
        for (int k = 0; k < reveal.ciphertexts().count(); k++) {
            BigInteger plain = world.bank()
                    .dealt()
                    .owner()
                    .decrypt(new Ciphertext(ContributionCheat.number(reveal, k)))
                    .signedValue();
            BigInteger mask = plain.subtract(own.get(k).signedValue()).mod(n);
            require(mask.signum() != 0, "I6", node.id + " reveals its numbers without a mask");
            require(masks.add(mask), "I6", node.id + " reveals its numbers under a mask that was used before");
        }
    }

    private void shared(SimulatedNode node, Share share) {
        world.tally.shares++;
        RoundKey key = round(node, share.attemptId());
        require(
                node.disk.ledger.isShared(share.attemptId(), share.root()),
                "I4",
                node.id + " shares what its ledger does not hold");
        require(!hasAbandoned(node, share.attemptId()), "I3", node.id + " shares what it abandoned");
        Attempt attempt = attempt(node, key, share.attemptId());
        Released release = released.computeIfAbsent(
                share.attemptId(), id -> new Released(id, key, attempt.open().cohort(), new TreeSet<>()));
        for (Released other : released.values()) {
            boolean again = !other.attemptId().equals(share.attemptId())
                    && other.key().equals(key)
                    && other.by().contains(node.id);
            require(!again || isOver(node, other), "I3", node.id + " shares twice in round " + key.round());
        }
        release.by().add(node.id);
        if (isOpenable(release)) {
            released.values().stream()
                    .filter(other -> !other.attemptId().equals(share.attemptId()) && isOpenable(other))
                    .forEach(other -> together(release, other));
        }
    }

    /** Two sums that can both be opened, by the honest members' shares and all that cheats can add. */
    private void together(Released one, Released other) {
        if (one.key().equals(other.key())) {
            boolean repeated = one.cohort().equals(other.cohort()) && hasFailed(other);
            require(repeated, "I3", "two sums of round " + one.key().round() + " can be opened");
        }
        boolean sameScope = world.job(one.key())
                .task()
                .scope()
                .equals(world.job(other.key()).task().scope());
        require(
                !sameScope || one.cohort().equals(other.cohort()),
                "I3",
                "sums over " + one.cohort() + " and " + other.cohort() + " can be subtracted");
    }

    private boolean isOpenable(Released release) {
        return release.by().size() + world.plan.cheats().size()
                >= world.plan.charter().threshold();
    }

    private boolean hasFailed(Released release) {
        return world.nodes().stream().filter(SimulatedNode::isHonest).anyMatch(node -> outcome(node, release)
                .equals(Optional.of(Stake.Outcome.FAILED)));
    }

    private static boolean isOver(SimulatedNode node, Released release) {
        return outcome(node, release)
                .filter(outcome -> outcome == Stake.Outcome.DEAD || outcome == Stake.Outcome.FAILED)
                .isPresent();
    }

    private static Optional<Stake.Outcome> outcome(SimulatedNode node, Released release) {
        node.settleLedger();
        return node.disk.ledger.find(release.attemptId()).map(Stake::outcome);
    }

    private boolean hasShared(SimulatedNode node, Digest attemptId) {
        return released.containsKey(attemptId) && released.get(attemptId).by().contains(node.id);
    }

    private boolean hasAbandoned(SimulatedNode node, Digest attemptId) {
        return said.keySet().stream()
                .anyMatch(key -> key.from().equals(node.id)
                        && key.type() == MessageType.ABANDON
                        && key.subject().equals(attemptId));
    }

    private static RoundKey round(SimulatedNode node, Digest attemptId) {
        return node.states().entrySet().stream()
                .filter(entry -> find(node, entry.getKey(), attemptId).isPresent())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new Violation("I5", node.id + " speaks about an attempt it does not know"));
    }

    private static Attempt attempt(SimulatedNode node, RoundKey key, Digest attemptId) {
        return find(node, key, attemptId).orElseThrow();
    }

    private static Optional<Attempt> find(SimulatedNode node, RoundKey key, Digest attemptId) {
        RoundState state = node.states().get(key);
        return state == null ? Optional.empty() : node.machine(key).attempt(state, attemptId);
    }

    private void require(boolean holds, String invariant, String what) {
        if (!holds) {
            throw new Violation(invariant, "seed " + world.plan.seed() + ": " + what);
        }
    }
}
