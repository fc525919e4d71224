package io.concordat.protocol.ceremony;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Integers of absolute value up to a public bound, in a length that depends on the bound alone: x + bound, unsigned. */
final class SignedCodec {

    private final BigInteger bound;

    SignedCodec(BigInteger bound) {
        this.bound = bound;
    }

    byte[] encode(List<BigInteger> values) {
        return ResidueCodec.encode(values.stream().map(bound::add).toList(), width());
    }

    List<BigInteger> decode(int from, byte[] bytes, int count) throws CeremonyStoppedException {
        List<BigInteger> values = new ArrayList<>();
        for (BigInteger shifted : ResidueCodec.decode(from, bytes, count, width())) {
            BigInteger value = shifted.subtract(bound);
            if (value.compareTo(bound) > 0) {
                throw CeremonyStoppedException.by(from, "sent an integer beyond its public bound");
            }
            values.add(value);
        }
        return values;
    }

    private int width() {
        return ResidueCodec.width(bound.shiftLeft(1));
    }
}
