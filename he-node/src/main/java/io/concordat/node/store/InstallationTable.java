package io.concordat.node.store;

import io.concordat.protocol.audit.AuditEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Recognises this installation at each start: see {@link Incarnation}. */
public final class InstallationTable {
    private static final byte[] NOTHING_BEFORE = new byte[32];

    private final Database database;
    private final Path file;

    /** The installation of this database, whose other half is in the file. */
    public InstallationTable(Database database, Path file) {
        this.database = database;
        this.file = file;
    }

    /**
     * Opens the audit log and names the installation: as before, or with the fresh id given if this is the first start, if database and
     * file disagree, or if the audit log's file knows more than the database. A node that was killed in its first start, before it signed
     * anything, is not in quarantine for a file that was not written yet.
     *
     * @param fresh 32 hexadecimal digits, random
     */
    public Incarnation open(String fresh) throws StoreException {
        Optional<Stored> stored = database.sql().withHandle(handle -> handle.createQuery(
                        "SELECT incarnation, quarantined, next_seq FROM installation")
                .map((row, _) -> new Stored(new Incarnation(row.getString(1), row.getInt(2) == 1), row.getLong(3) == 0))
                .findOne());
        Optional<String> outside = readFile();
        Optional<Incarnation> known = known(stored, outside);
        AuditLog.Found found = database.audit().open(known.isPresent());
        if (known.isPresent() && found == AuditLog.Found.WHOLE) {
            return known.get();
        }
        return replace(new Incarnation(fresh, stored.isPresent() || outside.isPresent()));
    }

    private Optional<Incarnation> known(Optional<Stored> stored, Optional<String> outside) throws StoreException {
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Incarnation incarnation = stored.get().incarnation();
        if (outside.isEmpty() && stored.get().signedNothing()) {
            writeFile(incarnation.id());
            return Optional.of(incarnation);
        }
        return outside.equals(Optional.of(incarnation.id())) ? Optional.of(incarnation) : Optional.empty();
    }

    /** The installation as it is; {@link #open} must have been called. */
    public Incarnation current() {
        return database.sql()
                .withHandle(handle -> handle.createQuery("SELECT incarnation, quarantined FROM installation")
                        .map((row, _) -> new Incarnation(row.getString(1), row.getInt(2) == 1))
                        .one());
    }

    /**
     * Goes on under another id. What waits to be delivered was signed under the old one and stays here: two ids of one bank at the same
     * time look like two nodes.
     */
    public Incarnation replace(Incarnation incarnation) throws StoreException {
        database.audit().useTransaction(handle -> {
            replace(handle, incarnation);
            handle.execute("DELETE FROM outbox");
            if (incarnation.quarantined()) {
                database.audit().append(handle, AuditEntry.Kind.STANDING, "QUARANTINED " + incarnation.id());
            }
        });
        writeFile(incarnation.id());
        return incarnation;
    }

    /** Within a transaction: the quarantine is over. */
    public static void release(Handle handle, String incarnation) {
        handle.execute("UPDATE installation SET quarantined = 0 WHERE incarnation = ?", incarnation);
    }

    private record Stored(Incarnation incarnation, boolean signedNothing) {}

    private static void replace(Handle handle, Incarnation incarnation) {
        handle.execute("DELETE FROM installation");
        handle.execute(
                "INSERT INTO installation (id, incarnation, quarantined, next_seq, last_hash) VALUES (1, ?, ?, 0, ?)",
                incarnation.id(),
                incarnation.quarantined() ? 1 : 0,
                NOTHING_BEFORE);
    }

    private Optional<String> readFile() throws StoreException {
        try {
            return Optional.of(Files.readString(file, StandardCharsets.US_ASCII).strip());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("The file " + file + " (store.incarnation-file) cannot be read: " + e, e);
        }
    }

    private void writeFile(String id) throws StoreException {
        try {
            Path directory = file.toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            Path next = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel channel = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)));
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StoreException(
                    "The file " + file + " cannot be written. Make its directory writable for the node, or set"
                            + " store.incarnation-file to another place",
                    e);
        }
    }
}
