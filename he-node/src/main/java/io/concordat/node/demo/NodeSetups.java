package io.concordat.node.demo;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SigningKey;
import io.concordat.protocol.consortium.Lei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Several banks' node directories side by side in one directory, with the test identities of their approvers. */
final class NodeSetups {
    private static final int PORTS_PER_NODE = 4;
    private static final List<String> APPROVERS = List.of("anna", "bela");

    private NodeSetups() {}

    /** New ones; nothing but the approvers' keys is written. */
    static List<NodeSetup> make(Path directory, int count) throws IOException, KeyFileException {
        List<Integer> ports = FreePorts.find(PORTS_PER_NODE * count);
        List<NodeSetup> setups = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int first = PORTS_PER_NODE * i;
            Files.createDirectories(own(directory, i + 1));
            setups.add(setup(
                    directory,
                    i + 1,
                    new NodeSetup.Ports(
                            ports.get(first), ports.get(first + 1), ports.get(first + 2), ports.get(first + 3)),
                    newApprovers(directory, i + 1)));
        }
        return setups;
    }

    /** Those that {@link #make} and {@code concordat init} left in the directory, with the ports of their configurations. */
    static List<NodeSetup> read(Path directory) throws IOException, KeyFileException, ConfigException {
        List<NodeSetup> setups = new ArrayList<>();
        for (int number = 1; exists(directory, number); number++) {
            NodeConfig config = NodeConfig.read(own(directory, number).resolve("node.toml"));
            Map<String, SigningKey> approvers = new LinkedHashMap<>();
            for (String name : APPROVERS) {
                approvers.put(name, SigningKey.read(keyFile(directory, number, name)));
            }
            setups.add(setup(
                    directory,
                    number,
                    new NodeSetup.Ports(
                            config.peer().port(),
                            config.analyst().port(),
                            config.health().port(),
                            config.metrics().port()),
                    approvers));
        }
        return setups;
    }

    /** Whether there is a first bank's node. */
    static boolean exist(Path directory) {
        return exists(directory, 1);
    }

    /** Whether the directory has anything in it. */
    static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.findAny().isEmpty();
        }
    }

    private static boolean exists(Path directory, int number) {
        return Files.exists(own(directory, number).resolve("node.toml"));
    }

    private static Map<String, SigningKey> newApprovers(Path directory, int number)
            throws IOException, KeyFileException {
        Map<String, SigningKey> approvers = new LinkedHashMap<>();
        for (String name : APPROVERS) {
            SigningKey key = SigningKey.generate(RandomSource.of(new SecureRandom()));
            Path file = keyFile(directory, number, name);
            Files.createDirectories(file.toAbsolutePath().getParent());
            key.write(file);
            key.writePublicKey(publicKeyFile(directory, number, name));
            approvers.put(name, key);
        }
        return approvers;
    }

    private static NodeSetup setup(
            Path directory, int number, NodeSetup.Ports ports, Map<String, SigningKey> approvers) {
        Map<String, Path> files = new LinkedHashMap<>();
        APPROVERS.forEach(name -> files.put(name, publicKeyFile(directory, number, name)));
        String lei = Lei.withCheckDigits(String.format(Locale.ROOT, "DEMO00BANK%08d", number))
                .value();
        return new NodeSetup(number, own(directory, number), ports, approvers, files, lei);
    }

    private static Path own(Path directory, int number) {
        return directory.resolve("bank-" + number);
    }

    private static Path publicKeyFile(Path directory, int number, String name) {
        return directory.resolve("people-of-bank-" + number).resolve(name + ".pem.pub");
    }

    private static Path keyFile(Path directory, int number, String name) {
        return directory.resolve("people-of-bank-" + number).resolve(name + ".pem");
    }
}
