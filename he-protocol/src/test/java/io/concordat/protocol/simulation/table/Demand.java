package io.concordat.protocol.simulation.table;

import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.round.RoundEffect;
import java.util.Optional;

/** The kinds of effect that can be due for one attempt, and whether the next attempt may be joined. */
enum Demand {
    SAY_JOIN,
    SAY_COMMIT,
    SAY_REVEAL,
    SAY_SEAL,
    SAY_SHARE,
    SAY_ABANDON,
    SAY_OPENED,
    PREPARE_JOIN,
    PREPARE_JOIN_OF_NEWER,
    PREPARE_CONTRIBUTION,
    CHECK_REVEALS,
    ASK_GATE,
    COMBINE,
    FINISH,
    FORWARD_ABANDONS,
    WAIT_JOIN,
    WAIT_COMMIT,
    WAIT_REVEAL,
    WAIT_WATCH,
    WAIT_OPERATOR;

    static Demand say(MessageType type) {
        return valueOf("SAY_" + type);
    }

    /** The kind of an effect about attempt 0, or the join of attempt 1; nothing for reports and for what is about proposals. */
    static Optional<Demand> of(RoundEffect effect) {
        return switch (effect) {
            case RoundEffect.Publish publish when publish.body().type() == MessageType.OPEN -> Optional.empty();
            case RoundEffect.Publish publish -> Optional.of(say(publish.body().type()));
            case RoundEffect.PrepareJoin join ->
                Optional.of(join.open().attempt() == 0 ? PREPARE_JOIN : PREPARE_JOIN_OF_NEWER);
            case RoundEffect.PrepareContribution _ -> Optional.of(PREPARE_CONTRIBUTION);
            case RoundEffect.CheckReveals _ -> Optional.of(CHECK_REVEALS);
            case RoundEffect.RequestRelease _ -> Optional.of(ASK_GATE);
            case RoundEffect.CombineShares _ -> Optional.of(COMBINE);
            case RoundEffect.Finish _ -> Optional.of(FINISH);
            case RoundEffect.Forward _ -> Optional.of(FORWARD_ABANDONS);
            case RoundEffect.SetDeadline deadline
            when deadline.attempt() == 0 ->
                switch (deadline.kind()) {
                    case JOIN -> Optional.of(WAIT_JOIN);
                    case COMMIT -> Optional.of(WAIT_COMMIT);
                    case REVEAL -> Optional.of(WAIT_REVEAL);
                    case WATCH -> Optional.of(WAIT_WATCH);
                    case OPERATOR -> Optional.of(WAIT_OPERATOR);
                    case OPEN, PAUSE -> Optional.empty();
                };
            case RoundEffect.SetDeadline _,
                    RoundEffect.CheckShare _,
                    RoundEffect.ReportEvidence _,
                    RoundEffect.ReportCulprit _,
                    RoundEffect.ReportRefusal _,
                    RoundEffect.ReportForgotten _,
                    RoundEffect.Stop _ -> Optional.empty();
        };
    }
}
