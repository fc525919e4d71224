package io.concordat.crypto.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.encoding.SlotBound;
import io.concordat.crypto.encoding.SlotLayout;
import io.concordat.crypto.encoding.SlotOverflowException;
import io.concordat.crypto.encoding.SlotPacker;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.EncryptedVector;
import io.concordat.crypto.paillier.EncryptedVectors;
import io.concordat.crypto.paillier.InvalidCiphertextException;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPrivateKey;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.threshold.CombinationException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** This module as its users use it: everything that comes from outside is checked before it is computed on. */
final class ProductSubject implements VectorSubject {
    private final Map<BigInteger, PaillierEncryptor> encryptors = new HashMap<>();
    private final ProductThreshold threshold = new ProductThreshold();

    @Override
    public Optional<List<BigInteger>> run(VectorCase vector) {
        try {
            return Optional.of(
                    switch (vector.type()) {
                        case "KeyDecoding" ->
                            List.of(PaillierPublicKey.decode(vector.inputBytes("encoded"))
                                    .n());
                        case "CiphertextDecoding" ->
                            List.of(key(vector)
                                    .decodeCiphertext(vector.inputBytes("encoded"))
                                    .value());
                        case "Encryption" -> encrypt(vector);
                        case "Decryption" ->
                            plaintexts(PaillierPrivateKey.of(vector.key("p"), vector.key("q"))
                                    .decryptAll(List.of(new Ciphertext(vector.input("ciphertext")))));
                        case "Addition" -> add(vector);
                        case "ScalarMultiplication" -> multiply(vector);
                        case "Packing" -> plaintexts(SlotPacker.pack(layout(vector), vector.inputNumbers("values")));
                        case "Unpacking" ->
                            SlotPacker.unpack(
                                    layout(vector),
                                    vector.inputNumbers("totals").stream()
                                            .map(Plaintext::new)
                                            .toList(),
                                    vector.inputInt("contributors"));
                        default -> threshold.run(vector);
                    });
        } catch (DecodeException
                | InvalidCiphertextException
                | SlotOverflowException
                | CombinationException
                | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The values of ciphertexts that a node would accept from others. */
    static List<Ciphertext> checked(PaillierPublicKey key, List<BigInteger> values) throws InvalidCiphertextException {
        List<Ciphertext> ciphertexts = values.stream().map(Ciphertext::new).toList();
        key.checkAll(ciphertexts);
        return ciphertexts;
    }

    static List<BigInteger> plaintexts(List<Plaintext> plaintexts) {
        return plaintexts.stream().map(Plaintext::signedValue).toList();
    }

    private static PaillierPublicKey key(VectorCase vector) {
        return new PaillierPublicKey(vector.key("n"));
    }

    private PaillierEncryptor encryptor(VectorCase vector) {
        return encryptors.computeIfAbsent(vector.key("n"), n -> PaillierEncryptor.of(new PaillierPublicKey(n)));
    }

    private List<BigInteger> encrypt(VectorCase vector) {
        PaillierEncryptor encryptor = encryptor(vector);
        Ciphertext c = encryptor.encrypt(
                new Plaintext(vector.input("plaintext")),
                encryptor.drawNonce(out -> fill(out, vector.input("exponent"))));
        return List.of(c.value());
    }

    /** What a source of randomness would have to give for this exponent. */
    private static void fill(byte[] out, BigInteger exponent) {
        byte[] bytes = exponent.toByteArray();
        for (int i = 0; i < Math.min(out.length, bytes.length); i++) {
            out[out.length - 1 - i] = bytes[bytes.length - 1 - i];
        }
    }

    private List<BigInteger> add(VectorCase vector) throws InvalidCiphertextException {
        List<Ciphertext> ciphertexts = checked(key(vector), vector.inputNumbers("ciphertexts"));
        EncryptedVectors vectors = EncryptedVectors.of(key(vector));
        List<Ciphertext> sum = vectors.leave(vectors.sum(vectors.enter(ciphertexts)));
        assertThat(encryptor(vector).product(ciphertexts)).isEqualTo(sum.getFirst());
        return List.of(sum.getFirst().value());
    }

    private List<BigInteger> multiply(VectorCase vector) throws InvalidCiphertextException {
        List<Ciphertext> ciphertexts = checked(key(vector), vector.inputNumbers("ciphertexts"));
        List<BigInteger> scalars = vector.inputNumbers("scalars");
        EncryptedVectors vectors = EncryptedVectors.of(key(vector));
        EncryptedVector entered = vectors.enter(ciphertexts);
        List<Ciphertext> dot = vectors.leave(vectors.dotProducts(entered, List.of(scalars)));
        assertThat(vectors.leave(vectors.sum(vectors.multiply(entered, scalars))))
                .isEqualTo(dot);
        if (scalars.size() == 1) {
            assertThat(encryptor(vector).multiply(ciphertexts.getFirst(), scalars.getFirst()))
                    .isEqualTo(dot.getFirst());
        }
        return List.of(dot.getFirst().value());
    }

    private static SlotLayout layout(VectorCase vector) {
        return SlotLayout.of(
                vector.layout("keyBits"),
                vector.layout("members"),
                vector.magnitudeBits().stream().map(SlotBound::new).toList());
    }
}
