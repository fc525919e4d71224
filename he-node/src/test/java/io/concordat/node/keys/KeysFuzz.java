package io.concordat.node.keys;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.testing.FuzzTarget;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Targets of key files, seals, unseal shares and backups. */
public final class KeysFuzz {
    private static final Path NOWHERE = Path.of("a file");
    private static final SecretBytes ROOT = SecretBytes.copyOf(new byte[32]);
    private static final SecretBytes PASSPHRASE = SecretBytes.copyOf(FuzzTarget.bytes("correct horse battery"));
    private static final RandomSource RANDOM = SeededRandomSource.labelled("fuzz seeds");

    /** Where a backup's file says what Argon2id costs: after length, magic, length, kind and salt. */
    private static final int COST_AT = 4 + 2 + 19 + 4 + 1 + 16;

    private KeysFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        List<FuzzTarget> targets = new ArrayList<>(sealing());
        targets.add(new FuzzTarget(
                "pem",
                List.of(Pem.class),
                List.of(KeyFileException.class),
                bytes -> {
                    Pem.decode("PRIVATE KEY", bytes, NOWHERE);
                    return Optional.empty();
                },
                () -> List.of(Pem.encode("PRIVATE KEY", new byte[48]))));
        targets.add(new FuzzTarget(
                "signing-key",
                List.of(SigningKey.class),
                List.of(KeyFileException.class),
                bytes -> {
                    SigningKey.decode(bytes, "file");
                    return Optional.empty();
                },
                KeysFuzz::signingKey));
        targets.add(new FuzzTarget(
                "certificate",
                List.of(TlsIdentity.class),
                List.of(KeyFileException.class),
                KeysFuzz::certificate,
                KeysFuzz::certificates));
        return targets;
    }

    private static List<FuzzTarget> sealing() {
        return List.of(
                new FuzzTarget(
                        "seal-record",
                        List.of(SealRecord.class),
                        List.of(DecodeException.class),
                        bytes -> Optional.of(SealRecord.decode(bytes).encode()),
                        () -> List.of(
                                new SealRecord(SealMethod.SHARES, "0011223344556677", 2, 3, new byte[32], new byte[0])
                                        .encode())),
                new FuzzTarget(
                        "sealed-secret",
                        List.of(KeyVault.class, VaultLock.class),
                        List.of(KeyFileException.class),
                        bytes -> {
                            KeyVault.unwrap(VaultLock.of(ROOT), "a-secret", bytes, "file");
                            return Optional.empty();
                        },
                        () -> List.of(KeyVault.wrap(VaultLock.of(ROOT), "a-secret", ROOT, RANDOM))),
                new FuzzTarget(
                        "unseal-share",
                        List.of(UnsealShare.class),
                        List.of(KeyFileException.class),
                        bytes -> {
                            UnsealShare.parse(FuzzTarget.text(bytes));
                            return Optional.empty();
                        },
                        () -> List.of(FuzzTarget.bytes(new UnsealShare("0011223344556677", 3, ROOT).text()))),
                new FuzzTarget(
                        "shamir-points",
                        List.of(Shamir.class),
                        List.of(IllegalArgumentException.class),
                        KeysFuzz::points,
                        () -> List.of(new byte[] {1, 2, 3, 4, 5, 2, 6, 7, 8, 9})),
                new FuzzTarget(
                        "backup-header",
                        List.of(SealedStream.class),
                        List.of(IOException.class, KeyFileException.class),
                        bytes -> {
                            SealedStream.opening(new ByteArrayInputStream(cheap(bytes)), PASSPHRASE)
                                    .transferTo(OutputStream.nullOutputStream());
                            return Optional.empty();
                        },
                        KeysFuzz::backup));
    }

    private static List<byte[]> backup() throws IOException, KeyFileException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream sealing = SealedStream.sealing(out, PASSPHRASE, RANDOM)) {
            sealing.write(new byte[100]);
        }
        return List.of(cheap(out.toByteArray()));
    }

    /** With the least cost where the file says it, or each run would take the time that a passphrase is worth. */
    private static byte[] cheap(byte[] file) {
        byte[] changed = file.clone();
        if (file.length >= COST_AT + 8) {
            ByteBuffer.wrap(changed)
                    .putInt(COST_AT, 8)
                    .putShort(COST_AT + 4, (short) 1)
                    .putShort(COST_AT + 6, (short) 1);
        }
        return changed;
    }

    /** Points of four bytes, each after its index. */
    private static Optional<byte[]> points(byte[] bytes) {
        Map<Integer, byte[]> points = new HashMap<>();
        for (int at = 0; at < bytes.length; at += 5) {
            points.put(bytes[at] & 0xff, Arrays.copyOfRange(bytes, at + 1, Math.min(bytes.length, at + 5)));
        }
        if (!points.isEmpty()) {
            Shamir.combine(points);
        }
        return Optional.empty();
    }

    private static List<byte[]> signingKey() throws Exception {
        Path directory = Files.createTempDirectory("fuzz");
        Path file = directory.resolve("key.pem");
        SigningKey.generate(RANDOM).write(file);
        List<byte[]> seeds = List.of(Pem.decode("PRIVATE KEY", Files.readAllBytes(file), file));
        Files.delete(file);
        Files.delete(directory);
        return seeds;
    }

    private static Optional<byte[]> certificate(byte[] bytes) throws Exception {
        Path directory = Files.createTempDirectory("fuzz");
        Path file = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        try {
            Files.write(file, Pem.encode("CERTIFICATE", bytes));
            SecretFiles.write(key, new byte[1]);
            TlsIdentity.read(file, key).daysLeft(Instant.EPOCH);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(key);
            Files.delete(directory);
        }
        return Optional.empty();
    }

    private static List<byte[]> certificates() throws Exception {
        Path directory = Files.createTempDirectory("fuzz");
        Path file = directory.resolve("certificate.pem");
        Path key = directory.resolve("key.pem");
        TlsIdentity.create("bank-a", "bank-a.example", file, key, Instant.EPOCH);
        List<byte[]> seeds = List.of(Pem.decode("CERTIFICATE", Files.readAllBytes(file), file));
        Files.delete(file);
        Files.delete(key);
        Files.delete(directory);
        return seeds;
    }
}
