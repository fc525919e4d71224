package io.concordat.node.consortium;

import io.concordat.node.keys.KeyFileException;
import io.concordat.node.worker.Timers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the certificate once a minute: warns at 30, 14, 7 and 1 days and when it has expired, begins an exchange by
 * itself if it is told to, and lets the driver send again what was not confirmed.
 */
public final class CertificateWatch {
    private static final Logger LOG = LoggerFactory.getLogger(CertificateWatch.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final List<Integer> WARNINGS = List.of(0, 1, 7, 14, 30);

    private final EndpointDriver driver;
    private final EndpointEvents events;
    private final InstantSource clock;
    private final int rotateAtDays;
    private int warnedAt = Integer.MAX_VALUE;

    /** @param rotateAtDays begins an exchange when so many days are left; 0 for never */
    public CertificateWatch(EndpointDriver driver, EndpointEvents events, InstantSource clock, int rotateAtDays) {
        this.driver = driver;
        this.events = events;
        this.clock = clock;
        this.rotateAtDays = rotateAtDays;
    }

    /** Looks now and from then on. */
    public void start(Timers timers) {
        look();
        timers.after(LOOK_EVERY, () -> start(timers));
    }

    void look() {
        try {
            long days = driver.certificate().daysLeft(clock.instant());
            warn(days);
            if (rotateAtDays > 0
                    && days < rotateAtDays
                    && driver.status().successor().isEmpty()) {
                driver.rotate().ifPresent(rejection -> LOG.warn("No new certificate: {}", rejection.sentence()));
            }
            driver.look();
        } catch (KeyFileException | IllegalStateException e) {
            LOG.warn("The certificate could not be looked after; tried again in a minute: {}", e.getMessage());
        }
    }

    private void warn(long days) {
        int reached =
                WARNINGS.stream().filter(limit -> days < limit).findFirst().orElse(Integer.MAX_VALUE);
        if (reached < warnedAt) {
            events.expires(days);
        }
        warnedAt = reached;
    }
}
