package io.concordat.node.cli;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.keys.KeyCommand;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.RootKey;
import io.concordat.node.keys.SealMethod;
import io.concordat.node.keys.Seals;
import io.concordat.node.keys.SecretFiles;
import io.concordat.node.keys.UnsealShare;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a node's new seal is to be made, and the files that its operators get. */
final class SealOptions {
    @Option(
            names = "--seal",
            paramLabel = "METHOD",
            description =
                    "How the node is unsealed after each start: shares (of 3 operators, 2 needed), passphrase, or command (of"
                            + " a key service, [seal] in node.toml).")
    private @Nullable String method;

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            description = "The passphrase (mode 0600), for --seal passphrase.")
    private @Nullable Path passphraseFile;

    @Option(
            names = "--shares-dir",
            paramLabel = "DIR",
            description =
                    "Where the three shares are written, for --seal shares; default: unseal-shares beside the node's directory.")
    private @Nullable Path sharesDirectory;

    /** The method asked for, or the fallback. */
    SealMethod method(SealMethod fallback) throws CommandRefusedException {
        String slug = method;
        if (slug == null) {
            return fallback;
        }
        return SealMethod.ofSlug(slug)
                .orElseThrow(() -> new CommandRefusedException(
                        "Expected --seal shares, passphrase or command but found '" + slug + "'"));
    }

    /** Makes a seal for this key. */
    Seals.Made make(SealMethod how, RootKey key, NodeConfig config, RandomSource random)
            throws KeyFileException, CommandRefusedException {
        return switch (how) {
            case SHARES -> Seals.shares(key, random);
            case PASSPHRASE -> {
                Path file = passphraseFile;
                if (file == null) {
                    throw new CommandRefusedException("--seal passphrase needs --passphrase-file FILE");
                }
                yield Seals.passphrase(key, passphrase(file), random);
            }
            case COMMAND -> Seals.command(key, KeyCommand.of(config.seal()), random);
            case FILE -> throw new CommandRefusedException("A node without seal is for the test profile only");
        };
    }

    /** Writes the shares, if there are any, each to a file of its own, and says what to do with them. */
    void handOut(Seals.Made made, Path nodeDirectory, PrintWriter out) throws KeyFileException {
        Path parent = nodeDirectory
                .toAbsolutePath()
                .normalize()
                .resolveSibling("unseal-shares-of-"
                        + nodeDirectory.toAbsolutePath().normalize().getFileName());
        Path directory = sharesDirectory == null ? parent : sharesDirectory;
        for (UnsealShare share : made.shares()) {
            Path file = directory.resolve("share-" + share.index() + "-" + share.set() + ".txt");
            SecretFiles.write(file, (share.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            out.println("  unseal share  " + file);
        }
        if (!made.shares().isEmpty()) {
            out.println("  Give each share to another operator and remove it from this machine: any "
                    + Seals.SHARES_NEEDED + " of the " + Seals.SHARES_MADE
                    + " unseal the node, and nothing else does.");
        }
    }

    /** The content of a secret file of one line. */
    static SecretBytes passphrase(Path file) throws KeyFileException {
        return SecretBytes.copyOf(line(file).getBytes(StandardCharsets.UTF_8));
    }

    static String line(Path file) throws KeyFileException {
        return new String(SecretFiles.read(file), StandardCharsets.UTF_8).strip();
    }
}
