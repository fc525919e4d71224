package io.concordat.node.peer;

/**
 * Takes verified envelopes of one type, one at a time in order of arrival, on the network's delivery thread.
 *
 * <p>A stored envelope counts as handled when this method returns, and is delivered again after a restart if it did
 * not; so what it means must be durable on return, and receiving twice must be harmless. Hand long work to another
 * thread. An exception is logged and the envelope stays unhandled until the next start.
 */
@FunctionalInterface
public interface EnvelopeReceiver {

    /** Takes one envelope; throws {@link java.util.concurrent.RejectedExecutionException} if the node ends and it must come again. */
    void receive(ReceivedEnvelope received);
}
