package io.concordat.node.peer;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;

/**
 * How it stands between this node and another member, for people.
 *
 * @param member the other member
 * @param peer where it is reached
 * @param shown SHA-256 of the certificate it shows; the older one while two count
 * @param lastHeard when its last valid envelope came in
 * @param lastDelivered when it last acknowledged one of ours
 * @param problem why the last delivery failed; empty once one succeeds
 */
public record PeerContact(
        MemberId member,
        URI peer,
        Digest shown,
        Optional<Instant> lastHeard,
        Optional<Instant> lastDelivered,
        Optional<String> problem) {}
