package io.concordat.node;

import io.concordat.node.http.TokenVerifier;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SecretFiles;
import io.concordat.node.store.TokenTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** The bearer tokens of the analyst API: hashed in the database, compared in time that does not depend on the token. */
final class ApiTokens implements TokenVerifier {
    private static final String OPERATOR = "operator";
    private static final int LEAST_CHARACTERS = 32;
    private static final int MOST_CHARACTERS = 200;

    private final Map<String, String> namesByHash;

    private ApiTokens(Map<String, String> namesByHash) {
        this.namesByHash = Map.copyOf(namesByHash);
    }

    /** The stored tokens, and the one in the file under the name {@code operator}. */
    static ApiTokens load(TokenTable table, Path tokenFile, long now) throws KeyFileException {
        String token = new String(SecretFiles.read(tokenFile), StandardCharsets.UTF_8).strip();
        if (token.length() < LEAST_CHARACTERS || token.length() > MOST_CHARACTERS) {
            throw new KeyFileException("Expected a token of " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS
                    + " characters in " + tokenFile + " but found " + token.length()
                    + "; 'openssl rand -hex 32' makes one");
        }
        table.put(OPERATOR, hash(token), now);
        return new ApiTokens(table.all());
    }

    @Override
    public Optional<String> clientOf(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return Optional.empty();
        }
        byte[] given = hash(token).getBytes(StandardCharsets.US_ASCII);
        Optional<String> client = Optional.empty();
        for (Map.Entry<String, String> known : namesByHash.entrySet()) {
            if (MessageDigest.isEqual(given, known.getKey().getBytes(StandardCharsets.US_ASCII))) {
                client = Optional.of(known.getValue());
            }
        }
        return client;
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }
}
