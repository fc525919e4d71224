package io.concordat.node.peer;

import io.concordat.node.config.PeerConfig;
import io.concordat.node.fail.Failpoint;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.message.SignedEnvelope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Delivers to one member, one envelope at a time: the stored ones in order, then those kept in memory in order. After a
 * failure it pauses, twice as long each time up to the longest pause, or until the member is heard from; never shorter than the member
 * asked for.
 */
final class PeerSender implements AutoCloseable {
    private final Member member;
    private final PeerConfig config;
    private final PeerConnection connection;
    private final EnvelopeLog log;
    private final EnvelopeTap tap;
    private final InstantSource clock;
    private final ContactRecord contact;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<EnvelopeLog.Outgoing> memory = new ArrayDeque<>();
    private final Thread thread;
    private final AtomicReference<Optional<PeerTls>> reconnectWith = new AtomicReference<>(Optional.empty());
    private boolean news = true;
    private int failures;
    private long quietUntil = System.nanoTime();

    PeerSender(
            Member member,
            PeerConfig config,
            PeerConnection connection,
            EnvelopeLog log,
            EnvelopeTap tap,
            InstantSource clock,
            ContactRecord contact) {
        this.member = member;
        this.config = config;
        this.connection = connection;
        this.log = log;
        this.tap = tap;
        this.clock = clock;
        this.contact = contact;
        this.thread = Thread.ofVirtual().name("peer-sender-" + member.id()).start(this::run);
    }

    /** There is something to deliver, or the member was heard from: do not pause any longer. */
    void wake() {
        lock.lock();
        try {
            news = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Queues an envelope that is not stored. */
    void sendFromMemory(SignedEnvelope envelope, Instant deadline) {
        lock.lock();
        try {
            memory.add(new EnvelopeLog.Outgoing(0, deadline, envelope.encode()));
            news = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** From now on shows this certificate, and looks anew where the member is and what it shows. */
    void reconnect(PeerTls tls) {
        reconnectWith.set(Optional.of(tls)); // by the sender itself, between two deliveries
        wake();
    }

    /** Forgets what is queued in memory. */
    void forgetMemory() {
        lock.lock();
        try {
            memory.clear();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        connection.close();
    }

    private void run() {
        try {
            while (true) {
                await(step());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    /** Delivers what is next; how long to pause then, or empty to wait for news. */
    @SuppressWarnings("IllegalCatch") // a full disk must not end deliveries for ever
    private Optional<Duration> step() throws InterruptedException {
        try {
            reconnectWith.getAndSet(Optional.empty()).ifPresent(connection::reconnect);
            forgetNews();
            long quiet = quietUntil - System.nanoTime();
            if (quiet > 0) {
                return Optional.of(Duration.ofNanos(quiet)); // as the member asked, whatever news there is
            }
            Optional<EnvelopeLog.Outgoing> next = next();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            if (clock.instant().isAfter(next.get().deadline())) {
                contact.givenUp(next.get().bytes());
            } else if (!deliver(next.get())) {
                return Optional.of(pause());
            }
            done(next.get());
            return Optional.of(Duration.ZERO);
        } catch (RuntimeException e) {
            failures++;
            contact.failed("this node's own store: " + e.getMessage());
            return Optional.of(pause());
        }
    }

    private void forgetNews() {
        lock.lock();
        try {
            news = false;
        } finally {
            lock.unlock();
        }
    }

    private Optional<EnvelopeLog.Outgoing> next() {
        Optional<EnvelopeLog.Outgoing> stored = log.next(member.id());
        if (stored.isPresent()) {
            return stored;
        }
        lock.lock();
        try {
            return Optional.ofNullable(memory.peek());
        } finally {
            lock.unlock();
        }
    }

    /** Whether the envelope needs no further attempt. */
    private boolean deliver(EnvelopeLog.Outgoing next) throws InterruptedException {
        tap.outgoing(member.id(), next.bytes());
        Failpoint.SEND_BEFORE_POST.reach();
        try {
            PeerConnection.Answer answer = connection
                    .post(next.bytes())
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(2 * config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
            Failpoint.SEND_AFTER_ANSWER.reach();
            if (answer.isAcknowledged()) {
                failures = 0;
                contact.delivered(clock.instant());
                return true;
            }
            quietUntil = System.nanoTime()
                    + Math.min(answer.pause().toNanos(), config.longestRetry().toNanos());
            String reason = "HTTP " + answer.status() + ": " + answer.detail();
            if (answer.isFinal()) {
                contact.refused(reason);
                return true;
            }
            failed(next, reason);
        } catch (ExecutionException e) {
            FailureText.certificateOutOfTime(e).ifPresent(contact::certificateRefused);
            failed(next, FailureText.of(e.getCause() == null ? e : e.getCause()));
        } catch (TimeoutException e) {
            failed(next, "no answer in time");
        }
        return false;
    }

    private void failed(EnvelopeLog.Outgoing next, String reason) {
        failures++;
        contact.failed(reason);
        if (next.number() > 0) {
            log.failed(next.number());
        }
    }

    private void done(EnvelopeLog.Outgoing finished) {
        if (finished.number() > 0) {
            log.remove(finished.number());
            return;
        }
        lock.lock();
        try {
            memory.remove(finished); // by the identity of its bytes; gone already if it was forgotten meanwhile
        } finally {
            lock.unlock();
        }
    }

    private Duration pause() {
        Duration pause = config.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        long most = Math.min(pause.toMillis(), config.longestRetry().toMillis());
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    private void await(Optional<Duration> atMost) throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.map(Duration::toNanos).orElse(Long.MAX_VALUE);
            while (!news && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
