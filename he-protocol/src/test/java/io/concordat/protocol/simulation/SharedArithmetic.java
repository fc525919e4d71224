package io.concordat.protocol.simulation;

import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.round.Opening;
import io.concordat.protocol.round.RoundArithmetic;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;

/** The real arithmetic; what depends on public bytes alone is computed once for all members of a run. */
final class SharedArithmetic {
    private static final Map<TestConsortium, RoundArithmetic> REAL = new ConcurrentHashMap<>();

    private final RoundArithmetic real;
    private final Map<List<Digest>, RoundEvent> checks = new HashMap<>();
    private final Map<List<Digest>, Opening> openings = new HashMap<>();

    SharedArithmetic(TestConsortium bank) {
        real = REAL.computeIfAbsent(
                bank, b -> RoundArithmetic.of(b.dealt().key(), b.consortium(), BatchExecutor.sequential()));
    }

    RoundArithmetic real() {
        return real;
    }

    RoundEvent checkReveals(Transcript transcript, int plaintextCount) {
        return checks.computeIfAbsent(key(transcript), _ -> real.checkReveals(transcript, plaintextCount));
    }

    RoundEvent checkShare(Transcript transcript, SignedEnvelope share) {
        List<Digest> key = key(transcript);
        key.add(share.hash());
        return checks.computeIfAbsent(key, _ -> real.checkShare(transcript, share));
    }

    Opening combine(RoundEffect.CombineShares effect, SlotLayout layout) {
        List<Digest> key = key(effect.transcript());
        effect.shares().forEach(share -> key.add(share.hash()));
        return openings.computeIfAbsent(key, _ -> real.combine(effect, layout));
    }

    private static List<Digest> key(Transcript transcript) {
        List<Digest> key = new ArrayList<>();
        key.add(transcript.attemptId());
        add(key, transcript.commits());
        add(key, transcript.reveals());
        return key;
    }

    private static void add(List<Digest> key, SortedMap<?, SignedEnvelope> messages) {
        messages.values().forEach(message -> key.add(message.hash()));
    }
}
