package io.concordat.protocol.round;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Reasons;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEvent.AbandonRequested;
import io.concordat.protocol.round.RoundEvent.ContributionPrepared;
import io.concordat.protocol.round.RoundEvent.ContributionRefused;
import io.concordat.protocol.round.RoundEvent.DeadlinePassed;
import io.concordat.protocol.round.RoundEvent.JoinPrepared;
import io.concordat.protocol.round.RoundEvent.JoinRefused;
import io.concordat.protocol.round.RoundEvent.Received;
import io.concordat.protocol.round.RoundEvent.ReleaseGranted;
import io.concordat.protocol.round.RoundEvent.ReleaseRefused;
import io.concordat.protocol.round.RoundEvent.ReleaseRetried;
import io.concordat.protocol.round.RoundEvent.RevealsAccepted;
import io.concordat.protocol.round.RoundEvent.RevealsRefused;
import io.concordat.protocol.round.RoundEvent.ShareAccepted;
import io.concordat.protocol.round.RoundEvent.ShareRefused;
import io.concordat.protocol.round.RoundEvent.SumOpened;
import io.concordat.protocol.round.RoundEvent.SumRefused;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Canonical bytes of events in the journal: a version, the kind, the fields. */
final class RoundEventCodec {
    private static final int VERSION = 1;
    private static final int MAX_BYTES = 1 << 28;
    private static final int MAX_SUMS = 1 << 22;
    private static final int MAX_SUM_BYTES = 2048;

    private RoundEventCodec() {}

    static byte[] encode(RoundEvent event) {
        CanonicalWriter writer = new CanonicalWriter();
        writer.u8(VERSION);
        writer.u8(kind(event));
        write(writer, event);
        return writer.toByteArray();
    }

    static RoundEvent decode(byte[] bytes) throws DecodeException {
        return StrictDecoder.decode(bytes, MAX_BYTES, reader -> {
            int version = reader.u8();
            if (version != VERSION) {
                throw new DecodeException("Expected event version " + VERSION + " but found " + version);
            }
            return read(reader, reader.u8());
        });
    }

    private static int kind(RoundEvent event) {
        return switch (event) {
            case Received _ -> 1;
            case JoinPrepared _ -> 2;
            case JoinRefused _ -> 3;
            case ContributionPrepared _ -> 4;
            case ContributionRefused _ -> 5;
            case RevealsAccepted _ -> 6;
            case RevealsRefused _ -> 7;
            case ReleaseGranted _ -> 8;
            case ReleaseRefused _ -> 9;
            case ReleaseRetried _ -> 10;
            case ShareAccepted _ -> 11;
            case ShareRefused _ -> 12;
            case SumOpened _ -> 13;
            case SumRefused _ -> 14;
            case DeadlinePassed _ -> 15;
            case AbandonRequested _ -> 16;
        };
    }

    private static void write(CanonicalWriter writer, RoundEvent event) {
        switch (event) {
            case Received e -> writer.sized(e.envelope().encode());
            case JoinPrepared e -> digests(writer, e.openHash(), e.nonce(), e.snapshotDigest(), e.ledgerHead());
            case JoinRefused e -> Reasons.write(digests(writer, e.openHash()), e.reason());
            case ContributionPrepared e -> {
                digests(writer, e.attemptId(), e.salt());
                e.ciphertexts().write(writer);
            }
            case ContributionRefused e -> Reasons.write(digests(writer, e.attemptId()), e.reason());
            case RevealsAccepted e -> digests(writer, e.attemptId(), e.aggregateHash());
            case RevealsRefused e -> {
                e.culprit().write(digests(writer, e.attemptId()));
                Reasons.write(writer, e.reason());
            }
            case ReleaseGranted e -> e.share().write(writer);
            case ReleaseRefused e -> Reasons.write(digests(writer, e.attemptId()), e.reason());
            case ReleaseRetried e -> digests(writer, e.attemptId());
            case ShareAccepted e -> e.from().write(digests(writer, e.attemptId()));
            case ShareRefused e -> {
                e.from().write(digests(writer, e.attemptId()));
                Reasons.write(writer, e.reason());
            }
            case SumOpened e -> {
                digests(writer, e.attemptId(), e.newStateDigest());
                writer.u32(e.sums().size());
                e.sums().forEach(writer::signed);
            }
            case SumRefused e -> Reasons.write(digests(writer, e.attemptId(), e.valueHash()), e.reason());
            case DeadlinePassed e -> writer.u8(e.kind().code()).u32(e.attempt());
            case AbandonRequested e -> writer.u32(e.attempt());
        }
    }

    private static RoundEvent read(CanonicalReader reader, int kind) throws DecodeException {
        return switch (kind) {
            case 1 -> new Received(SignedEnvelope.decode(reader.sized(SignedEnvelope.MAX_BYTES)));
            case 2 -> new JoinPrepared(digest(reader), digest(reader), digest(reader), digest(reader));
            case 3 -> new JoinRefused(digest(reader), Reasons.read(reader));
            case 4 ->
                new ContributionPrepared(
                        digest(reader), digest(reader), Blocks.read(reader, MessageType.REVEAL.bodyLimit()));
            case 5 -> new ContributionRefused(digest(reader), Reasons.read(reader));
            case 6 -> new RevealsAccepted(digest(reader), digest(reader));
            case 7 -> new RevealsRefused(digest(reader), MemberId.read(reader), Reasons.read(reader));
            case 8 -> new ReleaseGranted(Share.read(reader));
            case 9 -> new ReleaseRefused(digest(reader), Reasons.read(reader));
            case 10 -> new ReleaseRetried(digest(reader));
            case 11 -> new ShareAccepted(digest(reader), MemberId.read(reader));
            case 12 -> new ShareRefused(digest(reader), MemberId.read(reader), Reasons.read(reader));
            case 13 -> sumOpened(reader);
            case 14 -> new SumRefused(digest(reader), digest(reader), Reasons.read(reader));
            case 15 -> new DeadlinePassed(deadline(reader.u8()), reader.count(Open.MAX_ATTEMPT));
            case 16 -> new AbandonRequested(reader.count(Open.MAX_ATTEMPT));
            default -> throw new DecodeException("Expected an event kind from 1 to 16 but found " + kind);
        };
    }

    private static SumOpened sumOpened(CanonicalReader reader) throws DecodeException {
        Digest attemptId = digest(reader);
        Digest newStateDigest = digest(reader);
        int count = reader.count(MAX_SUMS);
        List<BigInteger> sums = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            sums.add(reader.signed(MAX_SUM_BYTES));
        }
        return new SumOpened(attemptId, sums, newStateDigest);
    }

    private static DeadlineKind deadline(int code) throws DecodeException {
        for (DeadlineKind kind : DeadlineKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new DecodeException("Expected a deadline kind from 1 to 7 but found " + code);
    }

    private static CanonicalWriter digests(CanonicalWriter writer, Digest... digests) {
        for (Digest digest : digests) {
            digest.write(writer);
        }
        return writer;
    }

    private static Digest digest(CanonicalReader reader) throws DecodeException {
        return Digest.read(reader);
    }
}
