package io.concordat.node.job;

import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.node.data.DataSet;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.observe.EventLog;
import io.concordat.node.training.JointKey;
import io.concordat.node.witness.KnownJobs;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.JobId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.TaskRefused;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.Attempt;
import io.concordat.protocol.round.DeadlineKind;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.signature.Ed25519;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** All jobs of this node: what analysts and approvers ask of them. What other banks say about them is in {@link JobInbox}. */
public final class JobService {

    private static final int MOST_OPEN_JOBS = 100;

    private final JobTools tools;
    private final JobRuns runs;
    private final JobInbox inbox;

    /** Registers with the network; {@link #resume} must follow before it starts. */
    public JobService(JobTools tools) {
        this.tools = tools;
        this.runs = new JobRuns(tools, this::roundBegan);
        this.inbox = new JobInbox(tools, runs);
        inbox.register();
    }

    /** Brings every job that is not over back to where it was, and performs what is due. */
    public void resume() {
        runs.resume();
        inbox.resume();
    }

    /** Ends every job that is not over, for this reason; an opened sum stays opened. */
    public void endAll(Rejection reason) {
        runs.endAll(reason);
    }

    /** The node ends: nothing is journalled from now on, so that what its end interrupts does not look like a fault. */
    public void stop() {
        runs.stop();
    }

    private void roundBegan() {
        inbox.takeEarly();
    }

    /** Proposes a task to all banks. Refused here if it does not fit this bank's own data set. */
    public JobView propose(JobProposal proposal) throws JobRefusedException {
        Consortium consortium = consortium();
        JointKey key = key();
        DataSet dataSet = tools.data()
                .registry()
                .find(proposal.dataSet())
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.NOT_FOUND,
                        "No data set named " + proposal.dataSet() + " is registered at this node."));
        TaskSpec task = new TaskFactory(
                        consortium,
                        key.keyId(),
                        tools.peers().self(),
                        tools.stores().models())
                .task(proposal, dataSet, tools.clock().instant());
        return propose(
                task,
                task.examine(consortium, key.keyId())
                        .or(() -> task.cohort().contains(tools.peers().self())
                                ? TaskExamination.examine(task, tools.peers().self(), Optional.of(dataSet))
                                : Optional.empty()));
    }

    /** Proposes to open cells of shared history. Refused here if it does not fit this bank's own source. */
    public JobView propose(HistoryRequest request) throws JobRefusedException {
        Consortium consortium = consortium();
        JointKey key = key();
        MemberId self = tools.peers().self();
        HistoryTasks history = tools.historyTasks();
        TaskSpec task = history.task(
                request, consortium, key.keyId(), self, tools.clock().instant());
        return propose(
                task,
                task.examine(consortium, key.keyId())
                        .or(() -> task.cohort().contains(self)
                                ? history.examine(task, self, consortium)
                                : Optional.empty()));
    }

    private Consortium consortium() throws JobRefusedException {
        return tools.standing()
                .consortium()
                .get()
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.CONSORTIUM_NOT_SIGNED, "This node is in no consortium that all members signed."));
    }

    private JointKey key() throws JobRefusedException {
        return tools.standing()
                .keys()
                .current()
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.KEY_MISSING, "There is no joint key yet; hold a key ceremony first."));
    }

    private JobView propose(TaskSpec task, Optional<Rejection> unfit) throws JobRefusedException {
        requireMemory();
        if (unfit.isPresent()) {
            throw new JobRefusedException(unfit.get());
        }
        if (runs.running().size() >= MOST_OPEN_JOBS) {
            throw new JobRefusedException(
                    ProblemType.TOO_MANY_REQUESTS, "There are " + MOST_OPEN_JOBS + " jobs that are not over already.");
        }
        return view(runs.create(task));
    }

    /** All jobs, newest first. */
    public List<JobView> jobs() {
        return runs.all().stream().map(this::view).toList();
    }

    /** One job. */
    public JobView job(String id) throws JobRefusedException {
        return view(find(id));
    }

    /** What happens in a job, as it happens. */
    public EventLog events(String id) throws JobRefusedException {
        return find(id).events();
    }

    /**
     * What an approver reads and signs.
     *
     * @param bytes the canonical bytes of the task, base64
     */
    public record TaskView(
            String job, String taskHash, List<String> text, String bytes, List<ApproverView> approvers) {}

    /**
     * One person who may approve for this bank.
     *
     * @param key the person's public key, hexadecimal
     * @param bytesToSign what this person signs with that key (Ed25519), base64
     */
    public record ApproverView(String name, String key, String bytesToSign, boolean approved) {}

    /** The task of a job in words and bytes. */
    public TaskView task(String id) throws JobRefusedException {
        JobRun run = find(id);
        TaskSpec task = run.frame().task();
        Member self = run.frame().consortium().member(run.frame().self());
        List<Approval> signed = run.view(JobState::signed);
        List<ApproverView> approvers = new ArrayList<>();
        for (Approver approver : self.approvers()) {
            byte[] bytes = Approval.signedBytes(self.id(), approver.key(), task.taskHash());
            approvers.add(new ApproverView(
                    approver.name(),
                    ByteString.of(approver.key().toByteArray()).hex(),
                    base64(bytes),
                    signed.stream().anyMatch(approval -> approval.approverKey().equals(approver.key()))));
        }
        return new TaskView(
                task.jobId().value(), task.taskHash().hex(), task.describe(), base64(task.encode()), approvers);
    }

    /** One person's approval: the name of an enrolled approver of this bank and the signature. A second one of a person changes nothing. */
    public JobView approve(String id, String approverName, byte[] signature) throws JobRefusedException {
        requireMemory();
        JobRun run = find(id);
        Member self = run.frame().consortium().member(run.frame().self());
        Approver approver = self.approvers().stream()
                .filter(enrolled -> enrolled.name().equals(approverName))
                .findFirst()
                .orElseThrow(() -> new JobRefusedException(
                        ProblemType.APPROVAL_INVALID,
                        approverName + " is not an enrolled approver of " + self.id() + ". Enrolled are: "
                                + String.join(
                                        ", ",
                                        self.approvers().stream()
                                                .map(Approver::name)
                                                .toList()) + "."));
        if (signature.length != Ed25519.SIGNATURE_BYTES) {
            throw new JobRefusedException(
                    ProblemType.APPROVAL_INVALID,
                    "Expected a signature of " + Ed25519.SIGNATURE_BYTES + " bytes but found " + signature.length
                            + ".");
        }
        Approval approval =
                new Approval(self.id(), approver.key(), run.frame().task().taskHash(), ByteString.of(signature));
        if (!approval.verify(Ed25519.verifier())) {
            throw new JobRefusedException(
                    ProblemType.APPROVAL_INVALID,
                    "The signature is not one of " + approverName + " over the bytes of this task.");
        }
        tools.stores().ledger().approved(approval);
        Failpoint.APPROVAL_BEFORE_RECORD.reach();
        record(run, approval);
        return view(run);
    }

    private void requireMemory() throws JobRefusedException {
        Optional<Rejection> notReady = tools.standing().notReady().get();
        if (notReady.isPresent() && notReady.get().type() == ProblemType.QUARANTINED) {
            throw new JobRefusedException(notReady.get());
        }
    }

    /** The node may sign again: everything that is due is done. */
    public void performDue() {
        runs.performDue();
    }

    /** What the recovery of a restored node needs of the jobs. */
    public KnownJobs known() {
        return new SpentJobs(tools, runs);
    }

    private static void record(JobRun run, Approval approval) throws JobRefusedException {
        JobPhase phase = run.view(JobState::phase);
        boolean there = run.view(state -> state.signed().stream()
                .anyMatch(earlier -> earlier.approverKey().equals(approval.approverKey())));
        if (there) {
            return;
        }
        if (phase.isOver()) {
            throw new JobRefusedException(
                    ProblemType.CONFLICT, "The job is " + phase.name().toLowerCase(java.util.Locale.ROOT) + ".");
        }
        run.record(new JobEvent.Signed(approval));
    }

    /** Withdraws from a job and tells the other banks. */
    public JobView cancel(String id) throws JobRefusedException {
        JobRun run = find(id);
        JobPhase phase = run.view(JobState::phase);
        if (phase == JobPhase.FINISHED) {
            throw new JobRefusedException(ProblemType.CONFLICT, "The job is finished; its sums are open.");
        }
        if (!phase.isOver()) {
            tools.stores().ledger().decided("WITHDRAW", run.frame().id());
            Rejection reason = new Rejection(
                    ProblemType.TASK_REVOKED, "Cancelled at " + run.frame().self() + ".");
            tools.peers()
                    .send(
                            new TaskRefused(run.frame().task().taskHash(), reason),
                            run.frame().task().keyId(),
                            run.frame().consortium().ids());
        }
        return view(run);
    }

    /**
     * Gives up the attempt under way, as this bank's decision, if its sum did not open: a bank that never comes back would else hold the round
     * for ever. Possible once the charter's operator deadline has passed since this bank sealed the attempt; before its reveal an attempt ends
     * by itself.
     */
    public JobView abandon(String id) throws JobRefusedException {
        JobRun run = find(id);
        Attempt attempt = run.view(JobState::sealedAttempt)
                .orElseThrow(
                        () -> new JobRefusedException(
                                ProblemType.CONFLICT,
                                "No attempt of this job waits for other banks after this bank sealed it; there is nothing to give up."));
        if (!attempt.passed().contains(DeadlineKind.OPERATOR)) {
            throw new JobRefusedException(
                    ProblemType.CONFLICT,
                    "The sum may still open; the charter lets an operator give it up "
                            + attempt.open().deadlines().operator() + " s after this bank sealed it.");
        }
        int round = attempt.open().round();
        tools.stores()
                .ledger()
                .decided("GIVE-UP round " + round + " of", run.frame().id());
        run.answer(round, List.of(new RoundEvent.AbandonRequested(attempt.number())));
        return view(run);
    }

    /** How many jobs of the store could not be brought back at the start. */
    public int notResumed() {
        return runs.notResumed();
    }

    private JobRun find(String id) throws JobRefusedException {
        JobId job;
        try {
            job = new JobId(id);
        } catch (IllegalArgumentException e) {
            throw new JobRefusedException(ProblemType.NOT_FOUND, "A job's id is 32 hexadecimal digits.");
        }
        return runs.find(job)
                .orElseThrow(() -> new JobRefusedException(ProblemType.NOT_FOUND, "This node has no job " + id + "."));
    }

    private JobView view(JobRun run) {
        Optional<JobView.Result> result = run.view(JobState::phase) == JobPhase.FINISHED
                ? new JobResults(tools, run.frame()).find()
                : Optional.empty();
        return run.view(
                state -> JobView.of(state, result, ArithmeticChoice.current().summary()));
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
