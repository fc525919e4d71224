package io.concordat.node.consortium;

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
import io.concordat.protocol.consortium.Succession;
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
    private final ConsortiumVersions versions;
    private final PeopleConsent people;
    private Succeeding succeeding = _ -> {};
    private volatile boolean resumed;

    /**
     * A driver for this node's own record.
     *
     * @param peopleConsent whether two people of this bank must consent before the node signs
     */
    public ConsortiumDriver(
            OwnRecord self,
            ConsortiumTable table,
            Peering peering,
            ConsortiumEvents events,
            InstantSource clock,
            boolean peopleConsent) {
        this.self = self;
        this.table = table;
        this.network = peering.network();
        this.membership = peering.membership();
        this.events = events;
        this.clock = clock;
        this.versions = new ConsortiumVersions(table);
        this.people = new PeopleConsent(self.id(), table, clock, peopleConsent);
        network.register(MessageType.CONSORTIUM_SIGNATURE, this::onSignature);
    }

    /** The network as it sends and receives, and as it lets members in. */
    public record Peering(PeerNetwork network, PeerMembership membership) {}

    /** What must happen when one version follows another, before the new one counts; it may happen twice after a crash. */
    public interface Succeeding {
        /** The members change. */
        void succeed(Succession succession);
    }

    /** Who is told of a new version; before {@link #resume}. */
    public synchronized void onSuccession(Succeeding told) {
        succeeding = told;
    }

    /** Enters the stored versions, and sends the signature again if others' are missing. */
    public synchronized void resume() {
        membership.enter(active(), forming().map(status -> status.signed().consortium()));
        resumed = true;
        forming().ifPresent(status -> {
            Consortium consortium = status.signed().consortium();
            consent(consortium);
            activateIfSigned(consortium.consortiumId());
        });
    }

    /**
     * Why the present consortium does not know this node, if it does not: id and identity key must be those that were signed. Address
     * and certificate may change; a new name, LEI or approver counts from the next version on.
     */
    public Optional<String> changedSince(Member now) {
        Optional<Member> signed =
                status().flatMap(status -> status.signed().consortium().find(now.id()));
        if (signed.isEmpty()) {
            return status().isPresent()
                    ? Optional.of("This node is in a consortium, but not as " + now.id())
                    : Optional.empty();
        }
        return signed.get().signingKey().equals(now.signingKey())
                ? Optional.empty()
                : Optional.of("The identity key of " + now.id()
                        + " has changed since the consortium was signed. Put back what"
                        + " it was; a bank with another key joins as another member");
    }

    /** This node's own record. */
    public SignedMember self() {
        return self.now();
    }

    /** Proposes a version and signs it; why not, or empty. Proposing the same again changes nothing. */
    public synchronized Optional<Rejection> propose(Proposal proposal) {
        Optional<Rejection> problem = proposal.examine(self.now());
        return problem.isPresent() ? problem : join(SignedConsortium.unsigned(proposal.consortium()));
    }

    /**
     * Takes up a version that another bank proposed, with the signatures it brings; why not, or empty. A node that is in no
     * consortium takes any version; one that is in one takes its successor, or a later one if it was away or removed meanwhile.
     */
    public synchronized Optional<Rejection> join(SignedConsortium offered) {
        Consortium consortium = offered.consortium();
        Digest id = consortium.consortiumId();
        Optional<ConsortiumStatus> same = versions.find(id);
        if (same.isPresent()) {
            gather(offered);
            return Optional.empty();
        }
        Optional<Rejection> problem = examine(consortium);
        if (problem.isPresent()) {
            return problem;
        }
        table.propose(id.hex(), consortium.encode(), clock.millis());
        membership.enter(active(), Optional.of(consortium));
        events.proposed(id, consortium.size());
        consent(consortium);
        gather(offered);
        return Optional.empty();
    }

    private Optional<Rejection> examine(Consortium consortium) {
        Optional<ConsortiumTable.Row> forming = table.forming();
        if (forming.isPresent()) {
            return conflict(Digest.ofHex(forming.get().id()), false, consortium);
        }
        Optional<Consortium> present = versions.active();
        if (present.isPresent()) {
            Consortium before = present.get();
            boolean later = consortium.lineage().version() > before.lineage().version() + 1;
            Optional<Rejection> problem = consortium.lineage().version() == 1
                    ? conflict(before.consortiumId(), true, consortium)
                    : later ? Optional.empty() : new Succession(before, consortium).examine();
            if (problem.isPresent()) {
                return problem;
            }
        }
        Member own = self.now().member();
        Optional<Member> named = consortium.find(self.id());
        return named.filter(member -> member.equals(own.at(member.peer(), member.certificatePin())))
                        .isPresent()
                ? Optional.empty()
                : Optional.of(new Rejection(
                        ProblemType.INVALID_MEMBER,
                        named.isEmpty()
                                ? "The document has no member " + self.id()
                                        + ": this bank would not be in the consortium"
                                : "The document has another record for " + self.id() + " than this node's own"));
    }

    /** Signs if this node takes part, and tells the others. */
    private void consent(Consortium consortium) {
        if (consortium.hasParticipant(self.id()) && people.suffices(consortium, active())) {
            keepSignature(consortium, self.id(), sign(consortium));
            send(consortium, consortium.participants());
        }
    }

    /** How many people of this bank must consent before this node signs a version. */
    public int consentsNeeded(Consortium consortium) {
        return people.needed(consortium);
    }

    /** The people of this bank who consented to a version. */
    public List<String> consents(Consortium consortium) {
        return people.names(consortium, active());
    }

    /** One person's consent to the proposed version; why not, or empty. The node signs when there are enough. */
    public synchronized Optional<Rejection> consent(String name, ByteString signature) {
        Optional<Consortium> proposed = forming().map(status -> status.signed().consortium());
        if (proposed.isEmpty()) {
            return Optional.of(new Rejection(ProblemType.NOT_FOUND, "No version is proposed at this node"));
        }
        Consortium consortium = proposed.get();
        Optional<Rejection> problem = people.keep(consortium, active(), name, signature);
        if (problem.isPresent()) {
            return problem;
        }
        consent(consortium);
        activateIfSigned(consortium.consortiumId());
        return Optional.empty();
    }

    /** Keeps the valid signatures of a document that was brought. */
    private void gather(SignedConsortium offered) {
        Consortium consortium = offered.consortium();
        offered.signatures().forEach((id, signature) -> {
            if (SignedConsortium.verify(consortium, id, signature, Ed25519.verifier())) {
                keepSignature(consortium, id, signature);
            }
        });
        activateIfSigned(consortium.consortiumId());
    }

    /** Takes a proposal back that not all have signed; why not, or empty. What was sent out stays signed. */
    public synchronized Optional<Rejection> withdraw() {
        Optional<ConsortiumTable.Row> forming = table.forming();
        if (forming.isEmpty()) {
            return Optional.of(
                    table.active().isEmpty()
                            ? new Rejection(ProblemType.NOT_FOUND, "This node has proposed no consortium")
                            : new Rejection(
                                    ProblemType.CONFLICT,
                                    "All members have signed; an active consortium cannot be withdrawn"));
        }
        table.withdraw(forming.get().id());
        Optional<Consortium> active = active();
        if (active.isPresent()) {
            membership.enter(active, Optional.empty());
        } else {
            membership.leave();
        }
        events.withdrawn(Digest.ofHex(forming.get().id()));
        return Optional.empty();
    }

    /** The active version, or the proposed one if there is no other, and its signatures. */
    public Optional<ConsortiumStatus> status() {
        return versions.status(active());
    }

    /** The proposed version and its signatures so far. */
    public Optional<ConsortiumStatus> forming() {
        return versions.forming(active());
    }

    /** The version that counts, once all have signed one and this node has entered it: what it says from then on is said in it. */
    public Optional<Consortium> active() {
        return resumed ? membership.active() : versions.active();
    }

    /** A version this node ever had. */
    public Optional<Consortium> version(Digest consortiumId) {
        return versions.version(consortiumId);
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
        if (!(received.envelope().body() instanceof ConsortiumSignature body)) {
            return;
        }
        Optional<ConsortiumStatus> status = versions.find(body.consortiumId());
        if (status.isEmpty()) {
            return; // withdrawn meanwhile, or not proposed here yet: this node asks for it when it is
        }
        SignedConsortium signed = status.get().signed();
        MemberId from = received.envelope().from();
        boolean valid = signed.consortium().find(from).isPresent()
                && SignedConsortium.verify(signed.consortium(), from, body.signature(), Ed25519.verifier());
        if (valid && !signed.signatures().containsKey(from)) {
            keepSignature(signed.consortium(), from, body.signature());
        }
        // The other may have proposed after ours was given up, or taken its proposal back and made it again.
        if (valid && body.missing().contains(self.id()) && signed.signatures().containsKey(self.id())) {
            send(signed.consortium(), List.of(from));
        }
        activateIfSigned(body.consortiumId());
    }

    private void keepSignature(Consortium consortium, MemberId member, ByteString signature) {
        Digest id = consortium.consortiumId();
        table.sign(id.hex(), member.value(), signature.toByteArray());
        events.signed(id, member);
    }

    private void activateIfSigned(Digest id) {
        Optional<ConsortiumStatus> status =
                forming().filter(now -> now.signed().consortium().consortiumId().equals(id));
        if (status.isEmpty()
                || status.get().signed().examine(Ed25519.verifier()).isPresent()) {
            return;
        }
        Consortium next = status.get().signed().consortium();
        active().ifPresent(before -> succeeding.succeed(new Succession(before, next)));
        table.activate(id.hex());
        membership.enter(Optional.of(next), Optional.empty());
        events.active(id);
    }

    private ByteString sign(Consortium consortium) {
        return SignedConsortium.sign(consortium.consortiumId(), self.signer());
    }

    private void send(Consortium consortium, Collection<MemberId> to) {
        Set<MemberId> signed = versions.find(consortium.consortiumId())
                .map(status -> status.signed().signatures().keySet())
                .orElse(Set.of());
        List<MemberId> missing = consortium.participants().stream()
                .filter(id -> !signed.contains(id))
                .toList();
        network.send(new ConsortiumSignature(consortium.consortiumId(), sign(consortium), missing), Digest.ZERO, to);
    }

    private static Optional<Rejection> conflict(Digest present, boolean active, Consortium proposed) {
        return Optional.of(new Rejection(
                ProblemType.CONFLICT,
                "This node " + (active ? "is in" : "has proposed") + " consortium " + present.brief() + ", not "
                        + proposed.consortiumId().brief()
                        + (active ? "" : "; withdraw that first, or propose the very same document")));
    }
}
