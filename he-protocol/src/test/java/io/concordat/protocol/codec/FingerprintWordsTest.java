package io.concordat.protocol.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FingerprintWordsTest {

    @Test
    void twelveWordsAreTheFirst132BitsMostSignificantFirst() {
        assertThat(FingerprintWords.line(Digest.ZERO))
                .isEqualTo("abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"
                        + " abandon");
        assertThat(FingerprintWords.of(Digest.ofHex("f".repeat(64))))
                .hasSize(12)
                .containsOnly("zoo");
        // 00000000001 00000000010 0...
        assertThat(FingerprintWords.of(Digest.ofHex("002008" + "0".repeat(58))).subList(0, 4))
                .containsExactly("ability", "able", "abandon", "abandon");
    }

    @Test
    void aChangeInAnyOfTheFirst132BitsChangesAWordAndLaterBitsAreNotShown() {
        String words = FingerprintWords.line(Digest.ZERO);
        for (int bit = 0; bit < 256; bit++) {
            byte[] changed = new byte[32];
            changed[bit / 8] = (byte) (0x80 >> bit % 8);
            assertThat(FingerprintWords.line(Digest.of(changed)).equals(words))
                    .as("bit %d", bit)
                    .isEqualTo(bit >= 132);
        }
    }

    @Test
    void theListIsThePublishedOne() throws IOException, NoSuchAlgorithmException {
        try (InputStream list =
                Objects.requireNonNull(FingerprintWords.class.getResourceAsStream("fingerprint-words.txt"))) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(list.readAllBytes());
            assertThat(HexFormat.of().formatHex(hash))
                    .isEqualTo("2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
        }
    }
}
