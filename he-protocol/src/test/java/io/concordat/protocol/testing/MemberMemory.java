package io.concordat.protocol.testing;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.MessageKey;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEvent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a member keeps through a crash: its journal of each round, what it signed, what it computed once, its ledger. */
final class MemberMemory {
    final Map<Integer, List<byte[]>> journals = new TreeMap<>();
    final List<SignedEnvelope> inbox = new ArrayList<>();
    final Map<MessageKey, SignedEnvelope> sent = new LinkedHashMap<>();
    final Map<Integer, List<BigInteger>> contributions = new HashMap<>();
    final Map<Digest, Digest> ciphertexts = new HashMap<>();
    final InMemoryLedger ledger = new InMemoryLedger();

    private final Set<Digest> known = new HashSet<>();
    private final Set<Digest> placed = new HashSet<>();

    boolean knows(SignedEnvelope envelope) {
        return known.contains(envelope.hash());
    }

    /** Whether a message is new; stores it if it is. */
    boolean store(SignedEnvelope envelope) {
        if (!known.add(envelope.hash())) {
            return false;
        }
        inbox.add(envelope);
        if (envelope.body() instanceof Reveal reveal) {
            reveal.ciphertexts()
                    .toList()
                    .forEach(block -> ciphertexts.putIfAbsent(RoundHashes.ciphertext(block), reveal.attemptId()));
        }
        return true;
    }

    /** Whether a message was not yet taken into a round's journal; marks it. */
    boolean place(SignedEnvelope envelope) {
        return placed.add(envelope.hash());
    }

    void journal(int round, RoundEvent event) {
        journals.computeIfAbsent(round, _ -> new ArrayList<>()).add(event.encode());
    }

    List<RoundEvent> journal(int round) {
        List<RoundEvent> events = new ArrayList<>();
        for (byte[] bytes : journals.getOrDefault(round, List.of())) {
            events.add(decode(bytes));
        }
        return events;
    }

    static RoundEvent decode(byte[] bytes) {
        try {
            return RoundEvent.decode(bytes);
        } catch (DecodeException e) {
            throw new AssertionError("bug: an event of the journal does not decode", e);
        }
    }
}
