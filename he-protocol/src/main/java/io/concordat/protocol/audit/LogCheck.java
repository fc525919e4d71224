package io.concordat.protocol.audit;

import io.concordat.protocol.codec.Digest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares a whole log with heads that were stated about it: its own last one, and those that left the node in signed
 * messages.
 */
public final class LogCheck {
    private final Map<Digest, Long> heads = new HashMap<>();
    private final MerkleFrontier frontier;
    private final Optional<String> fault;

    private LogCheck(List<AuditEntry> entries) {
        MerkleFrontier tree = MerkleFrontier.EMPTY;
        heads.put(tree.head().digest(), 0L);
        Optional<String> found = Optional.empty();
        for (AuditEntry entry : entries) {
            if (entry.position() != tree.size() && found.isEmpty()) {
                found = Optional.of("Expected entry " + tree.size() + " but found " + entry.position());
            }
            tree = tree.append(entry.encode());
            heads.put(tree.head().digest(), tree.size());
        }
        frontier = tree;
        fault = found;
    }

    /** The log with these entries in their order. */
    public static LogCheck of(List<AuditEntry> entries) {
        return new LogCheck(entries);
    }

    /** The tree over all entries. */
    public MerkleFrontier frontier() {
        return frontier;
    }

    /** Why the log is not whole, compared with the head it should have; empty if it is. */
    public Optional<String> against(LogHead expected) {
        if (fault.isPresent()) {
            return fault;
        }
        return frontier.head().equals(expected)
                ? Optional.empty()
                : Optional.of("Expected the head of " + expected.size() + " entries "
                        + expected.root().hex()
                        + " but found that of " + frontier.size() + " entries "
                        + frontier.root().hex());
    }

    /** How many entries the log had when it had this head, or empty if it never had it. */
    public Optional<Long> sizeAt(Digest headDigest) {
        return Optional.ofNullable(heads.get(headDigest));
    }
}
