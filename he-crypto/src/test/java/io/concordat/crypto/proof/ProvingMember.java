package io.concordat.crypto.proof;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.crypto.threshold.PartialDecryption;
import io.concordat.crypto.threshold.PartialDecryptor;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A toy key of three members, and what its members do to ciphertexts. */
abstract class ProvingMember {
    static final byte[] ROOT = "root of a transcript".getBytes(UTF_8);

    final SeededRandomSource random = SeededRandomSource.labelled("partial decryption proof");
    final DealtKey dealt = TestDealer.deal(256, 3, 2);
    final ThresholdPublicKey key = dealt.key();
    final PaillierEncryptor encryptor = PaillierEncryptor.of(key.paillier());
    final BigInteger nSquared = key.paillier().nSquared();

    List<Ciphertext> encrypt(int count) {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        for (int k = 0; k < count; k++) {
            ciphertexts.add(encryptor.encrypt(Plaintext.of(100 + k), encryptor.drawNonce(random)));
        }
        return ciphertexts;
    }

    List<PartialDecryption> partials(KeyShare share, List<Ciphertext> ciphertexts) {
        return PartialDecryptor.of(key, share).decrypt(ciphertexts, random);
    }

    PartialDecryptionStatement statement(int index, List<Ciphertext> ciphertexts, List<PartialDecryption> partials) {
        return new PartialDecryptionStatement(key, index, ROOT, ciphertexts, partials);
    }

    PartialDecryptionProof prove(PartialDecryptionStatement statement) {
        return PartialDecryptionProof.prove(statement, dealt.share(statement.index()), random);
    }

    static List<PartialDecryption> replaced(List<PartialDecryption> partials, int position, BigInteger value) {
        List<PartialDecryption> changed = new ArrayList<>(partials);
        changed.set(position, new PartialDecryption(partials.get(position).index(), value));
        return changed;
    }
}
