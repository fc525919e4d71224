package io.concordat.protocol.round;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Opened;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEffect.ReportCulprit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whose view of an attempt differs from this member's: other roots, other results. */
final class Discrepancies {
    private Discrepancies() {}

    static List<RoundEffect> due(AttemptFacts facts) {
        List<RoundEffect> due = new ArrayList<>();
        int number = facts.attempt().number();
        facts.root().ifPresent(root -> {
            facts.ofAnyone(MessageType.SEAL).forEach((id, stored) -> {
                Digest other = Mailbox.body(stored, Seal.class).root();
                transcript(root, other, id).ifPresent(reason -> due.add(new ReportCulprit(number, id, reason)));
            });
            facts.ofAnyone(MessageType.SHARE).forEach((id, stored) -> {
                Digest other = Mailbox.body(stored, Share.class).root();
                transcript(root, other, id).ifPresent(reason -> due.add(new ReportCulprit(number, id, reason)));
            });
        });
        if (facts.attempt().state() instanceof AttemptState.Settled settled) {
            Digest mine = settled.message().resultHash();
            facts.ofAnyone(MessageType.OPENED).forEach((id, stored) -> {
                Digest other = Mailbox.body(stored, Opened.class).resultHash();
                if (!other.equals(mine)) {
                    due.add(new ReportCulprit(number, id, result(mine, other, id)));
                }
            });
        }
        return due;
    }

    private static Optional<Rejection> transcript(Digest root, Digest other, MemberId id) {
        return other.equals(root)
                ? Optional.empty()
                : Optional.of(new Rejection(
                        ProblemType.TRANSCRIPT_MISMATCH,
                        "Expected " + id + " to name root " + root.brief() + " but found " + other.brief()));
    }

    private static Rejection result(Digest mine, Digest other, MemberId id) {
        return new Rejection(
                ProblemType.STATE_MISMATCH,
                "Expected " + id + " to open " + mine.brief() + " but found " + other.brief()
                        + ": the banks would go on from different states");
    }
}
