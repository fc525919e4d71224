package io.concordat.node.store;

import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.MerkleFrontier;
import java.util.List;
import java.util.Optional;

/** Targets of the audit log's second place. */
public final class StoreFuzz {
    private StoreFuzz() {}

    /** The audit file. */
    public static List<FuzzTarget> targets() {
        return List.of(new FuzzTarget(
                "audit-file",
                List.of(AuditLines.class),
                List.of(IllegalArgumentException.class),
                bytes -> {
                    AuditLines.parse(bytes);
                    return Optional.empty();
                },
                () -> List.of(lines())));
    }

    private static byte[] lines() {
        StringBuilder lines = new StringBuilder();
        MerkleFrontier tree = MerkleFrontier.EMPTY;
        for (int i = 0; i < 3; i++) {
            AuditEntry entry = new AuditEntry(i, 1_700_000_000_000L + i, AuditEntry.Kind.DECISION, "SHARE " + i);
            tree = tree.append(entry.encode());
            lines.append(AuditLines.line(entry, tree.root()));
        }
        return FuzzTarget.bytes(lines.toString());
    }
}
