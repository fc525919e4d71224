package io.concordat.node.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.SealConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bouncycastle.crypto.threshold.ShamirSecretSplitter;
import org.bouncycastle.crypto.threshold.ShamirSplitSecret;
import org.bouncycastle.crypto.threshold.ShamirSplitSecretShare;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A seal gives the root key back to who may have it, and to nobody else; every wrong way is named. */
@Timeout(60)
final class SealsTest {
    private static final RandomSource RANDOM = RandomSource.of(new SecureRandom());
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @TempDir
    private Path directory = Path.of("");

    private final RootKey root = RootKey.generate(RANDOM);

    private static KeyCommand commands(List<String> wrap, List<String> unwrap) {
        return KeyCommand.of(new SealConfig(Path.of("seal"), wrap, unwrap, Duration.ofMillis(700)));
    }

    private static Unsealer unsealer(SealRecord record) {
        return new Unsealer(record, commands(List.of(), List.of()));
    }

    private boolean isRoot(RootKey key) {
        return key.secret().isEqualTo(root.secret());
    }

    @Test
    void everySubsetOfEnoughPointsGivesTheSecretAndNoSmallerOneDoes() {
        byte[] secret = Wiping.open(root.secret());
        SortedMap<Integer, byte[]> points = Shamir.split(secret, 3, 5, RANDOM);

        for (int subset = 1; subset < 1 << 5; subset++) {
            Map<Integer, byte[]> some = new HashMap<>();
            for (int i = 0; i < 5; i++) {
                if ((subset >> i & 1) == 1) {
                    some.put(i + 1, points.get(i + 1));
                }
            }
            if (some.size() >= 3) {
                assertThat(Shamir.combine(some)).isEqualTo(secret);
            } else {
                assertThat(Shamir.combine(some)).isNotEqualTo(secret);
            }
        }
    }

    /** The points of another implementation, over the same field, are understood, and ours by it. */
    @Test
    void pointsAreThoseOfBouncyCastle() throws Exception {
        var algorithm = ShamirSecretSplitter.Algorithm.AES;
        ShamirSplitSecret theirs = ShamirSecretSplitter.getInstance(algorithm, 32, new SecureRandom())
                .split(2, 3);
        Map<Integer, byte[]> points = new HashMap<>();
        points.put(1, theirs.getSecretShares()[0].getEncoded());
        points.put(3, theirs.getSecretShares()[2].getEncoded());
        assertThat(Shamir.combine(points)).isEqualTo(theirs.getSecret());

        byte[] secret = Wiping.open(root.secret());
        SortedMap<Integer, byte[]> ours = Shamir.split(secret, 2, 3, RANDOM);
        ShamirSplitSecretShare[] given = {
            new ShamirSplitSecretShare(ours.get(2), 2), new ShamirSplitSecretShare(ours.get(3), 3)
        };
        assertThat(ShamirSplitSecret.getInstance(algorithm, given).getSecret()).isEqualTo(secret);
    }

    @Test
    void multiplicationIsThatOfTheAesField() {
        assertThat(Shamir.multiply(0x57, 0x83)).isEqualTo(0xc1); // FIPS 197, section 4.2
        assertThat(Shamir.multiply(0x57, 0x13)).isEqualTo(0xfe);
    }

    @Test
    void anyTwoOperatorsUnsealAndOneDoesNot() throws Exception {
        Seals.Made made = Seals.shares(root, RANDOM);
        for (int first = 0; first < 3; first++) {
            Unsealer unsealer = unsealer(made.record());
            UnsealShare own = UnsealShare.parse(made.shares().get(first).text());
            assertThat(unsealer.share(own, NOW)).isEmpty();
            assertThat(unsealer.share(own, NOW)).as("the same share again").isEmpty();
            assertThat(unsealer.given(NOW)).isEqualTo(1);
            UnsealShare other =
                    UnsealShare.parse(made.shares().get((first + 1) % 3).text());
            assertThat(unsealer.share(other, NOW).map(this::isRoot)).contains(true);
            assertThat(unsealer.given(NOW)).as("forgotten").isZero();
        }
    }

    @Test
    void aShareIsForgottenAfterTenMinutes() throws Exception {
        Seals.Made made = Seals.shares(root, RANDOM);
        Unsealer unsealer = unsealer(made.record());
        assertThat(unsealer.share(copy(made, 0), NOW)).isEmpty();

        Instant late = NOW.plus(Unsealer.PATIENCE).plusSeconds(1);
        assertThat(unsealer.given(late)).isZero();
        assertThat(unsealer.share(copy(made, 1), late)).isEmpty();
    }

    private static UnsealShare copy(Seals.Made made, int index) throws KeyFileException {
        return UnsealShare.parse(made.shares().get(index).text());
    }

    @Test
    void aWrongShareIsNamed() throws Exception {
        Seals.Made made = Seals.shares(root, RANDOM);
        Seals.Made other = Seals.shares(root, RANDOM);
        Unsealer unsealer = unsealer(made.record());
        String text = made.shares().getFirst().text();

        assertThatThrownBy(() -> unsealer.share(copy(other, 0), NOW)).hasMessageContaining("older than the last rekey");
        assertThatThrownBy(() -> UnsealShare.parse(text.replace(":1:", ":2:"))).hasMessageContaining("mistake");
        assertThatThrownBy(() -> UnsealShare.parse("hunter2 hunter2"))
                .hasMessageContaining("not an unseal share")
                .hasMessageNotContaining("hunter2");

        UnsealShare forged = new UnsealShare(made.record().set(), 2, SecretBytes.copyOf(new byte[32]));
        unsealer.share(copy(made, 0), NOW);
        assertThatThrownBy(() -> unsealer.share(forged, NOW)).hasMessageContaining("not the key of this node");
        assertThat(unsealer.given(NOW)).as("the next try starts from nothing").isZero();
        assertThat(made.shares().getFirst().toString()).doesNotContain(text.split(":", -1)[3]);
    }

    @Test
    void onlyThePassphraseUnseals() throws Exception {
        SecretBytes right = phrase("six random words are much better");
        SealRecord record = Seals.passphrase(root, right, RANDOM).record();

        assertThat(isRoot(unsealer(record).passphrase(right))).isTrue();
        assertThatThrownBy(() -> unsealer(record).passphrase(phrase("six random words are much worse")))
                .hasMessageContaining("does not open this node");
        assertThatThrownBy(() -> unsealer(record).command()).hasMessageContaining("--passphrase-file");
    }

    private static SecretBytes phrase(String text) {
        return SecretBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Real processes: a key service that XORs nothing, one that answers base64, and all the ways it can fail. */
    @Test
    void aKeyServiceUnsealsAndItsFailuresAreNamed() throws Exception {
        KeyCommand plain = commands(List.of("cat"), List.of("cat"));
        SealRecord record = Seals.command(root, plain, RANDOM).record();
        assertThat(isRoot(new Unsealer(record, plain).command())).isTrue();
        assertThat(isRoot(new Unsealer(record, commands(List.of("cat"), List.of("base64"))).command()))
                .isTrue();

        refused(record, List.of("sleep", "30"), "within 700 ms (seal.command-deadline)");
        refused(record, List.of("false"), "ended with code 1");
        refused(record, List.of("head", "-c", "31"), "must write 32 bytes");
        refused(record, List.of("cat", "/dev/zero"), "wrote more than 8192 bytes");
        refused(record, List.of("head", "-c", "32", "/dev/zero"), "not the key of this node");
        refused(record, List.of("/nonexistent/kms"), "cannot be run");
        refused(record, List.of(), "seal.unwrap-command is not set");
    }

    private static void refused(SealRecord record, List<String> unwrap, String reason) {
        assertThatThrownBy(() -> new Unsealer(record, commands(List.of(), unwrap)).command())
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theRecordIsReadBackAndHasNoKey() throws Exception {
        Path file = directory.resolve("seal");
        assertThat(SealRecord.read(file)).isEmpty();
        Seals.Made made = Seals.shares(root, RANDOM);
        made.record().replace(file);
        Seals.shares(root, RANDOM).record().replace(file);
        made.record().replace(file);

        Optional<SealRecord> read = SealRecord.read(file);
        assertThat(read.map(SealRecord::set)).contains(made.record().set());
        assertThat(read.map(record -> record.recognises(root))).contains(true);
        assertThat(read.map(record -> record.recognises(RootKey.generate(RANDOM))))
                .contains(false);
        Files.writeString(file, "-----BEGIN CONCORDAT SEAL-----\nAQMB\n-----END CONCORDAT SEAL-----\n");
        assertThatThrownBy(() -> SealRecord.read(file)).hasMessageContaining("is not a seal");
    }

    @Test
    void anErasedRootKeyOpensNothing() throws Exception {
        KeyVault vault = new KeyVault(directory, root.lock(), RANDOM);
        vault.seal("one", phrase("a secret"));
        assertThat(vault.names()).containsExactly("one");
        root.erase();

        assertThatThrownBy(() -> vault.open("one")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(
                        () -> new KeyVault(directory, RootKey.generate(RANDOM).lock(), RANDOM).open("one"))
                .hasMessageContaining("another key");
    }
}
