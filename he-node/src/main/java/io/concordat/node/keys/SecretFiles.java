package io.concordat.node.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Reads and writes files that only their owner may read. Never overwrites. */
public final class SecretFiles {
    private static final int MAXIMUM_BYTES = 1 << 20;
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private SecretFiles() {}

    /** Creates the file with mode 0600 and these bytes, flushed to disk; refuses if it exists. */
    public static void write(Path file, byte[] bytes) throws KeyFileException {
        create(file, bytes, "rw-------");
    }

    /** Creates a file that anybody may read; refuses if it exists. */
    public static void writePublic(Path file, byte[] bytes) throws KeyFileException {
        create(file, bytes, "rw-r--r--");
    }

    /** The bytes of a file that nobody but its owner can read. */
    public static byte[] read(Path file) throws KeyFileException {
        try {
            Set<PosixFilePermission> open = EnumSet.copyOf(OTHERS);
            open.retainAll(Files.getPosixFilePermissions(file));
            if (!open.isEmpty()) {
                throw new KeyFileException("The secret file " + file + " can be read or changed by others (mode "
                        + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "): chmod 600 " + file);
            }
            return readPublic(file);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new KeyFileException("The file " + file + " cannot be read by the user that runs the node", e);
        }
    }

    /** The bytes of a file that is no secret. */
    public static byte[] readPublic(Path file) throws KeyFileException {
        try {
            long size = Files.size(file);
            if (size > MAXIMUM_BYTES) {
                throw new KeyFileException(
                        "Expected a key file of at most " + MAXIMUM_BYTES + " bytes but " + file + " has " + size);
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        } catch (IOException e) {
            throw new KeyFileException("The file " + file + " cannot be read by the user that runs the node", e);
        }
    }

    private static KeyFileException missing(Path file, IOException cause) {
        return new KeyFileException(
                "The file " + file + " does not exist. 'concordat init' makes a node's files; the configuration names"
                        + " where they are",
                cause);
    }

    private static void create(Path file, byte[] bytes, String mode) throws KeyFileException {
        FileAttribute<?> permissions = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            try (FileChannel channel = FileChannel.open(file, options, permissions)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
        } catch (FileAlreadyExistsException e) {
            throw new KeyFileException("The file " + file + " exists already and is not overwritten", e);
        } catch (IOException e) {
            throw new KeyFileException("The file " + file + " cannot be written: " + e.getMessage(), e);
        }
    }
}
