package io.concordat.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.protocol.codec.ByteString;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;

final class Ed25519Test {
    private static final SignatureVerifier VERIFIER = Ed25519.verifier();
    private final Signer signer = Ed25519.signer(Ed25519.generate(SeededRandomSource.labelled("signer")));

    @Test
    void verifiesTheVectorsOfRfc8032() {
        Ed25519PublicKey key = new Ed25519PublicKey(
                ByteString.ofHex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"));
        ByteString signature = ByteString.ofHex("92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
        assertThat(VERIFIER.verify(key, new byte[] {0x72}, signature)).isTrue();
        assertThat(VERIFIER.verify(key, new byte[] {0x73}, signature)).isFalse();
    }

    @Test
    void signsDeterministically() {
        byte[] message = {1, 2, 3};
        assertThat(signer.sign(message)).isEqualTo(signer.sign(message));
        assertThat(VERIFIER.verify(signer.publicKey(), message, signer.sign(message)))
                .isTrue();
    }

    @Test
    void equalRandomnessGivesEqualKeys() {
        Signer again = Ed25519.signer(Ed25519.generate(SeededRandomSource.labelled("signer")));
        Signer other = Ed25519.signer(Ed25519.generate(SeededRandomSource.labelled("another signer")));
        assertThat(again.publicKey()).isEqualTo(signer.publicKey()).isNotEqualTo(other.publicKey());
    }

    @Test
    void everyFlippedBitOfASignatureIsRefused() {
        byte[] message = {1, 2, 3};
        byte[] signature = signer.sign(message).toByteArray();
        for (int bit = 0; bit < 8 * signature.length; bit += 3) {
            byte[] flipped = signature.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            assertThat(VERIFIER.verify(signer.publicKey(), message, ByteString.of(flipped)))
                    .as("bit " + bit)
                    .isFalse();
        }
    }

    @Test
    void illFormedKeysAndSignaturesAreNotValid() {
        byte[] message = {1};
        assertThat(VERIFIER.verify(signer.publicKey(), message, ByteString.EMPTY))
                .isFalse();
        byte[] noPoint = new byte[32];
        noPoint[0] = 2;
        assertThat(VERIFIER.verify(Ed25519PublicKey.of(noPoint), message, signer.sign(message)))
                .isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> Ed25519PublicKey.of(new byte[31]));
    }

    @Test
    void refusesKeysOfOtherAlgorithmsAndPrintsNoPrivateKey() throws NoSuchAlgorithmException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ed25519.rawKey(
                        KeyPairGenerator.getInstance("X25519").generateKeyPair().getPublic()));
        assertThat(signer.toString())
                .isEqualTo("Ed25519 signer of " + signer.publicKey().hex());
    }
}
