package io.concordat.node.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of bytes, written with its unit: {@code 512 B}, {@code 64 KiB}, {@code 4 MiB}, {@code 1 GiB}.
 *
 * @param bytes the number of bytes, not negative
 */
public record DataSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}) ?(B|KiB|MiB|GiB)");

    /** Refuses a negative size. */
    public DataSize {
        if (bytes < 0) {
            throw new IllegalArgumentException("Expected a size of at least 0 bytes but found " + bytes);
        }
    }

    /** So many KiB (1024 bytes). */
    public static DataSize ofKibibytes(long count) {
        return new DataSize(count << 10);
    }

    /** So many MiB (1024 KiB). */
    public static DataSize ofMebibytes(long count) {
        return new DataSize(count << 20);
    }

    /** Reads a number with its unit; throws {@link IllegalArgumentException} with a sentence. */
    public static DataSize parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "Expected a size such as 64 KiB or 4 MiB (units B, KiB, MiB, GiB) but found '" + text + "'");
        }
        int shift =
                switch (matcher.group(2)) {
                    case "KiB" -> 10;
                    case "MiB" -> 20;
                    case "GiB" -> 30;
                    default -> 0;
                };
        return new DataSize(Long.parseLong(matcher.group(1)) << shift);
    }

    /** The bytes as an int, for interfaces that take no more. */
    public int toInt() {
        return Math.toIntExact(bytes);
    }

    @Override
    public String toString() {
        for (int shift = 30; shift > 0; shift -= 10) {
            if (bytes != 0 && bytes % (1L << shift) == 0) {
                return String.format(
                        Locale.ROOT, "%d %s", bytes >> shift, shift == 30 ? "GiB" : shift == 20 ? "MiB" : "KiB");
            }
        }
        return bytes + " B";
    }
}
