package io.concordat.node;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.node.peer.EnvelopeLog;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.EnvelopeTable;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.SignedEnvelope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/** Lets the network keep its envelopes in the database: turns envelopes into rows and back. */
final class StoredEnvelopeLog implements EnvelopeLog {
    private static final int PAGE = 200;

    private final EnvelopeTable table;
    private final InstantSource clock;
    private final Map<String, List<String>> incarnations = new ConcurrentHashMap<>();

    StoredEnvelopeLog(EnvelopeTable table, InstantSource clock) {
        this.table = table;
        this.clock = clock;
    }

    @Override
    public ReceivedEnvelope append(Function<Head, SignedEnvelope> make, Collection<MemberId> to, Instant deadline) {
        AtomicReference<SignedEnvelope> made = new AtomicReference<>();
        long position = table.append(recording(make, made), names(to), clock.millis(), deadline.toEpochMilli());
        return new ReceivedEnvelope(position, made.get());
    }

    @Override
    public SignedEnvelope advance(Function<Head, SignedEnvelope> make) {
        AtomicReference<SignedEnvelope> made = new AtomicReference<>();
        table.advance(recording(make, made));
        return made.get();
    }

    @Override
    public Optional<SignedEnvelope> excluding(SignedEnvelope envelope) {
        EnvelopeTable.Row row = row(envelope);
        Optional<EnvelopeTable.Stored> numbered = table.numbered(row.sender(), row.incarnation(), row.seq());
        if (numbered.isPresent()) {
            return numbered.map(stored -> stored.row())
                    .filter(stored -> !stored.hash().equals(row.hash()))
                    .map(stored -> decode(stored.bytes()));
        }
        List<String> known = incarnations(row.sender());
        return known.contains(row.incarnation()) && !known.getLast().equals(row.incarnation())
                ? table.newest(row.sender(), known.getLast())
                        .map(stored -> decode(stored.row().bytes()))
                : Optional.empty();
    }

    private List<String> incarnations(String sender) {
        return incarnations.computeIfAbsent(sender, _ -> new CopyOnWriteArrayList<>(table.incarnations(sender)));
    }

    @Override
    public OptionalLong receive(SignedEnvelope envelope) {
        EnvelopeTable.Row row = row(envelope);
        List<String> known = incarnations(row.sender());
        OptionalLong position = table.receive(row, clock.millis());
        if (!known.contains(row.incarnation())) {
            known.add(row.incarnation());
        }
        return position;
    }

    @Override
    public void resend(Digest hash, Collection<MemberId> to, Instant deadline) {
        table.resend(hash.hex(), names(to), deadline.toEpochMilli());
    }

    @Override
    public void handled(long position) {
        table.handled(position);
    }

    @Override
    public List<ReceivedEnvelope> unhandled(long afterPosition, int limit) {
        return table.unhandled(afterPosition, limit).stream()
                .map(stored -> new ReceivedEnvelope(
                        stored.position(), decode(stored.row().bytes())))
                .toList();
    }

    @Override
    public Optional<Outgoing> next(MemberId to) {
        return table.next(to.value())
                .map(pending ->
                        new Outgoing(pending.number(), Instant.ofEpochMilli(pending.deadlineAt()), pending.bytes()));
    }

    @Override
    public void remove(long number) {
        table.remove(number);
    }

    @Override
    public void failed(long number) {
        table.failed(number);
    }

    @Override
    public void clearOutbox(MemberId to) {
        table.clearOutbox(to.value());
    }

    @Override
    public void retainOutbox(Predicate<SignedEnvelope> kept) {
        List<EnvelopeTable.Pending> page = table.waiting(0, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(pending -> !kept.test(decode(pending.bytes())))
                    .forEach(pending -> table.remove(pending.number()));
            page = table.waiting(page.getLast().number(), PAGE);
        }
    }

    @Override
    public void clearOutbox() {
        table.clearOutbox();
    }

    private static Function<EnvelopeTable.Head, EnvelopeTable.Row> recording(
            Function<Head, SignedEnvelope> make, AtomicReference<SignedEnvelope> made) {
        return head -> {
            made.set(make.apply(
                    new Head(ByteString.ofHex(head.incarnation()), head.nextSeq(), Digest.of(head.lastHash()))));
            return row(made.get());
        };
    }

    static EnvelopeTable.Row row(SignedEnvelope signed) {
        Envelope envelope = signed.envelope();
        return new EnvelopeTable.Row(
                signed.hash().hex(),
                envelope.from().value(),
                envelope.incarnation().hex(),
                envelope.seq(),
                envelope.type().name(),
                signed.encode());
    }

    private static SignedEnvelope decode(byte[] bytes) {
        try {
            return SignedEnvelope.decode(bytes);
        } catch (DecodeException e) {
            throw new IllegalStateException("The database holds an envelope that cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> names(Collection<MemberId> members) {
        return members.stream().map(MemberId::value).toList();
    }
}
