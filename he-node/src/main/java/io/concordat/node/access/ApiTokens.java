package io.concordat.node.access;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SecretFiles;
import io.concordat.node.store.TokenTable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The bearer tokens of the analyst API: hashed in the database, compared in time that does not depend on the token. */
public final class ApiTokens implements TokenVerifier {
    /** The name of the token in the file, which has every role. */
    public static final String OF_THE_FILE = "operator";

    /** The longest time that a token is given for. */
    public static final Duration LONGEST = Duration.ofDays(366);

    /** What names of tokens look like. */
    public static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

    private static final int LEAST_CHARACTERS = 32;
    private static final int MOST_CHARACTERS = 200;
    private static final int BYTES = 32;

    private final TokenTable table;
    private final RandomSource random;
    private final InstantSource clock;
    private volatile List<ApiToken> known;

    private ApiTokens(TokenTable table, RandomSource random, InstantSource clock) {
        this.table = table;
        this.random = random;
        this.clock = clock;
        this.known = read(table);
    }

    /** The stored tokens, and the one in the file under the name {@value #OF_THE_FILE}. */
    public static ApiTokens load(TokenTable table, Path tokenFile, RandomSource random, InstantSource clock)
            throws KeyFileException {
        String token = new String(SecretFiles.read(tokenFile), StandardCharsets.UTF_8).strip();
        if (token.length() < LEAST_CHARACTERS || token.length() > MOST_CHARACTERS) {
            throw new KeyFileException("Expected a token of " + LEAST_CHARACTERS + " to " + MOST_CHARACTERS
                    + " characters in " + tokenFile + " but found " + token.length()
                    + "; 64 random hexadecimal digits are a good one");
        }
        Instant now = clock.instant();
        table.put(new ApiToken(OF_THE_FILE, hash(token), Role.all(), now, Optional.empty(), Optional.empty()).row());
        return new ApiTokens(table, random, clock);
    }

    @Override
    public Verdict verify(String token) {
        if (token.length() > MOST_CHARACTERS) {
            return new Unknown();
        }
        byte[] given = hash(token).getBytes(StandardCharsets.US_ASCII);
        Verdict verdict = new Unknown();
        Instant now = clock.instant();
        for (ApiToken each : known) {
            if (MessageDigest.isEqual(given, each.hash().getBytes(StandardCharsets.US_ASCII))
                    && each.revokedAt().isEmpty()) {
                verdict = each.expiresAt().filter(end -> !now.isBefore(end)).isPresent()
                        ? new Expired(each.name(), each.expiresAt().orElseThrow())
                        : new Valid(each.name(), each.roles());
            }
        }
        return verdict;
    }

    /** All tokens by name, those that ended too. */
    public List<ApiToken> all() {
        return known;
    }

    /**
     * A token as it is given out, once.
     *
     * @param token the secret
     * @param entry what this node keeps of it
     */
    public record Made(String token, ApiToken entry) {
        @Override
        public String toString() {
            return "Made(" + entry.name() + ")";
        }
    }

    /**
     * A new token.
     *
     * @return empty if the name is taken by one that is valid
     */
    public synchronized Optional<Made> make(String name, Set<Role> roles, Duration life) {
        if (!NAME.matcher(name).matches() || roles.isEmpty() || life.isNegative() || life.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("bug: check the name, the roles and the life of a token first");
        }
        Instant now = clock.instant();
        boolean taken = known.stream()
                .anyMatch(each -> each.name().equals(name)
                        && each.revokedAt().isEmpty()
                        && each.expiresAt().filter(end -> !now.isBefore(end)).isEmpty());
        if (taken) {
            return Optional.empty();
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        ApiToken entry = new ApiToken(name, hash(token), roles, now, Optional.of(now.plus(life)), Optional.empty());
        table.put(entry.row());
        known = read(table);
        return Optional.of(new Made(token, entry));
    }

    /** Takes a token back from this moment on; false if there is none of that name that is valid. */
    public synchronized boolean revoke(String name) {
        boolean revoked = table.revoke(name, clock.millis());
        known = read(table);
        return revoked;
    }

    private static List<ApiToken> read(TokenTable table) {
        return table.all().stream().map(ApiToken::of).toList();
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
