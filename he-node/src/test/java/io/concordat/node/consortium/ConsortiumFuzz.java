package io.concordat.node.consortium;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.secret.SecretAccess;
import io.concordat.crypto.secret.SecretBytes;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.testing.TestConsortium;
import java.util.List;
import java.util.Optional;

/** Targets of what nodes say around a ceremony, and of the secrets that one leaves. */
public final class ConsortiumFuzz {
    private static final TestConsortium BANK = TestConsortium.of(3);
    private static final SecretAccess ACCESS = SecretAccess.insecure();

    private ConsortiumFuzz() {}

    /** Announcements and the secrets of an epoch. */
    public static List<FuzzTarget> targets() {
        EpochSecrets secrets =
                new EpochSecrets(BANK.share(BANK.id(0)), BANK.pairwise(BANK.id(0)), SecretBytes.copyOf(new byte[32]));
        CeremonyAnnouncement start =
                new CeremonyAnnouncement(CeremonyAnnouncement.Kind.START, ByteString.of(new byte[16]));
        return List.of(
                new FuzzTarget(
                        "ceremony-announcement",
                        List.of(CeremonyAnnouncement.class),
                        List.of(DecodeException.class),
                        bytes -> Optional.of(CeremonyAnnouncement.decode(ByteString.of(bytes))
                                .encode()
                                .toByteArray()),
                        () -> List.of(start.encode().toByteArray())),
                new FuzzTarget(
                        "epoch-secrets",
                        List.of(EpochSecrets.class),
                        List.of(DecodeException.class),
                        bytes -> Optional.of(EpochSecrets.decode(SecretBytes.copyOf(bytes), ACCESS)
                                .encode(ACCESS)
                                .bytes(ACCESS)),
                        () -> List.of(secrets.encode(ACCESS).bytes(ACCESS))));
    }
}
