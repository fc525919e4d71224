package io.concordat.protocol.simulation;

import io.concordat.protocol.testing.TestConsortium;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongFunction;

/** Kinds of run in which one kind of mistake is likely to show. Public so that a second class loader can ask for a hunt. */
public enum Scenario {
    /** Anything may happen. */
    ANYTHING(Plan::of),
    /** Nothing goes wrong. */
    CALM(seed -> Plan.of(seed).with(Hazards.NONE).with(Map.of())),
    /** Members lose patience, and operators too, while messages are under way. */
    IMPATIENT(seed -> sized(seed, 4, 3)
            .with(new Hazards(0, 0, 0.6, 0, 0, 0, 0, 0.03, 0.01, 0.05, 0, 0))
            .with(Map.of())),
    /** Answers are lost or come twice. */
    REPEATING(seed -> Plan.of(seed)
            .with(new Hazards(0.1, 0.1, 0.2, 0, 0.02, 0.3, 0.004, 0, 0, 0, 0, 0))
            .with(Map.of())),
    /** Backups are restored, now and then two at once. */
    RESTORING(seed -> Plan.of(seed)
            .with(new Hazards(0, 0, 0.1, 0, 0, 0, 0, 0, 0, 0, 0.05, 0.01))
            .with(Map.of())),
    /** Two jobs of one scope name different banks. */
    TWO_COHORTS(Scenario::twoCohorts),
    /** A proposer opens different attempts to different members. */
    TWO_ATTEMPTS(seed -> {
        Plan plan = sized(seed, 4, 3).with(new Hazards(0, 0, 0.4, 0, 0, 0, 0, 0.02, 0, 0.02, 0, 0));
        return plan.with(Map.of(plan.bank().id((int) Math.floorMod(seed, 4L)), Cheat.TWO_ATTEMPTS));
    });

    @SuppressWarnings("ImmutableEnumChecker") // the functions have no state
    private final LongFunction<Plan> plans;

    Scenario(LongFunction<Plan> plans) {
        this.plans = plans;
    }

    /** The run of this kind with this seed. */
    Plan plan(long seed) {
        return plans.apply(seed);
    }

    /** The first violation among so many seeds, if there is one. */
    public Optional<String> hunt(long first, int runs) {
        for (long seed = first; seed < first + runs; seed++) {
            try {
                new World(plan(seed)).run();
            } catch (Violation e) {
                return Optional.of(String.valueOf(e.getMessage()));
            } catch (RuntimeException | AssertionError e) {
                return Optional.of("seed " + seed + ": " + e);
            }
        }
        return Optional.empty();
    }

    private static Plan sized(long seed, int members, int threshold) {
        return Plan.of(seed, members, threshold, 1, Hazards.NONE, new SplittableRandom(seed));
    }

    private static Plan twoCohorts(long seed) {
        Plan plan = sized(seed, 4, 3);
        TestConsortium bank = plan.bank();
        return plan.with(List.of(
                        SimulatedJob.of(bank, 0, bank.consortium().ids(), "cards", 1),
                        SimulatedJob.of(bank, 1, bank.consortium().ids().subList(0, 3), "cards", 1)))
                .with(Map.of());
    }
}
