package io.concordat.node.peer;

import io.concordat.protocol.message.SignedEnvelope;

/**
 * A verified envelope and its place in this node's log of all envelopes, its own included.
 *
 * @param position rising with arrival and the same after a restart; 0 for messages of a key ceremony, which are not
 *     stored
 * @param envelope the envelope; its sender, consortium and signature are checked
 */
public record ReceivedEnvelope(long position, SignedEnvelope envelope) {}
