package io.concordat.node.store;

import io.concordat.node.config.AuditConfig;
import io.concordat.node.fail.Failpoint;
import io.concordat.protocol.audit.AuditEntry;
import io.concordat.protocol.audit.MerkleFrontier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/**
 * The audit log's second place: an append-only file, written by one thread within a time. Before each write it makes sure that
 * the file at its path is still the one it opened and as long as it left it.
 */
final class AuditFile implements AutoCloseable {
    private static final String REMEDY = " was deleted, replaced or cut behind the node's back; put it back as it was";

    private final AuditConfig config;
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("audit-file").factory());
    private final AtomicReference<Optional<Open>> open = new AtomicReference<>(Optional.empty());

    private record Open(FileChannel channel, Object key, long length, MerkleFrontier tree) {}

    AuditFile(AuditConfig config) {
        this.config = config;
    }

    Path path() {
        return config.file();
    }

    /** The bytes up to the last whole line, empty if there is no file. */
    byte[] read() throws IOException {
        if (!Files.exists(config.file())) {
            return new byte[0];
        }
        byte[] all = Files.readAllBytes(config.file());
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--; // a line that a crash cut off was never relied on
        }
        return Arrays.copyOf(all, end);
    }

    /** Why nothing should be written at the moment, if there is a reason. */
    Optional<String> problem() {
        Optional<Open> now = open.get();
        if (now.isEmpty()) {
            return Optional.of("The audit file " + config.file() + " is not open");
        }
        try {
            if (!isUntouched(now.get())) {
                return Optional.of("The audit file " + config.file() + REMEDY);
            }
            long free = Files.getFileStore(config.file()).getUsableSpace();
            return free < config.reserve().bytes()
                    ? Optional.of("The disk of the audit file " + config.file() + " has " + free
                            + " bytes left, less than the reserve (store.audit-reserve)")
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.of("The audit file " + config.file() + " cannot be looked at: " + e.getMessage());
        }
    }

    /** Goes on behind these entries, which are the first so many bytes of the file. */
    void open(MerkleFrontier tree, long length) throws IOException {
        Path directory = config.file().toAbsolutePath().getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        if (!Files.exists(config.file())) {
            Files.createFile(
                    config.file(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        close(open.getAndSet(Optional.empty()));
        FileChannel channel = FileChannel.open(config.file(), StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another process writes it: stop the node that runs on this directory");
        }
        channel.truncate(length);
        channel.position(length);
        open.set(Optional.of(new Open(channel, key(), length, tree)));
    }

    /** Whether this process alone writes the file, until the channel is closed. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /**
     * Appends what the file lacks; on disk when this returns.
     *
     * @param entriesFrom the entries from a position on
     */
    void append(LongFunction<List<AuditEntry>> entriesFrom) {
        Future<Boolean> written = writer.submit(() -> write(entriesFrom));
        try {
            var _ = written.get(config.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AuditFailedException(
                    "The audit file " + config.file() + " was not written within "
                            + config.timeout().toMillis() + " ms (store.audit-timeout)",
                    e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new AuditFailedException(
                    "The audit file " + config.file() + " cannot be written: " + cause.getMessage(), cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AuditFailedException("The node ends while the audit file is written", e);
        }
    }

    /** On the writer's thread: one write that comes too late for its caller is known to the next. */
    private boolean write(LongFunction<List<AuditEntry>> entriesFrom) throws IOException {
        Open now = open.get().orElseThrow(() -> new IOException("it is not open"));
        if (!isUntouched(now)) {
            throw new IOException("it" + REMEDY);
        }
        StringBuilder lines = new StringBuilder();
        MerkleFrontier tree = now.tree();
        for (AuditEntry entry : entriesFrom.apply(tree.size())) {
            tree = tree.append(entry.encode());
            lines.append(AuditLines.line(entry, tree.root()));
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return false;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            Failpoint.AUDIT_BEFORE_WRITE.reach();
            while (buffer.hasRemaining()) {
                now.channel().write(buffer);
            }
            Failpoint.AUDIT_BEFORE_FORCE.reach();
            now.channel().force(true);
            Failpoint.AUDIT_AFTER_FORCE.reach();
        } catch (IOException e) {
            now.channel().truncate(now.length());
            now.channel().position(now.length());
            throw e;
        }
        open.set(Optional.of(new Open(now.channel(), now.key(), now.length() + bytes.length, tree)));
        return true;
    }

    private boolean isUntouched(Open now) throws IOException {
        return Files.exists(config.file()) && now.key().equals(key()) && Files.size(config.file()) == now.length();
    }

    private Object key() throws IOException {
        Object key =
                Files.readAttributes(config.file(), BasicFileAttributes.class).fileKey();
        return key == null ? "no inode" : key;
    }

    @Override
    public void close() {
        writer.shutdown();
        close(open.getAndSet(Optional.empty()));
    }

    private static void close(Optional<Open> before) {
        before.ifPresent(now -> {
            try {
                now.channel().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
