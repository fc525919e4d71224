package io.concordat.node.job;

import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.protocol.round.RoundEvent;

/** What a job cost and proved at this node: everything sent, proofs that held, messages that were refused. Not thread-safe. */
final class JobTraffic {

    private final Traffic sent;
    private long proofsVerified;
    private long refusedMessages;

    JobTraffic(PaillierPublicKey key) {
        this.sent = new Traffic(key);
    }

    Traffic sent() {
        return sent;
    }

    void refused() {
        refusedMessages++;
    }

    void count(RoundEvent event) {
        if (event instanceof RoundEvent.ShareAccepted) {
            proofsVerified++;
        } else if (event instanceof RoundEvent.ShareRefused || event instanceof RoundEvent.RevealsRefused) {
            refusedMessages++;
        }
    }

    long proofsVerified() {
        return proofsVerified;
    }

    long refusedMessages() {
        return refusedMessages;
    }
}
