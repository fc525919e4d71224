package io.concordat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.node.cli.CommandRun;
import io.concordat.node.config.SafetyConfig;
import io.concordat.node.config.SafetyConfig.Profile;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.protocol.consortium.Charter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A start that would not be safe is refused with the fact, the remedy and the documented exit code. */
@Timeout(120)
final class UnsafeStartTest {
    private static final int CONFIGURATION = 78;

    @TempDir
    private Path directory = Path.of("");

    private Path node() {
        return CommandRun.node(directory.resolve("bank"), "bank-a", 1);
    }

    private static CommandRun start(Path file, String... overrides) {
        String[] arguments = new String[4 + 2 * overrides.length];
        arguments[0] = "node";
        arguments[1] = "start";
        arguments[2] = "--config";
        arguments[3] = file.toString();
        for (int i = 0; i < overrides.length; i++) {
            arguments[4 + 2 * i] = "--set";
            arguments[5 + 2 * i] = overrides[i];
        }
        return CommandRun.starting(Main::start, arguments);
    }

    private static void refused(CommandRun run, int code, String... parts) {
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.err()).contains(parts);
    }

    @Test
    void aKeyFileThatOthersCanReadIsRefused() throws Exception {
        Path file = node();
        for (String key : new String[] {"identity.pem", "tls-key.pem", "share.key", "api-token"}) {
            Path secret = file.resolveSibling("keys").resolve(key);
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));
            refused(start(file, "peer.port=0"), CONFIGURATION, key, "chmod 600");
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void aProcessThatATestWatchesIsRefusedInProduction() {
        Failpoint.watch(_ -> {});
        try {
            assertThatThrownBy(() -> SafeStart.requireUnwatched(new SafetyConfig(Profile.PRODUCTION)))
                    .isInstanceOf(NodeStartException.class)
                    .hasMessageContaining("failpoints");
            assertThatCode(() -> SafeStart.requireUnwatched(new SafetyConfig(Profile.TEST)))
                    .doesNotThrowAnyException();
        } finally {
            Failpoint.unwatch();
        }
        assertThatCode(() -> SafeStart.requireUnwatched(new SafetyConfig(Profile.PRODUCTION)))
                .doesNotThrowAnyException();
    }

    @Test
    void anApiThatOthersReachWithoutTlsIsRefused() {
        refused(start(node(), "analyst.host=0.0.0.0"), CONFIGURATION, "analyst.host", "tls-certificate-file");
    }

    @Test
    void aMissingKeyFileIsRefused() throws Exception {
        Path file = node();
        Files.delete(file.resolveSibling("keys").resolve("identity.pem"));

        refused(start(file), CONFIGURATION, "identity.pem", "concordat init");
    }

    @Test
    void aShortPassphraseIsRefused() throws Exception {
        Path passphrase = directory.resolve("passphrase");
        Files.writeString(passphrase, "short");
        Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));

        refused(
                CommandRun.of(
                        "node",
                        "rekey",
                        "--config",
                        node().toString(),
                        "--set",
                        "analyst.port=1",
                        "--seal",
                        "passphrase",
                        "--passphrase-file",
                        passphrase.toString()),
                CONFIGURATION,
                "at least 12");
    }

    @Test
    void aRootKeyInAPlainFileIsRefusedInProduction() {
        refused(start(node(), "safety.profile=production"), CONFIGURATION, "share.key", "concordat node rekey");
    }

    @Test
    void aDamagedSealIsRefused() throws Exception {
        Path file = node();
        Path seal = file.resolveSibling("keys").resolve("seal");
        Files.writeString(seal, "-----BEGIN CONCORDAT SEAL-----\nAAAA\n-----END CONCORDAT SEAL-----\n");
        Files.setPosixFilePermissions(seal, PosixFilePermissions.fromString("rw-------"));

        refused(start(file), CONFIGURATION, "seal.file", "backup");
    }

    @Test
    void aDatabaseThatCannotBeOpenedIsRefusedAsState() throws Exception {
        Path file = node();
        Files.createDirectories(directory.resolve("a-directory"));

        refused(start(file, "store.file=" + directory.resolve("a-directory")), 74, "a-directory");
    }

    @Test
    void anAuditLogThatCannotBeWrittenIsRefusedAsState() throws Exception {
        Path file = node();
        Files.createDirectories(directory.resolve("a-directory"));

        refused(start(file, "store.audit-file=" + directory.resolve("a-directory")), 74, "store.audit-file");
        refused(start(node2(), "store.audit-reserve=900000 GiB"), 74, "store.audit-reserve");
    }

    private Path node2() {
        return CommandRun.node(directory.resolve("other"), "bank-b", 1);
    }

    @Test
    void aTakenPortIsRefusedAsUnavailable() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused(start(node(), "peer.port=" + taken.getLocalPort()), 69, "" + taken.getLocalPort());
        }
    }

    @Test
    void aClockThatIsFarOffIsRefused() throws Exception {
        Path keys = node().resolveSibling("keys");
        TlsIdentity tls = TlsIdentity.read(keys.resolve("tls-certificate.pem"), keys.resolve("tls-key.pem"));
        Instant now = Instant.now();

        assertThatThrownBy(() -> SafeStart.requireClock(now, now.plusSeconds(1), Optional.empty(), tls))
                .hasMessageContaining("released")
                .hasMessageContaining("time server");
        assertThatThrownBy(() -> SafeStart.requireClock(now, Instant.EPOCH, Optional.of(now.plusSeconds(301)), tls))
                .hasMessageContaining("database");
        assertThatThrownBy(() ->
                        SafeStart.requireClock(now.minus(Duration.ofDays(2)), Instant.EPOCH, Optional.empty(), tls))
                .hasMessageContaining("valid from");
        assertThatCode(() -> SafeStart.requireClock(now, now, Optional.of(now.plusSeconds(299)), tls))
                .doesNotThrowAnyException();
    }

    @Test
    void aShortJointKeyIsRefusedInProduction() {
        Optional<Charter> shortKey = Optional.of(Charter.defaults(3, 2048));

        assertThatThrownBy(() -> SafeStart.requireKeyBits(new SafetyConfig(Profile.PRODUCTION), shortKey))
                .hasMessageContaining("2048")
                .hasMessageContaining("3072");
        assertThatCode(() -> SafeStart.requireKeyBits(new SafetyConfig(Profile.TEST), shortKey))
                .doesNotThrowAnyException();
        assertThatCode(() -> SafeStart.requireKeyBits(
                        new SafetyConfig(Profile.PRODUCTION), Optional.of(Charter.defaults(3, 3072))))
                .doesNotThrowAnyException();
    }

    @Test
    void aCohortBelowThreeCannotBeWritten() {
        Charter usual = Charter.defaults(3, 3072);
        assertThatThrownBy(() -> new Charter(
                        usual.keyBits(),
                        usual.threshold(),
                        usual.toleratedCollusion(),
                        2,
                        usual.minimumEffectiveRows(),
                        usual.maximumRows(),
                        usual.approvalsPerBank(),
                        usual.shrinkingRetries(),
                        usual.mergeScoreHistograms(),
                        usual.deadlines()))
                .hasMessageContaining("minimum cohort");
    }
}
