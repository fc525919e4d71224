package io.concordat.node.keys;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.KeysConfig;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Makes seals: brings a root key into the form in which it may lie on disk or go to operators. */
public final class Seals {
    /** How many of the operators must give their share. */
    public static final int SHARES_NEEDED = 2;
    /** How many operators have one. */
    public static final int SHARES_MADE = 3;

    static final String ROOT = "root";
    private static final byte[] NOTHING = {};

    private Seals() {}

    /**
     * A seal that was made.
     *
     * @param record what the node keeps
     * @param shares one for each operator; empty for other methods
     */
    public record Made(SealRecord record, List<UnsealShare> shares) {
        /** Copies the list. */
        public Made {
            shares = List.copyOf(shares);
        }
    }

    /** With shares for {@value #SHARES_MADE} operators, {@value #SHARES_NEEDED} of whom are needed. */
    public static Made shares(RootKey key, RandomSource random) {
        String set = set(random);
        byte[] secret = Wiping.open(key.secret());
        List<UnsealShare> shares = Shamir.split(secret, SHARES_NEEDED, SHARES_MADE, random).entrySet().stream()
                .map(point -> share(set, point.getKey(), point.getValue()))
                .toList();
        Wiping.wipe(secret);
        return new Made(record(SealMethod.SHARES, set, key, NOTHING), shares);
    }

    /** With a passphrase, through Argon2id. */
    public static Made passphrase(RootKey key, SecretBytes passphrase, RandomSource random) throws KeyFileException {
        byte[] wrapped = KeyVault.wrap(VaultLock.ofPassphrase(passphrase), ROOT, key.secret(), random);
        return new Made(record(SealMethod.PASSPHRASE, set(random), key, wrapped), List.of());
    }

    /** With a key service. */
    public static Made command(RootKey key, KeyService service, RandomSource random) throws KeyFileException {
        return new Made(record(SealMethod.COMMAND, set(random), key, service.wrap(key)), List.of());
    }

    /** The vault that belongs to a seal: each root key has a directory of its own. */
    public static KeyVault vault(KeysConfig keys, Optional<SealRecord> seal, RootKey key, RandomSource random) {
        return new KeyVault(directory(keys, seal), key.lock(), random);
    }

    static Path directory(KeysConfig keys, Optional<SealRecord> seal) {
        return seal.map(record -> keys.shareDirectory().resolve(record.set())).orElse(keys.shareDirectory());
    }

    private static SealRecord record(SealMethod method, String set, RootKey key, byte[] wrapped) {
        boolean shared = method == SealMethod.SHARES;
        return new SealRecord(
                method,
                set,
                shared ? SHARES_NEEDED : 0,
                shared ? SHARES_MADE : 0,
                key.check(HexFormat.of().parseHex(set)),
                wrapped);
    }

    private static UnsealShare share(String set, int index, byte[] point) {
        UnsealShare share = new UnsealShare(set, index, SecretBytes.copyOf(point));
        Wiping.wipe(point);
        return share;
    }

    private static String set(RandomSource random) {
        byte[] set = new byte[SealRecord.SET_BYTES];
        random.nextBytes(set);
        return HexFormat.of().formatHex(set);
    }
}
