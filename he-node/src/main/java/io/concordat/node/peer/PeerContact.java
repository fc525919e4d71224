package io.concordat.node.peer;

import io.concordat.protocol.consortium.MemberId;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands between this node and another member, for people.
 *
 * @param member the other member
 * @param lastHeard when its last valid envelope came in
 * @param lastDelivered when it last acknowledged one of ours
 * @param problem why the last delivery failed; empty once one succeeds
 */
public record PeerContact(
        MemberId member, Optional<Instant> lastHeard, Optional<Instant> lastDelivered, Optional<String> problem) {}
