package io.concordat.node.data;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.model.data.RowSource;
import io.concordat.model.data.RowSourceException;
import io.concordat.model.data.RowVisitor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/**
 * The frozen rows of one job at this bank: a flat file of little-endian doubles, row after row, each the features in the order of the task
 * and then the label. Every round maps the same file, so memory stays flat and all rounds see the same rows.
 *
 * <p>Its digest is the SHA-256 of the file's bytes and stays at the bank; peers see {@link #saltedDigest(byte[])} only, so that nobody can
 * test a guess of the rows.
 */
public final class RowSnapshot implements RowSource {

    static final ValueLayout.OfDouble LITTLE_ENDIAN_DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final String SALTED_TAG = "row-snapshot/v1";
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final List<String> features;
    private final long rows;
    private final byte[] digest;

    /** A snapshot written earlier, as the store remembers it. */
    public RowSnapshot(Path file, List<String> features, long rows, byte[] digest) {
        this.file = file;
        this.features = List.copyOf(features);
        this.rows = rows;
        this.digest = digest.clone();
    }

    @Override
    public List<String> features() {
        return features;
    }

    /** Number of rows. */
    public long rows() {
        return rows;
    }

    /** Where the rows lie. */
    public Path file() {
        return file;
    }

    /** SHA-256 of the file; never leaves the bank. */
    public byte[] digest() {
        return digest.clone();
    }

    /** {@code SHA-256(frame("row-snapshot/v1", salt, digest))}: what JOIN carries. */
    public byte[] saltedDigest(byte[] salt) {
        return FramedHash.sha256(SALTED_TAG, salt, digest);
    }

    @Override
    public <E extends Exception> void forEach(RowVisitor<E> visitor) throws RowSourceException, E {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = map(channel, arena);
            int width = features.size() + 1;
            double[] values = new double[features.size()];
            for (long row = 0; row < rows; row++) {
                long at = row * width * Double.BYTES;
                for (int i = 0; i < values.length; i++) {
                    values[i] = bytes.get(LITTLE_ENDIAN_DOUBLE, at + (long) i * Double.BYTES);
                }
                visitor.row(values, bytes.get(LITTLE_ENDIAN_DOUBLE, at + (long) values.length * Double.BYTES));
            }
        } catch (IOException e) {
            throw new RowSourceException("The frozen rows of the job cannot be read.", e);
        }
    }

    /** Refuses a file that is not byte for byte the one that was frozen. */
    public void verify() throws RowSourceException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = map(channel, arena);
            MessageDigest sha = sha256();
            for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
                sha.update(bytes.asSlice(at, Math.min(CHUNK, bytes.byteSize() - at))
                        .asByteBuffer());
            }
            if (!MessageDigest.isEqual(sha.digest(), digest)) {
                throw new RowSourceException("The frozen rows of the job were changed on disk.");
            }
        } catch (IOException e) {
            throw new RowSourceException("The frozen rows of the job cannot be read.", e);
        }
    }

    private MemorySegment map(FileChannel channel, Arena arena) throws IOException, RowSourceException {
        long expected = rows * (features.size() + 1) * Double.BYTES;
        if (channel.size() != expected) {
            throw new RowSourceException(
                    "The frozen rows of the job take " + channel.size() + " bytes, but " + expected + " were written.");
        }
        return channel.map(FileChannel.MapMode.READ_ONLY, 0, expected, arena);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("bug: every JDK has SHA-256", e);
        }
    }
}
