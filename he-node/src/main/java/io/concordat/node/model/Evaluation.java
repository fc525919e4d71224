package io.concordat.node.model;

import io.concordat.model.evaluation.AmountColumn;
import io.concordat.model.evaluation.HistogramState;
import java.time.Instant;
import java.util.Optional;

/**
 * The opened score histograms of one evaluation.
 *
 * @param jobId the job that opened them
 * @param modelId the model that was evaluated
 * @param keyId the joint key they were opened under, hexadecimal
 * @param dataSet the name of the hold-out data set, the same at every bank
 * @param histograms frauds and genuine rows of all banks per logit bin
 * @param amounts which column's amounts the histograms hold, if any
 * @param createdAt when this node had it
 */
public record Evaluation(
        String jobId,
        String modelId,
        String keyId,
        String dataSet,
        HistogramState.Opened histograms,
        Optional<AmountColumn> amounts,
        Instant createdAt) {}
