/**
 * The network between the members: signed envelopes over HTTPS with certificates pinned on both sides (TLS 1.3), a
 * durable outbox, and delivery to whoever registered for a kind of message.
 *
 * <p>An incoming envelope is verified (pin, sender, consortium, signature), stored and only then acknowledged; an
 * outgoing one is stored before it is sent and sent until it is acknowledged, in order for each member. Receiving is at
 * least once. What this does not protect against: a member that tells different members different things (the protocol
 * compares), traffic analysis, and a member's stolen keys.
 */
@NullMarked
package io.concordat.node.peer;

import org.jspecify.annotations.NullMarked;
