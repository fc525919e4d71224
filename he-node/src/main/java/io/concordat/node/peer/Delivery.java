package io.concordat.node.peer;

import io.concordat.protocol.message.MessageType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands envelopes to their receivers, one at a time, in the order in which they were put in. A stored envelope that its receiver did not
 * take is handed to it again after a pause that doubles, {@value #MOST_TRIES} times, and then at the next start.
 */
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    /** So many envelopes may wait before others are asked to send later. */
    private static final int MAXIMUM_WAITING = 1_000;

    private static final int PAGE = 200;
    private static final int MOST_TRIES = 10;

    private final EnvelopeLog log;
    private final PeerEvents events;
    private final Map<MessageType, EnvelopeReceiver> receivers =
            new ConcurrentHashMap<>(new EnumMap<>(MessageType.class));
    private final BlockingQueue<ReceivedEnvelope> queue = new LinkedBlockingQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Backoff backoff;
    private final Map<Long, Integer> failures = new HashMap<>();
    private final Thread thread;

    /** The pause after a first failure, and the longest. */
    record Backoff(Duration first, Duration longest) {
        Duration after(int failures) {
            Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 20));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    Delivery(EnvelopeLog log, PeerEvents events, Backoff backoff) {
        this.log = log;
        this.events = events;
        this.backoff = backoff;
        this.thread = Thread.ofVirtual().name("peer-delivery").unstarted(this::run);
    }

    void register(MessageType type, EnvelopeReceiver receiver) {
        if (receivers.putIfAbsent(type, receiver) != null) {
            throw new IllegalStateException("Messages of type " + type + " have a receiver already");
        }
    }

    /** Puts in what was left from the last run, and begins. */
    void start() {
        long last = 0;
        for (List<ReceivedEnvelope> page = log.unhandled(last, PAGE);
                !page.isEmpty();
                page = log.unhandled(last, PAGE)) {
            page.forEach(this::put);
            last = page.getLast().position();
        }
        thread.start();
    }

    void put(ReceivedEnvelope envelope) {
        waiting.incrementAndGet();
        queue.add(envelope);
    }

    boolean isFull() {
        return waiting.get() >= MAXIMUM_WAITING;
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void run() {
        try {
            while (true) {
                deliver(queue.take());
                waiting.decrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    @SuppressWarnings("IllegalCatch") // one receiver's fault must not stop the others
    private void deliver(ReceivedEnvelope received) {
        MessageType type = received.envelope().envelope().type();
        try {
            EnvelopeReceiver receiver = receivers.get(type);
            if (receiver == null) {
                throw new IllegalStateException("Nobody receives messages of type " + type);
            }
            receiver.receive(received);
            if (received.position() > 0) {
                log.handled(received.position());
                failures.remove(received.position());
            }
        } catch (RejectedExecutionException e) {
            LOG.debug("The node ends: what it was handed comes again after the next start");
        } catch (RuntimeException e) {
            failed(received, e);
        } catch (Error e) {
            // A bug in one receiver must not end the delivery to all others.
            failed(received, new IllegalStateException("A receiver failed: " + e, e));
        }
    }

    /** Tells the operator the first time and the last. */
    private void failed(ReceivedEnvelope received, RuntimeException cause) {
        boolean stored = received.position() > 0;
        int count = stored ? failures.merge(received.position(), 1, Integer::sum) : MOST_TRIES;
        if (count == 1 || count == MOST_TRIES) {
            events.receiverFailed(
                    received.envelope().envelope().type(), received.envelope().hash(), cause);
        }
        if (count < MOST_TRIES) {
            long pause = backoff.after(count).toMillis();
            CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS).execute(() -> put(received));
        } else {
            failures.remove(received.position());
        }
    }
}
