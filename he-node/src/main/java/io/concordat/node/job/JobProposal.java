package io.concordat.node.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an analyst asks for.
 *
 * @param function {@code logistic-newton/v1} or {@code score-histograms/v1}
 * @param dataSet the name of the data set, the same at every bank
 * @param cohort ids of the banks that contribute; empty for all
 * @param scope the data scope; the data set's name if not given
 * @param lambda the L2 penalty of a training
 * @param maxRounds most Newton rounds of a training
 * @param model the model of an evaluation
 * @param expiry how long the task may run
 */
public record JobProposal(
        String function,
        String dataSet,
        List<String> cohort,
        Optional<String> scope,
        Optional<Double> lambda,
        Optional<Integer> maxRounds,
        Optional<String> model,
        Duration expiry) {

    /** Copies the list. */
    public JobProposal {
        cohort = List.copyOf(cohort);
    }
}
