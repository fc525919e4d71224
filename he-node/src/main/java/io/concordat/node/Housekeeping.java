package io.concordat.node;

import io.concordat.node.observe.OperatorLog;
import io.concordat.node.store.DiskReserve;
import io.concordat.node.store.Retention;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;

/** Looks after the disk while a node runs: tells once when the reserve is touched, and once a day removes what is too old. */
final class Housekeeping implements AutoCloseable {
    private static final Duration LOOK = Duration.ofSeconds(15);
    private static final Duration PRUNE = Duration.ofDays(1);

    private final Vertx vertx;
    private final DiskReserve disk;
    private final Retention retention;
    private final OperatorLog log;
    private final InstantSource clock;
    private final long timer;
    private Instant lastPruned = Instant.MIN;
    private boolean low;

    /** Looks once before it returns, then in the background. */
    Housekeeping(Vertx vertx, DiskReserve disk, Retention retention, OperatorLog log, InstantSource clock) {
        this.vertx = vertx;
        this.disk = disk;
        this.retention = retention;
        this.log = log;
        this.clock = clock;
        look();
        this.timer = vertx.setPeriodic(
                LOOK.toMillis(),
                _ -> vertx.executeBlocking(() -> {
                    look();
                    return true;
                }));
    }

    private synchronized void look() {
        Optional<String> problem = disk.problem();
        if (problem.isPresent() && !low) {
            log.diskLow(problem.get());
        } else if (problem.isEmpty() && low) {
            log.diskEnough();
        }
        low = problem.isPresent();
        Instant now = clock.instant();
        if (lastPruned.equals(Instant.MIN) || now.isAfter(lastPruned.plus(PRUNE))) {
            lastPruned = now;
            prune(now);
        }
    }

    private void prune(Instant now) {
        try {
            Retention.Pruned pruned = retention.prune(now);
            if (!pruned.isNothing()) {
                log.dataPruned(pruned.jobs(), pruned.messages());
            }
        } catch (JdbiException e) {
            log.pruningFailed(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
    }
}
