package io.concordat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BodiesTest {
    private static final TestConsortium BANK = TestConsortium.of(3);

    @Test
    void blocksHaveOneWidth() {
        assertThat(Blocks.of(List.of(new byte[3], new byte[3])).count()).isEqualTo(2);
        assertThatThrownBy(() -> Blocks.of(List.of(new byte[3], new byte[4])))
                .hasMessage("Expected blocks of 3 bytes but found one of 4");
        assertThatThrownBy(() -> Blocks.of(List.of())).hasMessageContaining("at least 1 block");
        assertThatThrownBy(() -> new Blocks(4, ByteString.of(new byte[6]))).hasMessageContaining("blocks of 4 bytes");
        assertThatThrownBy(() -> new Blocks(Blocks.MAX_WIDTH + 1, ByteString.of(new byte[1])))
                .hasMessageContaining("block width");
        assertThatThrownBy(() -> SealedAttempts.blocks("x").block(2)).hasMessageContaining("from 0 to 1");
    }

    @Test
    void approvalsAreOfOneTaskByDifferentPersons() {
        TaskSpec task = BANK.task();
        List<Approval> both = BANK.approve(BANK.id(0), task);
        assertThat(new TaskApproval(task.taskHash(), both.reversed()))
                .as("order does not matter")
                .isEqualTo(new TaskApproval(task.taskHash(), both));
        assertThatThrownBy(() -> new TaskApproval(task.taskHash(), both.subList(0, 1)))
                .hasMessageContaining("2 to 16 approvals");
        assertThatThrownBy(() -> new TaskApproval(task.taskHash(), List.of(both.get(0), both.get(0))))
                .hasMessageContaining("different approvers");
        assertThatThrownBy(() -> new TaskApproval(Digest.hash("another task"), both))
                .hasMessageContaining("approvals of task");
    }

    @Test
    void openedResultIsTheSameWhicheverSharesWereUsed() {
        Digest id = Digest.hash("id");
        Digest value = Digest.hash("v");
        Digest state = Digest.hash("s");
        Opened one = new Opened(id, id, List.of(Digest.hash("1"), Digest.hash("2")), value, state);
        Opened other = new Opened(id, id, List.of(Digest.hash("2"), Digest.hash("3")), value, state);
        assertThat(one.resultHash()).isEqualTo(other.resultHash());
        Opened elsewhere = new Opened(id, id, one.shares(), value, Digest.hash("another state"));
        assertThat(elsewhere.resultHash()).isNotEqualTo(one.resultHash());
        assertThat(one.failed()).isFalse();
        assertThat(new Opened(id, id, one.shares(), value, Digest.ZERO).failed())
                .isTrue();
    }

    @Test
    void openOfTheSameNumberIsTheSameSubjectWhateverElseItSays() {
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        Open one = attempts.open(0, BANK.consortium().ids(), Digest.hash("one state"));
        Open other = attempts.open(0, BANK.consortium().ids(), Digest.hash("another state"));
        Open next = attempts.open(1, BANK.consortium().ids(), Digest.hash("one state"));
        assertThat(one.subject()).isEqualTo(other.subject()).isNotEqualTo(next.subject());
    }
}
