package io.concordat.node.keys;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.random.RandomSource;
import io.concordat.crypto.secret.SecretBytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Encrypts a long file under a passphrase: a header with the Argon2id salt and cost, then pieces of 64 KiB, each AES-256-GCM with the
 * header as associated data and the nonce prefix ‖ number ‖ whether it is the last one (the STREAM construction of Hoang, Reyhanitabar,
 * Rogaway and Vizár, 2015). A piece that was changed, moved, left out or cut off at the end is refused.
 */
public final class SealedStream {
    private static final String MAGIC = "concordat-backup/v1";
    private static final int PIECE = 64 * 1024;
    private static final int TAG_BYTES = 16;
    private static final int PREFIX_BYTES = 7;

    private SealedStream() {}

    /** The passphrase in a file that only its owner can read. */
    public static SecretBytes passphrase(Path file) throws KeyFileException {
        byte[] text = SecretFiles.read(file);
        byte[] phrase = new String(text, StandardCharsets.UTF_8).strip().getBytes(StandardCharsets.UTF_8);
        Wiping.wipe(text);
        SecretBytes secret = SecretBytes.copyOf(phrase);
        Wiping.wipe(phrase);
        return secret;
    }

    /** Whatever is written to the result is encrypted into {@code to}; closing it writes the end. */
    public static OutputStream sealing(OutputStream to, SecretBytes passphrase, RandomSource random)
            throws IOException, KeyFileException {
        VaultLock lock = VaultLock.ofPassphrase(passphrase);
        byte[] lockHeader = lock.newHeader(random);
        byte[] prefix = new byte[PREFIX_BYTES];
        random.nextBytes(prefix);
        byte[] header = new CanonicalWriter()
                .text(MAGIC)
                .sized(lockHeader)
                .fixed(prefix)
                .toByteArray();
        to.write(ByteBuffer.allocate(Integer.BYTES).putInt(header.length).array());
        to.write(header);
        return new Sealing(to, new Pieces(key(lock, lockHeader), header, prefix));
    }

    /** The plaintext of what {@link #sealing} wrote; reading fails with a sentence if it was changed or cut. */
    public static InputStream opening(InputStream from, SecretBytes passphrase) throws IOException, KeyFileException {
        DataInputStream in = new DataInputStream(from);
        try {
            int length = in.readInt();
            if (length < 0 || length > 1024) {
                throw new IOException("it begins otherwise");
            }
            byte[] header = in.readNBytes(length);
            CanonicalReader reader = new CanonicalReader(header);
            if (!reader.text(MAGIC.length()).equals(MAGIC)) {
                throw new IOException("it begins otherwise");
            }
            byte[] lockHeader = reader.sized(VaultLock.MAXIMUM_HEADER_BYTES);
            byte[] prefix = reader.fixed(PREFIX_BYTES);
            reader.end();
            return new Opening(in, new Pieces(key(VaultLock.ofPassphrase(passphrase), lockHeader), header, prefix));
        } catch (DecodeException | EOFException e) {
            throw new IOException("it begins otherwise", e);
        }
    }

    private static SecretKey key(VaultLock lock, byte[] lockHeader) throws KeyFileException {
        try {
            return lock.key(lockHeader);
        } catch (DecodeException e) {
            throw new KeyFileException("The header cannot be read: " + e.getMessage(), e);
        }
    }

    /** Numbers the pieces. */
    private static final class Pieces {
        private final SecretKey key;
        private final byte[] header;
        private final byte[] prefix;
        private int number;

        Pieces(SecretKey key, byte[] header, byte[] prefix) {
            this.key = key;
            this.header = header;
            this.prefix = prefix;
        }

        byte[] next(int mode, byte[] piece, boolean last) throws IOException {
            if (number < 0) {
                throw new IOException("it is too long"); // 2^31 pieces of 64 KiB
            }
            byte[] nonce = ByteBuffer.allocate(PREFIX_BYTES + Integer.BYTES + 1)
                    .put(prefix)
                    .putInt(number++)
                    .put((byte) (last ? 1 : 0))
                    .array();
            try {
                Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
                cipher.init(mode, key, new GCMParameterSpec(8 * TAG_BYTES, nonce));
                cipher.updateAAD(header);
                return cipher.doFinal(piece);
            } catch (AEADBadTagException e) {
                throw new IOException("the passphrase is another one, or it was changed or cut", e);
            } catch (GeneralSecurityException e) {
                throw new AssertionError("bug: every JDK has AES-256-GCM", e);
            }
        }
    }

    private static final class Sealing extends OutputStream {
        private final OutputStream to;
        private final Pieces pieces;
        private final byte[] piece = new byte[PIECE];
        private int filled;
        private boolean closed;

        Sealing(OutputStream to, Pieces pieces) {
            this.to = to;
            this.pieces = pieces;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            for (int done = 0; done < count; ) {
                if (filled == PIECE) {
                    put(false);
                }
                int now = Math.min(PIECE - filled, count - done);
                System.arraycopy(bytes, from + done, piece, filled, now);
                filled += now;
                done += now;
            }
        }

        private void put(boolean last) throws IOException {
            to.write(pieces.next(Cipher.ENCRYPT_MODE, Arrays.copyOf(piece, filled), last));
            filled = 0;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                put(true);
                to.close();
            }
        }
    }

    private static final class Opening extends InputStream {
        private final InputStream from;
        private final Pieces pieces;
        private byte[] sealed;
        private byte[] piece = new byte[0];
        private int read;
        private boolean last;

        Opening(InputStream from, Pieces pieces) throws IOException {
            this.from = from;
            this.pieces = pieces;
            this.sealed = from.readNBytes(PIECE + TAG_BYTES);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from1, int count) throws IOException {
            while (read == piece.length) {
                if (last) {
                    return -1;
                }
                next();
            }
            int now = Math.min(count, piece.length - read);
            System.arraycopy(piece, read, into, from1, now);
            read += now;
            return now;
        }

        private void next() throws IOException {
            byte[] following = from.readNBytes(PIECE + TAG_BYTES);
            last = following.length == 0;
            piece = pieces.next(Cipher.DECRYPT_MODE, sealed, last);
            read = 0;
            sealed = following;
        }

        @Override
        public void close() throws IOException {
            from.close();
        }
    }
}
