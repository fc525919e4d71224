package io.concordat.protocol.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Digests as words, for people who compare them by telephone: twelve words of eleven bits, the first 132 bits of the
 * digest, most significant first.
 *
 * <p>The words are the 2,048 English ones of BIP 39, of which no two begin with the same four letters; the list and its
 * licence lie beside this class as resources. The words are public and are no wallet phrase: they carry no checksum and
 * open nothing. Whoever compares fewer than all twelve can be shown another digest with the same few words.
 */
public final class FingerprintWords {
    /** How many words a digest has. */
    public static final int WORDS = 12;

    private static final int BITS = 11;
    private static final List<String> LIST = read();

    private FingerprintWords() {}

    /** The twelve words. */
    public static List<String> of(Digest digest) {
        BigInteger bits = new BigInteger(1, digest.toByteArray()).shiftRight(8 * Digest.BYTES - WORDS * BITS);
        List<String> words = new ArrayList<>(WORDS);
        for (int i = WORDS - 1; i >= 0; i--) {
            words.add(LIST.get(bits.shiftRight(i * BITS).intValue() & ((1 << BITS) - 1)));
        }
        return List.copyOf(words);
    }

    /** The twelve words on one line, separated by spaces. */
    public static String line(Digest digest) {
        return String.join(" ", of(digest));
    }

    private static List<String> read() {
        try (InputStream list = FingerprintWords.class.getResourceAsStream("fingerprint-words.txt")) {
            if (list == null) {
                throw new AssertionError("bug: the word list is not in the archive");
            }
            List<String> words = new String(list.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .toList();
            if (words.size() != 1 << BITS) {
                throw new AssertionError("bug: the word list has " + words.size() + " words");
            }
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException("The word list cannot be read from the archive", e);
        }
    }
}
