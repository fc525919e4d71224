package io.concordat.protocol.message;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Deadlines;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.TaskLimits;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * OPEN: the proposer opens an attempt.
 *
 * @param taskHash the approved task
 * @param round from 0
 * @param attempt from 0
 * @param stateDigest of the state the round starts from
 * @param prevOpenedHash {@link Opened#resultHash} of the round before, zero for round 0
 * @param deathsHash hash of the death certificates of earlier attempts that the proposer holds, zero for none
 * @param layoutDigest of the slot layout
 * @param cohort U, ascending
 * @param deadlines how long the members wait
 */
public record Open(
        Digest taskHash,
        int round,
        int attempt,
        Digest stateDigest,
        Digest prevOpenedHash,
        Digest deathsHash,
        Digest layoutDigest,
        List<MemberId> cohort,
        Deadlines deadlines)
        implements RoundMessage {
    /** The highest attempt number. */
    public static final int MAX_ATTEMPT = 1_000_000;

    public Open {
        if (round < 0 || round >= TaskLimits.MAX) {
            throw new IllegalArgumentException(
                    "Expected a round from 0 to " + (TaskLimits.MAX - 1) + " but found " + round);
        }
        if (attempt < 0 || attempt > MAX_ATTEMPT) {
            throw new IllegalArgumentException(
                    "Expected an attempt from 0 to " + MAX_ATTEMPT + " but found " + attempt);
        }
        cohort = MemberId.sorted(cohort);
        if (cohort.isEmpty() || cohort.size() > Charter.MAX_MEMBERS) {
            throw new IllegalArgumentException(
                    "Expected a cohort of 1 to " + Charter.MAX_MEMBERS + " members but found " + cohort.size());
        }
    }

    @Override
    public MessageType type() {
        return MessageType.OPEN;
    }

    @Override
    public Digest subject() {
        byte[] numbers = ByteBuffer.allocate(8).putInt(round).putInt(attempt).array();
        return Digest.hash("open-subject/v1", taskHash.toByteArray(), numbers);
    }

    @Override
    public void write(CanonicalWriter writer) {
        taskHash.write(writer);
        writer.u32(round);
        writer.u32(attempt);
        stateDigest.write(writer);
        prevOpenedHash.write(writer);
        deathsHash.write(writer);
        layoutDigest.write(writer);
        MemberId.writeSorted(writer, cohort);
        deadlines.write(writer);
    }

    static Open read(CanonicalReader reader) throws DecodeException {
        return new Open(
                Digest.read(reader),
                reader.count(TaskLimits.MAX),
                reader.count(MAX_ATTEMPT),
                Digest.read(reader),
                Digest.read(reader),
                Digest.read(reader),
                Digest.read(reader),
                MemberId.readSorted(reader, Charter.MAX_MEMBERS),
                Deadlines.read(reader));
    }
}
