package io.concordat.node.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.store.Sql;
import io.concordat.protocol.job.JobId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** This bank's own numbers, one vector for each (job, round), never replaced: every attempt of a round sums the same ones. */
final class ContributionStore {

    private static final int MAX_NUMBERS = 1 << 22;
    private static final int MAX_NUMBER_BYTES = 1 << 10;

    private final Sql sql;

    ContributionStore(Sql sql) {
        this.sql = sql;
    }

    Optional<List<BigInteger>> find(JobId job, int round) {
        return sql.withHandle(
                handle -> handle.createQuery("SELECT numbers FROM contribution WHERE job_id = ? AND round = ?")
                        .bind(0, job.value())
                        .bind(1, round)
                        .map((row, _) -> decode(row.getBytes(1)))
                        .findOne());
    }

    /** Stores the numbers unless there are some; the result is what is stored. */
    List<BigInteger> keep(JobId job, int round, List<BigInteger> numbers) {
        Failpoint.CONTRIBUTION_BEFORE_KEEP.reach();
        sql.useTransaction(handle -> handle.execute(
                "INSERT INTO contribution (job_id, round, numbers) VALUES (?, ?, ?)"
                        + " ON CONFLICT (job_id, round) DO NOTHING",
                job.value(),
                round,
                encode(numbers)));
        Failpoint.CONTRIBUTION_AFTER_KEEP.reach();
        return find(job, round).orElseThrow();
    }

    /** Forgets the numbers of a job that is over. */
    void erase(JobId job) {
        sql.useTransaction(handle -> handle.execute("DELETE FROM contribution WHERE job_id = ?", job.value()));
    }

    private static byte[] encode(List<BigInteger> numbers) {
        CanonicalWriter out = new CanonicalWriter().u32(numbers.size());
        numbers.forEach(out::signed);
        return out.toByteArray();
    }

    private static List<BigInteger> decode(byte[] bytes) {
        try {
            CanonicalReader in = new CanonicalReader(bytes);
            int count = in.count(MAX_NUMBERS);
            List<BigInteger> numbers = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                numbers.add(in.signed(MAX_NUMBER_BYTES));
            }
            in.end();
            return numbers;
        } catch (DecodeException e) {
            throw new IllegalStateException("The stored numbers of a round are damaged: " + e.getMessage(), e);
        }
    }
}
