package io.concordat.node;

import io.concordat.node.consortium.ConsortiumEvents;
import io.concordat.node.observe.OperatorLog;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;

/** Tells the operator, and who else waits for the consortium, how the consortium and its keys come about. */
record ConsortiumLog(OperatorLog log, Runnable whenActive) implements ConsortiumEvents {

    @Override
    public void proposed(Digest consortiumId, int members) {
        log.consortiumProposed(consortiumId, members);
    }

    @Override
    public void signed(Digest consortiumId, MemberId member) {
        log.consortiumSigned(consortiumId, member);
    }

    @Override
    public void active(Digest consortiumId) {
        log.consortiumActive(consortiumId);
        whenActive.run();
    }

    @Override
    public void withdrawn(Digest consortiumId) {
        log.consortiumWithdrawn(consortiumId);
    }

    @Override
    public void ceremonyAnnounced(String id) {
        log.ceremonyAnnounced(id);
    }

    @Override
    public void ceremonyBegan(String id, Digest ceremonyId) {
        log.ceremonyBegan(id, ceremonyId);
    }

    @Override
    public void keyActive(String id, Digest keyId) {
        log.keyActive(id, keyId);
    }

    @Override
    public void ceremonyFailed(String id, String reason) {
        log.ceremonyFailed(id, reason);
    }
}
