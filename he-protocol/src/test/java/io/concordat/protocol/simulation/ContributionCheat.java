package io.concordat.protocol.simulation;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.round.RoundEffect;
import io.concordat.protocol.round.RoundEvent;
import io.concordat.protocol.round.RoundKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Commits to and reveals ciphertexts that are not, or not only, its own masked numbers. */
record ContributionCheat(Cheat kind) implements Persona {
    private static final int ABOVE_THE_SLOTS = 112;
    private static final BigInteger FOREIGN_SECRET = BigInteger.valueOf(0x5EC2);

    @Override
    public Optional<RoundEvent> answer(SimulatedNode node, RoundKey key, RoundEffect effect) {
        if (!(effect instanceof RoundEffect.PrepareContribution contribution)) {
            return Optional.empty();
        }
        if (kind == Cheat.WRONG_MASK) {
            Digest elsewhere =
                    Digest.hash("another attempt", contribution.attemptId().toByteArray());
            RoundEvent.ContributionPrepared wrong =
                    node.work.contribute(key, new RoundEffect.PrepareContribution(elsewhere, contribution.open()));
            return Optional.of(
                    new RoundEvent.ContributionPrepared(contribution.attemptId(), wrong.salt(), wrong.ciphertexts()));
        }
        PaillierPublicKey paillier = node.world.bank().dealt().key().paillier();
        BigInteger modulus = paillier.nSquared();
        RoundEvent.ContributionPrepared own = node.work.contribute(key, contribution);
        Optional<Reveal> stolen = node.disk.inbox.stream()
                .filter(envelope -> !envelope.from().equals(node.id))
                .map(SignedEnvelope::body)
                .filter(Reveal.class::isInstance)
                .map(Reveal.class::cast)
                .filter(reveal ->
                        reveal.ciphertexts().count() == own.ciphertexts().count())
                .findFirst();
        if (stolen.isEmpty() && kind != Cheat.FOREIGN) {
            return Optional.of(own);
        }
        BiFunction<BigInteger, Integer, BigInteger> change = (mine, k) -> {
            BigInteger theirs = stolen.map(reveal -> number(reveal, k)).orElse(BigInteger.ONE);
            return switch (kind) {
                case COPY -> theirs.multiply(encrypt(node, BigInteger.ZERO));
                case SCALE -> mine.multiply(theirs.modPow(BigInteger.ONE.shiftLeft(40), modulus));
                case STALE -> theirs;
                case CANCEL -> mine.multiply(theirs.modInverse(modulus));
                case FOREIGN ->
                    mine.multiply(
                            encrypt(node, FOREIGN_SECRET).modPow(BigInteger.ONE.shiftLeft(ABOVE_THE_SLOTS), modulus));
                default -> throw new IllegalStateException(kind + " does not change ciphertexts");
            };
        };
        return Optional.of(new RoundEvent.ContributionPrepared(
                own.attemptId(), own.salt(), changed(own.ciphertexts(), (mine, k) -> change.apply(mine, k)
                        .mod(modulus))));
    }

    static BigInteger number(Reveal reveal, int index) {
        return new BigInteger(1, reveal.ciphertexts().block(index));
    }

    static Blocks changed(Blocks blocks, BiFunction<BigInteger, Integer, BigInteger> change) {
        List<byte[]> changed = new ArrayList<>();
        for (int k = 0; k < blocks.count(); k++) {
            BigInteger value = change.apply(new BigInteger(1, blocks.block(k)), k);
            changed.add(CanonicalWriter.unsignedBytes(value, blocks.width()));
        }
        return Blocks.of(changed);
    }

    private static BigInteger encrypt(SimulatedNode node, BigInteger value) {
        return node.world
                .bank()
                .dealt()
                .owner()
                .encrypt(new Plaintext(value), node.work.random())
                .value();
    }
}
