package io.concordat.node.job;

import io.concordat.model.logistic.LogisticExtras;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticSettings;
import io.concordat.model.logistic.RowWeights;
import io.concordat.node.model.Model;
import io.concordat.node.model.ModelStore;
import io.concordat.protocol.job.TaskSpec;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The parameters of a training in a task's canonical text: penalty and rounds always, the others only where they differ from what
 * holds without them, so that one training has one text.
 */
final class TrainingParameters {
    static final String LAMBDA = "lambda";
    static final String MAX_ROUNDS = "maxRounds";
    static final String L1 = "l1";
    static final String FRAUD_WEIGHT = "fraudWeight";
    static final String WEIGHT_COLUMN = "weightColumn";
    static final String WEIGHT_CAP = "weightCap";
    static final String WEIGHT_ALSO_FEATURE = "weightAlsoFeature";
    static final String START = "start";

    private static final Set<String> NAMES =
            Set.of(LAMBDA, MAX_ROUNDS, L1, FRAUD_WEIGHT, WEIGHT_COLUMN, WEIGHT_CAP, WEIGHT_ALSO_FEATURE, START);
    private static final int WIDE_ROUNDS = 300;

    private TrainingParameters() {}

    /** Rounds after standardisation where nobody asks for another number. */
    static int defaultRounds(String function) {
        return function.equals(Functions.TRAIN_WIDE)
                ? WIDE_ROUNDS
                : LogisticSettings.of(java.util.List.of("any")).maxRounds();
    }

    static SortedMap<String, String> of(JobProposal proposal) {
        TrainingWishes wishes = proposal.training();
        SortedMap<String, String> parameters = new TreeMap<>();
        double lambda = proposal.lambda()
                .orElse(LogisticSettings.of(java.util.List.of("any")).lambda());
        parameters.put(LAMBDA, Double.toString(lambda));
        parameters.put(MAX_ROUNDS, Integer.toString(proposal.maxRounds().orElse(defaultRounds(proposal.function()))));
        wishes.l1().filter(l1 -> l1 != 0).ifPresent(l1 -> parameters.put(L1, Double.toString(l1)));
        wishes.fraudWeight()
                .filter(weight -> weight != 1)
                .ifPresent(weight -> parameters.put(FRAUD_WEIGHT, Double.toString(weight)));
        wishes.start().ifPresent(model -> parameters.put(START, model));
        if (wishes.weightColumn().isPresent()) {
            parameters.put(WEIGHT_COLUMN, wishes.weightColumn().get());
            parameters.put(
                    WEIGHT_CAP,
                    Double.toString(wishes.weightCap()
                            .orElseThrow(() -> new IllegalArgumentException("weightColumn needs weightCap"))));
            parameters.put(
                    WEIGHT_ALSO_FEATURE,
                    Boolean.toString(wishes.weightAlsoFeature().orElse(true)));
        } else if (wishes.weightCap().isPresent() || wishes.weightAlsoFeature().isPresent()) {
            throw new IllegalArgumentException("weightCap and weightAlsoFeature go with weightColumn");
        }
        return parameters;
    }

    /** What a task says; refuses unknown names and texts that are not canonical. */
    static LogisticSettings settings(TaskSpec task, ModelStore models) {
        Map<String, String> parameters = task.parameters();
        if (!NAMES.containsAll(parameters.keySet())) {
            throw new IllegalArgumentException(
                    "expected parameters among " + NAMES + " but found " + parameters.keySet());
        }
        LogisticSettings plain = new LogisticSettings(
                task.data().features(),
                number(Functions.parameter(task, LAMBDA)),
                whole(Functions.parameter(task, MAX_ROUNDS)),
                task.limits().minimumEffectiveRows());
        Optional<RowWeights.Column> column = column(task);
        RowWeights weights = new RowWeights(other(parameters, FRAUD_WEIGHT, 1), column);
        Optional<LogisticModel> start = Optional.ofNullable(parameters.get(START))
                .map(id -> models.model(id)
                        .map(Model::content)
                        .orElseThrow(() -> new IllegalArgumentException("there is no model " + id + " at this node")));
        return plain.withExtras(new LogisticExtras(other(parameters, L1, 0), weights, start));
    }

    private static Optional<RowWeights.Column> column(TaskSpec task) {
        Map<String, String> parameters = task.parameters();
        String name = parameters.get(WEIGHT_COLUMN);
        if (name == null) {
            if (parameters.containsKey(WEIGHT_CAP) || parameters.containsKey(WEIGHT_ALSO_FEATURE)) {
                throw new IllegalArgumentException("weightCap and weightAlsoFeature go with weightColumn");
            }
            return Optional.empty();
        }
        String also = Functions.parameter(task, WEIGHT_ALSO_FEATURE);
        if (!also.equals("true") && !also.equals("false")) {
            throw new IllegalArgumentException("weightAlsoFeature is true or false");
        }
        return Optional.of(
                new RowWeights.Column(name, number(Functions.parameter(task, WEIGHT_CAP)), Boolean.parseBoolean(also)));
    }

    /** A number that is left out where it is the usual one. */
    private static double other(Map<String, String> parameters, String name, double usual) {
        String text = parameters.get(name);
        if (text == null) {
            return usual;
        }
        double value = number(text);
        if (value == usual) {
            throw new IllegalArgumentException(name + " is left out where it is " + usual);
        }
        return value;
    }

    private static double number(String text) {
        double value = Double.parseDouble(text);
        if (!Double.toString(value).equals(text)) {
            throw new IllegalArgumentException("the numbers are not in canonical form");
        }
        return value;
    }

    private static int whole(String text) {
        int value = Integer.parseInt(text);
        if (!Integer.toString(value).equals(text)) {
            throw new IllegalArgumentException("the numbers are not in canonical form");
        }
        return value;
    }
}
