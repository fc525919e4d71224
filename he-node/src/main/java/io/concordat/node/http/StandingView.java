package io.concordat.node.http;

import io.concordat.protocol.audit.LogHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether this node may sign in jobs, and who vouches for its memory.
 *
 * @param state ready, waiting or quarantined
 * @param reason why it is not ready
 * @param incarnation the id of this installation
 * @param auditLog the audit log as it is
 * @param waitsFor banks whose word is missing
 * @param cosigned the newest head of the log that each bank cosigned
 */
public record StandingView(
        String state,
        @Nullable String reason,
        String incarnation,
        Head auditLog,
        List<String> waitsFor,
        List<Cosigned> cosigned) {
    public StandingView {
        waitsFor = List.copyOf(waitsFor);
        cosigned = List.copyOf(cosigned);
    }

    /** A head of the audit log: how many entries, and the root of the tree over them. */
    public record Head(long entries, String root) {
        /** Of this head. */
        public static Head of(LogHead head) {
            return new Head(head.size(), head.root().hex());
        }
    }

    /** What a bank cosigned, and when. */
    public record Cosigned(String by, Head head, String at) {}
}
