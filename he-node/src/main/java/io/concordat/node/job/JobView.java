package io.concordat.node.job;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.problem.Rejection;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A job as the bank's own people see it; written as JSON. */
public record JobView(
        String id,
        String function,
        String purpose,
        Map<String, String> parameters,
        String dataSet,
        String scope,
        List<String> cohort,
        String proposedBy,
        String createdAt,
        String expiresAt,
        StateView state,
        List<RoundView> rounds,
        @Nullable Result result,
        Receipt receipt) {

    /**
     * Where a job stands.
     *
     * @param name the phase in lower case; a job is shown as finished only when its result is stored
     * @param waitingFor what happens next and who has to act, absent at the end
     * @param approvedBy banks whose approval is here
     * @param refusals why banks do not take part
     * @param failure why the job cannot go on at this bank
     */
    public record StateView(
            String name,
            @Nullable Waiting waitingFor,
            List<String> approvedBy,
            List<Refusal> refusals,
            @Nullable Problem failure) {
        static StateView of(JobState state, boolean stored) {
            JobPhase phase = state.phase() == JobPhase.FINISHED && !stored ? JobPhase.RUNNING : state.phase();
            return new StateView(
                    phase.name().toLowerCase(java.util.Locale.ROOT),
                    Waiting.of(state).orElse(null),
                    state.approvedBy().stream().map(MemberId::value).toList(),
                    state.refusals().entrySet().stream()
                            .map(entry -> new Refusal(entry.getKey().value(), Problem.of(entry.getValue())))
                            .toList(),
                    state.failure()
                            .or(() -> state.examined().flatMap(JobEvent.Examined::reason))
                            .map(Problem::of)
                            .orElse(null));
        }
    }

    /** A bank that does not take part, and why. */
    public record Refusal(String member, Problem problem) {}

    /** A problem type and its sentence. */
    public record Problem(String type, String title, String detail) {
        static Problem of(Rejection reason) {
            return new Problem(reason.type().urn(), reason.type().title(), reason.sentence());
        }
    }

    /**
     * One round. Counts are of what this node sent in it, failed attempts included.
     *
     * @param milliseconds from its start to the folded sum here, absent while it runs
     * @param report public numbers of the state after it, such as loss and gradientNorm
     */
    public record RoundView(
            int round,
            String name,
            int attempts,
            long ciphertexts,
            long bytes,
            @Nullable Long milliseconds,
            Map<String, Double> report) {
        static RoundView of(RoundLog log) {
            return new RoundView(
                    log.round(),
                    log.name(),
                    log.attempts().size(),
                    log.traffic().ciphertexts(),
                    log.traffic().bytes(),
                    log.milliseconds().isPresent() ? log.milliseconds().getAsLong() : null,
                    new TreeMap<>(log.report()));
        }
    }

    /** What a finished job left: the id of the model or of the evaluation, or the scope whose history has more cells. */
    public record Result(
            @Nullable String model,
            @Nullable String evaluation,
            @Nullable String history) {}

    /**
     * What the cryptography did, counted from the messages themselves.
     *
     * @param plaintextPayloads payload blocks sent that are not encrypted
     */
    public record Receipt(
            int keyBits,
            String keyFingerprint,
            String keyId,
            String arithmetic,
            long ciphertextsSent,
            long partialDecryptionsSent,
            long plaintextPayloads,
            long bytesSent,
            long proofsVerified,
            long refusedMessages,
            Map<String, Long> envelopesSent) {
        static Receipt of(JobState state, String arithmetic) {
            Traffic sent = state.traffic().sent();
            Map<String, Long> byType = new LinkedHashMap<>();
            for (MessageType type : MessageType.values()) {
                Long count = sent.envelopes().get(type);
                if (count != null) {
                    byType.put(type.name(), count);
                }
            }
            return new Receipt(
                    state.frame().key().paillier().bits(),
                    state.frame().key().fingerprint(),
                    ByteString.of(state.frame().key().keyId()).hex(),
                    arithmetic,
                    sent.ciphertexts(),
                    sent.partialDecryptions(),
                    sent.plaintexts(),
                    sent.bytes(),
                    state.traffic().proofsVerified(),
                    state.traffic().refusedMessages(),
                    byType);
        }
    }

    static JobView of(JobState state, Optional<Result> result, String arithmetic) {
        TaskSpec task = state.frame().task();
        return new JobView(
                task.jobId().value(),
                task.function(),
                task.purpose().name().toLowerCase(java.util.Locale.ROOT),
                task.parameters(),
                task.data().dataSet(),
                task.scope().value(),
                task.cohort().stream().map(MemberId::value).toList(),
                task.createdBy().value(),
                Instant.ofEpochSecond(task.createdAt()).toString(),
                Instant.ofEpochSecond(task.expiresAt()).toString(),
                StateView.of(state, result.isPresent()),
                state.rounds().stream().map(RoundView::of).toList(),
                result.orElse(null),
                Receipt.of(state, arithmetic));
    }
}
