package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalWriter;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Lists of numbers of one fixed width, with the checks of everything received: count, length, range. */
final class ResidueCodec {

    private ResidueCodec() {}

    /** Bytes of a residue of the modulus. */
    static int width(BigInteger modulus) {
        return (modulus.bitLength() + 7) / 8;
    }

    static byte[] encode(List<BigInteger> values, int width) {
        byte[] bytes = new byte[values.size() * width];
        for (int i = 0; i < values.size(); i++) {
            System.arraycopy(CanonicalWriter.unsignedBytes(values.get(i), width), 0, bytes, i * width, width);
        }
        return bytes;
    }

    /** Exactly {@code count} numbers of so many bytes from member {@code from}. */
    static List<BigInteger> decode(int from, byte[] bytes, int count, int width) throws CeremonyStoppedException {
        if (bytes.length != count * width) {
            throw CeremonyStoppedException.by(
                    from,
                    "sent " + bytes.length + " bytes but " + count + " numbers of " + width + " bytes were expected");
        }
        List<BigInteger> values = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            values.add(new BigInteger(1, bytes, i * width, width));
        }
        return values;
    }

    /** Exactly {@code count} numbers in [0, modulus) from member {@code from}. */
    static List<BigInteger> residues(int from, byte[] bytes, int count, BigInteger modulus)
            throws CeremonyStoppedException {
        List<BigInteger> values = decode(from, bytes, count, width(modulus));
        for (BigInteger value : values) {
            if (value.compareTo(modulus) >= 0) {
                throw CeremonyStoppedException.by(from, "sent a number that is not below its modulus");
            }
        }
        return values;
    }
}
