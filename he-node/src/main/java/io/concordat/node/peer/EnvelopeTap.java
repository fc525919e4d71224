package io.concordat.node.peer;

import io.concordat.protocol.consortium.MemberId;

/**
 * Sees every envelope as it goes out and comes in: the bytes of the HTTP body, above TLS. For tests that search what
 * leaves a node for what must not.
 */
public interface EnvelopeTap {

    /** An envelope goes to a member; called for each attempt to deliver it. */
    void outgoing(MemberId to, byte[] body);

    /** A body came in from the member that the connection's certificate names, before anything is checked. */
    void incoming(MemberId from, byte[] body);

    /** Looks at nothing. */
    static EnvelopeTap none() {
        return new EnvelopeTap() {
            @Override
            public void outgoing(MemberId to, byte[] body) {}

            @Override
            public void incoming(MemberId from, byte[] body) {}
        };
    }
}
