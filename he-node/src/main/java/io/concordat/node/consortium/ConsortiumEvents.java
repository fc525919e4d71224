package io.concordat.node.consortium;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;

/** What the operator is told about the consortium and its keys. */
public interface ConsortiumEvents {

    /** This node proposed and signed a consortium. */
    void proposed(Digest consortiumId, int members);

    /** A member signed it. */
    void signed(Digest consortiumId, MemberId member);

    /** All have signed. */
    void active(Digest consortiumId);

    /** This node took its proposal back. */
    void withdrawn(Digest consortiumId);

    /** This node takes part in a key ceremony. */
    void ceremonyAnnounced(String id);

    /** All members are there; the ceremony runs. */
    void ceremonyBegan(String id, Digest ceremonyId);

    /** The ceremony ended with a key. */
    void keyActive(String id, Digest keyId);

    /** The ceremony ended without. */
    void ceremonyFailed(String id, String reason);
}
