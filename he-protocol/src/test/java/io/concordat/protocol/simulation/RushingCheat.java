package io.concordat.protocol.simulation;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.SignedEnvelope;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps its REVEAL back until it has another bank's, and then reveals what cancels it. */
final class RushingCheat implements Persona {
    private final Set<Digest> rushed = new HashSet<>();

    @Override
    public List<SignedEnvelope> outgoing(SimulatedNode node, SignedEnvelope envelope, MemberId to) {
        boolean keptBack = envelope.envelope().type() == MessageType.REVEAL
                && envelope.from().equals(node.id)
                && !rushed.contains(envelope.hash());
        return keptBack ? List.of() : List.of(envelope);
    }

    @Override
    public void act(SimulatedNode node) {
        BigInteger modulus = node.world.bank().dealt().key().paillier().nSquared();
        for (SignedEnvelope own : List.copyOf(node.disk.sent.values())) {
            if (!(own.body() instanceof Reveal mine) || !rushed.add(mine.attemptId())) {
                continue;
            }
            List<Reveal> others = node.disk.inbox.stream()
                    .filter(envelope -> !envelope.from().equals(node.id))
                    .map(SignedEnvelope::body)
                    .filter(Reveal.class::isInstance)
                    .map(Reveal.class::cast)
                    .filter(reveal -> reveal.attemptId().equals(mine.attemptId()))
                    .toList();
            if (others.isEmpty()) {
                rushed.remove(mine.attemptId());
                continue;
            }
            Reveal chosen = new Reveal(
                    mine.attemptId(),
                    mine.salt(),
                    ContributionCheat.changed(mine.ciphertexts(), (value, k) -> value.multiply(
                                    ContributionCheat.number(others.getFirst(), k)
                                            .modInverse(modulus))
                            .mod(modulus)));
            SignedEnvelope envelope = node.sign(chosen);
            rushed.add(envelope.hash());
            node.send(envelope);
        }
    }
}
