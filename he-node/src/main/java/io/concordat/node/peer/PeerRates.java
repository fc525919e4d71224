package io.concordat.node.peer;

import io.concordat.node.config.PeerConfig;
import io.concordat.node.worker.TokenBucket;
import io.concordat.protocol.consortium.MemberId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.LongSupplier;

/**
 * What each member may ask of this node: envelopes and bytes a second, and how many of its envelopes are examined at once. A member that sends
 * more is asked to wait, and takes nothing from the others.
 */
final class PeerRates {
    /** A bucket holds what comes in so many seconds. */
    static final int BURST_SECONDS = 4;

    /** A sender has one under way, or two when an answer was lost. */
    static final int AT_ONCE = 3;

    private final PeerConfig.Limits limits;
    private final LongSupplier nanoTime;
    private final Map<MemberId, Share> shares = new ConcurrentHashMap<>();

    PeerRates(PeerConfig.Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
    }

    Share of(MemberId member) {
        return shares.computeIfAbsent(member, _ -> new Share());
    }

    /** One member's share. */
    final class Share {
        private final TokenBucket envelopes = new TokenBucket(
                limits.envelopesPerSecond(), BURST_SECONDS * (double) limits.envelopesPerSecond(), nanoTime);
        private final TokenBucket bytes = new TokenBucket(
                limits.bytesPerSecond().bytes(),
                BURST_SECONDS * (double) limits.bytesPerSecond().bytes(),
                nanoTime);
        private final Semaphore places = new Semaphore(AT_ONCE);

        /** Zero if a request with a body of so many bytes may come in; else how long it must wait. */
        Duration request(long announced) {
            Duration wait = envelopes.take(1);
            return wait.isZero() && announced > 0 ? bytes.take(announced) : wait;
        }

        /** The same for a body that came in without its length. */
        Duration unannounced(long length) {
            return bytes.take(length);
        }

        /** Whether one more may be examined now; then {@link #leave} must follow. */
        boolean enter() {
            return places.tryAcquire();
        }

        void leave() {
            places.release();
        }
    }
}
