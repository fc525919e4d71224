package io.concordat.node.job;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.Approvals;
import io.concordat.protocol.message.Ceremony;
import io.concordat.protocol.message.MembershipMessage;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Task;
import io.concordat.protocol.message.TaskApproval;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.message.WitnessMessage;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.Attempt;
import io.concordat.protocol.round.AttemptState;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundMachine;
import io.concordat.protocol.round.RoundState;
import io.concordat.protocol.round.Transition;
import io.concordat.protocol.signature.Ed25519;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A job as the fold of its journal. The same entries give the same job, whenever they are applied. Not thread-safe: its {@link JobRun} guards
 * it.
 */
final class JobState {

    private final JobFrame frame;
    private final JobTraffic traffic;
    private final SortedMap<MemberId, List<Approval>> approvals = new TreeMap<>();
    private final SortedMap<MemberId, Rejection> refusals = new TreeMap<>();
    private final List<Approval> signed = new ArrayList<>();
    private final List<RoundLog> rounds = new ArrayList<>();
    private long createdAt;
    private boolean proposalKnown;
    private boolean proposalHeard;
    private Optional<JobEvent.Examined> examined = Optional.empty();
    private Optional<JobEvent.Frozen> frozen = Optional.empty();
    private Optional<Rejection> failure = Optional.empty();
    private Optional<JobPhase> over = Optional.empty();
    private Optional<CurrentRound> current = Optional.empty();
    private byte[] state;
    private Digest prevOpenedHash = Digest.ZERO;

    /** The round under way. */
    record CurrentRound(int number, RoundMachine machine, RoundState state) {}

    JobState(JobFrame frame) {
        this.frame = frame;
        this.traffic = new JobTraffic(frame.key().paillier());
        this.state = frame.computation().initialState();
    }

    /** Applies an entry; the result is what the round machine asks for by it. */
    List<RoundEffect> apply(JournalEntry entry) {
        return switch (entry.event()) {
            case JobEvent.Proposed _ -> {
                createdAt = entry.at();
                yield List.of();
            }
            case JobEvent.Examined event -> {
                examined = Optional.of(event);
                event.reason().ifPresent(_ -> end(JobPhase.REFUSED));
                yield List.of();
            }
            case JobEvent.Signed event -> {
                signed.add(event.approval());
                yield List.of();
            }
            case JobEvent.Frozen event -> {
                frozen = Optional.of(event);
                yield List.of();
            }
            case JobEvent.Heard event -> hear(event.envelope());
            case JobEvent.RoundStarted event -> start(event, entry.at());
            case JobEvent.InRound event -> inRound(event);
            case JobEvent.RoundClosed event -> close(event, entry.at());
            case JobEvent.Failed event -> {
                failure = failure.or(() -> Optional.of(event.reason()));
                end(JobPhase.FAILED);
                yield List.of();
            }
        };
    }

    private List<RoundEffect> hear(SignedEnvelope envelope) {
        count(envelope);
        switch (envelope.body()) {
            case Task _ -> {
                proposalKnown = true;
                proposalHeard |= envelope.from().equals(frame.self());
            }
            case TaskApproval approval -> approve(envelope.from(), approval);
            case TaskRefused refused -> {
                refusals.putIfAbsent(envelope.from(), refused.reason());
                if (!frame.task().cohort().contains(envelope.from())
                        && !envelope.from().equals(frame.task().createdBy())
                        && !envelope.from().equals(frame.self())) {
                    return List.of(); // it lends its share or not; the job does not hang on it yet
                }
                end(refused.reason().type() == ProblemType.TASK_REVOKED ? JobPhase.CANCELLED : JobPhase.REFUSED);
            }
            case RoundMessage _, MembershipMessage _, Ceremony _, WitnessMessage _ ->
                throw new AssertionError("bug: a job heard " + envelope);
        }
        return List.of();
    }

    private void approve(MemberId from, TaskApproval approval) {
        Member member = frame.consortium().member(from);
        int required = frame.consortium().charter().approvalsPerBank();
        Optional<Rejection> wrong =
                Approvals.examine(member, frame.task().taskHash(), approval.approvals(), required, Ed25519.verifier());
        if (wrong.isEmpty()) {
            approvals.putIfAbsent(from, approval.approvals());
        } else {
            traffic.refused();
        }
    }

    private List<RoundEffect> start(JobEvent.RoundStarted event, long at) {
        RoundContext context = new RoundContext(
                frame.self(),
                frame.consortium(),
                frame.task().keyId(),
                frame.task(),
                event.round(),
                frame.computation().digest(state),
                prevOpenedHash,
                frame.layout(state).digest(),
                event.frozenCohort());
        RoundMachine machine = RoundMachine.of(context);
        Transition start = machine.start();
        current = Optional.of(new CurrentRound(event.round(), machine, start.state()));
        rounds.add(new RoundLog(
                event.round(),
                frame.computation().plan(state).name(),
                at,
                new Traffic(frame.key().paillier())));
        return start.effects();
    }

    private List<RoundEffect> inRound(JobEvent.InRound event) {
        if (event.event() instanceof RoundEvent.Received(SignedEnvelope envelope)) {
            count(envelope);
            roundLog(event.round()).ifPresent(log -> {
                log.take(envelope, (RoundMessage) envelope.body());
                countSent(log.traffic(), envelope);
            });
        }
        traffic.count(event.event());
        if (current.isEmpty() || current.get().number() != event.round()) {
            return List.of();
        }
        CurrentRound round = current.get();
        Transition transition = round.machine().apply(round.state(), event.event());
        current = Optional.of(new CurrentRound(round.number(), round.machine(), transition.state()));
        return transition.effects();
    }

    private List<RoundEffect> close(JobEvent.RoundClosed event, long at) {
        state = event.state().toByteArray();
        prevOpenedHash = event.openedHash();
        roundLog(event.round())
                .ifPresent(log -> log.close(at, frame.computation().report(state)));
        current = Optional.empty();
        if (frame.computation().isFinished(state)) {
            failure = JobResults.failure(frame, state);
            end(failure.isPresent() ? JobPhase.FAILED : JobPhase.FINISHED);
        }
        return List.of();
    }

    /** The first end counts. */
    private void end(JobPhase phase) {
        over = over.or(() -> Optional.of(phase));
    }

    private void count(SignedEnvelope envelope) {
        countSent(traffic.sent(), envelope);
    }

    private void countSent(Traffic counter, SignedEnvelope envelope) {
        if (envelope.from().equals(frame.self())) {
            counter.sent(envelope, frame.consortium().size() - 1);
        }
    }

    Optional<RoundLog> roundLog(int round) {
        return rounds.stream().filter(log -> log.round() == round).findFirst();
    }

    /** What the round under way asks for: what a restarted node performs. */
    List<RoundEffect> due() {
        return current.map(round -> round.machine().due(round.state())).orElse(List.of());
    }

    JobPhase phase() {
        if (over.isPresent()) {
            return over.get();
        }
        if (!rounds.isEmpty()) {
            return JobPhase.RUNNING;
        }
        if (examined.isEmpty()) {
            return JobPhase.EXAMINING;
        }
        if (!isApprovedHere()) {
            return JobPhase.APPROVING;
        }
        return frame.contributes() && frozen.isEmpty() ? JobPhase.FREEZING : JobPhase.GATHERING;
    }

    /** Whether enough different persons of this bank signed. */
    boolean isApprovedHere() {
        return Approvals.examine(
                        frame.consortium().member(frame.self()),
                        frame.task().taskHash(),
                        signed,
                        frame.consortium().charter().approvalsPerBank(),
                        Ed25519.verifier())
                .isEmpty();
    }

    /** The banks whose approval is missing, this one included while its people have not signed. */
    Set<MemberId> missingApprovals() {
        Set<MemberId> missing = new LinkedHashSet<>(frame.task().cohort());
        missing.add(frame.self());
        missing.removeAll(approvals.keySet());
        return missing;
    }

    /** Whether another bank's message about the job says something that is not known here. */
    boolean isNews(SignedEnvelope envelope) {
        boolean known =
                switch (envelope.body()) {
                    case TaskApproval _ -> approvals.containsKey(envelope.from());
                    case TaskRefused _ -> refusals.containsKey(envelope.from());
                    case Task _ -> proposalKnown;
                    case RoundMessage _, MembershipMessage _, Ceremony _, WitnessMessage _ -> true;
                };
        return !known && over.isEmpty();
    }

    JobFrame frame() {
        return frame;
    }

    long createdAt() {
        return createdAt;
    }

    boolean proposalHeard() {
        return proposalHeard;
    }

    Optional<JobEvent.Examined> examined() {
        return examined;
    }

    Optional<JobEvent.Frozen> frozen() {
        return frozen;
    }

    /** Approvals by this bank's own people, in the order in which they came. */
    List<Approval> signed() {
        return List.copyOf(signed);
    }

    /** Banks whose approval was heard. */
    Set<MemberId> approvedBy() {
        return Collections.unmodifiableSet(approvals.keySet());
    }

    SortedMap<MemberId, Rejection> refusals() {
        return Collections.unmodifiableSortedMap(refusals);
    }

    Optional<Rejection> failure() {
        return failure;
    }

    /** The attempt that this bank sealed and whose sum is not open. */
    Optional<Attempt> sealedAttempt() {
        return current.stream()
                .flatMap(round -> round.state().attempts().values().stream())
                .filter(attempt -> attempt.state() instanceof AttemptState.Sealed)
                .findFirst();
    }

    Optional<CurrentRound> current() {
        return current;
    }

    List<RoundLog> rounds() {
        return Collections.unmodifiableList(rounds);
    }

    /** The canonical bytes of the computation's present state. */
    ByteString computationState() {
        return ByteString.of(state);
    }

    JobTraffic traffic() {
        return traffic;
    }
}
