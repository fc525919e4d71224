package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.concordat.node.testing.Eventually;
import io.concordat.node.testing.MessageTrigger;
import io.concordat.node.testing.ToyRows;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** T38: a node that may not sign adds no message to a round that is under way, of no type, and goes on with the same bytes when it may. */
@Timeout(180)
class QuarantineTest {
    private static final int QUIET_MILLISECONDS = 2_000;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource(
            value = MessageType.class,
            names = {"JOIN", "COMMIT", "REVEAL"})
    void t38NodeThatMayNotSignAddsNothingAndGoesOnWhenItMay(MessageType last) throws Exception {
        MessageTrigger trigger = new MessageTrigger();
        List<ToyRows> rows = ToyRows.ofBanks(3, 100, "quarantine");
        try (TestConsortium banks = TestConsortium.start(3, 512, directory, trigger)) {
            banks.register("cards", rows.stream().map(ToyRows::csv).toList());
            TestBank quarantined = banks.bank(2);
            trigger.arm(quarantined.id().value(), last, 1);
            String job = banks.propose(TestConsortium.training("cards").put("maxRounds", 2));
            banks.approve(job);
            trigger.await();

            quarantined.signOnlyIf(Optional.of(new Rejection(ProblemType.QUARANTINED, "a test")));

            LockSupport.parkNanos(500_000_000L); // what was being signed at that moment
            long signed = signedBy(quarantined);
            long heard = heardBy(quarantined);
            Eventually.holds("time passes", later(QUIET_MILLISECONDS));
            assertThat(signedBy(quarantined)).isEqualTo(signed);
            assertThat(heardBy(quarantined)).isGreaterThanOrEqualTo(heard);

            quarantined.signOnlyIf(Optional.empty());

            for (JsonNode end : banks.awaitEnd(job)) {
                assertThat(end.path("state").path("name").asText()).isEqualTo("finished");
            }
        }
    }

    private static java.util.concurrent.Callable<Boolean> later(long milliseconds) {
        long until = System.nanoTime() + milliseconds * 1_000_000;
        return () -> System.nanoTime() > until;
    }

    private static long signedBy(TestBank bank) throws Exception {
        return count(bank, "SELECT count(*) FROM envelope WHERE sender = ?");
    }

    private static long heardBy(TestBank bank) throws Exception {
        return count(bank, "SELECT count(*) FROM envelope WHERE sender <> ?");
    }

    private static long count(TestBank bank, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + bank.directory().resolve("node.db"));
                PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, bank.id().value());
            try (ResultSet found = query.executeQuery()) {
                found.next();
                return found.getLong(1);
            }
        }
    }
}
