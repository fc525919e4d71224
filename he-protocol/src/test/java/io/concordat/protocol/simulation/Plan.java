package io.concordat.protocol.simulation;

import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Deadlines;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What one seed stands for: who the members are, what they compute, what happens to them, and who cheats how. Equal seeds
 * give equal plans.
 *
 * @param seed what everything follows from
 * @param members N
 * @param charter with T and c
 * @param jobs one or two, in one scope or two
 * @param hazards of the faulty part of the run
 * @param cheats at most c members that do not follow the rules
 * @param steps of the faulty part
 */
public record Plan(
        long seed,
        int members,
        Charter charter,
        List<SimulatedJob> jobs,
        Hazards hazards,
        Map<MemberId, Cheat> cheats,
        int steps) {
    private static final int KEY_BITS = 128;
    private static final int[][] SIZES = {{3, 3, 1}, {4, 3, 1}, {4, 4, 1}, {5, 4, 1}, {5, 4, 2}, {6, 4, 1}, {6, 5, 2}};

    /** The plan of a seed. */
    public static Plan of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] size = SIZES[random.nextInt(SIZES.length)];
        return of(seed, size[0], size[1], size[2], Hazards.draw(random), random);
    }

    /** A plan of these sizes and hazards. */
    static Plan of(long seed, int members, int threshold, int collusion, Hazards hazards, SplittableRandom random) {
        Charter charter = new Charter(
                KEY_BITS,
                threshold,
                collusion,
                collusion + 2,
                30,
                1L << 30,
                2,
                random.nextInt(2),
                false,
                Deadlines.DEFAULT);
        TestConsortium bank = bank(members, charter);
        List<SimulatedJob> jobs = jobs(bank, charter, random);
        Map<MemberId, Cheat> cheats = new TreeMap<>();
        int cheating = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(collusion);
        while (cheats.size() < cheating) {
            cheats.put(bank.id(random.nextInt(members)), Cheat.KINDS.get(random.nextInt(Cheat.KINDS.size())));
        }
        return new Plan(seed, members, charter, jobs, hazards, cheats, 200 + random.nextInt(800));
    }

    private static List<SimulatedJob> jobs(TestConsortium bank, Charter charter, SplittableRandom random) {
        List<MemberId> all = bank.consortium().ids();
        List<SimulatedJob> jobs = new ArrayList<>();
        jobs.add(SimulatedJob.of(bank, 0, all, "cards", 1 + random.nextInt(2)));
        if (random.nextInt(3) == 0) {
            List<MemberId> cohort = new ArrayList<>(all);
            if (cohort.size() > charter.minimumCohort() && random.nextBoolean()) {
                cohort.remove(random.nextInt(cohort.size()));
            }
            jobs.add(SimulatedJob.of(bank, 1, cohort, random.nextInt(4) == 0 ? "other" : "cards", 1));
        }
        return jobs;
    }

    /** With other hazards. */
    Plan with(Hazards others) {
        return new Plan(seed, members, charter, jobs, others, cheats, steps);
    }

    /** With other jobs. */
    Plan with(List<SimulatedJob> others) {
        return new Plan(seed, members, charter, others, hazards, cheats, steps);
    }

    /** With other cheats. */
    Plan with(Map<MemberId, Cheat> others) {
        return new Plan(seed, members, charter, jobs, hazards, others, steps);
    }

    /** The members with all their keys. */
    TestConsortium bank() {
        return bank(members, charter);
    }

    private static TestConsortium bank(int members, Charter charter) {
        return TestConsortium.simulated(members, charter);
    }
}
