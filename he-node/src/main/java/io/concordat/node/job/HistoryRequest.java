package io.concordat.node.job;

import io.concordat.model.history.HistoryOptions;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Which cells of shared history an analyst wants opened.
 *
 * @param source the name of the events' source, the same at every bank
 * @param directory the digest of the key directory
 * @param from the first day (UTC)
 * @param to the last day
 * @param options what is opened
 * @param cohort ids of the banks that contribute; empty for all
 * @param waitFor how long absent banks are waited for; the label delay if not given
 */
public record HistoryRequest(
        String source,
        String directory,
        LocalDate from,
        LocalDate to,
        HistoryOptions options,
        List<String> cohort,
        Optional<Duration> waitFor) {

    /** Copies the list. */
    public HistoryRequest {
        cohort = List.copyOf(cohort);
    }
}
