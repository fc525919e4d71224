package io.concordat.node.testing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Numbers that must not leave a bank, in every form in which they might: IEEE 754 and fixed-point bytes in both orders, decimal and
 * hexadecimal text, base64 at all three alignments. Forms under {@value #SHORTEST} bytes are left out: chance would find them.
 */
public final class Canaries {

    private static final int SHORTEST = 5;
    private static final int LEAST_BITS = 12;
    private static final int[] FRACTION_BITS = {0, 24, 40, 64};

    private final Map<Integer, List<Needle>> byPrefix = new HashMap<>();
    private final int shortest;
    private int count;

    /** Searches for forms of {@value #SHORTEST} bytes and more. */
    public Canaries() {
        this(SHORTEST);
    }

    /** Searches for forms of so many bytes and more: the longer the texts to search, the more chance finds in them. */
    public Canaries(int shortest) {
        this.shortest = shortest;
    }

    /** A secret that is text. */
    public void plantText(String what, String secret) {
        text(what + " as text", secret);
        binary(what, secret.getBytes(StandardCharsets.UTF_8));
    }

    /** A secret that is bytes. */
    public void plantBytes(String what, byte[] secret) {
        binary(what, secret);
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Needle(byte[] bytes, String what) {}

    /** A number of a row. */
    public void plantReal(String what, double x) {
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            binary(
                    what + " as a double",
                    ByteBuffer.allocate(8).order(order).putDouble(x).array());
        }
        text(what + " as text", Double.toString(x));
        text(what + " as text", new BigDecimal(Double.toString(x)).toPlainString());
        for (int bits : FRACTION_BITS) {
            plantInteger(
                    what + " with " + bits + " fraction bits",
                    new BigDecimal(x)
                            .multiply(new BigDecimal(BigInteger.ONE.shiftLeft(bits)))
                            .setScale(0, java.math.RoundingMode.HALF_EVEN)
                            .toBigInteger());
        }
    }

    /** A number of a contribution: already fixed point. Small ones are left out: lengths and counters look the same. */
    public void plantInteger(String what, BigInteger value) {
        if (value.abs().bitLength() < LEAST_BITS) {
            return;
        }
        text(what + " as decimal text", value.toString());
        text(what + " as hexadecimal text", value.toString(16));
        for (int length : new int[] {8, 16}) {
            if (value.bitLength() < 8 * length) {
                byte[] padded = padded(value, length);
                binary(what + " in " + length + " bytes", padded);
                binary(what + " in " + length + " bytes, reversed", reversed(padded));
            }
        }
        byte[] minimal = value.toByteArray();
        binary(what + " in as few bytes as possible", minimal);
        binary(what + " in as few bytes as possible, reversed", reversed(minimal));
    }

    private static byte[] padded(BigInteger value, int length) {
        byte[] minimal = value.toByteArray();
        byte[] padded = new byte[length];
        Arrays.fill(padded, (byte) (value.signum() < 0 ? 0xFF : 0));
        System.arraycopy(minimal, 0, padded, length - minimal.length, minimal.length);
        return padded;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = bytes.clone();
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private void text(String what, String text) {
        add(what, text.getBytes(StandardCharsets.UTF_8));
        if (text.length() >= shortest) {
            base64(what, text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void binary(String what, byte[] bytes) {
        if (bytes.length < shortest) {
            return;
        }
        add(what, bytes);
        add(what + ", hexadecimal", HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.US_ASCII));
        add(
                what + ", hexadecimal",
                HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII));
        base64(what, bytes);
    }

    /** What of the base64 text does not depend on the bytes around. */
    private void base64(String what, byte[] bytes) {
        for (int lead = 0; lead < 3; lead++) {
            byte[] shifted = new byte[lead + bytes.length];
            System.arraycopy(bytes, 0, shifted, lead, bytes.length);
            String encoded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            int from = lead == 0 ? 0 : lead + 1;
            int to = shifted.length % 3 == 0 ? encoded.length() : encoded.length() - 1;
            String sure = encoded.substring(from, to);
            add(what + ", base64", sure.getBytes(StandardCharsets.US_ASCII));
            add(what + ", base64url", sure.replace('+', '-').replace('/', '_').getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void add(String what, byte[] bytes) {
        if (bytes.length >= shortest) {
            byPrefix.computeIfAbsent(prefix(bytes, 0), _ -> new ArrayList<>()).add(new Needle(bytes, what));
            count++;
        }
    }

    private static int prefix(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes, at, 4).getInt();
    }

    /** How many forms are searched for. */
    public int count() {
        return count;
    }

    /** Everything that is found in these bodies. */
    public Set<String> findAll(Collection<byte[]> bodies) {
        Set<String> found = new TreeSet<>();
        for (byte[] body : bodies) {
            search(body, what -> {
                found.add(what);
                return false;
            });
        }
        return found;
    }

    /** What is found first in these bytes. */
    public Optional<String> find(byte[] bytes) {
        List<String> found = new ArrayList<>();
        search(bytes, found::add);
        return found.stream().findFirst();
    }

    /** Tells what is found, in order, until that is enough. */
    private void search(byte[] bytes, Predicate<String> enough) {
        for (int at = 0; at + shortest <= bytes.length; at++) {
            for (Needle needle : byPrefix.getOrDefault(prefix(bytes, at), List.of())) {
                int end = at + needle.bytes().length;
                if (end <= bytes.length
                        && Arrays.equals(bytes, at, end, needle.bytes(), 0, needle.bytes().length)
                        && enough.test(needle.what())) {
                    return;
                }
            }
        }
    }
}
