package io.concordat.protocol.transcript;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.protocol.ceremony.CeremonyParameters;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What stands before the messages of a ceremony.
 *
 * @param consortium whose key it is; its members' identity keys sign
 * @param startIds 16 random bytes of each member, in the order of ids, that tell this attempt from all others
 * @param parameters what the ceremony was run with
 */
public record TranscriptHeader(Consortium consortium, List<ByteString> startIds, CeremonyParameters parameters) {
    /** Bytes of a start id. */
    public static final int START_ID_BYTES = 16;

    static final int MAXIMUM_BYTES = 1 << 20;

    private static final int MAXIMUM_PARAMETERS = 1 << 16;

    /** Copies the list. */
    public TranscriptHeader {
        startIds = List.copyOf(startIds);
    }

    /** What binds a ceremony to its consortium and its attempt: the hash of the consortium and every member's start id. */
    public static Digest context(Consortium consortium, List<ByteString> startIds) {
        byte[][] ids = startIds.stream().map(ByteString::toByteArray).toArray(byte[][]::new);
        return Digest.hash(
                "node-ceremony/v1", consortium.consortiumId().toByteArray(), FramedHash.frame("starts", ids));
    }

    /** Canonical bytes: sized consortium, N start ids, sized parameters. */
    byte[] encode() {
        CanonicalWriter writer = new CanonicalWriter().sized(consortium.encode());
        startIds.forEach(id -> writer.fixed(id.toByteArray()));
        return writer.sized(parameters.encode()).toByteArray();
    }

    static TranscriptHeader decode(byte[] bytes, TestKeys testKeys) throws DecodeException {
        return StrictDecoder.decode(bytes, MAXIMUM_BYTES, reader -> read(reader, testKeys));
    }

    private static TranscriptHeader read(CanonicalReader reader, TestKeys testKeys) throws DecodeException {
        Consortium consortium = Consortium.decode(reader.sized(MAXIMUM_BYTES));
        List<ByteString> startIds = new ArrayList<>();
        for (int i = 0; i < consortium.size(); i++) {
            startIds.add(ByteString.of(reader.fixed(START_ID_BYTES)));
        }
        byte[] encoded = reader.sized(MAXIMUM_PARAMETERS);
        CeremonyParameters parameters = testKeys == TestKeys.ACCEPTED
                ? CeremonyParameters.decodeForTesting(encoded)
                : CeremonyParameters.decode(encoded);
        TranscriptHeader header = new TranscriptHeader(consortium, startIds, parameters);
        header.check(testKeys);
        return header;
    }

    /** The ceremony must be one of this consortium, this attempt and this charter. */
    private void check(TestKeys testKeys) throws DecodeException {
        Charter charter = consortium.charter();
        List<String> ids = consortium.ids().stream().map(MemberId::value).toList();
        if (!parameters.subject().memberIds().equals(ids)) {
            throw new DecodeException("The ceremony's members are not those of the consortium");
        }
        if (!Arrays.equals(
                parameters.subject().context(), context(consortium, startIds).toByteArray())) {
            throw new DecodeException("The ceremony was not held by this consortium with these start ids");
        }
        if (parameters.bounds().threshold() != charter.threshold()
                || parameters.bounds().toleratedCollusion() != charter.toleratedCollusion()
                || (testKeys == TestKeys.REFUSED && parameters.modulusBits() != charter.keyBits())) {
            throw new DecodeException("The ceremony's parameters are not those of the consortium's charter");
        }
    }
}
