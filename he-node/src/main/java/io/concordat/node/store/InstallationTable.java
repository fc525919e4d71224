package io.concordat.node.store;

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
     * The installation's id: as before, or the fresh one given if this is the first start or database and file disagree. A node that was
     * killed in its first start, before it signed anything, is not in quarantine for a file that was not written yet.
     *
     * @param fresh 32 hexadecimal digits, random
     */
    public Incarnation open(String fresh) throws StoreException {
        Optional<Stored> stored = database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT incarnation, quarantined, next_seq FROM installation")
                .map((row, _) -> new Stored(new Incarnation(row.getString(1), row.getInt(2) == 1), row.getLong(3) == 0))
                .findOne());
        Optional<String> outside = readFile();
        if (stored.isPresent()) {
            Incarnation known = stored.get().incarnation();
            if (outside.isEmpty() && stored.get().signedNothing()) {
                writeFile(known.id());
                return known;
            }
            if (outside.equals(Optional.of(known.id()))) {
                return known;
            }
        }
        Incarnation incarnation = new Incarnation(fresh, stored.isPresent() || outside.isPresent());
        database.jdbi().useTransaction(handle -> replace(handle, incarnation));
        writeFile(fresh);
        return incarnation;
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
