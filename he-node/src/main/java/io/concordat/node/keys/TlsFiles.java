package io.concordat.node.keys;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * The two files of the node's TLS identity, and beside them, named {@code .next}, those of its successor while certificates
 * are exchanged. Key and certificate take their places by renaming, the key first; a node that was stopped in between
 * finishes that at its next start. The private key of before is gone then.
 */
public final class TlsFiles {
    private static final String NEXT = ".next";

    private final Path certificate;
    private final Path key;

    /** The identity in these files; finishes or drops what was interrupted. */
    public TlsFiles(Path certificate, Path key) throws KeyFileException {
        this.certificate = certificate;
        this.key = key;
        boolean nextKey = Files.exists(next(key));
        boolean nextCertificate = Files.exists(next(certificate));
        try {
            if (nextCertificate && !nextKey) {
                rename(certificate); // the key took its place already
            } else if (nextKey && !nextCertificate) {
                Files.delete(next(key)); // its certificate was never written
            }
        } catch (IOException e) {
            throw new KeyFileException("The files beside " + certificate + " cannot be changed: " + e.getMessage(), e);
        }
    }

    /** The identity in use. */
    public TlsIdentity current() throws KeyFileException {
        return TlsIdentity.read(certificate, key);
    }

    /** The successor, if certificates are being exchanged. */
    public Optional<TlsIdentity> successor() throws KeyFileException {
        return Files.exists(next(certificate))
                ? Optional.of(TlsIdentity.read(next(certificate), next(key)))
                : Optional.empty();
    }

    /** Makes the successor; on disk when this returns. */
    public TlsIdentity makeSuccessor(String name, String host, Instant now) throws KeyFileException {
        TlsIdentity.create(name, host, next(certificate), next(key), now);
        return TlsIdentity.read(next(certificate), next(key));
    }

    /** The successor takes the place of the identity in use, whose private key is gone then. */
    public void promoteSuccessor() throws KeyFileException {
        try {
            rename(key);
            rename(certificate);
        } catch (IOException e) {
            throw new KeyFileException(
                    "The new TLS certificate cannot take the place of " + certificate + ": " + e.getMessage(), e);
        }
    }

    /** Drops the successor. */
    public void dropSuccessor() throws KeyFileException {
        try {
            Files.deleteIfExists(next(certificate));
            Files.deleteIfExists(next(key));
        } catch (IOException e) {
            throw new KeyFileException("The file " + next(certificate) + " cannot be removed", e);
        }
    }

    private static Path next(Path file) {
        return file.resolveSibling(file.getFileName() + NEXT);
    }

    private static void rename(Path file) throws IOException {
        Files.move(next(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel directory =
                FileChannel.open(file.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
            directory.force(true);
        }
    }
}
