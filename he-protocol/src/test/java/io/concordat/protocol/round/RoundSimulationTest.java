package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.testing.RandomCases;
import io.concordat.protocol.testing.Faults;
import io.concordat.protocol.testing.Invariants;
import io.concordat.protocol.testing.ScriptedNetwork;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.util.SplittableRandom;

/** Whole jobs under a seed: every bank counted exactly once, and bit-identical results whatever the network does. */
final class RoundSimulationTest {
    @RandomCases(3)
    void threeOfThreeThroughLosses(SplittableRandom random) {
        run(3, 2, random.nextLong(), Faults.LOSSY);
    }

    @RandomCases(6)
    void threeOfThreeThroughCrashes(SplittableRandom random) {
        run(3, 2, random.nextLong(), Faults.CRASHING);
    }

    @RandomCases(6)
    void threeOfFourThroughCrashes(SplittableRandom random) {
        run(4, 2, random.nextLong(), Faults.CRASHING);
    }

    @RandomCases(3)
    void fourOfFiveThroughCrashes(SplittableRandom random) {
        run(5, 2, random.nextLong(), Faults.CRASHING);
    }

    @RandomCases(6)
    void neitherTwoSumsNorShareAndAbandonWhenClocksRunAhead(SplittableRandom random) {
        for (int members : new int[] {3, 4, 5}) {
            TestJob job = TestJob.of(TestConsortium.of(members), 1);
            ScriptedNetwork network = new ScriptedNetwork(job, random.nextLong(), Faults.HASTY).start();
            network.runFor(700);
            Invariants.check(job, network.members());
            Invariants.nobodyIsAccused(network.members());
        }
    }

    private static void run(int members, int rounds, long seed, Faults faults) {
        TestJob job = TestJob.of(TestConsortium.of(members), rounds);
        ScriptedNetwork network = new ScriptedNetwork(job, seed, faults).start();
        network.runToEnd(rounds);
        Invariants.check(job, network.members());
        Invariants.nobodyIsAccused(network.members());
        assertThat(network.members())
                .allSatisfy(member -> assertThat(member.results()).hasSize(rounds));
    }
}
