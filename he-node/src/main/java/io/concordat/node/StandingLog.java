package io.concordat.node;

import io.concordat.node.observe.OperatorLog;
import io.concordat.node.witness.StandingEvents;
import io.concordat.protocol.consortium.MemberId;

/** Tells the operator what becomes of this node's memory, and of the other banks'. */
record StandingLog(OperatorLog log) implements StandingEvents {

    @Override
    public void quarantined(String incarnation, String reason) {
        log.quarantined(incarnation, reason);
    }

    @Override
    public void released(String incarnation, int spentJobs) {
        log.quarantineLifted(incarnation, spentJobs);
    }

    @Override
    public void logForked(MemberId member) {
        log.logForked(member);
    }

    @Override
    public void excluded(MemberId member) {
        log.messagesExclude(member);
    }
}
