package io.concordat.node.testing;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Tells a test when a member sends a message of a type for the n-th time, at the moment before the first delivery of it. */
public final class MessageTrigger implements EnvelopeTap {

    private Optional<Wanted> wanted = Optional.empty();

    private static final class Wanted {
        private final MemberId from;
        private final MessageType type;
        private final int nth;
        private final Set<Digest> seen = new HashSet<>();
        private final CountDownLatch sent = new CountDownLatch(1);

        Wanted(MemberId from, MessageType type, int nth) {
            this.from = from;
            this.type = type;
            this.nth = nth;
        }
    }

    /** From now on, counts what this member sends. */
    public synchronized void arm(String from, MessageType type, int nth) {
        wanted = Optional.of(new Wanted(MemberId.of(from), type, nth));
    }

    /** Returns when the message is about to leave. */
    public void await() throws InterruptedException {
        Wanted now;
        synchronized (this) {
            now = wanted.orElseThrow();
        }
        if (!now.sent.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "Within a minute " + now.from + " did not send " + now.type + " number " + now.nth);
        }
    }

    @Override
    public synchronized void outgoing(MemberId to, byte[] body) {
        wanted.ifPresent(now -> {
            SignedEnvelope envelope = decode(body);
            if (envelope.from().equals(now.from)
                    && envelope.envelope().type() == now.type
                    && now.seen.add(envelope.hash())
                    && now.seen.size() == now.nth) {
                now.sent.countDown();
            }
        });
    }

    @Override
    public void incoming(MemberId from, byte[] body) {}

    private static SignedEnvelope decode(byte[] body) {
        try {
            return SignedEnvelope.decode(body);
        } catch (DecodeException e) {
            throw new AssertionError("A node sends what cannot be read", e);
        }
    }
}
