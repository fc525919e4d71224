package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages of different banks overtake each other; a job must not stop for that. */
@Timeout(90)
class MessageOrderTest {

    @TempDir
    Path directory;

    @Test
    void joinThatComesBeforeItsOpenIsNotForgotten() throws Exception {
        SlowOpen slow = new SlowOpen();
        try (TestConsortium banks = TestConsortium.start(3, 512, directory, slow)) {
            banks.register(
                    "cards",
                    ToyRows.ofBanks(3, 200, "order").stream().map(ToyRows::csv).toList());

            String job = banks.propose(TestConsortium.training("cards").put("maxRounds", 1));
            banks.approve(job);

            assertThat(banks.awaitEnd(job))
                    .allMatch(end -> end.path("state").path("name").asText().equals("finished"))
                    .allMatch(end -> end.path("rounds").path(0).path("attempts").asInt() == 1);
            assertThat(slow.overtaken.getCount()).isZero();
        }
    }

    /** The first OPEN reaches its first addressee only after another member's JOIN to it. */
    private static final class SlowOpen implements EnvelopeTap {
        private final CountDownLatch overtaken = new CountDownLatch(1);
        private Optional<SignedEnvelope> open = Optional.empty();
        private Optional<MemberId> slowTo = Optional.empty();
        private int joins;

        @Override
        public void outgoing(MemberId to, byte[] body) {
            SignedEnvelope envelope = decode(body);
            if (envelope.envelope().type() == MessageType.OPEN && isSlow(envelope, to)) {
                awaitJoin();
            }
        }

        private synchronized boolean isSlow(SignedEnvelope envelope, MemberId to) {
            if (open.isEmpty()) {
                open = Optional.of(envelope);
                slowTo = Optional.of(to);
            }
            return open.get().equals(envelope) && slowTo.get().equals(to);
        }

        private void awaitJoin() {
            try {
                if (!overtaken.await(30, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("No JOIN overtook the OPEN");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        /** The other member's JOIN goes to the proposer and to the slow one; half a second later it is stored at both. */
        @Override
        public void incoming(MemberId from, byte[] body) {
            if (decode(body).body() instanceof Join join && isOvertaking(join, from)) {
                Thread.ofVirtual().start(() -> {
                    java.util.concurrent.locks.LockSupport.parkNanos(500_000_000L);
                    overtaken.countDown();
                });
            }
        }

        private synchronized boolean isOvertaking(Join join, MemberId from) {
            return open.isPresent()
                    && join.openHash().equals(open.get().hash())
                    && !from.equals(open.get().from())
                    && ++joins == 2;
        }

        private static SignedEnvelope decode(byte[] body) {
            try {
                return SignedEnvelope.decode(body);
            } catch (DecodeException e) {
                throw new AssertionError("A node sends what cannot be read", e);
            }
        }
    }
}
