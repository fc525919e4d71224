package io.concordat.protocol.transcript;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.ceremony.KeyCeremony;
import io.concordat.protocol.ceremony.TranscriptRejectedException;
import io.concordat.protocol.ceremony.TranscriptVerifier;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.signature.Ed25519;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of a transcript, all numbers unsigned and big-endian:
 *
 * <pre>
 *   16 bytes   "concordat-key-t1"
 *   u32, bytes header: sized consortium, N start ids of 16 bytes, sized parameters
 *   for each step: u8 1, then for each member in the order of ids: u32, bytes of its broadcast
 *   u8 0
 *   u32, bytes the public key record
 * </pre>
 */
public final class TranscriptFile {
    private static final byte[] MAGIC = "concordat-key-t1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAXIMUM_RECORD = 1 << 17;
    private static final int STEP = 1;
    private static final int END = 0;

    private TranscriptFile() {}

    /** Writes what stands before the first step. */
    public static void writeHeader(OutputStream out, TranscriptHeader header) throws IOException {
        out.write(MAGIC);
        sized(out, header.encode());
    }

    /** Writes the broadcasts of one step. */
    public static void writeStep(OutputStream out, List<byte[]> broadcasts) throws IOException {
        out.write(STEP);
        for (byte[] broadcast : broadcasts) {
            sized(out, broadcast);
        }
    }

    /** Writes what stands after the last step. */
    public static void writeEnd(OutputStream out, ThresholdPublicKey key) throws IOException {
        out.write(END);
        sized(out, key.encode());
    }

    private static void sized(OutputStream out, byte[] bytes) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(bytes.length);
        data.write(bytes);
        data.flush();
    }

    /**
     * A transcript whose every check held.
     *
     * @param header who took part and how
     * @param key what came out, with all signatures
     * @param steps how many steps there were
     */
    public record Verified(TranscriptHeader header, TranscriptVerifier.VerifiedKey key, int steps) {}

    /**
     * Reads a transcript to its end and checks all of it. Memory is bounded by one step, whatever the input claims.
     *
     * @throws TranscriptRejectedException if it is no transcript of a ceremony that made the key at its end
     */
    public static Verified verify(InputStream in, TestKeys testKeys, BatchExecutor executor)
            throws IOException, TranscriptRejectedException {
        DataInputStream data = new DataInputStream(in);
        try {
            return read(data, testKeys, executor);
        } catch (EOFException _) {
            throw new TranscriptRejectedException("The transcript ends in the middle of a message");
        } catch (DecodeException e) {
            throw new TranscriptRejectedException("The transcript is malformed: " + e.getMessage());
        }
    }

    private static Verified read(DataInputStream data, TestKeys testKeys, BatchExecutor executor)
            throws IOException, DecodeException, TranscriptRejectedException {
        byte[] magic = new byte[MAGIC.length];
        data.readFully(magic);
        if (!Arrays.equals(magic, MAGIC)) {
            throw new DecodeException("it does not begin with 'concordat-key-t1'");
        }
        TranscriptHeader header = TranscriptHeader.decode(sized(data, TranscriptHeader.MAXIMUM_BYTES), testKeys);
        Consortium consortium = header.consortium();
        TranscriptVerifier verifier = TranscriptVerifier.of(
                header.parameters(),
                (index, message, signature) -> signed(consortium, index, message, signature),
                executor);
        int steps = 0;
        for (int kind = data.readUnsignedByte(); kind != END; kind = data.readUnsignedByte()) {
            if (kind != STEP) {
                throw new DecodeException("expected a step or the end but found " + kind);
            }
            List<byte[]> broadcasts = new ArrayList<>();
            for (int i = 0; i < consortium.size(); i++) {
                broadcasts.add(sized(data, KeyCeremony.MAXIMUM_MESSAGE_BYTES));
            }
            verifier.step(broadcasts);
            steps++;
        }
        ThresholdPublicKey claimed = ThresholdPublicKey.decode(sized(data, MAXIMUM_RECORD));
        if (data.read() >= 0) {
            throw new DecodeException("there are bytes after its end");
        }
        return new Verified(header, verifier.finish(claimed), steps);
    }

    private static byte[] sized(DataInputStream data, int limit) throws IOException, DecodeException {
        int length = data.readInt();
        if (length < 0 || length > limit) {
            throw new DecodeException(
                    "expected a part of at most " + limit + " bytes but found " + Integer.toUnsignedString(length));
        }
        byte[] bytes = data.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    private static boolean signed(Consortium consortium, int index, byte[] message, byte[] signature) {
        return Ed25519.verifier()
                .verify(consortium.member(consortium.idOf(index)).signingKey(), message, ByteString.of(signature));
    }
}
