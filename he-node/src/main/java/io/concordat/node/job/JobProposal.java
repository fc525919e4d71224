package io.concordat.node.job;

import io.concordat.model.evaluation.AmountColumn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an analyst asks for.
 *
 * @param function {@code logistic-newton/v1}, {@code logistic-lbfgs/v1} or {@code score-histograms/v1}
 * @param dataSet the name of the data set, the same at every bank
 * @param cohort ids of the banks that contribute; empty for all
 * @param lambda the L2 penalty of a training
 * @param maxRounds most rounds of a training after standardisation
 * @param model the model of an evaluation
 * @param training further wishes of a training
 * @param amounts which amounts an evaluation sums over the frauds, if any
 * @param expiry how long the task may run
 */
public record JobProposal(
        String function,
        String dataSet,
        List<String> cohort,
        Optional<Double> lambda,
        Optional<Integer> maxRounds,
        Optional<String> model,
        TrainingWishes training,
        Optional<AmountColumn> amounts,
        Duration expiry) {

    /** Copies the list. */
    public JobProposal {
        cohort = List.copyOf(cohort);
    }
}
