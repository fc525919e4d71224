package io.concordat.protocol.round;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.mask.PairwiseMasks;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.Nonce;
import io.concordat.crypto.paillier.NonceHedge;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.gate.LedgerReceipt;
import io.concordat.protocol.gate.SealedAttempt;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The heavy arithmetic behind the effects of a round, under one joint key. Stateless; thread-safe if the executor is.
 *
 * <p>There is no way in for a ciphertext: products are computed here from a transcript, and a share needs a receipt of the
 * ledger.
 */
public final class RoundArithmetic {
    private final ThresholdPublicKey key;
    private final Consortium consortium;
    private final PaillierEncryptor encryptor;
    private final BatchExecutor executor;

    private RoundArithmetic(
            ThresholdPublicKey key, Consortium consortium, PaillierEncryptor encryptor, BatchExecutor executor) {
        this.key = key;
        this.consortium = consortium;
        this.encryptor = encryptor;
        this.executor = executor;
    }

    /** For the joint key of a consortium. */
    public static RoundArithmetic of(ThresholdPublicKey key, Consortium consortium, BatchExecutor executor) {
        if (key.parameters().members() != consortium.size()
                || key.parameters().threshold() != consortium.charter().threshold()) {
            throw new IllegalArgumentException(
                    "Expected a key of " + consortium.charter().threshold() + " of "
                            + consortium.size() + " members but found "
                            + key.parameters().threshold() + " of "
                            + key.parameters().members());
        }
        return new RoundArithmetic(key, consortium, PaillierEncryptor.of(key.paillier()), executor);
    }

    /** c_k = Enc(pack(v)[k] + μ[k] mod n; ρ_k) for the attempt, and a salt of 32 bytes. Call once for each attempt. */
    public RoundEvent.ContributionPrepared contribute(
            RoundEffect.PrepareContribution attempt,
            List<Plaintext> packed,
            ContributionSecrets secrets,
            RandomSource random) {
        byte[] attemptId = attempt.attemptId().toByteArray();
        Map<String, PairwiseSecret> others = new TreeMap<>();
        for (MemberId id : attempt.open().cohort()) {
            if (!id.equals(secrets.self())) {
                others.put(id.value(), pairwise(secrets, id));
            }
        }
        List<BigInteger> masks = PairwiseMasks.masks(
                packed.size(),
                key.paillier().n(),
                key.keyId(),
                attemptId,
                secrets.self().value(),
                others);
        NonceHedge hedge = NonceHedge.of(secrets.nodeSecret(), attemptId);
        List<Plaintext> masked = new ArrayList<>();
        List<Nonce> nonces = new ArrayList<>();
        for (int k = 0; k < packed.size(); k++) {
            masked.add(key.paillier().centre(packed.get(k).signedValue().add(masks.get(k))));
            nonces.add(encryptor.drawNonce(random, hedge, k, masked.get(k)));
        }
        List<byte[]> ciphertexts = executor.mapGroups(
                packed.size(),
                (first, end) -> encryptor.encryptAll(masked.subList(first, end), nonces.subList(first, end)).stream()
                        .map(key.paillier()::encodeCiphertext)
                        .toList());
        byte[] salt = new byte[Digest.BYTES];
        random.nextBytes(salt);
        return new RoundEvent.ContributionPrepared(attempt.attemptId(), Digest.of(salt), Blocks.of(ciphertexts));
    }

    /** Checks every reveal against its commitment, count, length and group, and multiplies. */
    public RoundEvent checkReveals(Transcript transcript, int plaintextCount) {
        for (MemberId id : transcript.cohort()) {
            Optional<Rejection> refusal = examine(transcript, id, plaintextCount);
            if (refusal.isPresent()) {
                return new RoundEvent.RevealsRefused(transcript.attemptId(), id, refusal.get());
            }
        }
        return new RoundEvent.RevealsAccepted(transcript.attemptId(), aggregateHash(products(transcript)));
    }

    /** d_k = (Πc_k)^(2Δs) with one proof that binds the root. The aggregate is computed here, from the receipt alone. */
    public Share share(LedgerReceipt receipt, KeyShare share, RandomSource random) {
        SealedAttempt attempt = receipt.attempt();
        List<Ciphertext> products = products(attempt.transcript());
        if (!aggregateHash(products).equals(attempt.aggregateHash())) {
            throw new AssertionError("bug: the product differs from the one that was sealed");
        }
        PartialDecryptor decryptor = PartialDecryptor.of(key, share);
        List<PartialDecryption> partials = executor.mapGroups(
                products.size(), (first, end) -> decryptor.decrypt(products.subList(first, end), random));
        Digest root = attempt.root();
        PartialDecryptionProof proof = PartialDecryptionProof.prove(
                new PartialDecryptionStatement(key, share.index(), root.toByteArray(), products, partials),
                share,
                random);
        List<byte[]> blocks =
                partials.stream().map(partial -> block(partial.value())).toList();
        return new Share(attempt.attemptId(), root, Blocks.of(blocks), ByteString.of(proof.encode(key)));
    }

    /** Verifies the proof of one member's share. */
    public RoundEvent checkShare(Transcript transcript, SignedEnvelope envelope) {
        Share share = (Share) envelope.body();
        MemberId from = envelope.from();
        Optional<Rejection> refusal = examine(transcript, from, share);
        return refusal.<RoundEvent>map(reason -> new RoundEvent.ShareRefused(transcript.attemptId(), from, reason))
                .orElseGet(() -> new RoundEvent.ShareAccepted(transcript.attemptId(), from));
    }

    /** Combines T shares whose proofs hold and checks the sum against its layout. */
    public Opening combine(RoundEffect.CombineShares effect, SlotLayout layout) {
        Digest attemptId = effect.transcript().attemptId();
        List<List<PartialDecryption>> partials = effect.shares().stream()
                .map(envelope -> partials(consortium.index(envelope.from()), (Share) envelope.body()))
                .toList();
        List<Plaintext> totals;
        try {
            totals = Combiner.combine(key, partials);
        } catch (CombinationException e) {
            return refused(attemptId, Digest.ZERO, e.getMessage());
        }
        try {
            int contributors = effect.transcript().cohort().size();
            return new Opening.InRange(SlotPacker.unpack(layout, totals, contributors));
        } catch (SlotOverflowException e) {
            Digest value = RoundHashes.value(
                    totals.stream().map(Plaintext::signedValue).toList());
            return refused(attemptId, value, e.getMessage());
        }
    }

    private Optional<Rejection> examine(Transcript transcript, MemberId id, int plaintextCount) {
        Reveal reveal = transcript.reveal(id);
        Blocks blocks = reveal.ciphertexts();
        int width = key.paillier().ciphertextBytes();
        if (blocks.width() != width || blocks.count() != plaintextCount) {
            return malformed("Expected " + plaintextCount + " ciphertexts of " + width + " bytes of " + id
                    + " but found " + blocks.count() + " of " + blocks.width());
        }
        Digest commitment = RoundHashes.commitment(transcript.attemptId(), id, blocks, reveal.salt());
        if (!commitment.equals(transcript.commitment(id))) {
            return Optional.of(new Rejection(
                    ProblemType.COMMITMENT_MISMATCH,
                    "Expected " + id + " to reveal commitment "
                            + transcript.commitment(id).brief() + " but found " + commitment.brief()));
        }
        try {
            key.paillier().checkAll(ciphertexts(blocks));
            return Optional.empty();
        } catch (InvalidCiphertextException | IllegalArgumentException e) {
            return malformed("Expected valid ciphertexts of " + id + " but found: " + e.getMessage());
        }
    }

    private Optional<Rejection> examine(Transcript transcript, MemberId from, Share share) {
        int width = key.paillier().ciphertextBytes();
        int count =
                transcript.reveal(transcript.cohort().getFirst()).ciphertexts().count();
        if (share.partials().width() != width || share.partials().count() != count) {
            return invalidShare("Expected " + count + " partial decryptions of " + width + " bytes of " + from
                    + " but found " + share.partials().count() + " of "
                    + share.partials().width());
        }
        try {
            int index = consortium.index(from);
            PartialDecryptionStatement statement = new PartialDecryptionStatement(
                    key, index, share.root().toByteArray(), products(transcript), partials(index, share));
            PartialDecryptionProof proof =
                    PartialDecryptionProof.decode(share.proof().toByteArray(), key);
            return proof.verify(statement)
                    ? Optional.empty()
                    : invalidShare("Expected a valid proof of the share of " + from + " but it does not hold");
        } catch (DecodeException | IllegalArgumentException e) {
            return invalidShare("Expected a well-formed share of " + from + " but found: " + e.getMessage());
        }
    }

    private List<Ciphertext> products(Transcript transcript) {
        List<List<Ciphertext>> contributions = transcript.cohort().stream()
                .map(id -> ciphertexts(transcript.reveal(id).ciphertexts()))
                .toList();
        List<Ciphertext> products = new ArrayList<>();
        for (int k = 0; k < contributions.getFirst().size(); k++) {
            List<Ciphertext> column = new ArrayList<>();
            for (List<Ciphertext> contribution : contributions) {
                column.add(contribution.get(k));
            }
            products.add(encryptor.product(column));
        }
        return products;
    }

    private Digest aggregateHash(List<Ciphertext> products) {
        PaillierPublicKey paillier = key.paillier();
        return RoundHashes.aggregate(
                Blocks.of(products.stream().map(paillier::encodeCiphertext).toList()));
    }

    private byte[] block(BigInteger value) {
        return CanonicalWriter.unsignedBytes(value, key.paillier().ciphertextBytes());
    }

    private static List<Ciphertext> ciphertexts(Blocks blocks) {
        return blocks.toList().stream()
                .map(block -> new Ciphertext(new BigInteger(1, block)))
                .toList();
    }

    private static List<PartialDecryption> partials(int index, Share share) {
        return share.partials().toList().stream()
                .map(block -> new PartialDecryption(index, new BigInteger(1, block)))
                .toList();
    }

    private static PairwiseSecret pairwise(ContributionSecrets secrets, MemberId other) {
        PairwiseSecret secret = secrets.pairwise().get(other);
        if (secret == null) {
            throw new IllegalArgumentException("Expected a mask secret shared with " + other + " but found none");
        }
        return secret;
    }

    private static Opening refused(Digest attemptId, Digest value, @Nullable String detail) {
        return new Opening.OutOfRange(new RoundEvent.SumRefused(
                attemptId,
                value,
                new Rejection(ProblemType.SUM_OUT_OF_RANGE, "Expected a sum in range but found: " + detail)));
    }

    private static Optional<Rejection> malformed(String sentence) {
        return Optional.of(new Rejection(ProblemType.MALFORMED_CIPHERTEXT, sentence));
    }

    private static Optional<Rejection> invalidShare(String sentence) {
        return Optional.of(new Rejection(ProblemType.PROOF_INVALID, sentence));
    }
}
