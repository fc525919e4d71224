package io.concordat.node.keys;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.secret.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operator's share of a root key, as a line of text: {@code concordat-unseal-share-v1:SET:INDEX:BYTES:CHECK}. The check finds
 * slips of the pen; it protects against nobody.
 *
 * @param set 16 hexadecimal digits that all shares of one sharing have
 * @param index 1 to 255
 * @param point the share itself
 */
public record UnsealShare(String set, int index, SecretBytes point) {
    private static final String PREFIX = "concordat-unseal-share-v1";
    private static final Pattern FORM =
            Pattern.compile(PREFIX + ":([0-9a-f]{16}):([0-9]{1,3}):([A-Za-z0-9_-]{43}):([0-9a-f]{8})");

    /** The line. */
    public String text() {
        byte[] bytes = Wiping.open(point);
        String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Wiping.wipe(bytes);
        String text = PREFIX + ":" + set + ":" + index + ":" + encoded;
        return text + ":" + check(text);
    }

    /** Reads the line. The refusal does not repeat it. */
    public static UnsealShare parse(String text) throws KeyFileException {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new KeyFileException("This is not an unseal share: expected one line that begins with " + PREFIX);
        }
        String line = matcher.group();
        int index = Integer.parseInt(matcher.group(2));
        if (index < 1
                || index > 255
                || !check(line.substring(0, line.lastIndexOf(':'))).equals(matcher.group(4))) {
            throw new KeyFileException("The unseal share was copied with a mistake: its check digits do not fit");
        }
        byte[] bytes = Base64.getUrlDecoder().decode(matcher.group(3));
        SecretBytes point = SecretBytes.copyOf(bytes);
        Wiping.wipe(bytes);
        return new UnsealShare(matcher.group(1), index, point);
    }

    private static String check(String text) {
        byte[] hash = FramedHash.sha256("unseal-share/v1", text.getBytes(StandardCharsets.US_ASCII));
        return HexFormat.of().formatHex(Arrays.copyOf(hash, 4));
    }

    @Override
    public String toString() {
        return "UnsealShare[" + set + ", " + index + "]";
    }
}
