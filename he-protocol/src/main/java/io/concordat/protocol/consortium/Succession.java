package io.concordat.protocol.consortium;

import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.List;
import java.util.Optional;

/**
 * One version of a consortium after another. A new version is active at a node when everybody who takes part in it signed it:
 * who stays, who joins and who is reinstated, not who is removed or suspended.
 *
 * <p>More than half of the members of the version before must stay and not be suspended. Two such majorities share a member,
 * and a node signs one successor of a version at most, so no version has two successors unless a member signs both, which
 * is evidence against it. What this gives up: a majority can remove a member against its will.
 *
 * @param before the version that is active
 * @param after the version proposed
 */
public record Succession(Consortium before, Consortium after) {

    /** Why {@code after} cannot follow {@code before}, if it cannot. */
    public Optional<Rejection> examine() {
        Lineage lineage = after.lineage();
        if (!lineage.predecessor().equals(before.consortiumId())
                || lineage.version() != before.lineage().version() + 1) {
            return Optional.of(new Rejection(
                    ProblemType.CONSORTIUM_MISMATCH,
                    "Expected version " + (before.lineage().version() + 1) + " after "
                            + before.consortiumId().brief() + " but found version " + lineage.version() + " after "
                            + lineage.predecessor().brief()));
        }
        for (MemberId id : staying()) {
            if (!before.member(id).signingKey().equals(after.member(id).signingKey())) {
                return invalid("The identity key of " + id
                        + " is another one than before; a bank with a new key leaves and joins under another id");
            }
        }
        if (2 * staying().size() <= before.size()) {
            return invalid("Expected more than half of the " + before.size()
                    + " members to stay and not be suspended, but only " + staying() + " do");
        }
        return Optional.empty();
    }

    /** Members of both versions that take part in the new one. */
    public List<MemberId> staying() {
        return after.participants().stream()
                .filter(id -> before.find(id).isPresent())
                .toList();
    }

    /** Members of the version before that are in the new one no longer. */
    public List<MemberId> removed() {
        return before.ids().stream().filter(id -> after.find(id).isEmpty()).toList();
    }

    /**
     * Whether joint keys of the version before may still be used: only if the same members under the same identity keys hold
     * the same numbered shares, and threshold, tolerated collusion and key length are the same. A share cannot be taken back
     * from whoever is suspended; he still counts among the N of 2T − N − 1 ≥ c.
     */
    public boolean keepsKeys() {
        Charter was = before.charter();
        Charter is = after.charter();
        return after.lineage().predecessor().equals(before.consortiumId())
                && before.ids().equals(after.ids())
                && before.members().stream().allMatch(member -> member.signingKey()
                        .equals(after.member(member.id()).signingKey()))
                && was.threshold() == is.threshold()
                && was.toleratedCollusion() == is.toleratedCollusion()
                && was.keyBits() == is.keyBits();
    }

    private static Optional<Rejection> invalid(String sentence) {
        return Optional.of(new Rejection(ProblemType.INVALID_MEMBER, sentence));
    }
}
