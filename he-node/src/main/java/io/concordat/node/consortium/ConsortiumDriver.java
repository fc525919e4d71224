package io.concordat.node.consortium;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.PeerContact;
import io.concordat.node.peer.PeerMembership;
import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.ConsortiumTable;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.SignedConsortium;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.message.ConsortiumSignature;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forms the consortium: signs what the bank's operator proposes, sends the signature to the others and gathers theirs. The
 * consortium is active once every member signed the same document.
 */
public final class ConsortiumDriver {
    private final OwnRecord self;
    private final ConsortiumTable table;
    private final PeerNetwork network;
    private final PeerMembership membership;
    private final ConsortiumEvents events;
    private final InstantSource clock;

    /** A driver for this node's own record. */
    public ConsortiumDriver(
            OwnRecord self, ConsortiumTable table, Peering peering, ConsortiumEvents events, InstantSource clock) {
        this.self = self;
        this.table = table;
        this.network = peering.network();
        this.membership = peering.membership();
        this.events = events;
        this.clock = clock;
        network.register(MessageType.CONSORTIUM_SIGNATURE, this::onSignature);
    }

    /** The network as it sends and receives, and as it lets members in. */
    public record Peering(PeerNetwork network, PeerMembership membership) {}

    /** Enters the stored consortium, if there is one, and sends the signature again if others' are missing. */
    public synchronized void resume() {
        Optional<ConsortiumStatus> stored = status();
        stored.ifPresent(status -> {
            Consortium consortium = status.signed().consortium();
            membership.enter(consortium);
            if (!status.active()) {
                keepSignature(consortium, self.id(), sign(consortium));
                send(consortium, consortium.ids());
            }
        });
    }

    /**
     * Why the present consortium no longer fits this node's record, if it does not: its members know the old one. Address and
     * certificate may change.
     */
    public Optional<String> changedSince(Member now) {
        Optional<Member> signed =
                status().flatMap(status -> status.signed().consortium().find(now.id()));
        if (signed.isEmpty()) {
            return status().isPresent()
                    ? Optional.of("This node is in a consortium, but not as " + now.id())
                    : Optional.empty();
        }
        return signed.get().equals(now.at(signed.get().peer(), signed.get().certificatePin()))
                ? Optional.empty()
                : Optional.of(
                        "The member record of " + now.id() + " has changed since the consortium was signed (name, LEI,"
                                + " identity key or approvers). Put back what it was; a new record needs a new version of the"
                                + " consortium");
    }

    /** This node's own record. */
    public SignedMember self() {
        return self.now();
    }

    /** Proposes a consortium and signs it; why not, or empty. Proposing the same again changes nothing. */
    public synchronized Optional<Rejection> propose(Proposal proposal) {
        Optional<Rejection> problem = proposal.examine(self.now());
        if (problem.isPresent()) {
            return problem;
        }
        Consortium consortium = proposal.consortium();
        Optional<ConsortiumTable.Row> present = table.present();
        if (present.isPresent()) {
            return present.get().id().equals(consortium.consortiumId().hex())
                    ? Optional.empty()
                    : conflict(present.get(), consortium);
        }
        table.propose(consortium.consortiumId().hex(), consortium.encode(), clock.millis());
        membership.enter(consortium);
        events.proposed(consortium.consortiumId(), consortium.size());
        keepSignature(consortium, self.id(), sign(consortium));
        send(consortium, consortium.ids());
        return Optional.empty();
    }

    /** Takes a proposal back that not all have signed; why not, or empty. What was sent out stays signed. */
    public synchronized Optional<Rejection> withdraw() {
        Optional<ConsortiumTable.Row> present = table.present();
        if (present.isEmpty()) {
            return Optional.of(new Rejection(ProblemType.NOT_FOUND, "This node has proposed no consortium"));
        }
        if (present.get().active()) {
            return Optional.of(new Rejection(
                    ProblemType.CONFLICT, "All members have signed; an active consortium cannot be withdrawn"));
        }
        table.withdraw(present.get().id());
        membership.leave();
        events.withdrawn(Digest.ofHex(present.get().id()));
        return Optional.empty();
    }

    /** The present consortium and its signatures. */
    public Optional<ConsortiumStatus> status() {
        return table.present().map(row -> new ConsortiumStatus(signed(row), row.active()));
    }

    /** The consortium, once all have signed it. */
    public Optional<Consortium> active() {
        return status().filter(ConsortiumStatus::active)
                .map(status -> status.signed().consortium());
    }

    /**
     * How it stands with another member.
     *
     * @param peer where it is reached
     * @param certificate SHA-256 of the certificate it shows
     * @param lastHeard when its last valid message came
     * @param problem why nothing can be delivered to it at the moment
     */
    public record Contact(URI peer, Digest certificate, Optional<Instant> lastHeard, Optional<String> problem) {}

    /** How it stands with each other member. */
    public Map<MemberId, Contact> contacts() {
        return membership.contacts().stream()
                .collect(Collectors.toMap(
                        PeerContact::member,
                        contact ->
                                new Contact(contact.peer(), contact.shown(), contact.lastHeard(), contact.problem())));
    }

    private synchronized void onSignature(ReceivedEnvelope received) {
        Optional<ConsortiumStatus> status = status();
        if (status.isEmpty() || !(received.envelope().body() instanceof ConsortiumSignature body)) {
            return; // withdrawn meanwhile
        }
        SignedConsortium signed = status.get().signed();
        MemberId from = received.envelope().from();
        boolean valid = body.consortiumId().equals(signed.consortium().consortiumId())
                && SignedConsortium.verify(signed.consortium(), from, body.signature(), Ed25519.verifier());
        if (valid && !signed.signatures().containsKey(from)) {
            keepSignature(signed.consortium(), from, body.signature());
        }
        // The other may have proposed after ours was given up, or taken its proposal back and made it again.
        if (valid && body.missing().contains(self.id())) {
            send(signed.consortium(), List.of(from));
        }
    }

    private void keepSignature(Consortium consortium, MemberId member, ByteString signature) {
        Digest id = consortium.consortiumId();
        table.sign(id.hex(), member.value(), signature.toByteArray());
        events.signed(id, member);
        Optional<ConsortiumStatus> status = status();
        if (status.isPresent()
                && !status.get().active()
                && status.get().signed().examine(Ed25519.verifier()).isEmpty()) {
            table.activate(id.hex());
            events.active(id);
        }
    }

    private ByteString sign(Consortium consortium) {
        return SignedConsortium.sign(consortium.consortiumId(), self.signer());
    }

    private void send(Consortium consortium, Collection<MemberId> to) {
        Set<MemberId> signed = status().orElseThrow().signed().signatures().keySet();
        List<MemberId> missing = consortium.ids().stream()
                .filter(id -> !signed.contains(id))
                .sorted()
                .toList();
        network.send(new ConsortiumSignature(consortium.consortiumId(), sign(consortium), missing), Digest.ZERO, to);
    }

    private static Optional<Rejection> conflict(ConsortiumTable.Row present, Consortium proposed) {
        return Optional.of(new Rejection(
                ProblemType.CONFLICT,
                "This node " + (present.active() ? "is in" : "has proposed") + " consortium "
                        + Digest.ofHex(present.id()).brief() + ", not "
                        + proposed.consortiumId().brief()
                        + (present.active() ? "" : "; withdraw that first, or propose the very same document")));
    }

    private SignedConsortium signed(ConsortiumTable.Row row) {
        try {
            Consortium consortium = Consortium.decode(row.document());
            SignedConsortium signed = SignedConsortium.unsigned(consortium);
            for (Map.Entry<String, byte[]> entry : table.signatures(row.id()).entrySet()) {
                signed = signed.with(MemberId.of(entry.getKey()), ByteString.of(entry.getValue()));
            }
            return signed;
        } catch (DecodeException e) {
            throw new IllegalStateException("The stored consortium cannot be read: " + e.getMessage(), e);
        }
    }
}
