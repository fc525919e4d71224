package io.concordat.protocol.gate;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.message.Open;
import java.util.List;

/**
 * One attempt in a data scope about which this node remembers something that binds it.
 *
 * @param job the job
 * @param round from 0
 * @param attemptId the attempt
 * @param stateDigest of the state the round starts from
 * @param cohort U
 * @param root of the transcript that was shared, zero while this node has not shared
 * @param part what this node did in it
 * @param outcome what became of it
 */
public record Stake(
        JobId job,
        int round,
        Digest attemptId,
        Digest stateDigest,
        List<MemberId> cohort,
        Digest root,
        Part part,
        Outcome outcome) {
    /** What this node did. */
    public enum Part {
        /** It saw the attempt opened or failed, without sharing. */
        WITNESSED,
        /** It revealed its contribution. */
        REVEALED,
        /** Its share may have left. */
        SHARED
    }

    /** What became of the attempt. */
    public enum Outcome {
        /** It may still be opened. */
        LIVE,
        /** The sum is open. */
        OPENED,
        /** The sum was opened and failed its checks. */
        FAILED,
        /** A death certificate exists: fewer than T shares ever will. */
        DEAD
    }

    public Stake {
        cohort = MemberId.sorted(cohort);
    }

    /** Whether this is about the same job and round. */
    boolean sameRound(JobId otherJob, Open open) {
        return job.equals(otherJob) && round == open.round();
    }

    /** Whether a sum over this cohort is, or may become, known: what freezes the cohort of a scope. */
    public boolean countsForScope() {
        return switch (outcome) {
            case OPENED, FAILED -> true;
            case LIVE -> part == Part.SHARED;
            case DEAD -> false;
        };
    }
}
