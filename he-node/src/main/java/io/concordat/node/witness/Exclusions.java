package io.concordat.node.witness;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.ExclusionWatch;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.AuditLog;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.node.store.WitnessTable;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Shown;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Ed25519PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Two nodes with one key, or one whose database was rolled back, sign messages that exclude each other: another one under a
 * number that was used, or one of an id that a later one followed. Whoever receives both keeps them and shows them to the bank;
 * a node that is shown a message of its own that it lacks is quarantined.
 */
public final class Exclusions implements ExclusionWatch {
    private final PeerNetwork peers;
    private final Ed25519PublicKey ownKey;
    private final EnvelopeTable envelopes;
    private final WitnessTable table;
    private final AuditLog audit;
    private final Standing standing;
    private final StandingEvents events;
    private final Executor queue;
    private final InstantSource clock;

    /** Registers with the network. */
    public Exclusions(
            PeerNetwork peers,
            Ed25519PublicKey ownKey,
            EnvelopeTable envelopes,
            WitnessTable table,
            AuditLog audit,
            Standing standing,
            StandingEvents events,
            Executor queue,
            InstantSource clock) {
        this.peers = peers;
        this.ownKey = ownKey;
        this.envelopes = envelopes;
        this.table = table;
        this.audit = audit;
        this.standing = standing;
        this.events = events;
        this.queue = queue;
        this.clock = clock;
        peers.register(MessageType.SHOWN, received -> queue.execute(() -> shown(received)));
    }

    @Override
    public void excluded(MemberId member, SignedEnvelope stored, SignedEnvelope refused) {
        queue.execute(() -> {
            EnvelopeTable.Row row = new EnvelopeTable.Row(
                    refused.hash().hex(),
                    member.value(),
                    refused.envelope().incarnation().hex(),
                    refused.envelope().seq(),
                    refused.envelope().type().name(),
                    refused.encode());
            if (table.keepEvidence(row, stored.hash().hex(), clock.millis())) {
                audit.append(
                        AuditEntry.Kind.PEER,
                        "EXCLUDED " + member + " " + stored.hash().hex() + " "
                                + refused.hash().hex());
                events.excluded(member);
                for (SignedEnvelope each : List.of(stored, refused)) {
                    byte[] bytes = each.encode();
                    if (bytes.length <= Shown.MAX_BYTES) {
                        peers.send(new Shown(ByteString.of(bytes)), Digest.ZERO, List.of(member));
                    }
                }
            }
        });
    }

    /** Another bank shows a message of this one. */
    private void shown(ReceivedEnvelope received) {
        if (received.envelope().from().equals(peers.self())
                || !(received.envelope().body() instanceof Shown(ByteString bytes))) {
            return;
        }
        SignedEnvelope envelope;
        try {
            envelope = SignedEnvelope.decode(bytes.toByteArray());
        } catch (DecodeException e) {
            return; // nothing that this node signed
        }
        boolean own = envelope.from().equals(peers.self()) && envelope.verify(ownKey, Ed25519.verifier());
        if (!own || envelope.envelope().type() == MessageType.CEREMONY || holds(envelope)) {
            return;
        }
        String incarnation = envelope.envelope().incarnation().hex();
        boolean current = incarnation.equals(standing.incarnation().id());
        if (current || !envelopes.incarnations(peers.self().value()).contains(incarnation)) {
            standing.quarantine("bank " + received.envelope().from() + " showed message "
                    + envelope.hash().brief() + ", signed with this node's key, which this node does not know");
        } // else: of an id that this node gave up, and the other banks refuse
    }

    private boolean holds(SignedEnvelope envelope) {
        return envelopes.find(envelope.hash().hex()).isPresent();
    }
}
