package io.concordat.node.training;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
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
import java.util.Optional;

/**
 * From the reveals of an attempt to its opened sum: check and multiply, decrypt partially with a proof bound to root and member, verify the
 * others' proofs, combine, unpack.
 */
public final class AggregateOpener {

    private final JointKey key;
    private final Consortium consortium;
    private final PartialDecryptor decryptor;
    private final BatchExecutor pool;
    private final RandomSource random;

    /** For one key of one consortium. */
    public AggregateOpener(JointKey key, Consortium consortium, BatchExecutor pool, RandomSource random) {
        this.key = key;
        this.consortium = consortium;
        this.decryptor = PartialDecryptor.of(key.publicKey(), key.share());
        this.pool = pool;
        this.random = random;
    }

    /** Compares every reveal with its commitment, checks every ciphertext, multiplies. */
    public RevealCheck check(RoundLayout layout, Transcript transcript) {
        PaillierPublicKey paillier = key.publicKey().paillier();
        List<List<Ciphertext>> contributions = new ArrayList<>();
        for (MemberId member : transcript.cohort()) {
            Reveal reveal = transcript.reveal(member);
            Optional<Rejection> wrong = mismatch(layout, transcript, member, reveal);
            if (wrong.isPresent()) {
                return new RevealCheck.Refused(member, wrong.get());
            }
            try {
                List<Ciphertext> ciphertexts = ciphertexts(reveal.ciphertexts());
                paillier.checkAll(ciphertexts);
                contributions.add(ciphertexts);
            } catch (InvalidCiphertextException | DecodeException e) {
                return new RevealCheck.Refused(
                        member, new Rejection(ProblemType.MALFORMED_CIPHERTEXT, String.valueOf(e.getMessage())));
            }
        }
        List<Ciphertext> products = multiply(contributions, layout.ciphertexts());
        return new RevealCheck.Accepted(products, aggregateHash(products));
    }

    private Optional<Rejection> mismatch(RoundLayout layout, Transcript transcript, MemberId member, Reveal reveal) {
        Blocks blocks = reveal.ciphertexts();
        int width = key.publicKey().paillier().ciphertextBytes();
        if (blocks.count() != layout.ciphertexts() || blocks.width() != width) {
            return Optional.of(new Rejection(
                    ProblemType.MALFORMED_CIPHERTEXT,
                    "Expected " + layout.ciphertexts() + " ciphertexts of " + width + " bytes of " + member + " but found "
                            + blocks.count() + " of " + blocks.width()));
        }
        Digest committed = transcript.commitment(member);
        if (!RoundHashes.commitment(transcript.attemptId(), member, blocks, reveal.salt())
                .equals(committed)) {
            return Optional.of(new Rejection(
                    ProblemType.COMMITMENT_MISMATCH,
                    "Expected the ciphertexts that " + member + " committed to as " + committed.brief()
                            + " but found others"));
        }
        return Optional.empty();
    }

    /** This member's share for an attempt that is in the ledger. */
    public Share share(LedgerReceipt receipt) {
        SealedAttempt attempt = receipt.attempt();
        List<Ciphertext> products = products(attempt.transcript());
        if (!aggregateHash(products).equals(attempt.aggregateHash())) {
            throw new AssertionError("bug: the product of attempt " + attempt.attemptId().brief() + " changed");
        }
        List<PartialDecryption> partials = pool.map(
                products.size(),
                k -> decryptor.decrypt(List.of(products.get(k)), random).getFirst());
        PartialDecryptionStatement statement = new PartialDecryptionStatement(
                key.publicKey(), key.share().index(), context(attempt.attemptId(), attempt.root()), products, partials);
        PartialDecryptionProof proof = PartialDecryptionProof.prove(statement, key.share(), random);
        PaillierPublicKey paillier = key.publicKey().paillier();
        return new Share(
                attempt.attemptId(),
                attempt.root(),
                Blocks.of(partials.stream()
                        .map(partial -> paillier.encodeCiphertext(new Ciphertext(partial.value())))
                        .toList()),
                ByteString.of(proof.encode(key.publicKey())));
    }

    /** Why another member's share cannot be used, if it cannot. */
    public Optional<Rejection> examine(Transcript transcript, SignedEnvelope envelope) {
        Share share = (Share) envelope.body();
        ThresholdPublicKey publicKey = key.publicKey();
        List<Ciphertext> products = products(transcript);
        if (!share.root().equals(transcript.root(aggregateHash(products)))) {
            return invalid(ProblemType.TRANSCRIPT_MISMATCH, "the root " + share.root().brief() + " is another than mine");
        }
        if (share.partials().count() != products.size()
                || share.partials().width() != publicKey.paillier().ciphertextBytes()) {
            return invalid(
                    ProblemType.PROOF_INVALID,
                    "expected " + products.size() + " partial decryptions but found "
                            + share.partials().count());
        }
        try {
            PartialDecryptionStatement statement = new PartialDecryptionStatement(
                    publicKey,
                    consortium.index(envelope.from()),
                    context(share.attemptId(), share.root()),
                    products,
                    partials(envelope));
            PartialDecryptionProof proof =
                    PartialDecryptionProof.decode(share.proof().toByteArray(), publicKey);
            return proof.verify(statement)
                    ? Optional.empty()
                    : invalid(ProblemType.PROOF_INVALID, "the proof of " + envelope.from() + " does not hold");
        } catch (DecodeException e) {
            return invalid(ProblemType.PROOF_INVALID, "the proof cannot be read: " + e.getMessage());
        }
    }

    /** Combines T verified shares and unpacks the sum. */
    public SumOpening open(RoundLayout layout, Transcript transcript, List<SignedEnvelope> shares) {
        try {
            List<List<PartialDecryption>> partials = new ArrayList<>();
            for (SignedEnvelope share : shares) {
                partials.add(partials(share));
            }
            return unpack(layout, Combiner.combine(key.publicKey(), partials), transcript.cohort().size());
        } catch (CombinationException | DecodeException e) {
            return new SumOpening.Refused(
                    RoundHashes.value(List.of()),
                    new Rejection(ProblemType.SUM_OUT_OF_RANGE, "The shares do not combine: " + e.getMessage()));
        }
    }

    private static SumOpening unpack(RoundLayout layout, List<Plaintext> totals, int contributors) {
        try {
            return new SumOpening.Opened(SlotPacker.unpack(layout.slots(), totals, contributors));
        } catch (SlotOverflowException e) {
            return new SumOpening.Refused(
                    RoundHashes.value(totals.stream().map(Plaintext::signedValue).toList()),
                    new Rejection(ProblemType.SUM_OUT_OF_RANGE, String.valueOf(e.getMessage())));
        }
    }

    /** The context that a proof is bound to; the member's index is in the statement itself. */
    private static byte[] context(Digest attemptId, Digest root) {
        return Digest.hash("share-context/v1", attemptId.toByteArray(), root.toByteArray())
                .toByteArray();
    }

    private List<PartialDecryption> partials(SignedEnvelope envelope) throws DecodeException {
        int index = consortium.index(envelope.from());
        List<PartialDecryption> partials = new ArrayList<>();
        for (byte[] block : ((Share) envelope.body()).partials().toList()) {
            BigInteger value = new BigInteger(1, block);
            if (value.signum() == 0) {
                throw new DecodeException("A partial decryption of " + envelope.from() + " is zero");
            }
            partials.add(new PartialDecryption(index, value));
        }
        return partials;
    }

    /** The products over a transcript whose reveals were accepted before. */
    private List<Ciphertext> products(Transcript transcript) {
        List<List<Ciphertext>> contributions = new ArrayList<>();
        int count = 0;
        for (MemberId member : transcript.cohort()) {
            try {
                contributions.add(ciphertexts(transcript.reveal(member).ciphertexts()));
            } catch (DecodeException e) {
                throw new AssertionError("bug: an accepted reveal cannot be read", e);
            }
            count = contributions.getLast().size();
        }
        return multiply(contributions, count);
    }

    private List<Ciphertext> multiply(List<List<Ciphertext>> contributions, int count) {
        BigInteger nSquared = key.publicKey().paillier().nSquared();
        return pool.map(count, k -> {
            BigInteger product = BigInteger.ONE;
            for (List<Ciphertext> contribution : contributions) {
                product = product.multiply(contribution.get(k).value()).mod(nSquared);
            }
            return new Ciphertext(product);
        });
    }

    private Digest aggregateHash(List<Ciphertext> products) {
        PaillierPublicKey paillier = key.publicKey().paillier();
        return RoundHashes.aggregate(
                Blocks.of(products.stream().map(paillier::encodeCiphertext).toList()));
    }

    private static List<Ciphertext> ciphertexts(Blocks blocks) throws DecodeException {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (byte[] block : blocks.toList()) {
            BigInteger value = new BigInteger(1, block);
            if (value.signum() == 0) {
                throw new DecodeException("Ciphertext " + ciphertexts.size() + " is zero");
            }
            ciphertexts.add(new Ciphertext(value));
        }
        return ciphertexts;
    }

    private static Optional<Rejection> invalid(ProblemType type, String what) {
        return Optional.of(new Rejection(type, "The share is set aside: " + what));
    }
}
