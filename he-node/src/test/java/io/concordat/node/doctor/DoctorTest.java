package io.concordat.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.node.cli.CommandRun;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.ConfigSources;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.doctor.Diagnosis.Verdict;
import io.concordat.node.peer.PeerProbe;
import io.concordat.protocol.codec.Digest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every check of the doctor can fail (or, where that is the worst, warn), says what to do, and has its paragraph. */
final class DoctorTest {
    private static final Target OTHER =
            new Target("bank-b", URI.create("https://bank-b.example:7443"), Digest.of(new byte[32]));

    @TempDir
    private Path directory = Path.of("");

    private NodeConfig config(Map<String, String> flags) throws ConfigException {
        Path file = directory.resolve("bank/node.toml");
        if (!Files.exists(file)) {
            CommandRun.node(directory.resolve("bank"), "bank-a", 0);
        }
        return NodeConfig.read(file, new ConfigSources(flags, Map.of()));
    }

    private static Diagnosis found(List<Diagnosis> all, Check check) {
        return all.stream().filter(each -> each.check() == check).findFirst().orElseThrow();
    }

    @Test
    void aFreshNodeOnAGoodMachineFailsNothing() throws Exception {
        List<Diagnosis> all = new Doctor(config(Map.of()), Instant.EPOCH).machine(false);

        assertThat(all).noneMatch(each -> each.verdict() == Verdict.FAIL);
        assertThat(all.stream().map(Diagnosis::check))
                .contains(Check.KEY_FILES, Check.CERTIFICATE, Check.PORTS, Check.STORE_SPEED, Check.ARITHMETIC);
    }

    @Test
    void aKeyFileThatOthersCanReadFails() throws Exception {
        NodeConfig config = config(Map.of());
        Files.setPosixFilePermissions(config.keys().identityFile(), PosixFilePermissions.fromString("rw-r--r--"));

        Diagnosis keys = found(new Doctor(config, Instant.EPOCH).machine(false), Check.KEY_FILES);
        assertThat(keys.verdict()).isEqualTo(Verdict.FAIL);
        assertThat(keys.finding()).contains("identity.pem").contains("chmod 600");
    }

    @Test
    void aTakenPortFailsUnlessThisNodeHasIt() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = config(Map.of("health.port", Integer.toString(taken.getLocalPort())));

            Diagnosis ports = found(new Doctor(config, Instant.EPOCH).machine(false), Check.PORTS);
            assertThat(ports.verdict()).isEqualTo(Verdict.FAIL);
            assertThat(ports.finding()).contains("health").contains("" + taken.getLocalPort());
            assertThat(found(new Doctor(config, Instant.EPOCH).machine(true), Check.PORTS)
                            .verdict())
                    .isEqualTo(Verdict.PASS);
        }
    }

    @Test
    void aMissingStateDirectoryFails() throws Exception {
        NodeConfig config = config(Map.of("store.file", "nowhere/node.db"));

        assertThat(found(new Doctor(config, Instant.EPOCH).machine(false), Check.DISK_SPACE)
                        .verdict())
                .isEqualTo(Verdict.FAIL);
    }

    @Test
    void aConfigurationThatCannotBeReadFailsWithItsExitCode() {
        CommandRun run = CommandRun.of(
                "doctor", "--config", directory.resolve("missing.toml").toString());

        assertThat(run.code()).isEqualTo(78);
        assertThat(run.out()).contains("FAIL").contains("configuration").contains("->");
    }

    @Test
    void withoutARunningNodeTheWayToAnotherBankIsRefused() throws Exception {
        String file = config(Map.of()).file().toString();

        CommandRun run = CommandRun.of("doctor", "--config", file, "--set", "analyst.port=1", "--peer", "bank-b");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("does not answer");
    }

    private static PeerProbe.Result reached(Instant theirs, Instant ours, int status) {
        return new PeerProbe.Result(
                Optional.of("192.0.2.1"),
                Optional.of(Duration.ofMillis(5)),
                Optional.empty(),
                true,
                Optional.empty(),
                Optional.of(theirs),
                ours,
                Optional.of(status),
                1e6);
    }

    private static PeerProbe.Result stopped(Optional<String> address, Optional<Duration> roundTrip, boolean pinned) {
        return new PeerProbe.Result(
                address,
                roundTrip,
                Optional.empty(),
                pinned,
                Optional.of("bad certificate"),
                Optional.empty(),
                Instant.now(),
                Optional.empty(),
                0);
    }

    /** A key file that others read, a taken port, no seal in production: found by the doctor itself. */
    private List<Diagnosis> aBrokenNode() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NodeConfig config = config(
                    Map.of("metrics.port", Integer.toString(taken.getLocalPort()), "safety.profile", "production"));
            Path key = config.peer().privateKeyFile();
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
            List<Diagnosis> found = new Doctor(config, Instant.EPOCH).machine(false);
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
            return found;
        }
    }

    @Test
    void everyCheckCanFailAndEveryFailureSaysWhatToDo() throws Exception {
        Instant now = Instant.parse("2026-11-21T12:00:00Z");
        Optional<String> address = Optional.of("192.0.2.1");
        Optional<Duration> quick = Optional.of(Duration.ofMillis(1));
        List<Diagnosis> failed = new ArrayList<>();
        failed.add(Doctor.unreadable(new ConfigException("unreadable")));
        failed.addAll(aBrokenNode());
        failed.add(Judgement.certificate(-1));
        failed.add(Judgement.storeSpeed(directory, Duration.ofMillis(501)));
        failed.add(Judgement.diskSpace(directory, 99L << 20));
        failed.add(Judgement.memory(700L << 20, 1));
        failed.add(Judgement.clock(now.minusSeconds(1), now));
        failed.add(Judgement.entropy(Duration.ofSeconds(1), 256));
        failed.addAll(PeerJudgement.of(OTHER, stopped(Optional.empty(), Optional.empty(), false), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, stopped(address, Optional.empty(), false), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, stopped(address, quick, false), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, stopped(address, quick, true), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, reached(now.plusSeconds(301), now, 204), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, reached(now, now, 413), 1, 1e6));
        failed.addAll(PeerJudgement.of(OTHER, reached(now, now, 204), 1, 1));
        failed.removeIf(each -> each.verdict() != Verdict.FAIL);

        Set<Check> checks = EnumSet.noneOf(Check.class);
        failed.forEach(each -> checks.add(each.check()));
        assertThat(checks)
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(Check.ARITHMETIC, Check.NODE)));
        assertThat(failed).allSatisfy(each -> assertThat(each.remedy()).isNotBlank());
        assertThat(Judgement.arithmetic("plain", true, 0).verdict()).isEqualTo(Verdict.WARN);
        assertThat(found(new Doctor(config(Map.of()), Instant.EPOCH).machine(false), Check.NODE)
                        .verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void warnsBeforeItFails() {
        assertThat(Judgement.certificate(29).verdict()).isEqualTo(Verdict.WARN);
        assertThat(Judgement.certificate(30).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Judgement.storeSpeed(directory, Duration.ofMillis(20)).verdict())
                .isEqualTo(Verdict.WARN);
        assertThat(Judgement.storeSpeed(directory, Duration.ofMillis(19)).verdict())
                .isEqualTo(Verdict.PASS);
        assertThat(Judgement.diskSpace(directory, 1023L << 20).verdict()).isEqualTo(Verdict.WARN);
        assertThat(Judgement.diskSpace(directory, 1025L << 20).verdict()).isEqualTo(Verdict.PASS);
        assertThat(Judgement.memory(1024L << 20, 1).verdict()).isEqualTo(Verdict.WARN);
        assertThat(Judgement.entropy(Duration.ofMillis(1), 100).verdict()).isEqualTo(Verdict.WARN);
        assertThat(Judgement.entropy(Duration.ofMillis(1), -1).verdict()).isEqualTo(Verdict.PASS);
    }
}
