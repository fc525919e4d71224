package io.concordat.node.http;

import io.concordat.model.evaluation.AmountColumn;
import io.concordat.node.job.JobProposal;
import io.concordat.node.job.JobService;
import io.concordat.node.job.JobView;
import io.concordat.node.job.TrainingWishes;
import io.concordat.protocol.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code POST /jobs}: proposes a task to all banks; it starts when two persons of each have approved. */
public final class ProposeJobHandler implements RouteHandler {

    private static final int DEFAULT_HOURS = 72;
    private static final int MOST_HOURS = 24 * 90;

    private final JobService jobs;

    /** Proposes there. */
    public ProposeJobHandler(JobService jobs) {
        this.jobs = jobs;
    }

    record Body(
            String function,
            String dataSet,
            @Nullable List<String> cohort,
            @Nullable Double lambda,
            @Nullable Integer maxRounds,
            @Nullable String model,
            @Nullable Double l1,
            @Nullable Double fraudWeight,
            @Nullable String weightColumn,
            @Nullable Double weightCap,
            @Nullable Boolean weightAlsoFeature,
            @Nullable String start,
            @Nullable String amountColumn,
            @Nullable Double amountCap,
            @Nullable Integer expiresInHours) {
        Optional<AmountColumn> amounts() throws RefusedException {
            if (amountColumn == null && amountCap == null) {
                return Optional.empty();
            }
            if (amountColumn == null || amountCap == null) {
                throw new RefusedException(ProblemType.INVALID_REQUEST, "amountColumn and amountCap go together.");
            }
            try {
                return Optional.of(new AmountColumn(amountColumn, amountCap));
            } catch (IllegalArgumentException e) {
                throw new RefusedException(ProblemType.INVALID_REQUEST, String.valueOf(e.getMessage()));
            }
        }

        TrainingWishes wishes() {
            return new TrainingWishes(
                    Optional.ofNullable(l1),
                    Optional.ofNullable(fraudWeight),
                    Optional.ofNullable(weightColumn),
                    Optional.ofNullable(weightCap),
                    Optional.ofNullable(weightAlsoFeature),
                    Optional.ofNullable(start));
        }
    }

    @Override
    public Route route() {
        return Route.post("/jobs");
    }

    @Override
    public ApiResponse handle(ApiRequest request) throws RefusedException {
        Body body = request.json(Body.class);
        int hours = body.expiresInHours() == null ? DEFAULT_HOURS : body.expiresInHours();
        if (hours < 1 || hours > MOST_HOURS) {
            throw new RefusedException(
                    ProblemType.INVALID_REQUEST, "expiresInHours is 1 to " + MOST_HOURS + " but was " + hours + ".");
        }
        JobProposal proposal = new JobProposal(
                body.function(),
                body.dataSet(),
                body.cohort() == null ? List.of() : body.cohort(),
                Optional.ofNullable(body.lambda()),
                Optional.ofNullable(body.maxRounds()),
                Optional.ofNullable(body.model()),
                body.wishes(),
                body.amounts(),
                Duration.ofHours(hours));
        return JobHandlers.answered(request, _ -> {
            JobView job = jobs.propose(proposal);
            return new ApiResponse.Accepted("/jobs/" + job.id(), job);
        });
    }
}
