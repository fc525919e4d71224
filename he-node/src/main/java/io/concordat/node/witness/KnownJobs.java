package io.concordat.node.witness;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Recalled;
import java.util.Collection;
import java.util.List;

/** What the recovery needs of the part of the node that runs jobs. */
public interface KnownJobs {
    /** Tasks of jobs that are not over. */
    List<Digest> openTasks();

    /** All jobs. */
    List<JobId> all();

    /** One attempt for each cohort that was opened, or may be, in a scope. */
    List<Recalled.Opening> openings();

    /**
     * Enters everything in the ledger and ends the quarantine, in one step: the jobs are spent, the openings happened. On disk when it
     * returns; never takes anything back.
     *
     * @param incarnation that is released
     * @param by the banks whose word it is, for the audit log
     */
    void takeUp(Collection<JobId> jobs, Collection<Recalled.Opening> openings, String incarnation, String by);

    /** Ends these jobs here and tells the other banks; of those that this node does not know, too. */
    void end(Collection<JobId> jobs, Collection<Digest> openTasks);
}
