package io.concordat.node.history;

import io.concordat.node.data.EventSpec;
import io.concordat.protocol.job.ScopeId;
import java.time.Instant;

/**
 * Where this bank's events of a scope are.
 *
 * @param events the columns
 * @param scope the scope its cells belong to
 * @param rows number of events at registration
 * @param frauds confirmed frauds among them; shown to this bank's own people only
 * @param firstDay day of the earliest transaction, since 1970
 * @param lastDay day of the latest transaction
 * @param registeredAt when it was registered
 */
public record HistorySource(
        EventSpec events, ScopeId scope, long rows, long frauds, long firstDay, long lastDay, Instant registeredAt) {

    /** The name that jobs refer to. */
    public String name() {
        return events.name();
    }
}
