package io.concordat.protocol.ceremony;

import java.util.List;

/**
 * What a member sends in one phase.
 *
 * @param content the same for all
 * @param payloads for each member (index order, this member itself included) what is sealed for it; none if the phase
 *     sends this member's peers nothing in private
 */
@SuppressWarnings("ArrayRecordComponent") // handed on at once, never compared
record Outgoing(byte[] content, List<byte[]> payloads) {

    private static final byte[] NOTHING = new byte[0];

    Outgoing {
        payloads = List.copyOf(payloads);
    }

    /** A broadcast alone. */
    static Outgoing broadcast(byte[] content) {
        return new Outgoing(content, List.of());
    }

    /** Payloads, with a broadcast that carries nothing but echo and hashes. */
    static Outgoing payloads(List<byte[]> payloads) {
        return new Outgoing(NOTHING, payloads);
    }

    /** A broadcast that carries nothing but the echo. */
    static Outgoing echoOnly() {
        return new Outgoing(NOTHING, List.of());
    }
}
