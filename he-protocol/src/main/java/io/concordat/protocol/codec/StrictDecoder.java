package io.concordat.protocol.codec;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.DecodeException;

/**
 * Decodes one value from all of the bytes: leftover bytes are an error, and a value that its own constructor refuses is
 * the sender's fault ({@link DecodeException}), not ours.
 */
public final class StrictDecoder {
    private StrictDecoder() {}

    /** Reads one value. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Reads from the current position. */
        T read(CanonicalReader reader) throws DecodeException;
    }

    /** Decodes {@code bytes}, at most {@code limit} of them, with nothing left over. */
    public static <T> T decode(byte[] bytes, int limit, Reading<T> reading) throws DecodeException {
        if (bytes.length > limit) {
            throw new DecodeException("Expected at most " + limit + " bytes but found " + bytes.length);
        }
        CanonicalReader reader = new CanonicalReader(bytes);
        T value = checked(reader, reading);
        reader.end();
        return value;
    }

    /** Reads a value and turns what its constructor refuses into a {@link DecodeException}. */
    public static <T> T checked(CanonicalReader reader, Reading<T> reading) throws DecodeException {
        try {
            return reading.read(reader);
        } catch (IllegalArgumentException e) {
            throw new DecodeException(String.valueOf(e.getMessage()));
        }
    }
}
