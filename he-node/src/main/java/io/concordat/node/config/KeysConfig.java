package io.concordat.node.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the node's secrets are. None of them is in the configuration itself.
 *
 * @param identityFile the Ed25519 key that signs everything this member says (PEM, mode 0600)
 * @param shareDirectory where key shares are kept, encrypted
 * @param shareKeyFile 32 random bytes that key shares are encrypted under (mode 0600), unless there is a passphrase
 * @param sharePassphraseFile a passphrase (mode 0600) that key shares are encrypted under, through Argon2id
 */
public record KeysConfig(
        Path identityFile, Path shareDirectory, Path shareKeyFile, Optional<Path> sharePassphraseFile) {

    static KeysConfig of(TomlTable table) throws ConfigException {
        return new KeysConfig(
                table.path("identity-file", "keys/identity.pem"),
                table.path("share-directory", "keys/shares"),
                table.path("share-key-file", "keys/share.key"),
                table.optionalPath("share-passphrase-file"));
    }
}
