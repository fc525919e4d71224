package io.concordat.node.job;

import io.concordat.model.evaluation.HistogramState;
import io.concordat.model.history.HistoryState;
import io.concordat.model.history.OpenedCells;
import io.concordat.model.logistic.LogisticModel;
import io.concordat.model.logistic.LogisticState;
import io.concordat.node.history.HistoryStore;
import io.concordat.node.model.Evaluation;
import io.concordat.node.model.Model;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** From the last state of a job to what it leaves behind. */
final class JobResults {

    private final JobTools tools;
    private final JobFrame frame;

    JobResults(JobTools tools, JobFrame frame) {
        this.tools = tools;
        this.frame = frame;
    }

    /** Why the last state is no result, if it is none: the opened sums made no sense. */
    static Optional<Rejection> failure(JobFrame frame, byte[] state) {
        return switch (frame.computation().decode(state)) {
            case LogisticState.Failed(String reason) -> failed(reason);
            case HistogramState.Unusable(String reason) -> failed(reason);
            case HistoryState.Unusable(String reason, var _) -> failed(reason);
            default -> Optional.empty();
        };
    }

    private static Optional<Rejection> failed(String reason) {
        return Optional.of(new Rejection(ProblemType.SUM_OUT_OF_RANGE, reason));
    }

    void keep(Handle handle, byte[] state) {
        Instant now = tools.clock().instant();
        String keyId = frame.task().keyId().hex();
        switch (frame.computation().decode(state)) {
            case LogisticState.Finished(var model) -> keep(handle, model, keyId, now);
            case HistogramState.Opened opened ->
                tools.stores()
                        .models()
                        .put(
                                handle,
                                new Evaluation(
                                        frame.id().value(),
                                        Functions.modelOf(frame.task()),
                                        keyId,
                                        frame.task().data().dataSet(),
                                        opened,
                                        Functions.amountsOf(frame.task()),
                                        now));
            case HistoryState.Complete _ -> {
                // Its cells are kept like those of a job that did not come to its end.
            }
            default ->
                throw new AssertionError(
                        "bug: a finished job of " + frame.task().function() + " without result");
        }
    }

    private void keep(Handle handle, LogisticModel model, String keyId, Instant now) {
        tools.stores().models().put(handle, Model.trained(model, frame.id().value(), keyId, now));
    }

    /** Keeps the cells that were opened, however the job ended: a cell is opened once, so they must not be lost. */
    void keepOpened(Handle handle, byte[] state) {
        if (frame.computation().decode(state) instanceof HistoryState history) {
            tools.stores().history().release(handle, frame.id().value());
            for (OpenedCells cells : history.opened()) {
                tools.stores()
                        .history()
                        .put(
                                handle,
                                frame.scope(),
                                new HistoryStore.Stored(
                                        cells,
                                        HistoryTasks.directory(frame.task()),
                                        HistoryTasks.options(frame.task()),
                                        frame.id().value(),
                                        tools.clock().instant()));
            }
        }
    }

    Optional<JobView.Result> find() {
        if (HistoryTasks.isHistory(frame.task())) {
            int periods = tools.stores().history().openedBy(frame.id().value());
            return periods == 0
                    ? Optional.empty()
                    : Optional.of(new JobView.Result(null, null, frame.scope().value()));
        }
        Optional<JobView.Result> evaluation = tools.stores()
                .models()
                .evaluation(frame.id().value())
                .map(found -> new JobView.Result(null, found.jobId(), null));
        return evaluation.or(() -> tools.stores()
                .models()
                .trainedBy(frame.id().value())
                .map(found -> new JobView.Result(found.id(), null, null)));
    }
}
