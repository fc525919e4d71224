package io.concordat.protocol.simulation;

import java.util.SplittableRandom;

/**
 * What happens to the members of one run, as probabilities for each step.
 *
 * @param drop a delivery is lost and sent again later
 * @param duplicate a delivery arrives and stays under way
 * @param delay a delivery is put off
 * @param crash a member crashes
 * @param lostResponse an effect is performed, but its answer is lost in a crash
 * @param repeat an effect is performed twice, and both answers arrive
 * @param disk a write fails: before or after it took place
 * @param early deadlines pass although messages are under way
 * @param jump one member's clock jumps ahead
 * @param operator an operator abandons a sealed attempt
 * @param backup a backup of one member is taken
 * @param restore a member's disk is replaced by its backup
 */
record Hazards(
        double drop,
        double duplicate,
        double delay,
        double crash,
        double lostResponse,
        double repeat,
        double disk,
        double early,
        double jump,
        double operator,
        double backup,
        double restore) {
    static final Hazards NONE = new Hazards(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Each hazard is absent in about half of all runs, so that its absence is seen, too. */
    static Hazards draw(SplittableRandom random) {
        return new Hazards(
                pick(random, 0, 0, 0.1, 0.3),
                pick(random, 0, 0, 0.1, 0.3),
                pick(random, 0, 0, 0.3, 0.7),
                pick(random, 0, 0, 0.003, 0.01),
                pick(random, 0, 0, 0.005, 0.02),
                pick(random, 0, 0, 0.05, 0.2),
                pick(random, 0, 0, 0.002, 0.008),
                pick(random, 0, 0, 0.005, 0.03),
                pick(random, 0, 0, 0.002, 0.01),
                pick(random, 0, 0, 0.003, 0.02),
                pick(random, 0.005, 0.02),
                pick(random, 0, 0, 0, 0.002, 0.01));
    }

    private static double pick(SplittableRandom random, double... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
