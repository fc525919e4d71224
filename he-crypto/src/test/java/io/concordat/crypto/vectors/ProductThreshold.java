package io.concordat.crypto.vectors;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.proof.PartialDecryptionProof;
import io.concordat.crypto.proof.PartialDecryptionStatement;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBigInteger;
import io.concordat.crypto.threshold.CombinationException;
import io.concordat.crypto.threshold.Combiner;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdParameters;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What members of a joint key do. */
final class ProductThreshold {
    private final Map<BigInteger, ThresholdPublicKey> keys = new HashMap<>();

    List<BigInteger> run(VectorCase vector) throws DecodeException, InvalidCiphertextException, CombinationException {
        ThresholdPublicKey key = keys.computeIfAbsent(vector.key("n"), n -> key(vector));
        return switch (vector.type()) {
            case "PartialDecryption" -> decrypt(key, vector);
            case "PartialDecoding" -> {
                PartialDecryption partial = PartialDecryption.decode(vector.inputBytes("encoded"), key.paillier());
                yield List.of(BigInteger.valueOf(partial.index()), partial.value());
            }
            case "Combination" -> combine(key, vector);
            case "PartialDecryptionProof" -> verify(key, vector);
            default -> throw new AssertionError("Unknown type " + vector.type());
        };
    }

    private static List<BigInteger> decrypt(ThresholdPublicKey key, VectorCase vector)
            throws InvalidCiphertextException {
        List<Ciphertext> ciphertexts = ProductSubject.checked(key.paillier(), vector.inputNumbers("ciphertexts"));
        KeyShare share = new KeyShare(vector.inputInt("index"), SecretBigInteger.of(vector.input("share")));
        return PartialDecryptor.of(key, share).decrypt(ciphertexts, SeededRandomSource.labelled("vectors")).stream()
                .map(PartialDecryption::value)
                .toList();
    }

    private static List<BigInteger> combine(ThresholdPublicKey key, VectorCase vector) throws CombinationException {
        List<BigInteger> indices = vector.inputNumbers("indices");
        List<List<BigInteger>> values = vector.inputLists("partials");
        List<List<PartialDecryption>> partials = IntStream.range(0, indices.size())
                .mapToObj(i -> partials(indices.get(i).intValueExact(), values.get(i)))
                .toList();
        return ProductSubject.plaintexts(Combiner.combine(key, partials));
    }

    private static List<BigInteger> verify(ThresholdPublicKey key, VectorCase vector) throws DecodeException {
        PartialDecryptionStatement statement = new PartialDecryptionStatement(
                key,
                vector.inputInt("index"),
                vector.inputBytes("context"),
                vector.inputNumbers("ciphertexts").stream().map(Ciphertext::new).toList(),
                partials(vector.inputInt("index"), vector.inputNumbers("partials")));
        if (!PartialDecryptionProof.decode(vector.inputBytes("proof"), key).verify(statement)) {
            throw new DecodeException("The proof does not hold");
        }
        return List.of();
    }

    private static List<PartialDecryption> partials(int index, List<BigInteger> values) {
        return values.stream().map(value -> new PartialDecryption(index, value)).toList();
    }

    private static ThresholdPublicKey key(VectorCase vector) {
        return new ThresholdPublicKey(
                EpochType.MASKED_SUMS,
                new PaillierPublicKey(vector.key("n")),
                new ThresholdParameters(vector.keyInt("members"), vector.keyInt("threshold")),
                vector.key("v"),
                vector.keyNumbers("verificationKeys"),
                vector.key("combinationFactor"),
                vector.keyBytes("ceremonyId"),
                vector.keyBytes("transcriptHash"));
    }
}
