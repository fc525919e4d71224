package io.concordat.node.config;

import java.nio.file.Path;

/**
 * Where the node's secrets are. None of them is in the configuration itself.
 *
 * @param identityFile the Ed25519 key that signs everything this member says (PEM, mode 0600), unless it is in the vault
 * @param shareDirectory the vault: key shares and the identity key, encrypted
 * @param shareKeyFile the 32 random bytes they are encrypted under (mode 0600); only where there is no seal
 */
public record KeysConfig(Path identityFile, Path shareDirectory, Path shareKeyFile) {

    static KeysConfig of(TomlTable table) throws ConfigException {
        return new KeysConfig(
                table.path("identity-file", "keys/identity.pem"),
                table.path("share-directory", "keys/shares"),
                table.path("share-key-file", "keys/share.key"));
    }
}
