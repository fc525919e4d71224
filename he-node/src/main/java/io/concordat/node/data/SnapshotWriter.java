package io.concordat.node.data;

import io.concordat.protocol.problem.ProblemType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Set;

/** Freezes the rows of a data set for a job: validated again, written beside the target, forced to disk, then moved into place. */
public final class SnapshotWriter {

    private static final int BUFFER = 1 << 16;

    private final DataSetReader reader;

    /** Freezes through this reader. */
    public SnapshotWriter(DataSetReader reader) {
        this.reader = reader;
    }

    /** Where rows come from. */
    @FunctionalInterface
    public interface Rows {
        /** Shows every row, its features and then its label; the result is how many there are. */
        long read(DataSetReader.RowSink sink) throws DataSetRefusedException;
    }

    /** Writes the rows of the data set with these features in this order to the target, replacing an unfinished earlier attempt. */
    public RowSnapshot freeze(DataSetSpec spec, List<String> features, Path target) throws DataSetRefusedException {
        DataSetSpec ordered = new DataSetSpec(
                spec.name(), spec.path(), spec.label(), features, List.of(), spec.scope(), spec.query());
        return freeze(features, target, sink -> reader.read(ordered, sink).rows());
    }

    /** The same with rows from elsewhere. */
    public RowSnapshot freeze(List<String> features, Path target, Rows source) throws DataSetRefusedException {
        Path unfinished = target.resolveSibling(target.getFileName() + ".unfinished");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.deleteIfExists(unfinished);
            Files.createFile(
                    unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            MessageDigest digest = RowSnapshot.sha256();
            long rows;
            try (FileChannel channel = FileChannel.open(unfinished, Set.of(StandardOpenOption.WRITE))) {
                rows = write(features.size(), source, channel, digest);
                channel.force(true);
            }
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return new RowSnapshot(target, features, rows, digest.digest());
        } catch (IOException | UncheckedIOException e) {
            throw new DataSetRefusedException(
                    ProblemType.DATA_FILE_REFUSED,
                    "The rows cannot be frozen on this node's disk: "
                            + e.getClass().getSimpleName());
        }
    }

    private static long write(int features, Rows source, FileChannel channel, MessageDigest digest)
            throws DataSetRefusedException, IOException {
        int width = (features + 1) * Double.BYTES;
        ByteBuffer buffer = ByteBuffer.allocate(Math.max(BUFFER, width)).order(ByteOrder.LITTLE_ENDIAN);
        long rows = source.read(row -> {
            if (buffer.remaining() < width) {
                flush(buffer, channel, digest);
            }
            for (double value : row) {
                buffer.putDouble(value);
            }
        });
        flush(buffer, channel, digest);
        return rows;
    }

    private static void flush(ByteBuffer buffer, FileChannel channel, MessageDigest digest) {
        try {
            buffer.flip();
            digest.update(buffer.duplicate());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
