package io.concordat.node.keys;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One PEM block (RFC 7468) of the label wanted, nothing else in the file. */
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("\\s*-----BEGIN ([A-Z ]+)-----\\s+([A-Za-z0-9+/=\\s]+?)\\s*-----END ([A-Z ]+)-----\\s*");

    private Pem() {}

    static byte[] encode(String label, byte[] der) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return ("-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] decode(String label, byte[] text, Path file) throws KeyFileException {
        Matcher matcher = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
        if (!matcher.matches()
                || !matcher.group(1).equals(label)
                || !matcher.group(3).equals(label)) {
            throw new KeyFileException("Expected one PEM block '" + label + "' and nothing else in " + file);
        }
        try {
            return Base64.getDecoder().decode(matcher.group(2).replaceAll("\\s", ""));
        } catch (IllegalArgumentException e) {
            throw new KeyFileException("The PEM block of " + file + " is not base64", e);
        }
    }
}
