package io.concordat.node.job;

import io.concordat.model.history.HistoryScheme;
import io.concordat.node.data.DataSet;
import io.concordat.node.data.DataSetRefusedException;
import io.concordat.node.data.RowSnapshot;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.history.HistorySource;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.Task;
import io.concordat.protocol.message.TaskApproval;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Performs what a job asks for outside its rounds. */
final class JobDuties {

    private static final int SALT_BYTES = 32;

    private final JobTools tools;
    private final JobRun run;

    JobDuties(JobTools tools, JobRun run) {
        this.tools = tools;
        this.run = run;
    }

    void perform(JobDuty duty) {
        switch (duty) {
            case JobDuty.Propose _ -> send(new Task(run.frame().task()));
            case JobDuty.Examine _ -> run.record(new JobEvent.Examined(examine()));
            case JobDuty.Refuse _ -> send(new TaskRefused(run.frame().task().taskHash(), publicReason()));
            case JobDuty.Freeze _ -> tools.threads().data().execute(() -> freeze(duty));
            case JobDuty.Approve _ -> send(new TaskApproval(run.frame().task().taskHash(), run.view(JobState::signed)));
            case JobDuty.Start start -> start(start.round());
            case JobDuty.Complete _ -> complete();
        }
    }

    private Optional<Rejection> examine() {
        if (run.frame().contributes() && HistoryTasks.isHistory(run.frame().task())) {
            return tools.historyTasks()
                    .examine(run.frame().task(), run.frame().self(), run.frame().consortium());
        }
        return run.frame().contributes()
                ? TaskExamination.examine(
                        run.frame().task(),
                        run.frame().self(),
                        tools.data().registry().find(run.frame().task().data().dataSet()))
                : Optional.empty();
    }

    /** What the other banks are told: never more than the kind of problem if it is about rows. */
    private Rejection publicReason() {
        Optional<Rejection> examined = run.view(state -> state.examined().flatMap(JobEvent.Examined::reason));
        return examined.orElseGet(() -> {
            ProblemType type = run.view(JobState::failure).map(Rejection::type).orElse(ProblemType.OPERATOR_DECISION);
            return new Rejection(type, run.frame().self() + " cannot go on with this task: " + type.title() + ".");
        });
    }

    @SuppressWarnings("IllegalCatch") // whatever went wrong while rows were read, the job must say so and go on
    private void freeze(JobDuty duty) {
        try {
            Failpoint.ROWS_BEFORE_FREEZE.reach();
            Optional<RowSnapshot> frozen = HistoryTasks.isHistory(run.frame().task()) ? freezeEvents() : freezeRows();
            if (frozen.isEmpty()) {
                run.fail(new Rejection(ProblemType.NOT_FOUND, "The data set of the task is not registered any more."));
                return;
            }
            RowSnapshot snapshot = frozen.get();
            long most = run.frame().consortium().charter().maximumRows();
            if (snapshot.rows() > most) {
                run.fail(new Rejection(
                        ProblemType.DATA_INVALID,
                        "The data set has " + snapshot.rows() + " rows, but the charter allows " + most + "."));
                return;
            }
            Failpoint.ROWS_AFTER_FREEZE.reach();
            byte[] salt = new byte[SALT_BYTES];
            tools.random().nextBytes(salt);
            run.record(new JobEvent.Frozen(snapshot.rows(), Digest.of(snapshot.digest()), Digest.of(salt)));
        } catch (DataSetRefusedException e) {
            run.fail(new Rejection(e.type(), e.sentence()));
        } catch (JobRefusedException e) {
            run.fail(e.reason());
        } catch (RuntimeException e) {
            run.undone(duty);
            throw e;
        }
    }

    private Optional<RowSnapshot> freezeRows() throws DataSetRefusedException {
        Optional<DataSet> dataSet =
                tools.data().registry().find(run.frame().task().data().dataSet());
        return dataSet.isEmpty()
                ? Optional.empty()
                : Optional.of(tools.data()
                        .snapshots()
                        .freeze(dataSet.get().spec(), run.frame().task().data().features(), rowFile()));
    }

    private Optional<RowSnapshot> freezeEvents() throws DataSetRefusedException, JobRefusedException {
        Optional<HistorySource> source =
                tools.stores().history().source(run.frame().task().data().dataSet());
        if (source.isEmpty()) {
            return Optional.empty();
        }
        HistoryScheme scheme = tools.historyTasks().scheme(run.frame().task());
        if (!tools.stores()
                .history()
                .claim(run.frame().scope(), scheme.periods(), run.frame().id().value())) {
            throw new JobRefusedException(
                    ProblemType.CONFLICT,
                    "Another job has opened cells of this range, or is about to. A cell is opened once.");
        }
        return Optional.of(EventSnapshots.freeze(
                tools.data().events(), tools.data().snapshots(), source.get(), scheme, rowFile()));
    }

    Path rowFile() {
        return tools.data().directory().resolve(run.frame().id().value()).resolve("rows.f64");
    }

    /** The frozen rows. */
    RowSnapshot rows() {
        JobEvent.Frozen frozen = run.view(JobState::frozen)
                .orElseThrow(() -> new IllegalStateException("The rows of the job are not frozen"));
        return new RowSnapshot(
                rowFile(),
                run.frame().task().data().features(),
                frozen.rows(),
                frozen.digest().toByteArray());
    }

    private void start(int round) {
        int most = run.frame().task().limits().maximumRounds();
        if (round >= most) {
            run.fail(new Rejection(
                    ProblemType.BUDGET_EXHAUSTED, "The task allows " + most + " rounds and all are used."));
            return;
        }
        Optional<Rejection> tooSmall = layoutProblem();
        if (tooSmall.isPresent()) {
            run.fail(tooSmall.get());
            return;
        }
        DecisionLedger ledger = tools.stores().ledger();
        BoundCohort bound = BoundCohort.of(
                ledger.scope(run.frame().scope()),
                ledger.frozenCohort(run.frame().scope()),
                run.frame().consortium(),
                run.frame().task().cohort());
        if (bound.problem().isPresent()) {
            run.fail(bound.problem().get());
            return;
        }
        run.record(new JobEvent.RoundStarted(round, bound.cohort()));
    }

    private Optional<Rejection> layoutProblem() {
        try {
            run.frame().layout(run.view(JobState::computationState).toByteArray());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Rejection(
                    ProblemType.LAYOUT_MISMATCH, "The joint key is too small for the next round: " + e.getMessage()));
        }
    }

    private void complete() {
        // looked at before the database is written: whoever records in the job's journal has the job first and the
        // database then
        boolean finished = run.view(JobState::phase) == JobPhase.FINISHED;
        byte[] state = run.view(JobState::computationState).toByteArray();
        JobResults results = new JobResults(tools, run.frame());
        Failpoint.RESULT_BEFORE_STORE.reach();
        tools.stores().sql().useTransaction(handle -> {
            if (finished) {
                results.keep(handle, state);
            }
            results.keepOpened(handle, state);
            handle.execute(
                    "UPDATE job SET ended = 1 WHERE job_id = ?",
                    run.frame().id().value());
            Failpoint.RESULT_BEFORE_COMMIT.reach();
        });
        Failpoint.RESULT_AFTER_STORE.reach();
        new ContributionStore(tools.stores().sql()).erase(run.frame().id());
        try {
            Files.deleteIfExists(rowFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        Failpoint.RESULT_AFTER_ERASE.reach();
        run.completed();
    }

    private void send(MessageBody body) {
        tools.peers()
                .send(body, run.frame().task().keyId(), run.frame().consortium().ids());
    }
}
