package io.concordat.node.job;

import io.concordat.model.evaluation.AmountColumn;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticLbfgs;
import io.concordat.model.logistic.LogisticNewton;
import io.concordat.node.model.Model;
import io.concordat.node.model.ModelStore;
import io.concordat.node.training.Computation;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.Optional;
import java.util.Set;

/** The functions that tasks may name, with their parameters in canonical text. */
final class Functions {

    /** Trains a logistic regression. */
    static final String TRAIN = "logistic-newton/v1";

    /** The same for wide tables. */
    static final String TRAIN_WIDE = "logistic-lbfgs/v1";

    /** Evaluates a model on hold-out rows. */
    static final String EVALUATE = "score-histograms/v1";

    static final String MODEL = "model";
    static final String AMOUNT_COLUMN = "amountColumn";
    static final String AMOUNT_CAP = "amountCap";

    private static final Set<String> WITH_AMOUNTS = Set.of(MODEL, AMOUNT_COLUMN, AMOUNT_CAP);

    /** Standardisation takes two rounds before the first Newton round. */
    static final int STANDARDISATION_ROUNDS = 2;

    private Functions() {}

    /** Whether a function trains a model. */
    static boolean trains(String function) {
        return function.equals(TRAIN) || function.equals(TRAIN_WIDE);
    }

    /** A computation, or why there is none. */
    sealed interface Resolved {
        /** Here it is. */
        record Known(Computation<?> computation) implements Resolved {}

        /** The function is unknown, or its parameters are. */
        record Unknown(Rejection reason) implements Resolved {}
    }

    static Resolved resolve(TaskSpec task, ModelStore models) {
        try {
            return switch (task.function()) {
                case TRAIN ->
                    new Resolved.Known(
                            new Computation<>(new LogisticNewton(TrainingParameters.settings(task, models))));
                case TRAIN_WIDE ->
                    new Resolved.Known(new Computation<>(new LogisticLbfgs(TrainingParameters.settings(task, models))));
                case EVALUATE -> evaluation(task, models);
                default -> unknown("The function " + task.function() + " is not known here.");
            };
        } catch (IllegalArgumentException e) {
            return unknown("The task's parameters are not acceptable: " + e.getMessage());
        }
    }

    private static Resolved evaluation(TaskSpec task, ModelStore models) {
        require(task, task.parameters().containsKey(AMOUNT_COLUMN) ? WITH_AMOUNTS : Set.of(MODEL));
        Optional<Model> model = models.model(modelOf(task));
        if (model.isEmpty()) {
            return unknown("There is no model " + modelOf(task) + " at this node.");
        }
        ScoreHistograms histograms = new ScoreHistograms(model.get().content(), amountsOf(task));
        if (!histograms.features().equals(task.data().features())) {
            return unknown("The task names other columns than model " + modelOf(task) + ", or another order.");
        }
        return new Resolved.Known(new Computation<>(histograms));
    }

    /** Which amounts an evaluation sums, if any. */
    static Optional<AmountColumn> amountsOf(TaskSpec task) {
        if (!task.parameters().containsKey(AMOUNT_COLUMN)) {
            return Optional.empty();
        }
        double cap = Double.parseDouble(parameter(task, AMOUNT_CAP));
        if (!Double.toString(cap).equals(parameter(task, AMOUNT_CAP))) {
            throw new IllegalArgumentException("the numbers are not in canonical form");
        }
        return Optional.of(new AmountColumn(parameter(task, AMOUNT_COLUMN), cap));
    }

    static String modelOf(TaskSpec task) {
        return parameter(task, MODEL);
    }

    static String parameter(TaskSpec task, String name) {
        String value = task.parameters().get(name);
        if (value == null) {
            throw new IllegalArgumentException("the parameter " + name + " is missing");
        }
        return value;
    }

    private static void require(TaskSpec task, Set<String> names) {
        if (!task.parameters().keySet().equals(names)) {
            throw new IllegalArgumentException("expected the parameters " + names + " but found "
                    + task.parameters().keySet());
        }
    }

    private static Resolved unknown(String sentence) {
        return new Resolved.Unknown(new Rejection(ProblemType.INVALID_REQUEST, sentence));
    }
}
