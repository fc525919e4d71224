package io.concordat.node.job;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.training.JointKey;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The jobs of this node, each with its driver. */
final class JobRuns {

    private static final Logger LOG = LoggerFactory.getLogger(JobRuns.class);

    static final Rejection SPENT = new Rejection(
            ProblemType.QUARANTINED,
            "This bank's database was restored since the job was proposed; it takes part in new jobs only.");

    private final JobTools tools;
    private final Runnable roundBegan;
    private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
    private final AtomicInteger notResumed = new AtomicInteger();

    JobRuns(JobTools tools, Runnable roundBegan) {
        this.tools = tools;
        this.roundBegan = roundBegan;
    }

    Optional<JobRun> find(JobId id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** All jobs, newest first. */
    List<JobRun> all() {
        return runs.values().stream()
                .sorted(Comparator.comparingLong((JobRun run) -> run.view(JobState::createdAt))
                        .reversed()
                        .thenComparing(run -> run.frame().id()))
                .toList();
    }

    /** Jobs that are not over. */
    List<JobRun> running() {
        return runs.values().stream()
                .filter(run -> !run.view(JobState::phase).isOver())
                .toList();
    }

    /** The job of a task, made if it is new. The task must be one that {@link #frame} accepts. */
    synchronized JobRun create(TaskSpec task) throws JobRefusedException {
        JobRun existing = runs.get(task.jobId());
        if (existing != null) {
            return existing;
        }
        if (tools.stores().ledger().isSpent(task.jobId())) {
            throw new JobRefusedException(SPENT);
        }
        requirePresentVersion(task);
        JobRun run = new JobRun(tools, frame(task), roundBegan);
        tools.stores()
                .sql()
                .useTransaction(handle -> handle.execute(
                        "INSERT INTO job (job_id, created_at, ended) VALUES (?, ?, 0) ON CONFLICT (job_id) DO NOTHING",
                        task.jobId().value(),
                        tools.clock().instant().toEpochMilli()));
        runs.put(task.jobId(), run);
        Failpoint.JOB_BEFORE_FIRST_ENTRY.reach();
        run.record(new JobEvent.Proposed(task));
        expire(run);
        return run;
    }

    private void requirePresentVersion(TaskSpec task) throws JobRefusedException {
        Optional<Digest> active = tools.standing().consortium().get().map(Consortium::consortiumId);
        if (active.isPresent()
                && !active.get().equals(task.consortiumId())
                && tools.standing().version().apply(task.consortiumId()).isPresent()) {
            throw new JobRefusedException(
                    ProblemType.MEMBERSHIP_CHANGED,
                    "The task is of version " + task.consortiumId().brief() + " of the consortium, which is over.");
        }
    }

    /** Ends every job that is not over. */
    void endAll(Rejection reason) {
        runs.values().forEach(run -> {
            if (!run.view(JobState::phase).isOver()) {
                run.fail(reason);
            }
        });
    }

    /** Nothing is journalled from now on. */
    void stop() {
        runs.values().forEach(JobRun::stop);
    }

    /** What is fixed for a job, or why there can be no job for this task. */
    JobFrame frame(TaskSpec task) throws JobRefusedException {
        Consortium consortium = tools.standing()
                .version()
                .apply(task.consortiumId())
                .or(tools.standing().consortium())
                .orElseThrow(() ->
                        new JobRefusedException(ProblemType.CONSORTIUM_NOT_SIGNED, "This node is in no consortium."));
        JointKey key = tools.standing()
                .keys()
                .find(task.keyId())
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.KEY_EPOCH_MISMATCH,
                        "At " + tools.peers().self() + " there is no joint key "
                                + task.keyId().brief() + "."));
        Optional<Rejection> unfit = task.examine(consortium, key.keyId());
        if (unfit.isPresent()) {
            throw new JobRefusedException(unfit.get());
        }
        Functions.Resolved resolved = HistoryTasks.isHistory(task)
                ? tools.historyTasks().resolve(task)
                : Functions.resolve(task, tools.stores().models());
        return switch (resolved) {
            case Functions.Resolved.Unknown(var reason) -> throw new JobRefusedException(reason);
            case Functions.Resolved.Known(var computation) -> {
                if (!computation.digest(computation.initialState()).equals(task.initialStateDigest())) {
                    throw new JobRefusedException(
                            ProblemType.STATE_MISMATCH,
                            "At " + tools.peers().self() + " the task starts from another state than it says.");
                }
                yield new JobFrame(tools.peers().self(), consortium, key.publicKey(), task, computation);
            }
        };
    }

    /** Reads every job; those that are not over go on. */
    void resume() {
        List<JobRun> resumed = new ArrayList<>();
        for (JobId id : known()) {
            resume(id).ifPresent(resumed::add);
        }
        endSpent();
        resumed.forEach(this::endIfFormer);
        resumed.forEach(JobRun::performDue);
        resumed.forEach(this::expire);
    }

    /** The ids of all jobs in the store. */
    List<JobId> known() {
        return tools.stores().sql().withHandle(handle -> handle.createQuery(
                        "SELECT job_id FROM job ORDER BY created_at")
                .map((row, _) -> new JobId(row.getString(1)))
                .list());
    }

    /** Ends the jobs in which this node must not take part any more. */
    void endSpent() {
        for (JobRun run : running()) {
            if (tools.stores().ledger().isSpent(run.frame().id())) {
                run.fail(SPENT);
            }
        }
    }

    /** The node may do again what it could not: asks every job for what is due. */
    void performDue() {
        all().forEach(JobRun::performDue);
    }

    /** A node that stopped while its consortium changed ends the jobs of the version before at its next start. */
    private void endIfFormer(JobRun run) {
        boolean former = tools.standing()
                .consortium()
                .get()
                .filter(now -> !now.consortiumId().equals(run.frame().task().consortiumId()))
                .isPresent();
        if (former && !run.view(JobState::phase).isOver()) {
            run.fail(new Rejection(ProblemType.MEMBERSHIP_CHANGED, "The consortium of this job is over."));
        }
    }

    /** One job; what is wrong with it concerns no other and must not keep the node from starting. */
    @SuppressWarnings("IllegalCatch") // a journal that a newer version or a bug wrote may fail anywhere
    private Optional<JobRun> resume(JobId id) {
        try {
            List<byte[]> journal = tools.stores().journal().read("job/" + id, 0);
            if (journal.isEmpty()
                    || !(JournalEntry.decode(journal.getFirst()).event() instanceof JobEvent.Proposed(TaskSpec task))) {
                return Optional.empty(); // stopped between the row and the first entry: the proposer's task comes again
            }
            JobRun run = new JobRun(tools, frame(task), roundBegan);
            run.replay();
            runs.put(id, run);
            return Optional.of(run);
        } catch (JobRefusedException e) {
            LOG.atWarn()
                    .addKeyValue("job", id.value())
                    .log("A job cannot be resumed: " + e.reason().sentence());
        } catch (DecodeException | RuntimeException e) {
            LOG.atError().addKeyValue("job", id.value()).setCause(e).log("A job cannot be resumed; the others go on");
        }
        notResumed.incrementAndGet();
        return Optional.empty();
    }

    /** How many jobs of the store could not be brought back; each is in the log. */
    int notResumed() {
        return notResumed.get();
    }

    private void expire(JobRun run) {
        Instant end = Instant.ofEpochSecond(run.frame().task().expiresAt());
        tools.threads()
                .timers()
                .after(
                        Duration.between(tools.clock().instant(), end),
                        () -> run.fail(new Rejection(
                                ProblemType.TASK_EXPIRED, "The task expired before the job was finished.")));
    }
}
