package io.concordat.node.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.node.peer.ReceivedEnvelope;
import io.concordat.node.store.Database;
import io.concordat.node.testing.StoreKind;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.Signer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreKind.class)
class EarlyEnvelopesTest {

    private static final int MOST = 1_000;

    private final Signer signer = Ed25519.signer(Ed25519.generate(SeededRandomSource.labelled("early")));

    @Parameter
    private StoreKind kind = StoreKind.SQLITE;

    @TempDir
    Path directory;

    @Test
    void leftoversOfJobsThatNeverCameMakeRoomAfterAWeekAndNotBefore() throws Exception {
        try (Database database = Database.open(kind.create(directory))) {
            EarlyEnvelopes early = new EarlyEnvelopes(database.sql());
            for (int i = 0; i < MOST; i++) {
                assertThat(early.keep(envelope("bank-b", i), i)).isTrue();
            }
            long week = Duration.ofDays(7).toMillis();

            assertThat(early.keep(envelope("bank-b", MOST), week)).isFalse();
            assertThat(early.keep(envelope("bank-c", MOST + 1), week)).isTrue();
            assertThat(early.keep(envelope("bank-b", MOST + 2), week + 3)).isTrue();
            assertThat(early.all()).hasSize(MOST - 3 + 2);
            assertThat(early.all().getFirst().receivedAt()).isEqualTo(3);
        }
    }

    private ReceivedEnvelope envelope(String from, int position) {
        return new ReceivedEnvelope(
                position,
                SignedEnvelope.sign(
                        new Envelope(
                                Digest.ZERO,
                                Digest.ZERO,
                                MemberId.of(from),
                                ByteString.of(new byte[16]),
                                position,
                                Digest.ZERO,
                                new Seal(Digest.hash("unknown attempt"), Digest.ZERO)),
                        signer));
    }
}
