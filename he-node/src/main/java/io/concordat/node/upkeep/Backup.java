package io.concordat.node.upkeep;

import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.node.config.NodeConfig;
import io.concordat.node.http.JsonRefusedException;
import io.concordat.node.http.StrictJson;
import io.concordat.node.keys.KeyFileException;
import io.concordat.node.keys.SealedStream;
import io.concordat.node.store.Database;
import io.concordat.node.store.StoreException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * A node's backup: a ZIP file under a passphrase ({@link SealedStream}) with a consistent copy of the database, all files of the node's
 * directory but rows, incarnation and audit file, and behind them a manifest with the digest of each.
 */
final class Backup {
    private static final String FORMAT = "concordat-backup/v1";
    private static final String MANIFEST = "manifest.json";
    private static final String DATABASE = "database";
    private static final String FILES = "files/";
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private Backup() {}

    /**
     * What is in a backup.
     *
     * @param member whose
     * @param version of the program that made it
     * @param createdAt when
     * @param database where the database goes, relative to the node's directory
     * @param digests SHA-256 of each entry, hexadecimal
     */
    record Manifest(
            String format,
            String member,
            String version,
            String createdAt,
            String database,
            Map<String, String> digests) {
        Manifest {
            digests = Map.copyOf(digests);
        }
    }

    /** Writes a backup of the node, which may be running. */
    static Manifest create(NodeConfig config, String version, Path out, SecretBytes passphrase, RandomSource random)
            throws IOException, KeyFileException, StoreException {
        Database.requireCopies(config.store());
        Path root = directory(config);
        Map<String, String> digests = new HashMap<>();
        Path copy = Files.createTempFile(out.toAbsolutePath().getParent(), ".backup", ".db", PRIVATE_FILE);
        try {
            Files.delete(copy);
            try (Database database = Database.openAsItIs(config.store())) {
                database.copyInto(copy);
            }
            OutputStream file = new BufferedOutputStream(
                    Files.newOutputStream(out, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rw-------"));
            try (ZipOutputStream zip = new ZipOutputStream(SealedStream.sealing(file, passphrase, random))) {
                digests.put(DATABASE, add(zip, DATABASE, copy));
                for (Path each : files(config, root)) {
                    String name = FILES + root.relativize(each);
                    digests.put(name, add(zip, name, each));
                }
                Manifest manifest = new Manifest(
                        FORMAT,
                        config.member().id().value(),
                        version,
                        Instant.now().toString(),
                        root.relativize(config.store().file().toAbsolutePath()).toString(),
                        digests);
                zip.putNextEntry(new ZipEntry(MANIFEST));
                zip.write(StrictJson.write(manifest));
                zip.closeEntry();
                return manifest;
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** Reads all of a backup and compares every digest; writes nothing. */
    static Manifest verify(Path file, SecretBytes passphrase) throws IOException, KeyFileException {
        return read(file, passphrase, (_, bytes) -> digest(bytes, OutputStream.nullOutputStream()));
    }

    /** Writes the files of a backup below a directory, none of which may be there yet; the result says where the database is. */
    static Manifest restore(Path file, SecretBytes passphrase, Path directory) throws IOException, KeyFileException {
        Path root = directory.toAbsolutePath().normalize();
        Manifest manifest = verify(file, passphrase);
        for (String name : manifest.digests().keySet()) {
            Path target = target(root, manifest, name);
            if (Files.exists(target)) {
                throw new IOException(target + " is there already; restore into an empty directory, or one that has"
                        + " only the incarnation, the audit file and data");
            }
        }
        return read(file, passphrase, (name, bytes) -> {
            Path target = target(root, manifest, name);
            Files.createDirectories(parent(target));
            Files.createFile(target, PRIVATE_FILE);
            try (OutputStream out = Files.newOutputStream(target)) {
                return digest(bytes, out);
            }
        });
    }

    private static Path target(Path root, Manifest manifest, String name) throws IOException {
        Path target = root.resolve(name.equals(DATABASE) ? manifest.database() : name.substring(FILES.length()))
                .normalize();
        if (!target.startsWith(root) || target.equals(root)) {
            throw new IOException("The backup names a file outside of its directory");
        }
        return target;
    }

    /** Takes one entry; the result is its digest. */
    @FunctionalInterface
    private interface Taking {
        String take(String name, InputStream bytes) throws IOException;
    }

    private static Manifest read(Path file, SecretBytes passphrase, Taking taking)
            throws IOException, KeyFileException {
        Map<String, String> found = new HashMap<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
                ZipInputStream zip = new ZipInputStream(SealedStream.opening(in, passphrase))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String name = entry.getName();
                if (name.equals(MANIFEST)) {
                    Manifest manifest = StrictJson.read(zip.readAllBytes(), Manifest.class);
                    zip.transferTo(OutputStream.nullOutputStream());
                    if (!manifest.format().equals(FORMAT) || !manifest.digests().equals(found)) {
                        throw new IOException("its manifest does not fit its files");
                    }
                    return manifest;
                }
                if (!name.equals(DATABASE) && !name.startsWith(FILES)) {
                    throw new IOException("it has an entry of an unknown name");
                }
                found.put(name, taking.take(name, zip));
            }
            throw new IOException("it has no manifest");
        } catch (IOException | JsonRefusedException e) {
            throw new IOException("The backup " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static String add(ZipOutputStream zip, String name, Path file) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        try (InputStream in = Files.newInputStream(file)) {
            String digest = digest(in, zip);
            zip.closeEntry();
            return digest;
        }
    }

    private static String digest(InputStream from, OutputStream to) throws IOException {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            from.transferTo(new DigestOutputStream(to, sha256));
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every Java has SHA-256", e);
        }
    }

    /** Everything below the node's directory but what has no place in a backup. */
    private static List<Path> files(NodeConfig config, Path root) throws IOException {
        List<Path> left = new ArrayList<>(config.data().directories());
        Path database = config.store().file();
        left.add(database);
        left.add(database.resolveSibling(database.getFileName() + "-wal"));
        left.add(database.resolveSibling(database.getFileName() + "-shm"));
        left.add(database.resolveSibling("jobs"));
        left.add(config.store().incarnationFile());
        left.add(config.store().audit().file());
        List<Path> out =
                left.stream().map(each -> each.toAbsolutePath().normalize()).toList();
        List<Path> files = new ArrayList<>();
        try (var walk = Files.walk(root)) {
            for (Path each : walk.filter(Files::isRegularFile).sorted().toList()) {
                boolean leave = out.stream().anyMatch(each::startsWith);
                if (!leave && !each.getFileName().toString().startsWith(".backup")) {
                    files.add(each);
                }
            }
        }
        return files;
    }

    /** Files that the configuration names outside of the node's directory: they are not in the backup. */
    static List<Path> outside(NodeConfig config) {
        Path root = directory(config);
        List<Path> named = new ArrayList<>(List.of(
                config.keys().identityFile(),
                config.keys().shareDirectory(),
                config.keys().shareKeyFile(),
                config.peer().certificateFile(),
                config.peer().privateKeyFile(),
                config.analyst().tokenFile()));
        return named.stream()
                .map(each -> each.toAbsolutePath().normalize())
                .filter(each -> !each.startsWith(root))
                .toList();
    }

    private static Path directory(NodeConfig config) {
        return parent(config.file().toAbsolutePath().normalize());
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("Expected a file in a directory but found " + file);
        }
        return parent;
    }
}
