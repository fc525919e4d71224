package io.concordat.protocol.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.random.SeededRandomSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SealedChannelsTest {

    private static final byte[] PAYLOAD = {1, 2, 3, 4, 5};

    private static List<SealedChannels> connected(byte[] ceremonyId) throws CeremonyStoppedException {
        List<SealedChannels> all = IntStream.rangeClosed(1, 3)
                .mapToObj(i -> SealedChannels.generate(i, SeededRandomSource.labelled("channel/" + i)))
                .toList();
        List<byte[]> keys = all.stream().map(SealedChannels::publicKey).toList();
        for (SealedChannels channels : all) {
            channels.connect(ceremonyId, keys);
        }
        return all;
    }

    @Test
    void onlyTheReceiverOfTheRightStepAndDirectionOpensAPayload() throws CeremonyStoppedException {
        List<SealedChannels> members = connected(new byte[32]);
        byte[] box = members.get(0).seal(5, 2, PAYLOAD);

        assertThat(members.get(1).open(5, 1, box)).isEqualTo(PAYLOAD);
        assertThat(box).hasSize(PAYLOAD.length + SealedChannels.OVERHEAD_BYTES);
        assertRefused(members.get(1), 6, 1, box);
        assertRefused(members.get(1), 5, 3, box);
        assertRefused(members.get(2), 5, 1, box);
        assertRefused(members.get(0), 5, 2, box);
        assertRefused(connected(new byte[] {1}).get(1), 5, 1, box);
    }

    @Test
    void everyFlippedBitIsNoticedAndItsSenderNamed() throws CeremonyStoppedException {
        List<SealedChannels> members = connected(new byte[32]);
        byte[] box = members.get(2).seal(1, 1, PAYLOAD);
        for (int bit = 0; bit < 8 * box.length; bit++) {
            byte[] changed = box.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertRefused(members.get(0), 1, 3, changed);
        }
    }

    @Test
    void theKeyOfOnePayloadSealsTheSameBoxAgain() throws CeremonyStoppedException {
        List<SealedChannels> members = connected(new byte[32]);
        byte[] box = members.get(0).seal(5, 2, PAYLOAD);
        byte[] shown = members.get(1).payloadKey(5, 1, 2);

        assertThat(SealedChannels.sealWith(shown, PAYLOAD)).isEqualTo(box);
        assertThat(shown).isNotEqualTo(members.get(1).payloadKey(6, 1, 2));
    }

    @Test
    void aKeyOfSmallOrderIsRefused() {
        SealedChannels one = SealedChannels.generate(1, SeededRandomSource.labelled("one"));
        assertThatThrownBy(() -> one.connect(new byte[32], List.of(one.publicKey(), new byte[32])))
                .hasMessage("Member 2 sent an X25519 key of small order");
    }

    private static void assertRefused(SealedChannels receiver, int step, int from, byte[] box) {
        assertThatThrownBy(() -> receiver.open(step, from, box))
                .isInstanceOfSatisfying(CeremonyStoppedException.class, stopped -> assertThat(stopped.culprit())
                        .contains(from));
    }
}
