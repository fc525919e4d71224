package io.concordat.node.consortium;

import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lineage;
import io.concordat.protocol.consortium.SignedMember;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.signature.Ed25519;
import java.util.List;
import java.util.Optional;

/**
 * What an operator proposes: a name, the limits, and the self-signed records of all members, this bank's among them.
 *
 * @param name what people call the consortium
 * @param charter the agreed limits
 * @param lineage which version it is
 * @param members the records as each bank's node gave them out
 */
public record Proposal(String name, Charter charter, Lineage lineage, List<SignedMember> members) {

    /** Copies the list. */
    public Proposal {
        members = List.copyOf(members);
    }

    /** Why this node, whose own record is given, does not sign it; empty if it does. */
    Optional<Rejection> examine(SignedMember own) {
        Optional<Rejection> charterProblem = charter.examine(members.size());
        if (charterProblem.isPresent()) {
            return charterProblem;
        }
        for (SignedMember member : members) {
            Optional<Rejection> problem = member.examine(Ed25519.verifier());
            if (problem.isPresent()) {
                return problem;
            }
        }
        if (!members.contains(own)) {
            return Optional.of(new Rejection(
                    ProblemType.INVALID_MEMBER,
                    "Expected this node's own record, exactly as GET /api/v1/identity gives it now, but the proposal "
                            + (members.stream().anyMatch(m -> m.member()
                                            .id()
                                            .equals(own.member().id()))
                                    ? "has another one for " + own.member().id()
                                    : "has none for " + own.member().id())));
        }
        try {
            consortium();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(new Rejection(ProblemType.INVALID_MEMBER, String.valueOf(e.getMessage())));
        }
    }

    /** The document to sign; throws {@link IllegalArgumentException} if it breaks a rule. */
    Consortium consortium() {
        return Consortium.of(name, members.stream().map(SignedMember::member).toList(), charter, lineage);
    }
}
