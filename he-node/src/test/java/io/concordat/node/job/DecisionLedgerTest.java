package io.concordat.node.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.threshold.EpochType;
import io.concordat.node.store.Database;
import io.concordat.node.testing.StoreKind;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.DecryptionGate;
import io.concordat.protocol.gate.GateFacts;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
final class DecisionLedgerTest {
    private static final TestConsortium BANKS = TestConsortium.of(4);
    private static final List<MemberId> ALL = BANKS.consortium().ids();
    private static final MemberId SELF = BANKS.id(1);

    private final DecryptionGate gate = new DecryptionGate(Ed25519.verifier());

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory;

    private Database database;
    private DecisionLedger ledger;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(kind.create(directory));
        database.audit().open(true);
        ledger = new DecisionLedger(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    /** One job over a cohort, in the scope that all jobs here share. */
    private record Job(TaskSpec task, SealedAttempt attempt) {
        static Job over(List<MemberId> cohort) {
            TaskSpec task = BANKS.task(cohort, "cards");
            SealedAttempts attempts = new SealedAttempts(BANKS, task);
            return new Job(task, attempts.sealed(attempts.open(cohort), "of " + cohort.size()));
        }
    }

    private GateFacts facts(Job job) {
        return new GateFacts(
                SELF,
                BANKS.consortium(),
                new GateFacts.KeyEpoch(job.task().keyId(), EpochType.MASKED_SUMS, false),
                new GateFacts.TaskFacts(Optional.of(job.task()), BANKS.approve(SELF, job.task()), false),
                ledger.scope(job.task().scope()),
                new GateFacts.Usage(0, Set.of()),
                Optional.empty(),
                job.task().createdAt() + 1);
    }

    private DecisionLedger.Decided release(Job job) throws Exception {
        return ledger.release(gate, job.attempt(), job.task().scope(), () -> facts(job));
    }

    @RepeatedTest(3)
    void twoCohortsInOneScopeAreNeverBothReleasedEvenAtTheSameMoment() throws Exception {
        List<Job> jobs = List.of(Job.over(ALL), Job.over(ALL.subList(0, 3)));
        CyclicBarrier together = new CyclicBarrier(jobs.size());
        List<Future<DecisionLedger.Decided>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs.size())) {
            for (Job job : jobs) {
                answers.add(threads.submit(() -> {
                    together.await();
                    return release(job);
                }));
            }
        }
        int granted = 0;
        for (Future<DecisionLedger.Decided> answer : answers) {
            granted += answer.get() instanceof DecisionLedger.Decided.Granted ? 1 : 0;
        }
        assertThat(granted).isEqualTo(1);
    }

    @Test
    void sameReleaseIsGrantedAgainAndOnceInTheLedger() throws Exception {
        Job job = Job.over(ALL);
        assertThat(release(job)).isInstanceOf(DecisionLedger.Decided.Granted.class);
        var head = ledger.head();
        assertThat(release(job)).isInstanceOf(DecisionLedger.Decided.Granted.class);
        assertThat(ledger.head()).isEqualTo(head);
    }

    @Test
    void abandonedAttemptIsNotReleasedAndReleasedOneNotAbandoned() throws Exception {
        Job abandoned = Job.over(ALL);
        ledger.abandoned(abandoned.task().scope(), abandoned.attempt().attemptId());
        assertThat(release(abandoned)).isInstanceOf(DecisionLedger.Decided.Refused.class);

        Job released = Job.over(ALL.subList(0, 3));
        assertThat(release(released)).isInstanceOf(DecisionLedger.Decided.Granted.class);
        assertThatThrownBy(() -> ledger.abandoned(
                        released.task().scope(), released.attempt().attemptId()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cannot be abandoned");
    }
}
