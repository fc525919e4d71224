package io.concordat.node.cli;

import io.concordat.crypto.random.RandomSource;
import io.concordat.node.client.NodeClient;
import io.concordat.node.client.NodeProblemException;
import io.concordat.node.config.ConfigException;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyCommand;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.Rekeying;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealMethod;
import io.concordat.node.keys.SealRecord;
import io.concordat.node.keys.Seals;
import io.concordat.node.keys.UnsealShare;
import io.concordat.node.keys.Unsealer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code concordat node rekey}: a new root key, seal and shares for a node that is stopped or sealed. */
@Command(
        name = "rekey",
        description = {
            "Puts a node's secrets under a new key with a new seal. The node must be stopped or sealed.",
            "",
            "The old seal opens nothing any more; old backups still open with it. The present key comes from the operators'"
                    + " --share-file (twice), from --old-passphrase-file, from the key service, or from the plain key file of a"
                    + " node that had no seal."
        })
final class RekeyCommand implements Callable<Integer> {
    @Mixin
    private ConfigOptions config = new ConfigOptions();

    @Mixin
    private SealOptions seal = new SealOptions();

    @Option(names = "--share-file", paramLabel = "FILE", description = "A share of the present seal; repeat.")
    private List<Path> shareFiles = new ArrayList<>();

    @Option(names = "--old-passphrase-file", paramLabel = "FILE", description = "The passphrase of the present seal.")
    private @Nullable Path oldPassphraseFile;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        NodeConfig read = config.read();
        requireSealedOrStopped(read);
        RandomSource random = RandomSource.of(new SecureRandom());
        RootKey present = present(read);
        RootKey next = RootKey.generate(random);
        Seals.Made made = seal.make(seal.method(SealMethod.SHARES), next, read, random);
        PrintWriter out = spec.commandLine().getOut();
        seal.handOut(
                made, directory(read), out); // before they are needed: a crash must not leave a seal without shares
        new Rekeying(read.keys(), read.seal(), random).run(present, next, made);
        present.erase();
        next.erase();
        out.println("The node's secrets are under a new key; unseal it with 'concordat node unseal'");
        out.flush();
        return ExitCodes.OK;
    }

    static Path directory(NodeConfig config) {
        Path parent = config.file().toAbsolutePath().normalize().getParent();
        return parent == null ? Path.of("/") : parent;
    }

    private RootKey present(NodeConfig read) throws KeyFileException, CommandRefusedException {
        Optional<SealRecord> record = SealRecord.read(read.seal().file());
        if (record.isEmpty()) {
            return RootKey.read(read.keys().shareKeyFile());
        }
        Unsealer unsealer = new Unsealer(record.get(), KeyCommand.of(read.seal()));
        return switch (record.get().method()) {
            case COMMAND -> unsealer.command();
            case PASSPHRASE -> {
                Path file = oldPassphraseFile;
                if (file == null) {
                    throw new CommandRefusedException("Give the present passphrase: --old-passphrase-file FILE");
                }
                yield unsealer.passphrase(SealOptions.passphrase(file));
            }
            case SHARES -> {
                Optional<RootKey> key = Optional.empty();
                for (Path file : shareFiles) {
                    if (key.isEmpty()) {
                        key = unsealer.share(
                                UnsealShare.parse(SealOptions.line(file)),
                                Clock.systemUTC().instant());
                    }
                }
                yield key.orElseThrow(
                        () -> new CommandRefusedException("Give " + record.get().needed()
                                + " different shares of the present seal: --share-file FILE, repeated"));
            }
            case FILE -> throw new AssertionError("bug: a seal of a plain file");
        };
    }

    private static void requireSealedOrStopped(NodeConfig read)
            throws CommandRefusedException, InterruptedException, ConfigException, KeyFileException {
        try (NodeClient client = ApiOptions.client(read)) {
            if (!client.get("/api/v1/seal").path("state").asText().equals("sealed")) {
                throw new CommandRefusedException(
                        "The node runs and is unsealed: it could write a secret under the old key. Stop or seal it first");
            }
        } catch (NodeProblemException e) {
            if (e.status() != 0) {
                throw new CommandRefusedException("The node does not say whether it is sealed: " + e.sentence());
            }
        }
    }
}
