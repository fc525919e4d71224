package io.concordat.protocol.codec;

import java.nio.charset.StandardCharsets;

/** Text that people read: not blank, no control or invisible formatting characters, no surrounding space, bounded. */
public final class PlainText {
    private PlainText() {}

    /** Returns {@code text} or refuses it with a sentence that begins with {@code what}. */
    public static String check(String what, String text, int maxBytes) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || !text.equals(text.strip()) || bytes > maxBytes) {
            throw new IllegalArgumentException("Expected " + what + " of 1 to " + maxBytes
                    + " bytes without surrounding space but found " + bytes + " bytes");
        }
        text.codePoints().forEach(c -> {
            if (!isVisible(c)) {
                throw new IllegalArgumentException("Expected " + what
                        + " without control or invisible characters but found U+" + Integer.toHexString(c));
            }
        });
        return text;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
