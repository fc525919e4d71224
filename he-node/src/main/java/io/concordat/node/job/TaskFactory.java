package io.concordat.node.job;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.model.evaluation.ScoreHistograms;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.node.data.DataSet;
import io.concordat.node.model.ModelStore;
import io.concordat.node.training.Computation;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Purpose;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskData;
import io.concordat.protocol.job.TaskLimits;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns what an analyst asks for into the task that the banks approve. */
final class TaskFactory {

    /** Openings beyond the rounds: a failed opening may be tried again. */
    private static final int SPARE_OPENINGS = 10;

    private final Consortium consortium;
    private final Digest keyId;
    private final MemberId self;
    private final ModelStore models;

    TaskFactory(Consortium consortium, Digest keyId, MemberId self, ModelStore models) {
        this.consortium = consortium;
        this.keyId = keyId;
        this.self = self;
        this.models = models;
    }

    TaskSpec task(JobProposal proposal, DataSet dataSet, Instant now) throws JobRefusedException {
        try {
            TaskSpec draft = draft(proposal, dataSet, now);
            return switch (Functions.resolve(draft, models)) {
                case Functions.Resolved.Unknown(var reason) -> throw new JobRefusedException(reason);
                case Functions.Resolved.Known(var computation) -> withInitialState(draft, computation);
            };
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private TaskSpec draft(JobProposal proposal, DataSet dataSet, Instant now) throws JobRefusedException {
        boolean training = Functions.trains(proposal.function());
        if (!training && !proposal.function().equals(Functions.EVALUATE)) {
            throw new JobRefusedException(
                    ProblemType.INVALID_REQUEST,
                    "The function " + proposal.function() + " is not known; there are " + Functions.TRAIN + ", "
                            + Functions.TRAIN_WIDE + " and " + Functions.EVALUATE + ".");
        }
        List<String> features =
                training ? dataSet.features() : new ScoreHistograms(model(proposal), proposal.amounts()).features();
        List<MemberId> cohort = proposal.cohort().isEmpty()
                ? consortium.participants()
                : proposal.cohort().stream().map(MemberId::of).sorted().toList();
        return new TaskSpec(
                consortium.consortiumId(),
                keyId,
                EpochType.MASKED_SUMS,
                proposal.function(),
                training ? TrainingParameters.of(proposal) : evaluationParameters(proposal),
                new TaskData(
                        proposal.dataSet(),
                        "",
                        features,
                        dataSet.label(),
                        new ScopeId(dataSet.spec().scope())),
                cohort,
                training ? Purpose.TRAIN : Purpose.EVALUATE,
                Digest.ZERO,
                limits(training ? Functions.STANDARDISATION_ROUNDS + maxRounds(proposal) : 1),
                self,
                now.getEpochSecond(),
                now.plus(proposal.expiry()).getEpochSecond());
    }

    private LogisticModel model(JobProposal proposal) throws JobRefusedException {
        String id = proposal.model()
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.INVALID_REQUEST, "An evaluation needs the id of the model to evaluate."));
        return models.model(id)
                .orElseThrow(() -> new JobRefusedException(ProblemType.NOT_FOUND, "This node has no model " + id + "."))
                .content();
    }

    private static int maxRounds(JobProposal proposal) {
        return proposal.maxRounds().orElse(TrainingParameters.defaultRounds(proposal.function()));
    }

    private static SortedMap<String, String> evaluationParameters(JobProposal proposal) {
        SortedMap<String, String> parameters = new TreeMap<>();
        parameters.put(Functions.MODEL, proposal.model().orElseThrow());
        proposal.amounts().ifPresent(amounts -> {
            parameters.put(Functions.AMOUNT_COLUMN, amounts.name());
            parameters.put(Functions.AMOUNT_CAP, Double.toString(amounts.cap()));
        });
        return parameters;
    }

    private TaskLimits limits(int rounds) {
        return new TaskLimits(
                rounds, rounds + SPARE_OPENINGS, consortium.charter().minimumEffectiveRows());
    }

    private static TaskSpec withInitialState(TaskSpec draft, Computation<?> computation) {
        return new TaskSpec(
                draft.consortiumId(),
                draft.keyId(),
                draft.epochType(),
                draft.function(),
                draft.parameters(),
                draft.data(),
                draft.cohort(),
                draft.purpose(),
                computation.digest(computation.initialState()),
                draft.limits(),
                draft.createdBy(),
                draft.createdAt(),
                draft.expiresAt());
    }
}
