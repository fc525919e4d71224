package io.concordat.node.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.node.access.TokenVerifier.Expired;
import io.concordat.node.access.TokenVerifier.Unknown;
import io.concordat.node.access.TokenVerifier.Valid;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.store.Database;
import io.concordat.node.store.TokenTable;
import io.concordat.node.testing.StoreKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens end when they should, and nothing that would serve as one is in the database. */
@ParameterizedClass
@EnumSource(StoreKind.class)
final class ApiTokensTest {
    private static final String IN_THE_FILE = "0123456789abcdef0123456789abcdef";
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    private Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private Database database;
    private Path file;

    @BeforeEach
    void open() throws Exception {
        database = Database.open(kind.create(directory));
        file = Files.createFile(
                directory.resolve("token"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, IN_THE_FILE + "\n");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private ApiTokens tokens() throws KeyFileException {
        return ApiTokens.load(new TokenTable(database), file, SeededRandomSource.labelled("tokens"), now::get);
    }

    @Test
    void aTokenIsValidUntilTheInstantItExpires() throws Exception {
        ApiTokens tokens = tokens();
        String token = tokens.make("a", Set.of(Role.ANALYST), Duration.ofDays(1))
                .orElseThrow()
                .token();
        Instant end = START.plus(Duration.ofDays(1));
        now.set(end.minusNanos(1));
        assertThat(tokens.verify(token)).isEqualTo(new Valid("a", Set.of(Role.ANALYST)));
        now.set(end);
        assertThat(tokens.verify(token)).isEqualTo(new Expired("a", end));
        assertThat(tokens().verify(token)).as("after a restart").isEqualTo(new Expired("a", end));
        // The name is free again, and the old token does not come back with it.
        assertThat(tokens.make("a", Set.of(Role.AUDITOR), Duration.ofDays(1))).isPresent();
        assertThat(tokens.verify(token)).isEqualTo(new Unknown());
    }

    @Test
    void theTokenOfTheFileHasEveryRoleAndChangesWithTheFile() throws Exception {
        assertThat(tokens().verify(IN_THE_FILE)).isEqualTo(new Valid(ApiTokens.OF_THE_FILE, Role.all()));
        Files.writeString(file, IN_THE_FILE.replace('0', 'f'));
        ApiTokens tokens = tokens();
        assertThat(tokens.verify(IN_THE_FILE)).isEqualTo(new Unknown());
        assertThat(tokens.verify(IN_THE_FILE.replace('0', 'f'))).isInstanceOf(Valid.class);
        Files.writeString(file, "short");
        assertThatThrownBy(this::tokens).isInstanceOf(KeyFileException.class).hasMessageContaining("32 to 200");
    }

    @Test
    void everyChangedCharacterMakesItUnknown() throws Exception {
        ApiTokens tokens = tokens();
        String token = tokens.make("a", Set.of(Role.ANALYST), Duration.ofDays(1))
                .orElseThrow()
                .token();
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(tokens.verify(token.substring(0, i) + other + token.substring(i + 1)))
                    .isEqualTo(new Unknown());
        }
        assertThat(tokens.verify("")).isEqualTo(new Unknown());
        assertThat(tokens.verify("x".repeat(100_000))).isEqualTo(new Unknown());
    }

    @Test
    void theDatabaseHoldsHashesOnly() throws Exception {
        ApiTokens.Made made =
                tokens().make("a", Set.of(Role.ANALYST), Duration.ofDays(1)).orElseThrow();
        String stored = database.sql().withHandle(handle -> handle.createQuery("SELECT * FROM api_token")
                .mapToMap()
                .list()
                .toString());
        assertThat(stored)
                .contains(made.entry().hash())
                .doesNotContain(made.token())
                .doesNotContain(IN_THE_FILE);
        assertThat(made.toString() + made.entry()).doesNotContain(made.token());
    }
}
