package io.concordat.node.consortium;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.node.fail.Failpoint;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.KeyVault;
import io.concordat.node.store.KeyEpochTable;
import io.concordat.protocol.ceremony.CeremonyResult;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.consortium.Succession;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The joint keys of the consortium and this node's part of them: public records in the database, secrets in the vault. */
public final class KeyEpochs {
    private final KeyEpochTable table;
    private final KeyVault vault;
    private final RandomSource random;
    private final InstantSource clock;
    private final Map<Digest, EpochSecrets> opened = new ConcurrentHashMap<>();

    /** Keys in this table, secrets in this vault. */
    public KeyEpochs(KeyEpochTable table, KeyVault vault, RandomSource random, InstantSource clock) {
        this.table = table;
        this.vault = vault;
        this.random = random;
        this.clock = clock;
    }

    /** All keys of a consortium, oldest first. */
    public List<KeyEpoch> of(Digest consortiumId) {
        return table.of(consortiumId.hex()).stream().map(KeyEpochs::epoch).toList();
    }

    /** The newest key of this type that is not retired. */
    public Optional<KeyEpoch> current(Digest consortiumId, EpochType type) {
        return of(consortiumId).reversed().stream()
                .filter(epoch -> !epoch.retired() && epoch.publicKey().epochType() == type)
                .findFirst();
    }

    /** What this node holds of a key. */
    public EpochSecrets secrets(Digest keyId) throws KeyFileException {
        EpochSecrets known = opened.get(keyId);
        if (known != null) {
            return known;
        }
        SecretBytes sealed = vault.open(name(keyId));
        try {
            EpochSecrets secrets = EpochSecrets.decode(sealed, SecretAccess.insecure());
            opened.put(keyId, secrets);
            return secrets;
        } catch (DecodeException e) {
            throw new KeyFileException("The secrets of key " + keyId.brief() + " cannot be read: " + e.getMessage(), e);
        } finally {
            sealed.erase();
        }
    }

    /** Keeps the result of a ceremony: first the secrets, then the public record that makes them count. */
    public KeyEpoch add(Digest consortiumId, CeremonyResult result) throws KeyFileException {
        ThresholdPublicKey key = result.publicKey();
        Digest keyId = Digest.of(key.keyId());
        Map<MemberId, PairwiseSecret> pairwise = result.pairwiseSecrets().entrySet().stream()
                .collect(Collectors.toMap(entry -> MemberId.of(entry.getKey()), Map.Entry::getValue));
        byte[] nodeSecret = new byte[32];
        random.nextBytes(nodeSecret);
        EpochSecrets secrets = new EpochSecrets(result.keyShare(), pairwise, SecretBytes.copyOf(nodeSecret));
        if (!vault.holds(name(keyId))) {
            SecretBytes encoded = secrets.encode(SecretAccess.insecure());
            Failpoint.KEY_BEFORE_SEAL.reach();
            vault.seal(name(keyId), encoded);
            encoded.erase();
            Failpoint.KEY_AFTER_SEAL.reach();
        }
        Instant now = clock.instant();
        table.insert(new KeyEpochTable.Row(
                keyId.hex(),
                consortiumId.hex(),
                key.epochType().name(),
                key.encode(),
                attestations(result),
                now.toEpochMilli(),
                false));
        Failpoint.KEY_AFTER_RECORD.reach();
        opened.put(keyId, secrets);
        return new KeyEpoch(key, now, false);
    }

    /** A key of any version of the consortium. */
    public Optional<KeyEpoch> find(Digest keyId) {
        return table.find(keyId.hex()).map(KeyEpochs::epoch);
    }

    /** One version follows another: its keys go on if the same members hold the same shares, else they retire. */
    public void succeed(Succession succession) {
        Digest before = succession.before().consortiumId();
        if (succession.keepsKeys()) {
            table.move(before.hex(), succession.after().consortiumId().hex());
        } else {
            of(before).forEach(epoch -> retire(before, epoch.keyId()));
        }
    }

    /** Gives no share under this key any more; false if there is no such key that is not retired. */
    public boolean retire(Digest consortiumId, Digest keyId) {
        boolean held = of(consortiumId).stream().anyMatch(epoch -> epoch.keyId().equals(keyId) && !epoch.retired());
        if (held) {
            table.retire(keyId.hex(), clock.millis());
            opened.remove(keyId);
        }
        return held;
    }

    private static byte[] attestations(CeremonyResult result) {
        CanonicalWriter writer =
                new CanonicalWriter().u8(1).u32(result.approvals().size());
        result.approvals().forEach(approval -> writer.u8(approval.index()).sized(approval.signature()));
        writer.u32(result.destructions().size());
        result.destructions().forEach(statement -> writer.u8(statement.index())
                .text(statement.build())
                .i64(statement.epochSecond())
                .sized(statement.signature()));
        return writer.toByteArray();
    }

    private static KeyEpoch epoch(KeyEpochTable.Row row) {
        try {
            return new KeyEpoch(
                    ThresholdPublicKey.decode(row.publicKey()), Instant.ofEpochMilli(row.createdAt()), row.retired());
        } catch (DecodeException e) {
            throw new IllegalStateException("The stored key " + row.keyId() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String name(Digest keyId) {
        return "key-" + keyId.hex();
    }
}
