package io.concordat.protocol.consortium;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A legal entity identifier: 18 letters or digits and two check digits (ISO 17442; check digits ISO 7064 MOD 97-10). Says
 * that a string is well-formed, not that the entity exists.
 */
public record Lei(String value) {
    /** The length of every identifier. */
    public static final int LENGTH = 20;

    private static final Pattern SYNTAX = Pattern.compile("[A-Z0-9]{18}[0-9]{2}");
    private static final BigInteger MODULUS = BigInteger.valueOf(97);

    public Lei {
        if (!SYNTAX.matcher(value).matches() || !remainder(value).equals(BigInteger.ONE)) {
            throw new IllegalArgumentException(
                    "Expected a legal entity identifier of 18 letters or digits and two matching check digits but found "
                            + (value.length() <= 40 ? "'" + value + "'" : value.length() + " characters"));
        }
    }

    /** Checks syntax and check digits. */
    public static Lei of(String value) {
        return new Lei(value);
    }

    /** Appends the check digits to 18 letters or digits. */
    public static Lei withCheckDigits(String prefix) {
        if (!prefix.matches("[A-Z0-9]{18}")) {
            throw new IllegalArgumentException("Expected 18 letters or digits but found " + prefix.length());
        }
        int check = 98 - remainder(prefix + "00").intValueExact();
        return of(prefix + (check < 10 ? "0" : "") + check);
    }

    private static BigInteger remainder(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().forEach(c -> digits.append(Character.digit(c, 36)));
        return new BigInteger(digits.toString()).mod(MODULUS);
    }

    @Override
    public String toString() {
        return value;
    }
}
