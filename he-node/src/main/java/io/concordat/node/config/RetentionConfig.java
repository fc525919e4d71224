package io.concordat.node.config;

import java.time.Duration;

/**
 * How long the node keeps what it may remove. The decision ledger, the audit log, keys, models and evaluations are kept for ever.
 *
 * @param jobs how long the journal of a job that is over, and the ciphertexts of its rounds, are kept; zero for ever
 */
public record RetentionConfig(Duration jobs) {
    private static final Duration LEAST = Duration.ofDays(100);

    static RetentionConfig of(TomlTable table) throws ConfigException {
        Duration jobs = table.duration("jobs", Duration.ZERO);
        if (!jobs.isZero() && jobs.compareTo(LEAST) < 0) {
            throw table.problem(
                    "jobs",
                    "must be 0 s (for ever) or at least " + LEAST.toDays()
                            + " d: a task may run for 90 days, and what belongs to it must be there so long");
        }
        return new RetentionConfig(jobs);
    }
}
