package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.paillier.Ciphertext;
import io.concordat.crypto.paillier.PaillierEncryptor;
import io.concordat.crypto.paillier.PaillierPublicKey;
import io.concordat.crypto.paillier.Plaintext;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Everybody encrypts a random number x_j under the new key, and commits to the number itself. */
final class SelfTestOpening implements Opening {

    static final int SPARE_BITS = 8; // the sum of 16 numbers still fits (-n/2, n/2)

    private final NewKey newKey;
    private final Ceremony ceremony;
    private final PaillierPublicKey paillier;
    private final BigInteger number;
    private final byte[] salt;

    SelfTestOpening(NewKey newKey) {
        this.newKey = newKey;
        this.ceremony = newKey.ceremony();
        this.paillier = newKey.key().paillier();
        this.number = ceremony.random().bits(paillier.bits() - SPARE_BITS);
        this.salt = ceremony.freshBytes(CommitPhase.SALT_BYTES);
    }

    @Override
    public String title() {
        return "self-test";
    }

    @Override
    public byte[] content() {
        Ciphertext ciphertext = encrypted(paillier, number, salt);
        byte[] revealed = new SelfTestRevealPhase.Revealed(number, salt).encode(paillier);
        return new CanonicalWriter()
                .fixed(paillier.encodeCiphertext(ciphertext))
                .fixed(numberCommitment(ceremony.self(), revealed))
                .toByteArray();
    }

    /** The encryption of a number whose nonce is drawn from the salt, so that it can be checked once both are revealed. */
    static Ciphertext encrypted(PaillierPublicKey key, BigInteger number, byte[] salt) {
        PaillierEncryptor encryptor = PaillierEncryptor.of(key);
        SeededRandomSource random = new SeededRandomSource(FramedHash.sha256("ceremony-self-test-nonce/v1", salt));
        return encryptor.encrypt(new Plaintext(number), encryptor.drawNonce(random));
    }

    /** Binds member {@code index} to what it will reveal. */
    static byte[] numberCommitment(int index, byte[] revealed) {
        return FramedHash.sha256("ceremony-self-test-number/v1", new byte[] {(byte) index}, revealed);
    }

    @Override
    public CeremonyPhase opened(List<byte[]> contents) throws CeremonyStoppedException {
        List<Ciphertext> ciphertexts = new ArrayList<>();
        List<byte[]> commitments = new ArrayList<>();
        for (int i = 1; i <= contents.size(); i++) {
            try {
                CanonicalReader reader = new CanonicalReader(contents.get(i - 1));
                ciphertexts.add(paillier.decodeCiphertext(reader.fixed(paillier.ciphertextBytes())));
                commitments.add(reader.fixed(FramedHash.LENGTH));
                reader.end();
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(i, "took part in the self-test wrongly: " + e.getMessage());
            }
        }
        Ciphertext sum = PaillierEncryptor.of(paillier).product(ciphertexts);
        return new SelfTestPhase(newKey, sum, new SelfTestRevealPhase.Numbers(number, salt, ciphertexts, commitments));
    }
}
