package io.concordat.node.consortium;

import io.concordat.node.store.ConsortiumTable;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.ConsortiumConsent;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The people of this bank who compared a version of the consortium with the other banks and consented to it with their own keys. In
 * production a node signs no version without as many of them as its charter asks for.
 */
final class PeopleConsent {
    private final MemberId self;
    private final ConsortiumTable table;
    private final InstantSource clock;
    private final boolean needed;

    /** @param needed whether the node waits for people at all */
    PeopleConsent(MemberId self, ConsortiumTable table, InstantSource clock, boolean needed) {
        this.self = self;
        this.table = table;
        this.clock = clock;
        this.needed = needed;
    }

    /** How many people must consent before this node signs. */
    int needed(Consortium consortium) {
        return needed && consortium.hasParticipant(self) ? consortium.charter().approvalsPerBank() : 0;
    }

    /** Whether there are enough. */
    boolean suffices(Consortium consortium, Optional<Consortium> active) {
        return names(consortium, active).size() >= needed(consortium);
    }

    /** The people who consented to a version. */
    List<String> names(Consortium consortium, Optional<Consortium> active) {
        Map<String, byte[]> signatures =
                table.consents(consortium.consortiumId().hex());
        return enrolled(consortium, active).stream()
                .filter(person -> Optional.ofNullable(
                                signatures.get(person.key().hex()))
                        .filter(signature -> isConsent(person, consortium, ByteString.of(signature)))
                        .isPresent())
                .map(Approver::name)
                .toList();
    }

    /** Keeps one person's consent; why not, or empty. */
    Optional<Rejection> keep(Consortium consortium, Optional<Consortium> active, String name, ByteString signature) {
        Optional<Approver> person = enrolled(consortium, active).stream()
                .filter(approver -> approver.name().equals(name))
                .findFirst();
        if (person.isEmpty() || !isConsent(person.get(), consortium, signature)) {
            return Optional.of(new Rejection(
                    ProblemType.APPROVAL_INVALID,
                    "The signature is not one of an enrolled approver " + name + " of " + self + " over consortium "
                            + consortium.consortiumId().brief()));
        }
        table.consent(
                consortium.consortiumId().hex(), person.get().key().hex(), signature.toByteArray(), clock.millis());
        return Optional.empty();
    }

    /** Whose consent counts: the approvers that the others know, of a founding document its own. */
    private List<Approver> enrolled(Consortium consortium, Optional<Consortium> active) {
        return active.or(() -> Optional.of(consortium))
                .flatMap(version -> version.find(self))
                .map(Member::approvers)
                .orElse(List.of());
    }

    private boolean isConsent(Approver person, Consortium consortium, ByteString signature) {
        return new ConsortiumConsent(self, person.key(), consortium.consortiumId(), signature)
                .verify(Ed25519.verifier());
    }
}
