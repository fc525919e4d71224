package io.concordat.node.cli;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.config.SafetyConfig;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.Rekeying;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealMethod;
import io.concordat.node.keys.Seals;
import io.concordat.node.keys.SecretFiles;
import io.concordat.node.keys.SigningKey;
import io.concordat.node.keys.TlsIdentity;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code concordat init}: makes a bank's directory with its configuration, identity, TLS key and API token. */
@Command(
        name = "init",
        description = {
            "Makes a node's directory.",
            "",
            "It gets node.toml (every key with its unit and default), an Ed25519 identity, a TLS key with its certificate,"
                    + " a key that key shares are encrypted under, and an API token. Nothing is ever overwritten."
        })
final class InitCommand implements Callable<Integer> {
    private static final int TOKEN_BYTES = 32;

    @Option(names = "--dir", required = true, paramLabel = "DIR", description = "the new node's directory")
    private Path directory = Path.of("");

    @Option(names = "--id", required = true, paramLabel = "ID", description = "how the consortium names this bank")
    private String id = "";

    @Option(names = "--legal-name", required = true, paramLabel = "NAME", description = "the legal entity's name")
    private String legalName = "";

    @Option(names = "--lei", required = true, paramLabel = "LEI", description = "legal entity identifier (ISO 17442)")
    private String lei = "";

    @Option(
            names = "--endpoint",
            required = true,
            paramLabel = "URL",
            description = "https://host:port, where the other banks reach this node")
    private String endpoint = "";

    @Option(
            names = "--approver",
            required = true,
            paramLabel = "NAME=FILE",
            description = "a person who may approve tasks, with the public key file; at least two")
    private Map<String, Path> approvers = new LinkedHashMap<>();

    @Option(
            names = "--peer-host",
            paramLabel = "HOST",
            description = "address to listen on for banks (${DEFAULT-VALUE})")
    private String peerHost = "0.0.0.0";

    @Option(names = "--peer-port", paramLabel = "PORT", description = "port to listen on for banks (${DEFAULT-VALUE})")
    private int peerPort = 7443;

    @Option(names = "--analyst-port", paramLabel = "PORT", description = "port of the REST API (${DEFAULT-VALUE})")
    private int analystPort = 7080;

    @Option(names = "--health-port", paramLabel = "PORT", description = "port of the health checks (${DEFAULT-VALUE})")
    private int healthPort = 7081;

    @Option(
            names = "--profile",
            paramLabel = "PROFILE",
            description = "production (default) or test: trials with made-up or public data and shorter keys")
    private String profile = "production";

    @Option(names = "--metrics-port", paramLabel = "PORT", description = "port of the metrics (${DEFAULT-VALUE})")
    private int metricsPort = 7082;

    @Mixin
    private SealOptions seal = new SealOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, KeyFileException, ConfigException, CommandRefusedException {
        if (approvers.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "Expected at least 2 approvers but found " + approvers.size()
                            + ": a task needs the signatures of two people. Make keys with 'concordat approver new'.");
        }
        Files.createDirectories(directory);
        Path file = directory.resolve("node.toml");
        NodeConfig config = NodeConfig.parse(file, toml());
        writeNew(file, toml());
        RandomSource random = RandomSource.of(new SecureRandom());
        createParents(config);
        SigningKey identity = SigningKey.generate(random);
        RootKey root = RootKey.generate(random);
        Optional<Seals.Made> made = seal(config, root, random);
        if (made.isPresent()) {
            new Rekeying(config.keys(), config.seal(), random).first(root, made.get(), identity);
        } else {
            identity.write(config.keys().identityFile());
            root.write(config.keys().shareKeyFile());
        }
        TlsIdentity.create(
                id,
                config.peer().endpoint().getHost(),
                config.peer().certificateFile(),
                config.peer().privateKeyFile(),
                Clock.systemUTC().instant());
        SecretFiles.write(config.analyst().tokenFile(), token(random).getBytes(StandardCharsets.US_ASCII));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Made a node for " + id + " in " + directory);
        out.println("  identity   " + identity.publicKey().hex());
        if (made.isPresent()) {
            seal.handOut(made.get(), directory, out);
        }
        out.println("  start it   concordat node start --config " + file);
        out.flush();
        return 0;
    }

    /** In the test profile a node needs no seal, and has none unless it is asked for. */
    private Optional<Seals.Made> seal(NodeConfig config, RootKey root, RandomSource random)
            throws KeyFileException, CommandRefusedException {
        boolean production = config.safety().profile() == SafetyConfig.Profile.PRODUCTION;
        SealMethod method = seal.method(production ? SealMethod.SHARES : SealMethod.FILE);
        return method == SealMethod.FILE && !production
                ? Optional.empty()
                : Optional.of(seal.make(method, root, config, random));
    }

    private static void createParents(NodeConfig config) throws IOException {
        Files.createDirectories(config.keys().identityFile().toAbsolutePath().getParent());
        Files.createDirectories(config.keys().shareDirectory());
        Files.createDirectories(config.store().file().toAbsolutePath().getParent());
        Files.createDirectories(
                config.store().incarnationFile().toAbsolutePath().getParent());
        for (Path data : config.data().directories()) {
            Files.createDirectories(data);
        }
    }

    private String toml() throws IOException {
        StringBuilder people = new StringBuilder();
        approvers.forEach((name, key) -> people.append(quoted(name))
                .append(" = ")
                .append(quoted(key.toAbsolutePath().toString()))
                .append('\n'));
        Map<String, String> values = new HashMap<>();
        values.put("id", escaped(id));
        values.put("legal-name", escaped(legalName));
        values.put("lei", escaped(lei));
        values.put("profile", escaped(profile));
        values.put("endpoint", escaped(endpoint));
        values.put("peer-host", escaped(peerHost));
        values.put("peer-port", Integer.toString(peerPort));
        values.put("analyst-port", Integer.toString(analystPort));
        values.put("health-port", Integer.toString(healthPort));
        values.put("metrics-port", Integer.toString(metricsPort));
        values.put("approvers", people.toString().stripTrailing());
        return NodeTemplate.fill(values);
    }

    private static void writeNew(Path file, String text) throws IOException {
        try {
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " exists already; choose another directory, or remove it yourself", e);
        }
    }

    private static String token(RandomSource random) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String quoted(String text) {
        return '"' + escaped(text) + '"';
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
