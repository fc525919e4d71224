package io.concordat.node.upkeep;

import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SealedStream;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The passphrase that a backup is encrypted under. */
final class PassphraseOption {
    @Option(names = "--passphrase-file", required = true, paramLabel = "FILE", description = "Mode 0600.")
    private Path file = Path.of("");

    /** The passphrase; whoever asks erases it. */
    SecretBytes read() throws KeyFileException {
        return SealedStream.passphrase(file);
    }
}
