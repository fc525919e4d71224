package io.concordat.protocol.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.TestConsortium;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class TaskSpecTest {
    private final TestConsortium bank = TestConsortium.of(4);
    private final TaskSpec task = bank.task();

    @Test
    void survivesEncoding() throws DecodeException {
        assertThat(TaskSpec.decode(task.encode())).isEqualTo(task);
        assertThat(TaskSpec.decode(task.encode()).taskHash()).isEqualTo(task.taskHash());
    }

    @Test
    void refusesEveryTruncationAndLeftoverBytes() {
        byte[] bytes = task.encode();
        for (int length = 0; length < bytes.length; length += 7) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> TaskSpec.decode(shorter)).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> TaskSpec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void everyChangedFieldIsAnotherTaskAndAnotherJob() {
        TaskData d = task.data();
        TaskLimits l = task.limits();
        List<TaskSpec> others = List.of(
                with("sum/v2", task.parameters(), d, task.cohort(), l),
                with(task.function(), new TreeMap<>(Map.of("l2", "0.02")), d, task.cohort(), l),
                with(task.function(), new TreeMap<>(Map.of("l1", "0.01")), d, task.cohort(), l),
                data(new TaskData("other", d.rowFilter(), d.features(), d.label(), d.scope())),
                data(new TaskData(d.dataSet(), "amount > 10", d.features(), d.label(), d.scope())),
                data(new TaskData(d.dataSet(), d.rowFilter(), d.features().reversed(), d.label(), d.scope())),
                data(new TaskData(d.dataSet(), d.rowFilter(), d.features(), "is_fraud", d.scope())),
                data(new TaskData(d.dataSet(), d.rowFilter(), d.features(), d.label(), new ScopeId("s"))),
                with(task.function(), task.parameters(), d, task.cohort().subList(0, 3), l),
                with(task.function(), task.parameters(), d, task.cohort(), new TaskLimits(21, 40, 30)),
                with(task.function(), task.parameters(), d, task.cohort(), new TaskLimits(20, 41, 30)),
                with(task.function(), task.parameters(), d, task.cohort(), new TaskLimits(20, 40, 31)));
        Set<JobId> jobs = new HashSet<>(Set.of(task.jobId()));
        for (TaskSpec other : others) {
            assertThat(jobs.add(other.jobId())).as(other.toString()).isTrue();
        }
    }

    @Test
    void describesEveryFieldForTheApprovers() {
        assertThat(String.join("\n", task.describe()))
                .contains(task.taskHash().hex(), task.jobId().value(), "bank-a", "train a model", "test-sum/v1")
                .contains("l2 = 0.01", "transactions", "scope cards", "Rows: all", "fraud", "amount, hour")
                .contains("20 rounds", "40 opened sums", "30 effective rows")
                .contains(
                        task.initialStateDigest().hex(),
                        task.consortiumId().hex(),
                        task.keyId().hex())
                .contains("MASKED_SUMS", "1970-01-01T00:33:20Z");
    }

    @Test
    void fitsOnlyItsConsortiumKeyAndKindOfEpoch() {
        assertThat(task.examine(bank.consortium(), bank.keyId())).isEmpty();
        assertThat(type(task.examine(TestConsortium.of(3).consortium(), bank.keyId())))
                .isEqualTo(ProblemType.CONSORTIUM_MISMATCH);
        assertThat(type(task.examine(bank.consortium(), Digest.hash("another key"))))
                .isEqualTo(ProblemType.KEY_EPOCH_MISMATCH);
        assertThat(type(with(EpochType.PROVEN).examine(bank.consortium(), bank.keyId())))
                .isEqualTo(ProblemType.EPOCH_TYPE_REFUSED);
        List<MemberId> strangers = List.of(MemberId.of("bank-a"), MemberId.of("bank-b"), MemberId.of("bank-x"));
        assertThat(type(with(task.function(), task.parameters(), task.data(), strangers, task.limits())
                        .examine(bank.consortium(), bank.keyId())))
                .isEqualTo(ProblemType.COHORT_REFUSED);
        assertThat(type(with(task.function(), task.parameters(), task.data(), task.cohort(), new TaskLimits(20, 40, 29))
                        .examine(bank.consortium(), bank.keyId())))
                .isEqualTo(ProblemType.TOO_FEW_EFFECTIVE_ROWS);
    }

    @Test
    void refusesSenselessFields() {
        assertThatIllegalArgumentException().isThrownBy(() -> new TaskLimits(5, 4, 30));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(
                        task.function(),
                        task.parameters(),
                        task.data(),
                        task.cohort().subList(0, 2),
                        task.limits()))
                .withMessageContaining("cohort of 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(
                        task.function(),
                        task.parameters(),
                        task.data(),
                        task.cohort().reversed(),
                        task.limits()))
                .withMessageContaining("ascending");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskData("d", "", List.of("a", "a"), "y", task.scope()))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TaskData("d", "", List.of("a", "y"), "y", task.scope()))
                .withMessageContaining("twice");
        assertThatIllegalArgumentException().isThrownBy(() -> new ScopeId("Über"));
    }

    @Test
    void twoDifferentApproversOfTheMemberMustSign() {
        MemberId id = bank.id(0);
        List<Approval> both = bank.approve(id, task);
        assertThat(examine(id, both)).isEmpty();
        assertThat(type(examine(id, both.subList(0, 1)))).isEqualTo(ProblemType.TASK_NOT_APPROVED);
        assertThat(type(examine(id, List.of(both.get(0), both.get(0))))).isEqualTo(ProblemType.TASK_NOT_APPROVED);
        assertThat(type(examine(id, bank.approve(bank.id(1), task)))).isEqualTo(ProblemType.APPROVAL_INVALID);
        Approval ofAnother = Approval.sign(
                id, Digest.hash("another task"), bank.approvers(id).get(1));
        assertThat(type(examine(id, List.of(both.get(0), ofAnother)))).isEqualTo(ProblemType.APPROVAL_INVALID);
        Approval moved = new Approval(
                id, both.get(1).approverKey(), task.taskHash(), both.get(0).signature());
        assertThat(type(examine(id, List.of(both.get(0), moved)))).isEqualTo(ProblemType.APPROVAL_INVALID);
    }

    private Optional<Rejection> examine(MemberId id, List<Approval> approvals) {
        return Approvals.examine(bank.consortium().member(id), task.taskHash(), approvals, 2, Ed25519.verifier());
    }

    private static ProblemType type(Optional<Rejection> rejection) {
        return rejection.orElseThrow().type();
    }

    private TaskSpec data(TaskData data) {
        return with(task.function(), task.parameters(), data, task.cohort(), task.limits());
    }

    private TaskSpec with(EpochType type) {
        return new TaskSpec(
                task.consortiumId(),
                task.keyId(),
                type,
                task.function(),
                task.parameters(),
                task.data(),
                task.cohort(),
                task.purpose(),
                task.initialStateDigest(),
                task.limits(),
                task.createdBy(),
                task.createdAt(),
                task.expiresAt());
    }

    private TaskSpec with(
            String function,
            SortedMap<String, String> parameters,
            TaskData data,
            List<MemberId> cohort,
            TaskLimits limits) {
        return new TaskSpec(
                task.consortiumId(),
                task.keyId(),
                task.epochType(),
                function,
                parameters,
                data,
                cohort,
                task.purpose(),
                task.initialStateDigest(),
                limits,
                task.createdBy(),
                task.createdAt(),
                task.expiresAt());
    }
}
