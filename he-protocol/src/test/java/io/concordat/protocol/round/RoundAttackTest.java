package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.testing.Behaviour;
import io.concordat.protocol.testing.Behaviours;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.InMemoryMember;
import io.concordat.protocol.testing.Invariants;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** One member cheats; the last one in the order, so that the first ones are honest. */
final class RoundAttackTest {
    private static final BigInteger N =
            TestConsortium.of(3).dealt().key().paillier().n();
    private static final BigInteger N_SQUARED = N.multiply(N);

    @Test
    void rushingLastSenderWhoRevealsAnotherContributionIsNamed() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 11, Faults.NONE);
        InMemoryMember rusher = cheat(network, 2);
        rusher.behave(Behaviours.silentAbout(MessageType.REVEAL));
        network.start().runUntilQuiet();
        rusher.behave(Behaviours.replacing(Reveal.class, own -> cancelling(rusher, own)));
        rusher.sent().stream().filter(e -> e.body() instanceof Reveal).forEach(rusher::send);
        network.runUntilQuiet();
        for (InMemoryMember honest : honest(network, rusher)) {
            assertThat(honest.accuses(rusher.id(), ProblemType.COMMITMENT_MISMATCH))
                    .isTrue();
            assertThat(honest.sent(Share.class)).isEmpty();
            assertThat(honest.result(0)).isEmpty();
        }
        Invariants.check(job, honest(network, rusher));
    }

    @Test
    void scaledCopyOfAnotherBanksCiphertextYieldsNoiseThatFailsTheBounds() {
        TestJob job = TestJob.of(TestConsortium.of(3), 2);
        ScriptedNetwork network = new ScriptedNetwork(job, 12, Faults.NONE);
        InMemoryMember copier = cheat(network, 2);
        MemberId victim = job.bank().id(0);
        copier.behave(contributing(copier, (own, k) -> {
            BigInteger stolen =
                    new BigInteger(1, staleReveal(copier, victim).ciphertexts().block(k));
            return own.multiply(stolen.modPow(BigInteger.ONE.shiftLeft(40), N_SQUARED))
                    .mod(N_SQUARED);
        }));
        network.start().runFor(4_000);
        for (InMemoryMember honest : honest(network, copier)) {
            assertThat(honest.result(0)).isPresent();
            assertThat(honest.result(1)).isEmpty();
            assertThat(honest.state(1).failures()).isEqualTo(1 + OpenRules.FAILED_RETRIES);
            assertThat(honest.problems()).contains(ProblemType.SUM_OUT_OF_RANGE, ProblemType.RETRIES_EXHAUSTED);
        }
        Invariants.check(job, honest(network, copier));
    }

    @Test
    void staleCiphertextOfAnEarlierRoundIsRefusedByEveryHonestBank() {
        TestJob job = TestJob.of(TestConsortium.of(3), 2);
        ScriptedNetwork network = new ScriptedNetwork(job, 13, Faults.NONE);
        InMemoryMember copier = cheat(network, 2);
        MemberId victim = job.bank().id(0);
        copier.behave(contributing(
                copier,
                (_, k) -> new BigInteger(
                        1, staleReveal(copier, victim).ciphertexts().block(k))));
        network.start().runFor(2_000);
        for (InMemoryMember honest : honest(network, copier)) {
            assertThat(honest.result(1)).isEmpty();
            assertThat(honest.sent(Share.class)).as("the share of round 0 only").hasSize(1);
            assertThat(honest.problems()).contains(ProblemType.MALFORMED_CIPHERTEXT);
        }
    }

    @Test
    void contributionWithoutMasksOfThisAttemptYieldsNoise() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 14, Faults.NONE);
        InMemoryMember cheat = cheat(network, 2);
        cheat.behave(new Behaviour() {
            @Override
            public Optional<RoundEvent> answer(InMemoryMember member, RoundEffect effect) {
                if (!(effect instanceof RoundEffect.PrepareContribution honest)) {
                    return Optional.empty();
                }
                Digest other = Digest.hash("another attempt");
                RoundEvent.ContributionPrepared foreign = member.work()
                        .arithmetic()
                        .contribute(
                                new RoundEffect.PrepareContribution(other, honest.open()),
                                member.work().packed(0),
                                member.work().secrets(),
                                member.work().random());
                return Optional.of(
                        new RoundEvent.ContributionPrepared(honest.attemptId(), foreign.salt(), foreign.ciphertexts()));
            }
        });
        network.start().runFor(4_000);
        for (InMemoryMember honest : honest(network, cheat)) {
            assertThat(honest.result(0)).isEmpty();
            assertThat(honest.problems()).contains(ProblemType.SUM_OUT_OF_RANGE, ProblemType.RETRIES_EXHAUSTED);
        }
    }

    @Test
    void ciphertextThatIsNotAUnitIsNamedBeforeAnythingIsShared() {
        for (BigInteger bad : List.of(BigInteger.ZERO, BigInteger.ONE, N, N_SQUARED, N_SQUARED.add(BigInteger.TWO))) {
            TestJob job = TestJob.of(TestConsortium.of(3), 1);
            ScriptedNetwork network = new ScriptedNetwork(job, 15, Faults.NONE);
            InMemoryMember cheat = cheat(network, 2);
            cheat.behave(contributing(cheat, (own, k) -> k == 1 ? bad : own));
            network.start().runUntilQuiet();
            for (InMemoryMember honest : honest(network, cheat)) {
                assertThat(honest.accuses(cheat.id(), ProblemType.MALFORMED_CIPHERTEXT))
                        .isTrue();
                assertThat(honest.sent(Share.class)).isEmpty();
            }
        }
    }

    @Test
    void badShareIsNamedAndSetAsideAndTheOthersOpenTheSum() {
        TestJob job = TestJob.of(TestConsortium.of(4), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 16, Faults.NONE);
        InMemoryMember cheat = cheat(network, 3);
        cheat.behave(Behaviours.replacing(
                Share.class,
                own -> new Share(
                        own.attemptId(),
                        own.root(),
                        changed(own.partials(), (value, _) -> value.add(BigInteger.TWO)
                                .mod(N_SQUARED)),
                        own.proof())));
        network.start().runFor(1_000);
        List<InMemoryMember> honest = honest(network, cheat);
        assertThat(honest).allSatisfy(member -> assertThat(member.result(0)).isPresent());
        assertThat(honest).anyMatch(member -> member.accuses(cheat.id(), ProblemType.PROOF_INVALID));
        Invariants.check(job, honest);
    }

    @Test
    void badShareBlocksThreeOfThreeButNamesTheCulprit() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 17, Faults.NONE);
        InMemoryMember cheat = cheat(network, 2);
        cheat.behave(Behaviours.replacing(
                Share.class,
                own -> new Share(
                        own.attemptId(),
                        own.root(),
                        changed(own.partials(), (value, _) -> value.multiply(N.add(BigInteger.ONE))
                                .mod(N_SQUARED)),
                        own.proof())));
        network.start().runFor(1_000);
        for (InMemoryMember honest : honest(network, cheat)) {
            assertThat(honest.accuses(cheat.id(), ProblemType.PROOF_INVALID)).isTrue();
            assertThat(honest.result(0)).isEmpty();
        }
    }

    @Test
    void twoBodiesUnderOneKeyAreKeptAsEvidence() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 18, Faults.NONE);
        InMemoryMember cheat = cheat(network, 2);
        cheat.behave(Behaviours.doubling(Join.class, RoundAttackTest::withOtherNonce));
        network.start().runFor(1_000);
        for (InMemoryMember honest : honest(network, cheat)) {
            assertThat(honest.reports()).anySatisfy(report -> {
                assertThat(report).isInstanceOf(RoundEffect.ReportEvidence.class);
                RoundEffect.ReportEvidence evidence = (RoundEffect.ReportEvidence) report;
                assertThat(List.of(evidence.first(), evidence.second()))
                        .allMatch(envelope -> envelope.from().equals(cheat.id()));
                assertThat(evidence.first().body())
                        .isNotEqualTo(evidence.second().body());
            });
        }
        Invariants.check(job, honest(network, cheat));
    }

    @Test
    void splitViewOfAJoinNeverReachesAShare() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 19, Faults.NONE);
        InMemoryMember cheat = cheat(network, 2);
        MemberId misled = job.bank().id(0);
        cheat.behave(Behaviours.splitting(Join.class, misled, RoundAttackTest::withOtherNonce));
        network.start().runFor(600);
        for (InMemoryMember honest : honest(network, cheat)) {
            assertThat(honest.sent(Share.class)).isEmpty();
            assertThat(honest.sent(Reveal.class)).isEmpty();
        }
        cheat.behave(Behaviours.HONEST);
        network.runToEnd(1);
        Invariants.check(job, network.members());
    }

    @Test
    void memberThatIsShownAnUnknownMessageOfItsOwnSaysNothingMore() {
        TestJob job = TestJob.of(TestConsortium.of(3), 1);
        ScriptedNetwork network = new ScriptedNetwork(job, 20, Faults.NONE);
        InMemoryMember restored = network.member(job.bank().id(0));
        network.start().runUntilQuiet();
        Join known = restored.sent(Join.class).getFirst();
        SignedEnvelope forgotten = restored.sign(new Join(
                Digest.hash("an OPEN of which the backup knows nothing"),
                known.nonce(),
                known.snapshotDigest(),
                known.ledgerHead()));
        restored.happen(0, new RoundEvent.Received(forgotten));
        assertThat(restored.reports()).contains(new RoundEffect.ReportForgotten(forgotten));
        assertThat(restored.machine(0).due(restored.state(0)))
                .containsExactly(new RoundEffect.ReportForgotten(forgotten));
    }

    private static Join withOtherNonce(Join own) {
        return new Join(own.openHash(), Digest.hash("other nonce"), own.snapshotDigest(), own.ledgerHead());
    }

    /** c' = (Π of the others' c)^-1: opens to nothing but what the cheat adds. */
    private static Reveal cancelling(InMemoryMember cheat, Reveal own) {
        List<Reveal> others = cheat.journal(0).stream()
                .filter(event -> event instanceof RoundEvent.Received)
                .map(event -> ((RoundEvent.Received) event).envelope())
                .filter(envelope ->
                        envelope.body() instanceof Reveal && !envelope.from().equals(cheat.id()))
                .map(envelope -> (Reveal) envelope.body())
                .toList();
        assertThat(others).as("reveals that the last sender saw").hasSize(2);
        return new Reveal(own.attemptId(), own.salt(), changed(own.ciphertexts(), (_, k) -> others.stream()
                .map(other -> new BigInteger(1, other.ciphertexts().block(k)))
                .reduce(BigInteger.ONE, BigInteger::multiply)
                .modInverse(N_SQUARED)));
    }

    /** The victim's reveal of round 0. */
    private static Reveal staleReveal(InMemoryMember thief, MemberId victim) {
        return thief.journal(0).stream()
                .filter(event -> event instanceof RoundEvent.Received)
                .map(event -> ((RoundEvent.Received) event).envelope())
                .filter(envelope ->
                        envelope.body() instanceof Reveal && envelope.from().equals(victim))
                .map(envelope -> (Reveal) envelope.body())
                .findFirst()
                .orElseThrow();
    }

    /** From the last round of the job on, commits to and reveals changed ciphertexts. */
    private static Behaviour contributing(InMemoryMember cheat, BiFunction<BigInteger, Integer, BigInteger> change) {
        return new Behaviour() {
            @Override
            public Optional<RoundEvent> answer(InMemoryMember member, RoundEffect effect) {
                if (!(effect instanceof RoundEffect.PrepareContribution contribution)) {
                    return Optional.empty();
                }
                int round = contribution.open().round();
                if (round < cheat.rounds() - 1) {
                    return Optional.empty();
                }
                RoundEvent.ContributionPrepared honest = (RoundEvent.ContributionPrepared)
                        member.work().answer(round, effect).orElseThrow();
                return Optional.of(new RoundEvent.ContributionPrepared(
                        honest.attemptId(), honest.salt(), changed(honest.ciphertexts(), change)));
            }
        };
    }

    private static Blocks changed(Blocks blocks, BiFunction<BigInteger, Integer, BigInteger> change) {
        List<byte[]> changed = new ArrayList<>();
        for (int k = 0; k < blocks.count(); k++) {
            BigInteger value = change.apply(new BigInteger(1, blocks.block(k)), k);
            changed.add(CanonicalWriter.unsignedBytes(value, blocks.width()));
        }
        return Blocks.of(changed);
    }

    private static InMemoryMember cheat(ScriptedNetwork network, int number) {
        return network.members().get(number);
    }

    private static List<InMemoryMember> honest(ScriptedNetwork network, InMemoryMember cheat) {
        return network.members().stream().filter(member -> member != cheat).toList();
    }
}
