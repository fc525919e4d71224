package io.concordat.protocol.attack;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.testing.Behaviour;
import io.concordat.protocol.testing.Behaviours;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.InMemoryMember;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestJob;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The same attacks on two rounds of the protocol: state machines, gate, ciphertexts and proofs as in the product. */
final class RoundUnderAttack {
    private final TestJob job;
    private final BigInteger nSquared;
    private final ScriptedNetwork network;
    private final InMemoryMember attacker;
    private final MemberId victim;
    private final List<String> steps = new ArrayList<>();

    RoundUnderAttack(TestJob job, long seed) {
        this.job = job;
        this.nSquared = job.bank().dealt().key().paillier().nSquared();
        this.network = new ScriptedNetwork(job, seed, Faults.NONE);
        this.attacker = network.members().getLast();
        this.victim = network.members().getFirst().id();
    }

    /** The last member attacks the first one in round 1, after an honest round 0. */
    Loot attack(Attack attack) {
        switch (attack) {
            case COPY, STALE -> copy(attack);
            case CANCEL -> rush();
        }
        report();
        Optional<BigInteger> total = decryptedByItself();
        Optional<BigInteger> guess = total.map(attack::read);
        BigInteger secret = secret(attack == Attack.CANCEL ? 1 : 0);
        steps.add(
                guess.map(number -> "combines the shares by itself and reads " + number + ", the victim's is " + secret)
                        .orElse("has fewer shares than it needs: there is nothing to read"));
        boolean opened = honest().anyMatch(member -> member.result(1).isPresent());
        return new Loot(steps, guess, secret, opened);
    }

    /**
     * A ciphertext of this very attempt cannot be copied: everybody is committed before anybody shows one. What was shown before can; the copy
     * is taken as it is (stale) or mixed with the attacker's own contribution, so that it looks new (copy).
     */
    private void copy(Attack attack) {
        attacker.behave(new Behaviour() {
            @Override
            public Optional<RoundEvent> answer(InMemoryMember member, RoundEffect effect) {
                if (!(effect instanceof RoundEffect.PrepareContribution contribution)
                        || contribution.open().round() != 1) {
                    return Optional.empty();
                }
                RoundEvent.ContributionPrepared own = (RoundEvent.ContributionPrepared)
                        member.work().answer(1, effect).orElseThrow();
                Map<MemberId, Reveal> seen = reveals(1);
                steps.add("must commit before anybody reveals in this attempt; has " + seen.size()
                        + " ciphertexts of earlier attempts of round 1");
                steps.add(attack.words() + (seen.isEmpty() ? " (of round 0)" : " (of the attempt before)"));
                Map<MemberId, Reveal> newest = attack == Attack.STALE || seen.isEmpty() ? reveals(0) : seen;
                Reveal ofVictim = Optional.ofNullable(newest.get(victim)).orElseThrow();
                BigInteger stolen = first(ofVictim).modPow(factor(attack), nSquared);
                BigInteger forged = attack == Attack.STALE
                        ? stolen
                        : stolen.multiply(first(own.ciphertexts())).mod(nSquared);
                return Optional.of(new RoundEvent.ContributionPrepared(own.attemptId(), own.salt(), blocks(forged)));
            }
        });
        network.start().runFor(4_000);
    }

    private static BigInteger factor(Attack attack) {
        return attack == Attack.STALE ? BigInteger.ONE : BigInteger.ONE.shiftLeft(Attack.SCALE_BITS);
    }

    /** Waits for the others' ciphertexts of round 1 with its own, and shows another one than it is committed to. */
    private void rush() {
        network.start();
        attacker.behave(silentInRoundOne());
        network.run(() -> reveals(1).size() == network.members().size() - 1, 100_000);
        steps.add("sees " + reveals(1).size() + " ciphertexts of round 1, holding its own back");
        attacker.behave(Behaviours.replacing(Reveal.class, this::cancelling));
        attacker.sent().stream()
                .filter(envelope -> envelope.body() instanceof Reveal reveal && isOfRoundOne(reveal))
                .forEach(attacker::send);
        steps.add(Attack.CANCEL.words());
        network.runFor(4_000);
    }

    private Behaviour silentInRoundOne() {
        Behaviour silent = Behaviours.silentAbout(MessageType.REVEAL);
        return new Behaviour() {
            @Override
            public List<SignedEnvelope> outgoing(InMemoryMember member, SignedEnvelope envelope, MemberId receiver) {
                return envelope.body() instanceof Reveal reveal && isOfRoundOne(reveal)
                        ? silent.outgoing(member, envelope, receiver)
                        : List.of(envelope);
            }
        };
    }

    private Reveal cancelling(Reveal own) {
        BigInteger others = reveals(1).entrySet().stream()
                .filter(entry -> !entry.getKey().equals(victim))
                .map(entry -> first(entry.getValue()))
                .reduce(BigInteger.ONE, (a, b) -> a.multiply(b).mod(nSquared));
        return new Reveal(own.attemptId(), own.salt(), blocks(others.modInverse(nSquared)));
    }

    /** Everybody's words about the attacker, and what they did not do. */
    private void report() {
        TreeSet<String> problems = new TreeSet<>();
        honest().forEach(member ->
                member.problems().stream().map(ProblemType::slug).forEach(problems::add));
        steps.add("the honest banks say: " + (problems.isEmpty() ? "nothing" : String.join(", ", problems)));
        steps.add("of round 1 they opened "
                + honest().filter(member -> member.result(1).isPresent()).count() + " results");
    }

    /** The total of the last attempt of round 1 for which the attacker has T shares, whatever the others make of it. */
    private Optional<BigInteger> decryptedByItself() {
        Map<Digest, Map<MemberId, Share>> shares = new LinkedHashMap<>();
        received(1, Share.class).forEach(envelope -> shares.computeIfAbsent(
                        ((Share) envelope.body()).attemptId(), _ -> new LinkedHashMap<>())
                .put(envelope.from(), (Share) envelope.body()));
        int threshold = job.bank().consortium().charter().threshold();
        Optional<BigInteger> total = Optional.empty();
        for (Map<MemberId, Share> attempt : shares.values()) {
            if (attempt.size() >= threshold) {
                total = Optional.of(combined(attempt, threshold));
            }
        }
        return total;
    }

    private BigInteger combined(Map<MemberId, Share> shares, int threshold) {
        List<List<PartialDecryption>> partials = shares.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(threshold)
                .map(entry -> List.of(new PartialDecryption(
                        job.bank().consortium().index(entry.getKey()),
                        new BigInteger(1, entry.getValue().partials().block(0)))))
                .toList();
        try {
            return Combiner.combine(job.bank().dealt().key(), partials)
                    .getFirst()
                    .signedValue();
        } catch (CombinationException e) {
            throw new AssertionError(e);
        }
    }

    private BigInteger secret(int round) {
        return network.members().getFirst().work().packed(round).getFirst().signedValue();
    }

    /** The others' last REVEAL of a round, as far as the attacker has them. */
    private Map<MemberId, Reveal> reveals(int round) {
        Map<MemberId, Reveal> reveals = new LinkedHashMap<>();
        received(round, Reveal.class)
                .filter(envelope -> !envelope.from().equals(attacker.id()))
                .forEach(envelope -> reveals.put(envelope.from(), (Reveal) envelope.body()));
        return reveals;
    }

    private Stream<SignedEnvelope> received(int round, Class<? extends RoundMessage> type) {
        return attacker.journal(round).stream()
                .filter(event -> event instanceof RoundEvent.Received)
                .map(event -> ((RoundEvent.Received) event).envelope())
                .filter(envelope -> type.isInstance(envelope.body()));
    }

    private boolean isOfRoundOne(Reveal reveal) {
        return received(0, Reveal.class)
                .noneMatch(envelope -> ((Reveal) envelope.body()).attemptId().equals(reveal.attemptId()));
    }

    private Stream<InMemoryMember> honest() {
        return network.members().stream().filter(member -> member != attacker);
    }

    private static BigInteger first(Reveal reveal) {
        return first(reveal.ciphertexts());
    }

    private static BigInteger first(Blocks blocks) {
        return new BigInteger(1, blocks.block(0));
    }

    private Blocks blocks(BigInteger ciphertext) {
        int width = job.bank().dealt().key().paillier().ciphertextBytes();
        return Blocks.of(List.of(CanonicalWriter.unsignedBytes(ciphertext, width)));
    }
}
