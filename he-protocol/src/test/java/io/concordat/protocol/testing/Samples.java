package io.concordat.protocol.testing;

import io.concordat.protocol.audit.LogHead;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberEndpoint;
import io.concordat.protocol.consortium.SignedEndpoint;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.Checkpoint;
import io.concordat.protocol.message.CohortConsented;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.ConsortiumSignature;
import io.concordat.protocol.message.EndpointSeen;
import io.concordat.protocol.message.EndpointUpdate;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Opened;
import io.concordat.protocol.message.Recall;
import io.concordat.protocol.message.Recalled;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.Shown;
import io.concordat.protocol.message.Task;
import io.concordat.protocol.message.TaskApproval;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.message.Witnessed;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** One valid body of every kind. */
public final class Samples {
    private static final TestConsortium BANK = TestConsortium.of(3);
    private static final TaskSpec TASK = BANK.task();
    private static final Rejection REASON =
            new Rejection(ProblemType.DEADLINE_PASSED, "Expected 3 JOINs in time but found 2");

    private static final ByteString INCARNATION = ByteString.of(new byte[16]);

    private Samples() {}

    /** All of them, in the order of their numbers. */
    public static List<MessageBody> bodies() {
        Digest id = Digest.hash("attempt");
        Digest root = Digest.hash("root");
        return List.of(
                new Task(TASK),
                new TaskApproval(TASK.taskHash(), BANK.approve(BANK.id(0), TASK)),
                new TaskRefused(TASK.taskHash(), REASON),
                open(),
                new Join(Digest.hash("open"), Digest.hash("nonce"), Digest.hash("rows"), Digest.hash("head")),
                new Commit(id, Digest.hash("commitment")),
                new Reveal(id, Digest.hash("salt"), SealedAttempts.blocks("c")),
                new Seal(id, root),
                new Share(id, root, SealedAttempts.blocks("d"), ByteString.ofHex("0102030405")),
                new Abandon(id, REASON),
                new Opened(
                        id,
                        root,
                        List.of(Digest.hash("share a"), Digest.hash("share b"), Digest.hash("share c")),
                        Digest.hash("value"),
                        Digest.hash("state")),
                new ConsortiumSignature(
                        BANK.consortium().consortiumId(),
                        ByteString.of(new byte[64]),
                        BANK.consortium().ids()),
                new Ceremony(Digest.hash("ceremony"), 7, Optional.of(BANK.id(1)), ByteString.ofHex("cafe")),
                new EndpointUpdate(new SignedEndpoint(
                        new MemberEndpoint(
                                BANK.id(1),
                                2,
                                URI.create("https://b.example:7443"),
                                List.of(Digest.hash("new certificate"), Digest.hash("old certificate"))),
                        ByteString.of(new byte[64]))),
                new EndpointSeen(BANK.id(0), 2),
                new CohortConsented(
                        new CohortChange(
                                TASK.scope(),
                                List.of(BANK.consortium().ids()),
                                BANK.consortium().ids().subList(0, 2)),
                        ByteString.of(new byte[64])),
                new Checkpoint(new LogHead(9, root), 4, List.of(Digest.hash("one"), Digest.hash("two"))),
                new Witnessed(BANK.id(2), INCARNATION, new LogHead(9, root)),
                new Recall(Digest.hash("nonce")),
                recalled(),
                new Shown(ByteString.ofHex("c0ffee")));
    }

    private static Recalled recalled() {
        Recalled.Opening opening = new Recalled.Opening(
                TASK.scope(), TASK.jobId(), 3, Digest.hash("attempt"), Digest.hash("state"), TASK.cohort());
        return new Recalled(
                Digest.hash("nonce"),
                INCARNATION,
                new LogHead(9, Digest.hash("root")),
                List.of(TASK.taskHash()),
                List.of(TASK.jobId()),
                List.of(opening));
    }

    /** An OPEN of round 1, attempt 2. */
    public static Open open() {
        return new Open(
                TASK.taskHash(),
                1,
                2,
                Digest.hash("state"),
                Digest.hash("opened"),
                Digest.hash("deaths"),
                Digest.hash("layout"),
                TASK.cohort(),
                BANK.consortium().charter().deadlines());
    }
}
