package io.concordat.node.job;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Reasons;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundEvent;
import java.util.List;
import java.util.Optional;

/**
 * An event and when it was stored.
 *
 * @param at milliseconds since 1970, for display only: no decision depends on it
 */
record JournalEntry(long at, JobEvent event) {

    private static final int VERSION = 1;
    private static final int MAX_STATE = 1 << 26;
    private static final int MAX_EVENT = 1 << 26;

    byte[] encode() {
        CanonicalWriter out = new CanonicalWriter().u8(VERSION).i64(at);
        switch (event) {
            case JobEvent.Proposed(TaskSpec task) -> out.u8(1).sized(task.encode());
            case JobEvent.Examined(Optional<Rejection> reason) -> {
                out.u8(2).u8(reason.isPresent() ? 1 : 0);
                reason.ifPresent(present -> Reasons.write(out, present));
            }
            case JobEvent.Signed(Approval approval) -> approval.write(out.u8(3));
            case JobEvent.Frozen(long rows, Digest digest, Digest salt) -> {
                out.u8(4).i64(rows);
                digest.write(out);
                salt.write(out);
            }
            case JobEvent.Heard(SignedEnvelope envelope) -> out.u8(5).sized(envelope.encode());
            case JobEvent.RoundStarted(int round, Optional<List<MemberId>> frozen) -> {
                out.u8(6).u32(round).u8(frozen.isPresent() ? 1 : 0);
                frozen.ifPresent(cohort -> MemberId.writeSorted(out, cohort));
            }
            case JobEvent.InRound(int round, RoundEvent inRound) ->
                out.u8(7).u32(round).sized(inRound.encode());
            case JobEvent.RoundClosed(int round, ByteString state, Digest openedHash) -> {
                out.u8(8).u32(round).sized(state.toByteArray());
                openedHash.write(out);
            }
            case JobEvent.Failed(Rejection reason) -> Reasons.write(out.u8(9), reason);
        }
        return out.toByteArray();
    }

    static JournalEntry decode(byte[] bytes) throws DecodeException {
        CanonicalReader in = new CanonicalReader(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new DecodeException("Expected a journal entry of version " + VERSION + " but found " + version);
        }
        JournalEntry entry = new JournalEntry(in.i64(), event(in));
        in.end();
        return entry;
    }

    private static JobEvent event(CanonicalReader in) throws DecodeException {
        int kind = in.u8();
        return switch (kind) {
            case 1 -> new JobEvent.Proposed(TaskSpec.decode(in.sized(TaskSpec.MAX_BYTES)));
            case 2 -> new JobEvent.Examined(in.u8() == 1 ? Optional.of(Reasons.read(in)) : Optional.empty());
            case 3 -> new JobEvent.Signed(Approval.read(in));
            case 4 -> new JobEvent.Frozen(in.i64(), Digest.read(in), Digest.read(in));
            case 5 -> new JobEvent.Heard(SignedEnvelope.decode(in.sized(SignedEnvelope.MAX_BYTES)));
            case 6 ->
                new JobEvent.RoundStarted(
                        in.count(Integer.MAX_VALUE),
                        in.u8() == 1 ? Optional.of(MemberId.readSorted(in, Charter.MAX_MEMBERS)) : Optional.empty());
            case 7 -> new JobEvent.InRound(in.count(Integer.MAX_VALUE), RoundEvent.decode(in.sized(MAX_EVENT)));
            case 8 ->
                new JobEvent.RoundClosed(
                        in.count(Integer.MAX_VALUE), ByteString.of(in.sized(MAX_STATE)), Digest.read(in));
            case 9 -> new JobEvent.Failed(Reasons.read(in));
            default -> throw new DecodeException("Expected a job event of kind 1 to 9 but found " + kind);
        };
    }
}
