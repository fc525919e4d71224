package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CeremonyMessageTest {

    private static final byte[] ID = new byte[32];

    private static final List<CeremonyMessage> ALL = List.of(
            new CeremonyMessage.Broadcast(ID, 0, new byte[32], List.of(), new byte[0]),
            new CeremonyMessage.Broadcast(
                    ID, 7, ID, List.of(new byte[32], new byte[32], new byte[32]), new byte[] {1, 2, 3}),
            new CeremonyMessage.Sealed(ID, Integer.MAX_VALUE, new byte[17]),
            new CeremonyMessage.Abort(ID, "Mitglied 2 hört auf."),
            new CeremonyMessage.Certificate(ID, List.of(new byte[300], new byte[1], new byte[0])),
            new CeremonyMessage.Doubt(ID, "Member 2 sent no good approval"));

    @Test
    void everyMessageReadsBackToTheSameBytes() throws DecodeException {
        for (CeremonyMessage message : ALL) {
            assertThat(CeremonyMessage.decode(message.encode(), 3).encode()).isEqualTo(message.encode());
        }
    }

    @Test
    void everyTruncationAndEveryLeftoverByteIsRefused() {
        for (CeremonyMessage message : ALL) {
            byte[] bytes = message.encode();
            for (int length = 0; length < bytes.length; length++) {
                byte[] shorter = Arrays.copyOf(bytes, length);
                assertThatThrownBy(() -> CeremonyMessage.decode(shorter, 3)).isInstanceOf(DecodeException.class);
            }
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
            assertThatThrownBy(() -> CeremonyMessage.decode(longer, 3)).isInstanceOf(DecodeException.class);
        }
    }

    @Test
    void otherVersionsKindsCountsAndSizesAreRefused() {
        byte[] bytes = ALL.get(1).encode();
        assertThatThrownBy(() -> CeremonyMessage.decode(changed(bytes, 0, 2), 3))
                .hasMessageContaining("version 1");
        assertThatThrownBy(() -> CeremonyMessage.decode(changed(bytes, 1, 6), 3))
                .hasMessageContaining("kind 1 to 5");
        assertThatThrownBy(() -> CeremonyMessage.decode(changed(bytes, 34, 0x80), 3))
                .hasMessageContaining("below 2^31");
        assertThatThrownBy(() -> CeremonyMessage.decode(bytes, 4)).hasMessageContaining("0 or 4 payload digests");
        assertThatThrownBy(() -> CeremonyMessage.decode(new byte[KeyCeremony.MAXIMUM_MESSAGE_BYTES + 1], 3))
                .hasMessageContaining("at most 4194304 bytes");
        byte[] longAbort = new CanonicalWriter()
                .u8(1)
                .u8(3)
                .fixed(ID)
                .text("x".repeat(CeremonyMessage.MAXIMUM_REASON_BYTES + 1))
                .toByteArray();
        assertThatThrownBy(() -> CeremonyMessage.decode(longAbort, 3)).isInstanceOf(DecodeException.class);
    }

    @Test
    void longReasonsAreShortened() throws DecodeException {
        byte[] bytes = new CeremonyMessage.Abort(ID, "ä".repeat(5000)).encode();
        assertThat(CeremonyMessage.decode(bytes, 3))
                .isInstanceOfSatisfying(CeremonyMessage.Abort.class, abort -> assertThat(abort.reason())
                        .matches("ä{100,300}"));
    }

    private static byte[] changed(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }
}
