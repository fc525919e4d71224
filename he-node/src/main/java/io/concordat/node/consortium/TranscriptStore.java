package io.concordat.node.consortium;

import io.concordat.crypto.threshold.ThresholdPublicKey;
import io.concordat.node.fail.Failpoint;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.transcript.TranscriptFile;
import io.concordat.protocol.transcript.TranscriptHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * The public transcripts of completed ceremonies, one file a key. While a ceremony runs, its transcript grows in a file of
 * its own, which is dropped if there is no key in the end.
 */
public final class TranscriptStore {
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;

    private TranscriptStore(Path directory) {
        this.directory = directory;
    }

    /** Transcripts in this directory; drops what ceremonies left that were cut off. */
    public static TranscriptStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(directory, "*" + UNFINISHED)) {
            for (Path file : left) {
                Files.delete(file);
            }
        }
        return new TranscriptStore(directory);
    }

    /** The file of a key's transcript, if this node took part in its ceremony. */
    public Optional<Path> find(Digest keyId) {
        return Optional.of(file(keyId)).filter(Files::isRegularFile);
    }

    private Path file(Digest keyId) {
        return directory.resolve(keyId.hex() + ".transcript");
    }

    /** Begins the transcript of a ceremony. */
    Recording begin(String runId, TranscriptHeader header) {
        return new Recording(directory.resolve(runId + UNFINISHED), header);
    }

    /** A transcript that grows. What cannot be written ends the ceremony: a key without its transcript cannot be shown. */
    final class Recording {
        private final Path unfinished;
        private final OutputStream out;
        private Optional<Path> completed = Optional.empty();

        private Recording(Path unfinished, TranscriptHeader header) {
            this.unfinished = unfinished;
            try {
                this.out = new BufferedOutputStream(
                        Files.newOutputStream(unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
                TranscriptFile.writeHeader(out, header);
            } catch (IOException e) {
                throw new UncheckedIOException("The ceremony's transcript cannot be written to " + unfinished, e);
            }
        }

        void step(List<byte[]> broadcasts) {
            try {
                TranscriptFile.writeStep(out, broadcasts);
            } catch (IOException e) {
                throw new UncheckedIOException("The ceremony's transcript cannot be written to " + unfinished, e);
            }
        }

        /** Ends it with the key, on disk when this returns. */
        void complete(ThresholdPublicKey key) {
            try {
                TranscriptFile.writeEnd(out, key);
                out.close();
                try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
                Failpoint.TRANSCRIPT_BEFORE_MOVE.reach();
                Path file = file(Digest.of(key.keyId()));
                Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
                completed = Optional.of(file);
                Failpoint.TRANSCRIPT_AFTER_MOVE.reach();
            } catch (IOException e) {
                throw new UncheckedIOException("The ceremony's transcript cannot be written to " + unfinished, e);
            }
        }

        /** There is no key: nothing is kept. */
        void drop() {
            try {
                out.close();
                Files.deleteIfExists(unfinished);
                if (completed.isPresent()) {
                    Files.deleteIfExists(completed.get()); // the key could not be kept
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The transcript of a failed ceremony cannot be removed", e);
            }
        }
    }
}
