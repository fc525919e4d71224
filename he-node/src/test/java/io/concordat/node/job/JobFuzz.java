package io.concordat.node.job;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.testing.DocumentFuzz;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.util.List;
import java.util.Optional;

/** Targets of a job's journal. */
public final class JobFuzz {
    private static final TestConsortium BANK = TestConsortium.of(3);

    private JobFuzz() {}

    /** The journal's entries. */
    public static List<FuzzTarget> targets() {
        return List.of(new FuzzTarget(
                "journal-entry",
                List.of(JournalEntry.class),
                List.of(DecodeException.class),
                bytes -> Optional.of(JournalEntry.decode(bytes).encode()),
                () -> events().stream()
                        .map(event -> new JournalEntry(1_700_000_000_000L, event).encode())
                        .toList()));
    }

    private static List<JobEvent> events() {
        TaskSpec task = BANK.task();
        Rejection reason = new Rejection(ProblemType.DEADLINE_PASSED, "Expected 3 JOINs in time but found 2");
        return List.of(
                new JobEvent.Proposed(task),
                new JobEvent.Examined(Optional.of(reason)),
                new JobEvent.Examined(Optional.empty()),
                new JobEvent.Signed(BANK.approve(BANK.id(0), task).getFirst()),
                new JobEvent.Frozen(100, Digest.hash("rows"), Digest.hash("salt")),
                new JobEvent.Heard(new SealedAttempts(BANK, task)
                        .sign(BANK.id(0), Samples.bodies().getLast())),
                new JobEvent.RoundStarted(1, Optional.of(task.cohort())),
                new JobEvent.InRound(1, DocumentFuzz.events().getFirst()),
                new JobEvent.RoundClosed(1, ByteString.ofHex("cafe"), Digest.hash("opened")),
                new JobEvent.Failed(reason));
    }
}
