package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.EnvelopeTap;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.SignedEnvelope;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A node that nobody can speak to for some seconds in the middle of a training comes back by itself; nothing is done about it. */
@Timeout(180)
class RejoinTest {
    private static final int SECONDS_AWAY = 6;

    @Test
    void nodeCutOffDuringATrainingRejoinsByItself(@TempDir Path directory) throws Exception {
        CutOff network = new CutOff("bank-c");
        try (TestNodes banks = TestNodes.start(3, directory, network)) {
            banks.found();
            banks.makeKey();
            banks.register(
                    "cards",
                    ToyRows.ofBanks(3, 150, "rejoin").stream().map(ToyRows::csv).toList());
            network.cutAtFirst(MessageType.COMMIT);
            String job = banks.run(TestConsortium.training("cards").put("maxRounds", 2));
            assertThat(network.cut.await(60, TimeUnit.SECONDS)).isTrue();
            TimeUnit.SECONDS.sleep(SECONDS_AWAY);
            assertThat(banks.node(0)
                            .client()
                            .get("/api/v1/jobs/" + job)
                            .path("state")
                            .path("name")
                            .asText())
                    .isNotEqualTo("finished");
            network.heal();

            for (JsonNode end : banks.awaitEnd(job)) {
                assertThat(end.path("state").path("name").asText())
                        .as(end.path("state").toString())
                        .isEqualTo("finished");
            }
        }
    }

    /** Lets no envelope of or to one member leave, from its first message of a type on until it is healed. */
    private static final class CutOff implements EnvelopeTap {
        private final MemberId member;
        private final CountDownLatch cut = new CountDownLatch(1);
        private volatile boolean armed;
        private volatile MessageType at = MessageType.COMMIT;
        private volatile boolean off;

        CutOff(String member) {
            this.member = MemberId.of(member);
        }

        void cutAtFirst(MessageType type) {
            at = type;
            armed = true;
        }

        void heal() {
            armed = false;
            off = false;
        }

        @Override
        public void outgoing(MemberId to, byte[] body) {
            SignedEnvelope envelope = decode(body);
            if (armed && envelope.from().equals(member) && envelope.envelope().type() == at) {
                off = true;
                cut.countDown();
            }
            if (off && (to.equals(member) || envelope.from().equals(member))) {
                throw new IllegalStateException("cut off");
            }
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
}
