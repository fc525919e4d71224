package io.concordat.protocol.attack;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.testing.TestConsortium;
import io.concordat.protocol.testing.TestJob;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everybody encrypts, one multiplies, T decrypt, and whatever comes out is the sum: no masks, no commitments, no bounds. The last sender sees
 * the others' ciphertexts first.
 */
final class NaiveAggregation {
    private final TestJob job;
    private final TestConsortium bank;
    private final PaillierEncryptor encryptor;
    private final RandomSource random;

    NaiveAggregation(TestJob job, long seed) {
        this.job = job;
        this.bank = job.bank();
        this.encryptor = PaillierEncryptor.of(bank.dealt().key().paillier());
        this.random = SeededRandomSource.labelled("naive " + seed);
    }

    /** The last member attacks the first one in round 1, after an honest round 0. */
    Loot attack(Attack attack) {
        List<MemberId> ids = bank.consortium().ids();
        MemberId victim = ids.getFirst();
        List<String> steps = new ArrayList<>();
        List<Ciphertext> honest = new ArrayList<>();
        ids.subList(0, ids.size() - 1).forEach(id -> honest.add(encrypted(id, 1)));
        steps.add("sees " + honest.size() + " ciphertexts of round 1 before it must send its own");
        Ciphertext forged =
                switch (attack) {
                    case COPY -> scaled(honest.getFirst());
                    case STALE -> scaled(encrypted(victim, 0));
                    case CANCEL -> encryptor.negate(encryptor.product(honest.subList(1, honest.size())));
                };
        steps.add(attack.words());
        List<Ciphertext> all = new ArrayList<>(honest);
        all.add(forged);
        BigInteger total = opened(encryptor.product(all));
        BigInteger secret = packed(victim, attack == Attack.STALE ? 0 : 1).signedValue();
        BigInteger guess = attack.read(total);
        steps.add(bank.consortium().charter().threshold() + " banks decrypt; the attacker reads " + guess
                + ", the victim's is " + secret);
        return new Loot(steps, Optional.of(guess), secret, false);
    }

    private Ciphertext scaled(Ciphertext stolen) {
        return encryptor.multiply(stolen, BigInteger.ONE.shiftLeft(Attack.SCALE_BITS));
    }

    private Ciphertext encrypted(MemberId id, int round) {
        return encryptor.encrypt(packed(id, round), encryptor.drawNonce(random));
    }

    private Plaintext packed(MemberId id, int round) {
        try {
            return SlotPacker.pack(job.layout(), job.values(id, round)).getFirst();
        } catch (SlotOverflowException e) {
            throw new AssertionError(e);
        }
    }

    private BigInteger opened(Ciphertext product) {
        var key = bank.dealt().key();
        try {
            return Combiner.combine(
                            key,
                            bank.consortium().ids().stream()
                                    .limit(bank.consortium().charter().threshold())
                                    .map(id -> PartialDecryptor.of(key, bank.share(id))
                                            .decrypt(List.of(product), random))
                                    .toList())
                    .getFirst()
                    .signedValue();
        } catch (CombinationException e) {
            throw new AssertionError(e);
        }
    }
}
