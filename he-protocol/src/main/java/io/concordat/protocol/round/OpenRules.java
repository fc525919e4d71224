package io.concordat.protocol.round;

import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which OPENs this member takes seriously, as far as the round itself can tell; approval, expiry and the data scope are
 * the gate's.
 *
 * <p>Attempt k belongs to member k mod |U*| of the task's cohort, so that every number has one rightful proposer and every
 * bank of the cohort may propose. A smaller cohort needs an earlier attempt in which this member, too, missed those who are left out.
 */
final class OpenRules {
    /** How often a failed opening is tried again. */
    static final int FAILED_RETRIES = 2;

    /** How far ahead of the next attempt known here an OPEN may be; members differ by the turns that some waited for in vain. */
    static final int MOST_AHEAD = 64;

    private OpenRules() {}

    /** The member whose turn attempt {@code number} is. */
    static MemberId proposer(RoundContext context, int number) {
        List<MemberId> cohort = context.task().cohort();
        return cohort.get(number % cohort.size());
    }

    /** Why the sender must not open this attempt, if it must not: such an OPEN takes no attempt number. */
    static Optional<Rejection> examineProposer(RoundContext context, RoundState state, MemberId from, Open open) {
        MemberId expected = proposer(context, open.attempt());
        if (!from.equals(expected)) {
            return refuse(
                    ProblemType.PROPOSER_REFUSED,
                    "Expected attempt " + open.attempt() + " to be opened by " + expected + " but found " + from);
        }
        if (!open.cohort().contains(from)) {
            return refuse(
                    ProblemType.PROPOSER_REFUSED,
                    "Expected a proposer in the cohort " + open.cohort() + " but found " + from);
        }
        int next = state.attempts().isEmpty() ? 0 : state.attempts().lastKey() + 1;
        if (open.attempt() > Math.max(state.expected(), next) + MOST_AHEAD) {
            return refuse(
                    ProblemType.PROPOSER_REFUSED,
                    "Expected an attempt of at most " + MOST_AHEAD + " after attempt "
                            + Math.max(state.expected(), next) + " but found " + open.attempt());
        }
        return Optional.empty();
    }

    /** Why this member does not take part in the attempt, if it does not. */
    static Optional<Rejection> examine(RoundFacts facts, RoundState state, Open open) {
        return examineState(facts.context(), open)
                .or(() -> examineCohort(facts.context(), open))
                .or(() -> examineHistory(facts, state, open));
    }

    private static Optional<Rejection> examineState(RoundContext context, Open open) {
        if (!open.stateDigest().equals(context.stateDigest())
                || !open.prevOpenedHash().equals(context.prevOpenedHash())) {
            return refuse(
                    ProblemType.STATE_MISMATCH,
                    "Expected round " + open.round() + " to start from state "
                            + context.stateDigest().brief() + " after opening "
                            + context.prevOpenedHash().brief() + " but found "
                            + open.stateDigest().brief() + " after "
                            + open.prevOpenedHash().brief());
        }
        if (!open.layoutDigest().equals(context.layoutDigest())) {
            return refuse(
                    ProblemType.LAYOUT_MISMATCH,
                    "Expected slot layout " + context.layoutDigest().brief() + " but found "
                            + open.layoutDigest().brief());
        }
        if (!open.deadlines().within(context.consortium().charter().deadlines())) {
            return refuse(
                    ProblemType.INVALID_REQUEST,
                    "Expected deadlines within "
                            + context.consortium().charter().deadlines() + " but found " + open.deadlines());
        }
        return Optional.empty();
    }

    private static Optional<Rejection> examineCohort(RoundContext context, Open open) {
        List<MemberId> cohort = open.cohort();
        if (!context.task().cohort().containsAll(cohort)) {
            return refuse(
                    ProblemType.COHORT_REFUSED,
                    "Expected members of the task's cohort " + context.task().cohort() + " but found " + cohort);
        }
        Set<Lei> entities = new HashSet<>();
        cohort.forEach(id -> entities.add(context.consortium().member(id).lei()));
        int least = context.consortium().charter().minimumCohort();
        if (entities.size() < least) {
            return refuse(
                    ProblemType.COHORT_TOO_SMALL,
                    "Expected at least " + least + " legal entities in the cohort but found " + entities.size());
        }
        if (context.frozenCohort().isPresent() && !context.frozenCohort().get().equals(cohort)) {
            return refuse(
                    ProblemType.DIFFERENCING_RISK,
                    "Expected the frozen cohort " + context.frozenCohort().get() + " of scope "
                            + context.task().scope() + " but found " + cohort);
        }
        return Optional.empty();
    }

    private static Optional<Rejection> examineHistory(RoundFacts facts, RoundState state, Open open) {
        List<MemberId> cohort = open.cohort();
        for (Attempt earlier : state.attempts().values()) {
            boolean failed = earlier.state() instanceof AttemptState.Failed;
            if (failed && !earlier.open().cohort().equals(cohort)) {
                return refuse(
                        ProblemType.COHORT_REFUSED,
                        "Expected the cohort " + earlier.open().cohort() + " of the failed opening but found "
                                + cohort);
            }
        }
        if (state.failures() > FAILED_RETRIES) {
            return refuse(
                    ProblemType.RETRIES_EXHAUSTED,
                    "Expected at most " + FAILED_RETRIES + " retries of a failed opening but found "
                            + state.failures());
        }
        if (!cohort.contains(facts.context().self())) {
            return Optional.empty();
        }
        return examineShrinking(facts, state, cohort);
    }

    private static Optional<Rejection> examineShrinking(RoundFacts facts, RoundState state, List<MemberId> cohort) {
        RoundContext context = facts.context();
        List<MemberId> full = context.frozenCohort().orElse(context.task().cohort());
        Set<MemberId> excluded = new TreeSet<>(full);
        excluded.removeAll(cohort);
        boolean missing = facts.all(state).stream()
                .anyMatch(earlier -> earlier.cohort().containsAll(cohort)
                        && excluded.stream().allMatch(id -> isMissing(earlier, id)));
        if (!excluded.isEmpty() && !missing) {
            return refuse(
                    ProblemType.COHORT_REFUSED,
                    "Expected the whole cohort " + full + ", or " + excluded
                            + " to be missing in an earlier attempt, but found " + cohort);
        }
        Set<List<MemberId>> revealed = new HashSet<>();
        state.attempts().values().stream()
                .filter(Attempt::revealed)
                .forEach(earlier -> revealed.add(earlier.open().cohort()));
        int allowed = 1 + context.consortium().charter().shrinkingRetries();
        if (!revealed.contains(cohort) && revealed.size() >= allowed) {
            return refuse(
                    ProblemType.DIFFERENCING_RISK,
                    "Expected reveals for at most " + allowed + " different cohorts in one round but " + cohort
                            + " would be one more");
        }
        return Optional.empty();
    }

    /** Not in an earlier cohort any more, or silent at the first step of it that is incomplete. */
    private static boolean isMissing(AttemptFacts earlier, MemberId id) {
        return !earlier.cohort().contains(id) || earlier.missing().contains(id);
    }

    private static Optional<Rejection> refuse(ProblemType type, String sentence) {
        return Optional.of(new Rejection(type, sentence));
    }
}
