package io.concordat.protocol.consortium;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import java.util.List;

/**
 * Which version of a consortium a document is.
 *
 * @param version 1 for the founding document
 * @param predecessor consortiumId of the version before, zero for the founding document
 * @param suspended members that take no part until a later version names them no longer, ascending
 */
public record Lineage(int version, Digest predecessor, List<MemberId> suspended) {
    /** Of a founding document. It is not written, so that a founding document has the same bytes as before there were versions. */
    public static final Lineage FOUNDING = new Lineage(1, Digest.ZERO, List.of());

    private static final int MAX_VERSION = 1 << 20;

    public Lineage {
        suspended = MemberId.sorted(suspended);
        if (version < 1 || version > MAX_VERSION) {
            throw new IllegalArgumentException(
                    "Expected a consortium version from 1 to " + MAX_VERSION + " but found " + version);
        }
        if ((version == 1) != predecessor.equals(Digest.ZERO) || (version == 1 && !suspended.isEmpty())) {
            throw new IllegalArgumentException(
                    "Expected version 1 without, and every later version with, a predecessor but found version "
                            + version);
        }
    }

    void write(CanonicalWriter writer) {
        if (version > 1) {
            writer.u32(version);
            predecessor.write(writer);
            MemberId.writeSorted(writer, suspended);
        }
    }

    static Lineage read(CanonicalReader reader) throws DecodeException {
        if (reader.remaining() == 0) {
            return FOUNDING;
        }
        int version = reader.count(MAX_VERSION);
        Digest predecessor = Digest.read(reader);
        List<MemberId> suspended = MemberId.readSorted(reader, Charter.MAX_MEMBERS);
        if (version < 2) {
            throw new DecodeException("Expected a later version from 2 but found " + version);
        }
        return StrictDecoder.checked(reader, _ -> new Lineage(version, predecessor, suspended));
    }
}
