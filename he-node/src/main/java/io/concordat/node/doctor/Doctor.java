package io.concordat.node.doctor;

import io.concordat.crypto.arithmetic.Arithmetic;
import io.concordat.crypto.arithmetic.ArithmeticChoice;
import io.concordat.crypto.arithmetic.BackendReport;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealRecord;
import io.concordat.node.keys.SecretFiles;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import io.concordat.node.peer.PeerProbe;
import io.concordat.node.store.ServerProbe;
import io.concordat.node.store.StoreException;
import io.concordat.protocol.message.SignedEnvelope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at a node's files, its machine, and the way to other banks. */
public final class Doctor {
    private static final int WRITES = 21;
    private static final int BLOCK = 4096;

    private final NodeConfig config;
    private final Instant built;

    /** @param built when this program was built; a clock before that is wrong */
    public Doctor(NodeConfig config, Instant built) {
        this.config = config;
        this.built = built;
    }

    /** What is said of a configuration that cannot be read; nothing else can be looked at then. */
    public static Diagnosis unreadable(ConfigException problem) {
        return Diagnosis.fail(
                Check.CONFIGURATION,
                String.valueOf(problem.getMessage()),
                "correct it; 'concordat config sample' prints every key");
    }

    /**
     * Everything about this machine.
     *
     * @param running whether this very node runs; its ports are taken then
     */
    public List<Diagnosis> machine(boolean running) {
        String chosen = ArithmeticChoice.current().arithmetic().name();
        List<Diagnosis> found = new ArrayList<>();
        found.add(Diagnosis.pass(Check.CONFIGURATION, config.file() + " can be used"));
        found.add(keyFiles());
        found.add(seal());
        identity().ifPresent(tls -> found.add(Judgement.certificate(tls.daysLeft(Instant.now()))));
        found.add(ports(running));
        found.addAll(disk());
        found.add(Judgement.memory(Machine.memoryBytes(), Runtime.getRuntime().availableProcessors()));
        found.add(Judgement.clock(Instant.now(), built));
        found.add(Judgement.entropy(Machine.timeOfRandomness(), Machine.kernelEntropy()));
        found.add(Judgement.arithmetic(
                ArithmeticChoice.current().summary(),
                chosen.equals(Arithmetic.plain().name()),
                powersPerSecond(chosen)));
        found.add(
                running
                        ? Diagnosis.pass(Check.NODE, "the node runs and answers")
                        : Diagnosis.warn(Check.NODE, "the node does not answer", "start it: concordat node start"));
        return found;
    }

    /** Everything on the way to another bank. */
    public List<Diagnosis> peer(Target target) throws InterruptedException {
        Optional<TlsIdentity> self = identity();
        if (self.isEmpty()) {
            return List.of(keyFiles());
        }
        try {
            PeerProbe.Result result = PeerProbe.run(
                    target.endpoint(),
                    target.pin(),
                    self.get().certificate(),
                    self.get().privateKey(),
                    SignedEnvelope.MAX_BYTES);
            return PeerJudgement.of(
                    target,
                    result,
                    SignedEnvelope.MAX_BYTES,
                    powersPerSecond(ArithmeticChoice.current().arithmetic().name()));
        } catch (GeneralSecurityException e) {
            return List.of(Diagnosis.fail(
                    Check.KEY_FILES,
                    config.peer().privateKeyFile() + " does not hold the private key of an EC certificate",
                    "put the file back that belongs to " + config.peer().certificateFile()));
        }
    }

    private static double powersPerSecond(String backend) {
        return ArithmeticChoice.current().reports().stream()
                .filter(report -> report.name().equals(backend))
                .mapToDouble(BackendReport::powersPerSecond)
                .findFirst()
                .orElse(0);
    }

    private Diagnosis keyFiles() {
        try {
            if (SealRecord.read(config.seal().file()).isEmpty()) {
                var _ = SigningKey.read(config.keys().identityFile());
                RootKey.read(config.keys().shareKeyFile()).erase();
            } // else both are in the vault, which only unsealing opens
            var _ = TlsIdentity.read(
                    config.peer().certificateFile(), config.peer().privateKeyFile());
            var _ = SecretFiles.read(config.analyst().tokenFile());
            for (Path approver : config.member().approvers().values()) {
                var _ = SigningKey.readPublicKey(approver);
            }
            return Diagnosis.pass(Check.KEY_FILES, "all key files are there and closed to others");
        } catch (KeyFileException e) {
            return Diagnosis.fail(
                    Check.KEY_FILES,
                    String.valueOf(e.getMessage()),
                    "put the file back, or close it to others (mode 0600)");
        }
    }

    private Diagnosis seal() {
        try {
            Optional<SealRecord> seal = SealRecord.read(config.seal().file());
            return Judgement.seal(seal.map(SealRecord::method), config.safety().profile());
        } catch (KeyFileException e) {
            return Diagnosis.fail(
                    Check.SEAL,
                    String.valueOf(e.getMessage()),
                    "put the file back; without it nothing opens this node's secrets");
        }
    }

    private Optional<TlsIdentity> identity() {
        try {
            return Optional.of(TlsIdentity.read(
                    config.peer().certificateFile(), config.peer().privateKeyFile()));
        } catch (KeyFileException e) {
            return Optional.empty(); // key-files says so
        }
    }

    private Diagnosis ports(boolean running) {
        Map<String, InetSocketAddress> listeners = new LinkedHashMap<>();
        listeners.put(
                "peer",
                new InetSocketAddress(config.peer().host(), config.peer().port()));
        listeners.put(
                "analyst",
                new InetSocketAddress(config.analyst().host(), config.analyst().port()));
        listeners.put(
                "health",
                new InetSocketAddress(config.health().host(), config.health().port()));
        listeners.put(
                "metrics",
                new InetSocketAddress(config.metrics().host(), config.metrics().port()));
        if (running) {
            return Diagnosis.pass(Check.PORTS, "the running node has its ports");
        }
        for (Map.Entry<String, InetSocketAddress> listener : listeners.entrySet()) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.setReuseAddress(true);
                socket.bind(listener.getValue());
            } catch (IOException e) {
                return Diagnosis.fail(
                        Check.PORTS,
                        listener.getKey() + " cannot listen on "
                                + listener.getValue().getHostString() + ":"
                                + listener.getValue().getPort() + ": " + e.getMessage(),
                        "end the program that has the port ('ss -ltnp' shows it), or choose another in ["
                                + listener.getKey() + "]");
            }
        }
        return Diagnosis.pass(Check.PORTS, "all four ports are free");
    }

    private List<Diagnosis> disk() {
        Path directory = config.store().file().toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            return List.of(Diagnosis.fail(
                    Check.DISK_SPACE,
                    "the directory of " + config.store().file() + " does not exist",
                    "make it, or correct store.file"));
        }
        try {
            return List.of(
                    config.store().postgres().isPresent()
                            ? server()
                            : Judgement.storeSpeed(directory, medianWrite(directory)),
                    Judgement.diskSpace(directory, Files.getFileStore(directory).getUsableSpace()));
        } catch (IOException e) {
            return List.of(Diagnosis.fail(
                    Check.STORE_SPEED,
                    "no file can be written in " + directory + ": " + e.getMessage(),
                    "give the user that runs the node the right to write there"));
        }
    }

    private Diagnosis server() {
        try {
            ServerProbe probe = ServerProbe.of(config.store());
            return Judgement.serverSpeed(probe.name(), probe.medianCommit(WRITES));
        } catch (StoreException e) {
            return Diagnosis.fail(
                    Check.STORE_SPEED,
                    String.valueOf(e.getMessage()),
                    "the node does not start so; doc/install.md says what it needs of PostgreSQL");
        }
    }

    private static Duration medianWrite(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "doctor", ".tmp");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long[] nanoseconds = new long[WRITES];
            for (int i = 0; i < WRITES; i++) {
                long begun = System.nanoTime();
                if (channel.write(ByteBuffer.allocate(BLOCK)) != BLOCK) {
                    throw new IOException("a short write");
                }
                channel.force(true);
                nanoseconds[i] = System.nanoTime() - begun;
            }
            Arrays.sort(nanoseconds);
            return Duration.ofNanos(nanoseconds[WRITES / 2]);
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
