package io.concordat.crypto.proof;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One proof that all partial decryptions of a {@link PartialDecryptionStatement} were made with the member's share.
 *
 * <p>e = H(statement, H, Y, G^w, H^w), z = w + e s_i, w uniform of |s| + 256 bits. Statistically zero-knowledge with distance
 * 2^-128; a false statement verifies with probability about 2^-128 for each try. The prover must never reuse w, so the
 * source of randomness must be sound.
 *
 * @param challenge e, 128 bits
 * @param response z, at most |s| + 257 bits, never negative
 */
public record PartialDecryptionProof(BigInteger challenge, BigInteger response) {
    private static final int CHALLENGE_BYTES = DiscreteLogEquality.CHALLENGE_BITS / 8;

    public PartialDecryptionProof {
        if (challenge.signum() < 0
                || challenge.bitLength() > DiscreteLogEquality.CHALLENGE_BITS
                || response.signum() < 0) {
            throw new IllegalArgumentException("A challenge has at most 128 bits and a response is not negative");
        }
    }

    /** Proves a statement with the share that it is about; a wrong share gives a proof that fails. */
    public static PartialDecryptionProof prove(
            PartialDecryptionStatement statement, KeyShare share, RandomSource random) {
        if (share.index() != statement.index()) {
            throw new IllegalArgumentException(
                    "Expected share " + statement.index() + " but found share " + share.index());
        }
        byte[] digest = statement.digest();
        DiscreteLogEquality equality = statement.batched(digest);
        BigInteger s = share.share().value(SecretAccess.insecure());
        int commitmentBits = statement.key().shareBits() + DiscreteLogEquality.COMMITMENT_EXTRA_BITS;
        while (true) {
            BigInteger w = random.bits(commitmentBits);
            BigInteger e = challenge(statement, digest, equality, equality.commit(w));
            BigInteger z = w.add(e.multiply(s));
            if (z.signum() >= 0) { // Negative only for a negative share, and then with probability 2^-128.
                return new PartialDecryptionProof(e, z);
            }
        }
    }

    /** Whether the proof shows the statement; false for every kind of bad value. */
    public boolean verify(PartialDecryptionStatement statement) {
        return verifyAll(List.of(statement), List.of(this)).isEmpty();
    }

    /**
     * Positions of the proofs that do not show their statement, in order; none if all do. The members' exponentiations run
     * side by side, which is several times faster on back ends that compute in batches; each proof stands or falls alone.
     * All statements are about one key.
     */
    public static List<Integer> verifyAll(
            List<PartialDecryptionStatement> statements, List<PartialDecryptionProof> proofs) {
        if (statements.size() != proofs.size()) {
            throw new IllegalArgumentException("Expected " + statements.size() + " proofs but found " + proofs.size());
        }
        if (statements.stream().map(PartialDecryptionStatement::key).distinct().count() > 1) {
            throw new IllegalArgumentException("Expected statements about one key");
        }
        List<Integer> plausible = IntStream.range(0, proofs.size())
                .filter(i -> proofs.get(i).isPlausible(statements.get(i)))
                .boxed()
                .toList();
        List<Integer> refused = IntStream.range(0, proofs.size())
                .boxed()
                .filter(i -> !plausible.contains(i))
                .collect(Collectors.toCollection(ArrayList::new));
        if (!plausible.isEmpty()) {
            refused.addAll(refused(plausible, statements, proofs));
        }
        return refused.stream().sorted().toList();
    }

    private boolean isPlausible(PartialDecryptionStatement statement) {
        return response.bitLength() <= statement.key().shareBits() + DiscreteLogEquality.RESPONSE_EXTRA_BITS
                && statement.isWellFormed();
    }

    /** Those of the chosen proofs whose challenge is not the hash of the commitments that they give. */
    private static List<Integer> refused(
            List<Integer> chosen, List<PartialDecryptionStatement> statements, List<PartialDecryptionProof> proofs) {
        List<byte[]> digests =
                chosen.stream().map(i -> statements.get(i).digest()).toList();
        List<DiscreteLogEquality> equalities = IntStream.range(0, chosen.size())
                .mapToObj(k -> statements.get(chosen.get(k)).batched(digests.get(k)))
                .toList();
        List<DiscreteLogEquality.Commitment> commitments = DiscreteLogEquality.recompute(
                equalities,
                chosen.stream().map(i -> proofs.get(i).challenge).toList(),
                chosen.stream().map(i -> proofs.get(i).response).toList());
        return IntStream.range(0, chosen.size())
                .filter(k -> !challenge(
                                statements.get(chosen.get(k)), digests.get(k), equalities.get(k), commitments.get(k))
                        .equals(proofs.get(chosen.get(k)).challenge))
                .mapToObj(chosen::get)
                .toList();
    }

    /** 16 bytes e, then z in ⌈(|s| + 257)/8⌉ bytes. */
    public byte[] encode(ThresholdPublicKey key) {
        return new CanonicalWriter()
                .unsigned(challenge, CHALLENGE_BYTES)
                .unsigned(response, responseBytes(key))
                .toByteArray();
    }

    /** Reads a proof for a key. */
    public static PartialDecryptionProof decode(byte[] encoded, ThresholdPublicKey key) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(encoded);
        BigInteger challenge = reader.unsigned(CHALLENGE_BYTES);
        BigInteger response = reader.unsigned(responseBytes(key));
        reader.end();
        return new PartialDecryptionProof(challenge, response);
    }

    /** The fixed length of an encoded proof for a key. */
    public static int encodedBytes(ThresholdPublicKey key) {
        return CHALLENGE_BYTES + responseBytes(key);
    }

    private static int responseBytes(ThresholdPublicKey key) {
        return Math.ceilDiv(key.shareBits() + DiscreteLogEquality.RESPONSE_EXTRA_BITS, 8);
    }

    private static BigInteger challenge(
            PartialDecryptionStatement statement,
            byte[] digest,
            DiscreteLogEquality equality,
            DiscreteLogEquality.Commitment commitment) {
        int length = statement.key().paillier().ciphertextBytes();
        return FramedHash.expandBits(
                "concordat/partial-decryption-challenge/v1",
                DiscreteLogEquality.CHALLENGE_BITS,
                digest,
                CanonicalWriter.unsignedBytes(equality.h(), length),
                CanonicalWriter.unsignedBytes(equality.y(), length),
                CanonicalWriter.unsignedBytes(commitment.a(), length),
                CanonicalWriter.unsignedBytes(commitment.b(), length));
    }
}
