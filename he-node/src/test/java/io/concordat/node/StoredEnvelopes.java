package io.concordat.node;

import io.concordat.node.peer.EnvelopeLog;
import io.concordat.node.store.Database;
import io.concordat.node.store.EnvelopeTable;
import java.time.Clock;

/** Lets tests of other packages use the database as the network's log, as a node does. */
public final class StoredEnvelopes {
    private StoredEnvelopes() {}

    public static EnvelopeLog of(Database database) {
        return new StoredEnvelopeLog(new EnvelopeTable(database), Clock.systemUTC());
    }
}
