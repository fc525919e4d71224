package io.concordat.crypto.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A decoder of bytes from outside, as fuzzing and the pass over the stored inputs see it. Whatever the bytes, it returns a value or throws one of
 * its declared exceptions; where the form is canonical, a value that it returns encodes to the same bytes.
 *
 * @param name small letters, digits and hyphens
 * @param decoders the classes whose reading this exercises
 * @param declared what it may throw
 * @param decoding the decoder
 * @param seeds well-formed inputs
 */
public record FuzzTarget(
        String name,
        List<Class<?>> decoders,
        List<Class<? extends Exception>> declared,
        Decoding decoding,
        Seeds seeds) {

    /** Decodes. */
    @FunctionalInterface
    public interface Decoding {
        /** The bytes of the value that was read, if there is one form of it only. */
        Optional<byte[]> again(byte[] input) throws Exception;
    }

    /** Makes well-formed inputs, always the same. */
    @FunctionalInterface
    public interface Seeds {
        /** At least one. */
        List<byte[]> make() throws Exception;
    }

    public FuzzTarget {
        decoders = List.copyOf(decoders);
        declared = List.copyOf(declared);
        if (!name.matches("[a-z0-9-]{1,60}")) {
            throw new IllegalArgumentException("Expected a name of small letters but found " + name);
        }
    }

    /** A decoder of one canonical form, with one exception. */
    public static FuzzTarget of(
            String name, Class<?> decoder, Class<? extends Exception> declared, Decoding decoding, List<byte[]> seeds) {
        return new FuzzTarget(name, List.of(decoder), List.of(declared), decoding, () -> seeds);
    }

    /** Text as UTF-8. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Bytes as UTF-8, with the replacement character where they are not. */
    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Decodes once; throws an {@link AssertionError} that names the target if it breaks its promise. */
    public void run(byte[] input) {
        Optional<byte[]> again;
        try {
            again = decoding.again(input.clone());
        } catch (Exception e) {
            if (declared.stream().noneMatch(type -> type.isInstance(e))) {
                throw new AssertionError(name + " must not throw " + e + " for " + shown(input), e);
            }
            return;
        }
        if (again.isPresent() && !Arrays.equals(again.get(), input)) {
            throw new AssertionError(name + " accepted " + shown(input) + ", which it writes as " + shown(again.get()));
        }
    }

    private static String shown(byte[] bytes) {
        String hex = HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, 4096));
        return bytes.length + " bytes " + hex;
    }
}
