package io.concordat.node.keys;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.KeysConfig;
import io.concordat.node.config.SealConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Puts a node's secrets under a new root key: first all of them into a new vault, then the new seal in place of the old one (one
 * rename), then the old files away. A crash leaves the old seal with its vault, or the new one with its own.
 *
 * <p>Old backups, and blocks of the disk that were freed, still open with the old key.
 */
public final class Rekeying {
    /** The vault's name for the identity key. */
    public static final String IDENTITY = "identity";

    private final KeysConfig keys;
    private final SealConfig seal;
    private final RandomSource random;

    /** For the node with these files. */
    public Rekeying(KeysConfig keys, SealConfig seal, RandomSource random) {
        this.keys = keys;
        this.seal = seal;
        this.random = random;
    }

    /** Moves everything under the new key. An identity key in a plain file goes into the vault. */
    public void run(RootKey oldKey, RootKey newKey, Seals.Made made) throws KeyFileException {
        Optional<SealRecord> before = SealRecord.read(seal.file());
        KeyVault oldVault = Seals.vault(keys, before, oldKey, random);
        KeyVault newVault = Seals.vault(keys, Optional.of(made.record()), newKey, random);
        for (String name : oldVault.names()) {
            SecretBytes secret = oldVault.open(name);
            newVault.seal(name, secret);
            secret.erase();
        }
        if (Files.exists(keys.identityFile()) && !newVault.holds(IDENTITY)) {
            SigningKey.read(keys.identityFile()).seal(newVault, IDENTITY);
        }
        made.record().replace(seal.file());
        for (String name : oldVault.names()) {
            delete(oldVault.file(name));
        }
        if (before.isPresent()) {
            delete(Seals.directory(keys, before));
        } else {
            delete(keys.shareKeyFile());
            delete(keys.identityFile());
        }
    }

    /** A new node's secrets: its identity key in a vault, under a new seal. */
    public void first(RootKey key, Seals.Made made, SigningKey identity) throws KeyFileException {
        identity.seal(Seals.vault(keys, Optional.of(made.record()), key, random), IDENTITY);
        made.record().replace(seal.file());
    }

    private static void delete(Path file) throws KeyFileException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new KeyFileException("The old file " + file + " cannot be removed; remove it yourself", e);
        }
    }
}
