package io.concordat.node.job;

import io.concordat.node.peer.PeerNetwork;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.ConsentTable;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.CohortApproval;
import io.concordat.protocol.gate.CohortChange;
import io.concordat.protocol.gate.CohortConsent;
import io.concordat.protocol.gate.Stake;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.message.CohortConsented;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Signer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Consents to another cohort of a data scope (rounds.md, G9 ii): gathers those of this bank's people, signs when there are enough, tells the
 * other banks, and keeps theirs. What a consent allows is the gate's to say.
 *
 * <p>It does not say that consenting is wise: the difference of two sums shows numbers of whoever is in one of them only.
 */
public final class ScopeConsents {
    /** So many consents of another bank are kept; a scope needs a new one for each change of its cohort. */
    static final int MOST_OF_A_MEMBER = 200;

    private final DecisionLedger ledger;
    private final ConsentTable table;
    private final PeerNetwork peers;
    private final Supplier<Optional<Consortium>> consortium;
    private final Signer signer;
    private final InstantSource clock;

    /** Listens to the other banks from now on. */
    public ScopeConsents(
            DecisionLedger ledger,
            ConsentTable table,
            PeerNetwork peers,
            Supplier<Optional<Consortium>> consortium,
            Signer signer,
            InstantSource clock) {
        this.ledger = ledger;
        this.table = table;
        this.peers = peers;
        this.consortium = consortium;
        this.signer = signer;
        this.clock = clock;
        peers.register(MessageType.COHORT_CONSENT, this::onConsent);
    }

    /**
     * A scope, for people.
     *
     * @param cohorts those over which sums were opened, or may have been
     * @param consents signed consents to others
     */
    public record ScopeView(String scope, List<List<String>> cohorts, List<ConsentView> consents) {}

    /**
     * A bank's consent.
     *
     * @param earlier the cohorts that the bank knew
     * @param cohort the one that it accepts beside them
     */
    public record ConsentView(String member, List<List<String>> earlier, List<String> cohort) {}

    /** What this node knows of a scope; one in which nothing has happened is empty. */
    public ScopeView view(ScopeId scope) {
        List<List<String>> cohorts = ledger.scope(scope).stakes().stream()
                .filter(Stake::countsForScope)
                .map(stake -> stake.cohort().stream().map(MemberId::value).toList())
                .distinct()
                .toList();
        List<ConsentView> consents = table.of(scope.value()).stream()
                .map(row -> new ConsentView(
                        row.member(),
                        row.earlier().stream().map(ScopeConsents::split).toList(),
                        split(row.proposed())))
                .toList();
        return new ScopeView(scope.value(), cohorts, consents);
    }

    /** One person of this bank approves that it consents to another cohort; why not, or empty. Enough of them, and the node signs. */
    public Optional<Rejection> approve(ScopeId scope, List<MemberId> cohort, String name, ByteString signature) {
        Optional<Consortium> active = consortium.get();
        if (active.isEmpty()) {
            return reject(ProblemType.CONSORTIUM_NOT_SIGNED, "This node is in no consortium that all members signed");
        }
        if (!active.get().ids().containsAll(cohort)) {
            return reject(
                    ProblemType.INVALID_REQUEST,
                    "Expected members of the consortium " + active.get().ids() + " but found " + cohort);
        }
        Optional<CohortChange> change = CohortChange.of(ledger.scope(scope), cohort);
        if (change.isEmpty()) {
            return reject(
                    ProblemType.CONFLICT,
                    "Sums over " + cohort + " need no consent in scope " + scope + " at this node");
        }
        if (!change.get().concerned().contains(peers.self())) {
            return reject(
                    ProblemType.CONFLICT,
                    "The consent of " + peers.self() + " is not needed: it is in all cohorts of scope " + scope
                            + ", or in none");
        }
        if (!change.get().isPossible(active.get().charter())) {
            return reject(
                    ProblemType.DIFFERENCING_RISK,
                    "Only " + change.get().always() + " would be in all cohorts of scope " + scope
                            + ": too few, whoever consents");
        }
        return approve(change.get(), active.get(), name, signature);
    }

    private Optional<Rejection> approve(CohortChange change, Consortium active, String name, ByteString signature) {
        Digest hash = change.hash();
        List<Approver> enrolled =
                active.find(peers.self()).map(Member::approvers).orElse(List.of());
        Optional<Approver> person = enrolled.stream()
                .filter(approver -> approver.name().equals(name))
                .filter(approver -> isApproval(approver, hash, signature))
                .findFirst();
        if (person.isEmpty()) {
            return reject(
                    ProblemType.APPROVAL_INVALID,
                    "The signature is not one of an enrolled approver " + name + " of " + peers.self()
                            + " over the change " + hash.brief());
        }
        table.approve(hash.hex(), person.get().key().hex(), signature.toByteArray(), clock.millis());
        Map<String, byte[]> approvals = table.approvals(hash.hex());
        long valid = enrolled.stream()
                .filter(approver -> Optional.ofNullable(
                                approvals.get(approver.key().hex()))
                        .filter(bytes -> isApproval(approver, hash, ByteString.of(bytes)))
                        .isPresent())
                .count();
        if (valid >= active.charter().approvalsPerBank()) {
            CohortConsent consent = CohortConsent.sign(peers.self(), hash, signer);
            keep(change, consent);
            peers.send(new CohortConsented(change, consent.signature()), Digest.ZERO, active.participants());
        }
        return Optional.empty();
    }

    private boolean isApproval(Approver person, Digest change, ByteString signature) {
        return new CohortApproval(peers.self(), change, signature).verify(person, Ed25519.verifier());
    }

    /** Another bank's consent; one that is not signed by its key means nothing. */
    private void onConsent(ReceivedEnvelope received) {
        MemberId from = received.envelope().from();
        if (from.equals(peers.self()) || !(received.envelope().body() instanceof CohortConsented body)) {
            return;
        }
        CohortConsent consent = new CohortConsent(from, body.change().hash(), body.signature());
        boolean valid = consortium
                .get()
                .flatMap(active -> active.find(from))
                .filter(member -> consent.verify(member, Ed25519.verifier()))
                .isPresent();
        // one that signs and signs must not fill the disk
        if (valid && body.change().concerned().contains(from) && table.count(from.value()) < MOST_OF_A_MEMBER) {
            keep(body.change(), consent);
        }
    }

    private void keep(CohortChange change, CohortConsent consent) {
        table.keep(new ConsentTable.Row(
                change.scope().value(),
                consent.changeHash().hex(),
                consent.member().value(),
                change.earlier().stream().map(ScopeConsents::join).toList(),
                join(change.proposed()),
                consent.signature().toByteArray()));
    }

    private static String join(List<MemberId> cohort) {
        return cohort.stream().map(MemberId::value).collect(Collectors.joining(","));
    }

    private static List<String> split(String cohort) {
        return List.of(cohort.split(",", -1));
    }

    private static Optional<Rejection> reject(ProblemType type, String sentence) {
        return Optional.of(new Rejection(type, sentence));
    }
}
