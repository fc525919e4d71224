package io.concordat.node.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The search that the leak test rests on finds each form in the middle of random bytes, and nothing where there is nothing. */
class CanariesTest {

    private static final double AMOUNT = 48213.771934501;
    private static final BigInteger GRADIENT = new BigInteger("-739284719283471");
    private static final BigInteger COUNT = BigInteger.valueOf(24_019);

    static Stream<byte[]> leaks() {
        byte[] bigEndian = ByteBuffer.allocate(8).putDouble(AMOUNT).array();
        BigInteger fixed = BigInteger.valueOf(Math.round(AMOUNT * 0x1p40));
        byte[] count = ByteBuffer.allocate(16).putLong(8, COUNT.longValue()).array();
        return Stream.of(
                bigEndian,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putDouble(AMOUNT)
                        .array(),
                ascii(Double.toString(AMOUNT)),
                ascii("{\"amount\":" + AMOUNT + "}"),
                ascii(Base64.getEncoder().encodeToString(bigEndian)),
                ascii(Base64.getUrlEncoder()
                        .encodeToString(ByteBuffer.allocate(9)
                                .put((byte) 7)
                                .put(bigEndian)
                                .array())),
                ascii(Base64.getEncoder()
                        .encodeToString(ByteBuffer.allocate(10)
                                .putShort((short) 9)
                                .put(bigEndian)
                                .array())),
                ascii(HexFormat.of().withUpperCase().formatHex(bigEndian)),
                fixed.toByteArray(),
                ascii(fixed.toString()),
                GRADIENT.toByteArray(),
                ByteBuffer.allocate(16)
                        .putLong(-1)
                        .putLong(GRADIENT.longValueExact())
                        .array(),
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(GRADIENT.longValueExact())
                        .array(),
                ascii(GRADIENT.toString()),
                ascii(GRADIENT.toString(16)),
                count,
                ByteBuffer.allocate(8)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(COUNT.longValue())
                        .array(),
                ascii(COUNT.toString()));
    }

    @ParameterizedTest
    @MethodSource("leaks")
    void everyFormIsFound(byte[] leak) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(noise(1_001));
        body.writeBytes(leak);
        body.writeBytes(noise(997));

        assertThat(planted().find(body.toByteArray())).isPresent();
    }

    @Test
    void noiseHoldsNothing() {
        assertThat(planted().find(noise(1 << 20))).isEmpty();
    }

    private static Canaries planted() {
        Canaries canaries = new Canaries();
        canaries.plantReal("amount", AMOUNT);
        canaries.plantInteger("gradient", GRADIENT);
        canaries.plantInteger("rows", COUNT);
        return canaries;
    }

    private static byte[] noise(int length) {
        byte[] noise = new byte[length];
        new SplittableRandom(length).nextBytes(noise);
        return noise;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
