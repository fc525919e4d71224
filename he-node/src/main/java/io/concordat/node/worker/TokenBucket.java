package io.concordat.node.worker;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A token bucket: so many units a second in the long run, and at most a burst at once. Thread-safe; never waits itself. */
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perSecond;
    private final double burst;
    private final LongSupplier nanoTime;
    private double left;
    private long at;

    /** Full at first. */
    public TokenBucket(double perSecond, double burst, LongSupplier nanoTime) {
        if (!(perSecond > 0) || !(burst > 0)) {
            throw new IllegalArgumentException(
                    "Expected a rate and a burst above 0 but found " + perSecond + ", " + burst);
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
        this.left = burst;
        this.at = nanoTime.getAsLong();
    }

    /** Takes so many units and returns zero; or takes none and returns how long it is until they are there. More than the burst counts as the burst. */
    public synchronized Duration take(long units) {
        double wanted = Math.min((double) units, burst);
        long now = nanoTime.getAsLong();
        left = Math.min(burst, left + (now - at) / NANOS * perSecond);
        at = now;
        if (wanted <= left) {
            left -= wanted;
            return Duration.ZERO;
        }
        return Duration.ofNanos((long) Math.ceil((wanted - left) / perSecond * NANOS));
    }
}
