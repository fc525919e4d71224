package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.threshold.EpochType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Parameters and members of ceremonies for 512-bit toy keys. */
final class ToyCeremonies {

    static final int BITS = 512;

    private ToyCeremonies() {}

    static CeremonyParameters parameters(int members, int threshold, SearchLimits search) {
        int collusion = Math.min(1, 2 * threshold - members - 1);
        List<String> ids = IntStream.rangeClosed(1, members)
                .mapToObj(i -> "bank-%02d".formatted(i))
                .toList();
        CeremonySubject subject = new CeremonySubject(new byte[] {1, 2, 3}, EpochType.MASKED_SUMS, ids);
        return CeremonyParameters.forTesting(subject, BITS, new CollusionBounds(members, threshold, collusion), search);
    }

    /** Small batches, so that a ceremony whose seed is lucky is fast. */
    static SearchLimits smallBatches() {
        return new SearchLimits(48, 400, 1 << 12, 100);
    }

    static CeremonySelf member(String seed, int index) {
        return new CeremonySelf(
                index,
                SeededRandomSource.labelled(seed + "/" + index),
                BatchExecutor.sequential(),
                new HashSigner(index),
                () -> Instant.ofEpochSecond(1_800_000_000L + index),
                "test-build");
    }

    /** Signatures that everybody in the test could make, but whose every bit is checked. */
    record HashSigner(int self) implements CeremonySigner {

        @Override
        public byte[] sign(byte[] message) {
            return signature(self, message);
        }

        @Override
        public boolean verify(int index, byte[] message, byte[] signature) {
            return MessageDigest.isEqual(signature, signature(index, message));
        }

        private static byte[] signature(int index, byte[] message) {
            return FramedHash.sha256("test-signature/" + index, message, "key".getBytes(StandardCharsets.UTF_8));
        }
    }
}
