package io.concordat.node.trace;

import java.time.Instant;
import java.util.Optional;

/** Tells a collector how long things took. Never waits and never fails. */
public interface Tracing extends AutoCloseable {

    /** Tells nobody. */
    Tracing OFF = new Tracing() {
        @Override
        public Request request(String route, Optional<String> traceparent) {
            return _ -> {};
        }

        @Override
        public void round(String job, int round, Instant begun, Instant ended) {}

        @Override
        public void job(String job, String end, Instant begun, Instant ended) {}

        @Override
        public void close() {}
    };

    /** A request that goes on. */
    @FunctionalInterface
    interface Request {
        /** It was answered with this HTTP status. */
        void answered(int status);
    }

    /**
     * A request began.
     *
     * @param route its method and path with names in place of values
     * @param traceparent the header of W3C Trace Context, if the client sent one
     */
    Request request(String route, Optional<String> traceparent);

    /** A round of a job is over. */
    void round(String job, int round, Instant begun, Instant ended);

    /**
     * A job is over.
     *
     * @param end how: the name of its last state
     */
    void job(String job, String end, Instant begun, Instant ended);

    @Override
    void close();
}
