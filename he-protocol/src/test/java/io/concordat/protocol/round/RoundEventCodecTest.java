package io.concordat.protocol.round;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RoundEventCodecTest {
    private static final TestConsortium BANK = TestConsortium.of(3);

    static List<RoundEvent> events() {
        Digest id = Digest.hash("id");
        Rejection reason = new Rejection(ProblemType.PROOF_INVALID, "Expected a valid proof but it does not hold");
        List<RoundEvent> events = new ArrayList<>(List.of(
                new RoundEvent.JoinPrepared(id, Digest.hash("n"), Digest.hash("s"), Digest.hash("h")),
                new RoundEvent.JoinRefused(id, reason),
                new RoundEvent.ContributionPrepared(id, Digest.hash("salt"), SealedAttempts.blocks("c")),
                new RoundEvent.ContributionRefused(id, reason),
                new RoundEvent.RevealsAccepted(id, Digest.hash("aggregate")),
                new RoundEvent.RevealsRefused(id, BANK.id(2), reason),
                new RoundEvent.ReleaseRefused(id, reason),
                new RoundEvent.ReleaseRetried(id),
                new RoundEvent.ShareAccepted(id, BANK.id(1)),
                new RoundEvent.ShareRefused(id, BANK.id(1), reason),
                new RoundEvent.SumOpened(
                        id,
                        List.of(BigInteger.ZERO, BigInteger.valueOf(-7), BigInteger.TWO.pow(300)),
                        Digest.hash("state")),
                new RoundEvent.SumRefused(id, Digest.hash("value"), reason),
                new RoundEvent.AbandonRequested(3)));
        for (DeadlineKind kind : DeadlineKind.values()) {
            events.add(new RoundEvent.DeadlinePassed(kind, 5));
        }
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        Samples.bodies().stream().filter(body -> body instanceof RoundMessage).forEach(body -> {
            events.add(new RoundEvent.Received(attempts.sign(BANK.id(0), body)));
            if (body instanceof Share share) {
                events.add(new RoundEvent.ReleaseGranted(share));
            }
        });
        return events;
    }

    @Test
    void everyKindOfEventIsCovered() {
        Set<Class<?>> covered = events().stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(covered).hasSize(RoundEvent.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @MethodSource("events")
    void survivesTheJournal(RoundEvent event) throws DecodeException {
        assertThat(RoundEvent.decode(event.encode())).isEqualTo(event);
        assertThat(RoundEvent.decode(event.encode()).encode()).isEqualTo(event.encode());
    }

    @ParameterizedTest
    @MethodSource("events")
    void refusesTruncatedAndExtendedBytes(RoundEvent event) {
        byte[] bytes = event.encode();
        for (int length = 0; length < bytes.length; length += 1 + bytes.length / 41) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> RoundEvent.decode(shorter)).isInstanceOf(DecodeException.class);
        }
        assertThatThrownBy(() -> RoundEvent.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(DecodeException.class);
    }

    @Test
    void refusesUnknownKindsAndVersions() {
        assertThatThrownBy(() -> RoundEvent.decode(new byte[] {2, 1})).hasMessageContaining("version 1");
        assertThatThrownBy(() -> RoundEvent.decode(new byte[] {1, 99})).hasMessageContaining("1 to 16");
    }
}
