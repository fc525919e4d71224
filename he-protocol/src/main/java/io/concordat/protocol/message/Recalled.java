package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.ScopeId;
import java.util.ArrayList;
import java.util.List;

/**
 * RECALLED: what the sender knows of jobs and openings in which the bank that asks may have had a part.
 *
 * @param nonce of the RECALL
 * @param incarnation the newest one under which the sender has heard the bank that asks
 * @param head the newest head of that bank's log that the sender witnessed, under whichever incarnation; of size 0 if none
 * @param tasks hashes of all tasks of jobs that are not over
 * @param jobs all jobs
 * @param openings one attempt for each cohort that was opened, or may be, in a scope
 */
public record Recalled(
        Digest nonce,
        ByteString incarnation,
        LogHead head,
        List<Digest> tasks,
        List<JobId> jobs,
        List<Opening> openings)
        implements WitnessMessage {
    /** The most entries of each list. */
    public static final int MAX_ENTRIES = 20_000;

    private static final int MAX_COHORT = 64;

    /** A cohort that a scope was opened with, and the first attempt of it. */
    public record Opening(
            ScopeId scope, JobId job, int round, Digest attemptId, Digest stateDigest, List<MemberId> cohort) {
        public Opening {
            cohort = MemberId.sorted(cohort);
        }

        private void write(CanonicalWriter writer) {
            writer.text(scope.value());
            writer.text(job.value());
            writer.u32(round);
            attemptId.write(writer);
            stateDigest.write(writer);
            MemberId.writeSorted(writer, cohort);
        }

        private static Opening read(CanonicalReader reader) throws DecodeException {
            return new Opening(
                    new ScopeId(reader.text(64)),
                    new JobId(reader.text(32)),
                    reader.count(Integer.MAX_VALUE),
                    Digest.read(reader),
                    Digest.read(reader),
                    MemberId.readSorted(reader, MAX_COHORT));
        }
    }

    public Recalled {
        tasks = List.copyOf(tasks);
        jobs = List.copyOf(jobs);
        openings = List.copyOf(openings);
        if (incarnation.size() != Envelope.INCARNATION_BYTES
                || tasks.size() > MAX_ENTRIES
                || jobs.size() > MAX_ENTRIES
                || openings.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("Expected an incarnation of 16 bytes and lists of at most " + MAX_ENTRIES
                    + " entries but found " + incarnation.size() + ", " + tasks.size() + ", " + jobs.size() + " and "
                    + openings.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.RECALLED;
    }

    @Override
    public void write(CanonicalWriter writer) {
        nonce.write(writer);
        writer.fixed(incarnation.toByteArray());
        head.write(writer);
        writer.u32(tasks.size());
        tasks.forEach(task -> task.write(writer));
        writer.u32(jobs.size());
        jobs.forEach(job -> writer.text(job.value()));
        writer.u32(openings.size());
        openings.forEach(opening -> opening.write(writer));
    }

    static Recalled read(CanonicalReader reader) throws DecodeException {
        Digest nonce = Digest.read(reader);
        ByteString incarnation = ByteString.of(reader.fixed(Envelope.INCARNATION_BYTES));
        LogHead head = LogHead.read(reader);
        List<Digest> tasks = new ArrayList<>();
        for (int i = reader.count(MAX_ENTRIES); i > 0; i--) {
            tasks.add(Digest.read(reader));
        }
        List<JobId> jobs = new ArrayList<>();
        for (int i = reader.count(MAX_ENTRIES); i > 0; i--) {
            jobs.add(new JobId(reader.text(32)));
        }
        List<Opening> openings = new ArrayList<>();
        for (int i = reader.count(MAX_ENTRIES); i > 0; i--) {
            openings.add(Opening.read(reader));
        }
        return new Recalled(nonce, incarnation, head, tasks, jobs, openings);
    }
}
