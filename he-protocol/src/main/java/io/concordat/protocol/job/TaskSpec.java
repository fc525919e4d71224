package io.concordat.protocol.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What two persons at each bank approve: one function, over one scope of data, by one cohort, for one purpose, from one
 * initial state, within limits and until a date. A change of any byte is another task.
 *
 * @param consortiumId the consortium, and with it the charter
 * @param keyId the joint key
 * @param epochType the kind of key epoch, {@code MASKED_SUMS} for every secure sum
 * @param function the name and version of the joint computation, such as {@code logistic-newton/v1}
 * @param parameters its parameters in their canonical text form, sorted by name
 * @param data the rows
 * @param cohort the banks that contribute, ascending (U*)
 * @param purpose what it is for
 * @param initialStateDigest the state it starts from
 * @param limits what it may use up
 * @param createdBy who proposed it
 * @param createdAt when, in seconds since 1970, by the proposer's clock
 * @param expiresAt from when on nobody joins or releases for it, in seconds since 1970
 */
public record TaskSpec(
        Digest consortiumId,
        Digest keyId,
        EpochType epochType,
        String function,
        SortedMap<String, String> parameters,
        TaskData data,
        List<MemberId> cohort,
        Purpose purpose,
        Digest initialStateDigest,
        TaskLimits limits,
        MemberId createdBy,
        long createdAt,
        long expiresAt) {
    /** The longest canonical encoding. */
    public static final int MAX_BYTES = 256 * 1024;

    public TaskSpec {
        TaskParameters.checkFunction(function);
        parameters = TaskParameters.copyOf(parameters);
        cohort = MemberId.sorted(cohort);
        if (cohort.size() < 3 || cohort.size() > Charter.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "Expected a cohort of 3 to " + Charter.MAX_MEMBERS + " members but found " + cohort.size());
        }
        if (createdAt < 0 || expiresAt <= createdAt) {
            throw new IllegalArgumentException(
                    "Expected an expiry after the creation at " + createdAt + " but found " + expiresAt);
        }
    }

    /** Why this task cannot run in {@code consortium} under the key {@code keyId}, if it cannot. */
    public Optional<Rejection> examine(Consortium consortium, Digest jointKeyId) {
        if (!consortiumId.equals(consortium.consortiumId())) {
            return refuse(
                    ProblemType.CONSORTIUM_MISMATCH,
                    "Expected consortium " + consortium.consortiumId().brief() + " but found " + consortiumId.brief());
        }
        if (!keyId.equals(jointKeyId)) {
            return refuse(
                    ProblemType.KEY_EPOCH_MISMATCH,
                    "Expected the joint key " + jointKeyId.brief() + " but found " + keyId.brief());
        }
        if (epochType != EpochType.MASKED_SUMS) {
            return refuse(
                    ProblemType.EPOCH_TYPE_REFUSED,
                    "Expected a key epoch MASKED_SUMS but found " + epochType
                            + ": another protocol's ciphertext could be folded into a contribution");
        }
        for (MemberId id : cohort) {
            if (consortium.find(id).isEmpty()) {
                return refuse(
                        ProblemType.COHORT_REFUSED,
                        "Expected members of " + consortium.name() + " in the cohort but found " + id);
            }
            if (!consortium.hasParticipant(id)) {
                return refuse(ProblemType.MEMBER_SUSPENDED, "Expected a cohort without " + id + ", which is suspended");
            }
        }
        if (!consortium.hasParticipant(createdBy)) {
            return refuse(ProblemType.UNKNOWN_MEMBER, "Expected a member as the task's author but found " + createdBy);
        }
        if (cohort.size() < consortium.charter().minimumCohort()) {
            return refuse(
                    ProblemType.COHORT_TOO_SMALL,
                    "Expected a cohort of at least " + consortium.charter().minimumCohort() + " banks but found "
                            + cohort.size());
        }
        if (limits.minimumEffectiveRows() < consortium.charter().minimumEffectiveRows()) {
            return refuse(
                    ProblemType.TOO_FEW_EFFECTIVE_ROWS,
                    "Expected a minimum of at least "
                            + consortium.charter().minimumEffectiveRows() + " effective rows but found "
                            + limits.minimumEffectiveRows());
        }
        return Optional.empty();
    }

    /** taskHash = H("task/v1", canonical bytes). */
    public Digest taskHash() {
        return Digest.hash("task/v1", encode());
    }

    /** The job that this task starts. */
    public JobId jobId() {
        return JobId.ofTask(taskHash());
    }

    /** The scope of the task's data. */
    public ScopeId scope() {
        return data.scope();
    }

    /** Lines that a person can read before approving; every field of the task is in them. */
    public List<String> describe() {
        return TaskDescription.of(this);
    }

    /** Canonical bytes. */
    public byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter();
        consortiumId.write(writer);
        keyId.write(writer);
        writer.u8(epochType == EpochType.MASKED_SUMS ? 1 : 2);
        writer.text(function);
        TaskParameters.write(writer, parameters);
        data.write(writer);
        MemberId.writeSorted(writer, cohort);
        writer.u8(purpose.code());
        initialStateDigest.write(writer);
        limits.write(writer);
        createdBy.write(writer);
        writer.i64(createdAt);
        writer.i64(expiresAt);
        return writer.toByteArray();
    }

    /** Decodes canonical bytes strictly. */
    public static TaskSpec decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, TaskSpec::read);
    }

    private static TaskSpec read(CanonicalReader reader) throws DecodeException {
        return new TaskSpec(
                Digest.read(reader),
                Digest.read(reader),
                epochType(reader.u8()),
                reader.text(TaskParameters.MAX_NAME_BYTES),
                TaskParameters.read(reader),
                TaskData.read(reader),
                MemberId.readSorted(reader, Charter.MAX_MEMBERS),
                Purpose.ofCode(reader.u8()),
                Digest.read(reader),
                TaskLimits.read(reader),
                MemberId.read(reader),
                reader.i64(),
                reader.i64());
    }

    private static EpochType epochType(int code) throws DecodeException {
        return switch (code) {
            case 1 -> EpochType.MASKED_SUMS;
            case 2 -> EpochType.PROVEN;
            default -> throw new DecodeException("Expected an epoch type of 1 or 2 but found " + code);
        };
    }

    private static Optional<Rejection> refuse(ProblemType type, String sentence) {
        return Optional.of(new Rejection(type, sentence));
    }
}
