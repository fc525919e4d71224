package io.concordat.protocol.transcript;

import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.testing.FuzzTarget;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.protocol.ceremony.BatchExecutor;
import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.ceremony.CeremonySubject;
import io.concordat.protocol.ceremony.CollusionBounds;
import io.concordat.protocol.ceremony.SearchLimits;
import io.concordat.protocol.ceremony.TranscriptRejectedException;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.testing.TestConsortium;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Targets of a ceremony's transcript: its header alone, and the whole file with the verifier behind it. */
public final class TranscriptFuzz {
    private TranscriptFuzz() {}

    /** Both. */
    public static List<FuzzTarget> targets() {
        TranscriptHeader header = header();
        return List.of(
                new FuzzTarget(
                        "transcript-header",
                        List.of(TranscriptHeader.class),
                        List.of(DecodeException.class),
                        bytes -> Optional.of(TranscriptHeader.decode(bytes, TestKeys.ACCEPTED)
                                .encode()),
                        () -> List.of(header.encode())),
                new FuzzTarget(
                        "transcript",
                        List.of(TranscriptFile.class),
                        List.of(IOException.class, TranscriptRejectedException.class),
                        bytes -> {
                            TranscriptFile.verify(
                                    new ByteArrayInputStream(bytes), TestKeys.ACCEPTED, BatchExecutor.sequential());
                            return Optional.empty();
                        },
                        () -> List.of(file(header))));
    }

    private static byte[] file(TranscriptHeader header) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TranscriptFile.writeHeader(out, header);
        TranscriptFile.writeStep(out, List.of(new byte[80], new byte[80], new byte[80]));
        TranscriptFile.writeEnd(out, TestConsortium.of(3).dealt().key());
        return out.toByteArray();
    }

    private static TranscriptHeader header() {
        Consortium consortium = TestConsortium.of(3).consortium();
        Charter charter = consortium.charter();
        List<ByteString> starts = Collections.nCopies(3, ByteString.of(new byte[TranscriptHeader.START_ID_BYTES]));
        CeremonySubject subject = new CeremonySubject(
                TranscriptHeader.context(consortium, starts).toByteArray(),
                EpochType.MASKED_SUMS,
                consortium.ids().stream().map(MemberId::value).toList());
        CollusionBounds bounds = new CollusionBounds(3, charter.threshold(), charter.toleratedCollusion());
        return new TranscriptHeader(
                consortium,
                starts,
                CeremonyParameters.forTesting(subject, 512, bounds, new SearchLimits(24, 500, 1 << 12, 100)));
    }
}
