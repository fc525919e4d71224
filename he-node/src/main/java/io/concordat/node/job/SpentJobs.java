package io.concordat.node.job;

import io.concordat.node.witness.KnownJobs;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Recalled;
import io.concordat.protocol.message.TaskRefused;
import java.util.Collection;
import java.util.List;

/** The jobs of this node as other banks' recovery, and its own, sees them. */
final class SpentJobs implements KnownJobs {
    private final JobTools tools;
    private final JobRuns runs;

    SpentJobs(JobTools tools, JobRuns runs) {
        this.tools = tools;
        this.runs = runs;
    }

    @Override
    public List<Digest> openTasks() {
        return runs.running().stream().map(run -> run.frame().task().taskHash()).toList();
    }

    @Override
    public List<JobId> all() {
        return runs.known();
    }

    @Override
    public List<Recalled.Opening> openings() {
        return tools.stores().ledger().openings();
    }

    @Override
    public void takeUp(Collection<JobId> jobs, Collection<Recalled.Opening> openings, String incarnation, String by) {
        tools.stores()
                .ledger()
                .takeUp(jobs, openings, incarnation, by, tools.clock().instant().toEpochMilli());
    }

    @Override
    public void end(Collection<JobId> jobs, Collection<Digest> openTasks) {
        runs.endSpent();
        tools.standing().consortium().get().ifPresent(consortium -> openTasks.stream()
                .filter(task -> runs.find(JobId.ofTask(task)).isEmpty())
                .forEach(task ->
                        tools.peers().send(new TaskRefused(task, JobRuns.SPENT), Digest.ZERO, consortium.ids())));
    }
}
