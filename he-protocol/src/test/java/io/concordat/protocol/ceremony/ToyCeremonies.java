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
        return parameters(members, threshold, search, new byte[] {1, 2, 3});
    }

    static CeremonyParameters parameters(int members, int threshold, SearchLimits search, byte[] context) {
        int collusion = Math.min(1, 2 * threshold - members - 1);
        List<String> ids = IntStream.rangeClosed(1, members)
                .mapToObj(i -> "bank-%02d".formatted(i))
                .toList();
        CeremonySubject subject = new CeremonySubject(context, EpochType.MASKED_SUMS, ids);
        return CeremonyParameters.forTesting(subject, BITS, new CollusionBounds(members, threshold, collusion), search);
    }

    /** Small batches; the seeds of {@link #luckySeed} find a modulus in the first one, so that a test is fast. */
    static SearchLimits smallBatches() {
        return audited(100);
    }

    /** Small batches of whose failed candidates so many per thousand are audited. */
    static SearchLimits audited(int perThousand) {
        return new SearchLimits(24, 500, 1 << 12, perThousand);
    }

    /** A seed with which so many members find a modulus in the first batch. With another JDK it may take more. */
    static String luckySeed(int members) {
        return switch (members) {
            case 3 -> "lucky-63";
            case 4 -> "lucky-65";
            case 5 -> "lucky-40";
            default -> "lucky-0";
        };
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
