package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.round.RoundKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a member keeps through a crash. Each write goes through {@link #write}, where it may fail before or after it took
 * place; what was written before stays.
 */
final class Disk {
    final Map<RoundKey, RoundContext> contexts = new LinkedHashMap<>();
    final Map<RoundKey, List<byte[]>> journals = new HashMap<>();
    final List<SignedEnvelope> inbox = new ArrayList<>();
    final Set<Digest> known = new HashSet<>();
    final Set<Digest> placed = new HashSet<>();
    final SequencedMap<MessageKey, SignedEnvelope> sent = new LinkedHashMap<>();
    final Map<RoundKey, List<BigInteger>> contributions = new HashMap<>();
    final Map<Digest, Digest> ciphertexts = new HashMap<>();
    /** Jobs that are older than what this member remembers: it says nothing in them any more. */
    final Set<Digest> spent = new HashSet<>();

    final SimulatedLedger ledger;
    private final Predicate<String> fault;
    private long incarnation;

    /** @param fault whether the next write of this kind fails */
    Disk(Predicate<String> fault) {
        this(fault, new SimulatedLedger());
    }

    private Disk(Predicate<String> fault, SimulatedLedger ledger) {
        this.fault = fault;
        this.ledger = ledger;
    }

    /** A backup. */
    Disk copy() {
        Disk copy = new Disk(fault, ledger.copy());
        copy.contexts.putAll(contexts);
        journals.forEach((key, events) -> copy.journals.put(key, new ArrayList<>(events)));
        copy.inbox.addAll(inbox);
        copy.known.addAll(known);
        copy.placed.addAll(placed);
        copy.spent.addAll(spent);
        copy.sent.putAll(sent);
        copy.contributions.putAll(contributions);
        copy.ciphertexts.putAll(ciphertexts);
        copy.incarnation = incarnation;
        return copy;
    }

    /** The number of this disk's life: a restored one begins another. */
    long incarnation() {
        return incarnation;
    }

    void beginLife(long number) {
        incarnation = number;
    }

    /** The newest message that this member signed; there is one. */
    SignedEnvelope lastSent() {
        return sent.lastEntry().getValue();
    }

    /** One durable write. */
    void write(String what, Runnable change) {
        if (fault.test(what + " before")) {
            throw new DiskFault(what);
        }
        change.run();
        if (fault.test(what + " after")) {
            throw new DiskFault(what);
        }
    }

    /** What a member remembers for good of what was sent to it, itself included. */
    boolean knows(MemberId self, SignedEnvelope envelope) {
        return known.contains(envelope.hash()) || (envelope.from().equals(self) && sent.containsValue(envelope));
    }
}
