package io.concordat.node.peer;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.SignedEnvelope;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** Where envelopes and the outbox are kept. Each method is atomic and durable when it returns. */
public interface EnvelopeLog {

    /**
     * Where this node's own chain stands.
     *
     * @param incarnation of this installation
     * @param nextSeq number of the next envelope
     * @param lastHash hash of the one before it, zero for the first
     */
    record Head(ByteString incarnation, long nextSeq, Digest lastHash) {}

    /**
     * An envelope to deliver.
     *
     * @param number its place in the outbox
     * @param deadline when it is given up
     * @param bytes the encoded envelope
     */
    @SuppressWarnings("ArrayRecordComponent") // sent at once, never compared
    record Outgoing(long number, Instant deadline, byte[] bytes) {}

    /** Makes this node's next envelope, stores it and its deliveries. */
    ReceivedEnvelope append(Function<Head, SignedEnvelope> make, Collection<MemberId> to, Instant deadline);

    /** Makes this node's next envelope without storing it. */
    SignedEnvelope advance(Function<Head, SignedEnvelope> make);

    /** What the log has of the same sender that excludes this envelope: another one with its number, or a later incarnation's. */
    Optional<SignedEnvelope> excluding(SignedEnvelope envelope);

    /** Stores a received envelope; its position, or empty if it was there. */
    OptionalLong receive(SignedEnvelope envelope);

    /** Puts a stored envelope into the outbox again. */
    void resend(Digest hash, Collection<MemberId> to, Instant deadline);

    /** The receiver took it. */
    void handled(long position);

    /** Stored and not handled, in order, at most so many after this position. */
    List<ReceivedEnvelope> unhandled(long afterPosition, int limit);

    /** What goes to this member next. */
    Optional<Outgoing> next(MemberId to);

    /** Takes a delivery out of the outbox. */
    void remove(long number);

    /** Counts a failed attempt. */
    void failed(long number);

    /** Drops all deliveries to a member; the envelopes stay. */
    void clearOutbox(MemberId to);

    /** Drops the deliveries of envelopes that are not of this kind; the envelopes stay. */
    void retainOutbox(Predicate<SignedEnvelope> kept);

    /** Drops all deliveries; the envelopes stay. */
    void clearOutbox();
}
