package io.concordat.crypto.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FramedHashTest {
    @Test
    void framesTagAndFieldsWithEightByteLengths() {
        assertThat(HexFormat.of().formatHex(FramedHash.frame("ab", new byte[0], new byte[] {1, 2, 3})))
                .isEqualTo("0000000000000002" + "6162" + "0000000000000000" + "0000000000000003" + "010203");
    }

    @Test
    void hashesTheFrame() throws GeneralSecurityException {
        byte[] field = "field".getBytes(UTF_8);
        assertThat(FramedHash.sha256("tag", field))
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(FramedHash.frame("tag", field)))
                .hasSize(FramedHash.LENGTH);
    }

    @Test
    void movingABoundaryChangesTheHash() {
        byte[] together = FramedHash.sha256("t", "ab".getBytes(UTF_8), "c".getBytes(UTF_8));

        assertThat(FramedHash.sha256("t", "a".getBytes(UTF_8), "bc".getBytes(UTF_8)))
                .isNotEqualTo(together);
        assertThat(FramedHash.sha256("t", "abc".getBytes(UTF_8))).isNotEqualTo(together);
        assertThat(FramedHash.sha256("tab", "c".getBytes(UTF_8))).isNotEqualTo(together);
        assertThat(FramedHash.sha256("t", "ab".getBytes(UTF_8), "c".getBytes(UTF_8), new byte[0]))
                .isNotEqualTo(together);
    }

    @Test
    void longerExpansionsContinueShorterOnes() {
        byte[] field = {5};
        byte[] expanded = FramedHash.expand("x", 70, field);

        assertThat(expanded).startsWith(FramedHash.expand("x", 33, field));
        assertThat(expanded).startsWith(FramedHash.sha256("x", new byte[4], field));
        assertThat(FramedHash.expandBits("x", 13, field).bitLength()).isLessThanOrEqualTo(13);
        assertThat(FramedHash.expandBits("x", 0, field)).isZero();
    }
}
