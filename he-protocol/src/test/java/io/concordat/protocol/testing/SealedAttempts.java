package io.concordat.protocol.testing;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageBody;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Signed transcripts whose ciphertexts are arbitrary bytes: enough for the gate, which does no arithmetic. */
public final class SealedAttempts {
    private final TestConsortium bank;
    private final TaskSpec task;

    /** For a task. */
    public SealedAttempts(TestConsortium bank, TaskSpec task) {
        this.bank = bank;
        this.task = task;
    }

    /** An OPEN of round 0, attempt 0 by the first of a cohort. */
    public Open open(List<MemberId> cohort) {
        return open(0, cohort, task.initialStateDigest());
    }

    /** An OPEN of any round, cohort and state. */
    public Open open(int round, List<MemberId> cohort, Digest state) {
        return new Open(
                task.taskHash(),
                round,
                0,
                state,
                Digest.ZERO,
                Digest.ZERO,
                Digest.hash("layout"),
                cohort,
                bank.consortium().charter().deadlines());
    }

    /** An attempt in which everything is as it should be, sealed by all members; {@code label} makes it differ. */
    public SealedAttempt sealed(Open open, String label) {
        return new SealedAttempt(
                transcript(open, label, false),
                Digest.hash("aggregate of " + label),
                new TreeSet<>(bank.consortium().ids()),
                7,
                OptionalLong.of(8));
    }

    /** The transcript; if {@code broken}, the last member reveals something else than it committed to. */
    public Transcript transcript(Open open, String label, boolean broken) {
        SignedEnvelope openEnvelope = sign(open.cohort().getFirst(), open);
        SortedMap<MemberId, SignedEnvelope> joins = new TreeMap<>();
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        for (MemberId id : open.cohort()) {
            Join join = new Join(
                    openEnvelope.hash(),
                    Digest.hash("nonce " + label + id),
                    Digest.hash("snapshot"),
                    Digest.hash("head"));
            joins.put(id, sign(id, join));
            hashes.put(id, sign(id, join).hash());
        }
        Digest attemptId = RoundHashes.attemptId(openEnvelope.hash(), hashes);
        SortedMap<MemberId, SignedEnvelope> commits = new TreeMap<>();
        SortedMap<MemberId, SignedEnvelope> reveals = new TreeMap<>();
        for (MemberId id : open.cohort()) {
            boolean wrong = broken && id.equals(open.cohort().getLast());
            Digest salt = Digest.hash("salt " + id);
            Blocks committed = blocks(label + id);
            Digest commitment = RoundHashes.commitment(attemptId, id, committed, salt);
            commits.put(id, sign(id, new Commit(attemptId, commitment)));
            reveals.put(id, sign(id, new Reveal(attemptId, salt, wrong ? blocks("another " + id) : committed)));
        }
        return new Transcript(attemptId, openEnvelope.hash(), open, joins, commits, reveals);
    }

    /** Two blocks of 64 bytes. */
    public static Blocks blocks(String label) {
        return Blocks.of(IntStream.range(0, 2)
                .mapToObj(k -> FramedHash.expand("test blocks", 64, (label + k).getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    /** Any body in an envelope of a member. */
    public SignedEnvelope sign(MemberId id, MessageBody body) {
        Envelope envelope = new Envelope(
                task.consortiumId(),
                task.keyId(),
                id,
                ByteString.of(new byte[Envelope.INCARNATION_BYTES]),
                0,
                Digest.ZERO,
                body);
        return SignedEnvelope.sign(envelope, bank.signer(id));
    }
}
