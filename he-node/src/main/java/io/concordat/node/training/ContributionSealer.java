package io.concordat.node.training;

import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.mask.PairwiseMasks;
import io.concordat.crypto.paillier.NonceHedge;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.RandomSource;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Blocks;
import java.math.BigInteger;
import java.util.List;

/**
 * Turns this bank's numbers into the ciphertexts of one attempt: {@code c_k = Enc(pack(v)[k] + μ[k] mod n; ρ_k)} (rounds.md, section 3).
 *
 * <p>The caller must use an attempt once: it stores the ciphertexts and sends those same bytes ever after, because two vectors under one
 * attempt's masks would show their difference.
 */
public final class ContributionSealer {

    private final JointKey key;
    private final MemberId self;
    private final PaillierEncryptor encryptor;
    private final BatchExecutor pool;
    private final RandomSource random;

    /** For one key; deriving the encryptor costs an exponentiation. */
    public ContributionSealer(JointKey key, MemberId self, BatchExecutor pool, RandomSource random) {
        this.key = key;
        this.self = self;
        this.encryptor = PaillierEncryptor.of(key.publicKey().paillier());
        this.pool = pool;
        this.random = random;
    }

    /** Packs, masks against every other member of the cohort, and encrypts. */
    public Blocks seal(RoundLayout layout, List<BigInteger> numbers, Digest attemptId, List<MemberId> cohort)
            throws SlotOverflowException {
        PaillierPublicKey paillier = key.publicKey().paillier();
        List<Plaintext> packed = SlotPacker.pack(layout.slots(), numbers);
        List<BigInteger> masks = PairwiseMasks.masks(
                packed.size(),
                paillier.n(),
                key.publicKey().keyId(),
                attemptId.toByteArray(),
                self.value(),
                key.pairwiseWith(cohort, self));
        NonceHedge hedge = NonceHedge.of(key.nodeSecret(), attemptId.toByteArray());
        return Blocks.of(pool.map(packed.size(), k -> {
            Plaintext masked =
                    paillier.centre(packed.get(k).signedValue().add(masks.get(k)));
            return paillier.encodeCiphertext(
                    encryptor.encrypt(masked, encryptor.drawNonce(random, hedge, k, masked)));
        }));
    }
}
