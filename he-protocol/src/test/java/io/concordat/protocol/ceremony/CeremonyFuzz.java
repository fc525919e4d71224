package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.testing.FuzzTarget;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** Targets of the ceremony's decoders. */
public final class CeremonyFuzz {
    private static final byte[] ID = new byte[32];
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(61).subtract(BigInteger.ONE);
    private static final SignedCodec SIGNED = new SignedCodec(BigInteger.ONE.shiftLeft(50));

    private CeremonyFuzz() {}

    /** All of them. */
    public static List<FuzzTarget> targets() {
        List<CeremonyMessage> messages = List.of(
                new CeremonyMessage.Broadcast(
                        ID, 7, ID, List.of(new byte[32], new byte[32], new byte[32]), new byte[] {1, 2, 3}),
                new CeremonyMessage.Sealed(ID, Integer.MAX_VALUE, new byte[17]),
                new CeremonyMessage.Abort(ID, "Member 2 stopped."),
                new CeremonyMessage.Certificate(ID, List.of(new byte[30], new byte[1], new byte[0])),
                new CeremonyMessage.Doubt(ID, "Member 2 sent no good approval"));
        CeremonyParameters parameters = ToyCeremonies.parameters(3, 3, ToyCeremonies.smallBatches());
        return List.of(
                FuzzTarget.of(
                        "ceremony-message",
                        CeremonyMessage.class,
                        DecodeException.class,
                        bytes -> Optional.of(CeremonyMessage.decode(bytes, 3).encode()),
                        messages.stream().map(CeremonyMessage::encode).toList()),
                FuzzTarget.of(
                        "ceremony-parameters",
                        CeremonyParameters.class,
                        DecodeException.class,
                        bytes -> Optional.of(
                                CeremonyParameters.decodeForTesting(bytes).encode()),
                        List.of(parameters.encode())),
                FuzzTarget.of(
                        "ceremony-residues",
                        ResidueCodec.class,
                        CeremonyStoppedException.class,
                        bytes -> Optional.of(ResidueCodec.encode(ResidueCodec.residues(1, bytes, 3, MODULUS), 8)),
                        List.of(new byte[24])),
                FuzzTarget.of(
                        "ceremony-integers",
                        SignedCodec.class,
                        CeremonyStoppedException.class,
                        bytes -> Optional.of(SIGNED.encode(SIGNED.decode(1, bytes, 3))),
                        List.of(new byte[21])));
    }
}
