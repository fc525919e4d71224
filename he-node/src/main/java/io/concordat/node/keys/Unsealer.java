package io.concordat.node.keys;

import io.concordat.crypto.secret.SecretBytes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gets the root key back from what operators give. Shares are kept in memory until there are enough, ten minutes at most. */
public final class Unsealer {
    /** How long a share waits for the others. */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SealRecord record;
    private final KeyService service;
    private final SortedMap<Integer, UnsealShare> given = new TreeMap<>();
    private Instant firstGiven = Instant.EPOCH;

    /** For a seal with this record. */
    public Unsealer(SealRecord record, KeyService service) {
        this.record = record;
        this.service = service;
    }

    /** How the node is sealed. */
    public SealRecord record() {
        return record;
    }

    /** How many shares wait for others. */
    public synchronized int given(Instant now) {
        expire(now);
        return given.size();
    }

    /** With the passphrase. */
    public RootKey passphrase(SecretBytes passphrase) throws KeyFileException {
        require(SealMethod.PASSPHRASE);
        try {
            SecretBytes key =
                    KeyVault.unwrap(VaultLock.ofPassphrase(passphrase), Seals.ROOT, record.wrapped(), "root key");
            RootKey root = RootKey.wiping(Wiping.open(key));
            key.erase();
            return recognised(root, "The passphrase");
        } catch (KeyFileException e) {
            throw new KeyFileException("The passphrase does not open this node: " + e.getMessage(), e);
        }
    }

    /** With one more share; empty while others are missing. */
    public synchronized Optional<RootKey> share(UnsealShare share, Instant now) throws KeyFileException {
        require(SealMethod.SHARES);
        expire(now);
        if (!share.set().equals(record.set())) {
            throw new KeyFileException(
                    "This share is of the set " + share.set() + " but this node was sealed with the set " + record.set()
                            + ": it is another node's, or older than the last rekey");
        }
        if (given.isEmpty()) {
            firstGiven = now;
        }
        given.put(share.index(), share);
        if (given.size() < record.needed()) {
            return Optional.empty();
        }
        SortedMap<Integer, byte[]> points = new TreeMap<>();
        given.forEach((index, held) -> points.put(index, Wiping.open(held.point())));
        String indices = points.keySet().toString();
        try {
            return Optional.of(recognised(RootKey.wiping(Shamir.combine(points)), "Together, the shares " + indices));
        } finally {
            points.values().forEach(Wiping::wipe);
            forget();
        }
    }

    /** With the operator's key service. */
    public RootKey command() throws KeyFileException {
        require(SealMethod.COMMAND);
        return recognised(service.unwrap(record.wrapped()), "What the key service gave");
    }

    /** Forgets what was given. */
    public synchronized void forget() {
        given.values().forEach(share -> share.point().erase());
        given.clear();
    }

    private void expire(Instant now) {
        if (!given.isEmpty() && now.isAfter(firstGiven.plus(PATIENCE))) {
            forget();
        }
    }

    private RootKey recognised(RootKey key, String what) throws KeyFileException {
        if (!record.recognises(key)) {
            key.erase();
            throw new KeyFileException(what + ": this is not the key of this node; nothing was opened");
        }
        return key;
    }

    private void require(SealMethod method) throws KeyFileException {
        if (record.method() != method) {
            String remedy =
                    switch (record.method()) {
                        case SHARES -> "by shares: 'concordat node unseal --share-file FILE'";
                        case PASSPHRASE -> "by passphrase: 'concordat node unseal --passphrase-file FILE'";
                        case COMMAND -> "by its key service: 'concordat node unseal' alone";
                        case FILE -> "by itself";
                    };
            throw new KeyFileException("This node is unsealed " + remedy);
        }
    }

    @Override
    public String toString() {
        return "Unsealer[" + record + "]";
    }
}
