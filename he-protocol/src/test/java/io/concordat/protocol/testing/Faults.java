package io.concordat.protocol.testing;

/**
 * How badly the world treats the members, as probabilities for each step.
 *
 * @param drop a delivery is lost and sent again later
 * @param duplicate a delivery arrives and stays under way
 * @param crash a member crashes, half of the times in the middle of an effect
 * @param early deadlines pass although messages are under way
 */
public record Faults(double drop, double duplicate, double crash, double early) {
    /** A perfect network, in random order. */
    public static final Faults NONE = new Faults(0, 0, 0, 0);

    /** Losses and repetitions. */
    public static final Faults LOSSY = new Faults(0.3, 0.2, 0, 0);

    /** Crashes, too. */
    public static final Faults CRASHING = new Faults(0.2, 0.1, 0.01, 0);

    /** And clocks that run ahead of the messages. */
    public static final Faults HASTY = new Faults(0.2, 0.1, 0.005, 0.01);
}
