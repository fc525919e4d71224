package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.StrictDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The short name of one member, unique in its consortium: 2 to 32 characters, lower-case letters, digits and single
 * hyphens, beginning with a letter and not ending with a hyphen. Ordered as ASCII; this order numbers the key shares.
 */
public record MemberId(String value) implements Comparable<MemberId> {
    /** The longest identifier. */
    public static final int MAX_LENGTH = 32;

    private static final Pattern SYNTAX = Pattern.compile("[a-z](?:-?[a-z0-9])+");

    public MemberId {
        if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "Expected a member identifier of 2 to 32 characters a-z, 0-9 and single hyphens, beginning with a"
                            + " letter, but found " + excerpt(value));
        }
    }

    /** Checks the syntax. */
    public static MemberId of(String value) {
        return new MemberId(value);
    }

    /** Reads one identifier. */
    public static MemberId read(CanonicalReader reader) throws DecodeException {
        return StrictDecoder.checked(reader, r -> of(r.text(MAX_LENGTH)));
    }

    /** Writes this identifier. */
    public void write(CanonicalWriter writer) {
        writer.text(value);
    }

    /** Reads a list in strictly ascending order, at most {@code limit} long. */
    public static List<MemberId> readSorted(CanonicalReader reader, int limit) throws DecodeException {
        int count = reader.count(limit);
        List<MemberId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(read(reader));
        }
        return StrictDecoder.checked(reader, r -> sorted(ids));
    }

    /** Writes a list that is already in strictly ascending order. */
    public static void writeSorted(CanonicalWriter writer, List<MemberId> ids) {
        writer.u32(ids.size());
        sorted(ids).forEach(id -> id.write(writer));
    }

    /** The same list, if it is strictly ascending. */
    public static List<MemberId> sorted(List<MemberId> ids) {
        for (int i = 1; i < ids.size(); i++) {
            if (ids.get(i - 1).compareTo(ids.get(i)) >= 0) {
                throw new IllegalArgumentException("Expected members in ascending order without repetition but found "
                        + ids.get(i - 1) + " before " + ids.get(i));
            }
        }
        return List.copyOf(ids);
    }

    private static String excerpt(String text) {
        return text.length() <= 40 ? "'" + text + "'" : text.length() + " characters";
    }

    @Override
    public int compareTo(MemberId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
