package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.FixedBase;
import io.concordat.crypto.arithmetic.ModularRing;
import io.concordat.crypto.arithmetic.Residues;
import io.concordat.crypto.internal.ModularArithmetic;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * h_n^ρ of one key, from a table of powers once enough were asked for to pay for it. Thread-safe.
 *
 * <p>Until then, and always where the table must not be larger than fits, each is an exponentiation with ρ treated as secret.
 */
final class Randomisers {
    /** A table costs about as much as this many exponentiations. */
    private static final int WORTH_A_TABLE = 16;

    private final ModularRing ring;
    private final BigInteger generator;
    private final int exponentBits;
    private final EncryptionSettings settings;
    private long served;
    private Optional<FixedBase> table = Optional.empty();

    Randomisers(ModularArithmetic arithmetic, BigInteger generator, int exponentBits, EncryptionSettings settings) {
        this.ring = arithmetic.ring(Integer.MAX_VALUE);
        this.generator = generator;
        this.exponentBits = exponentBits;
        this.settings = settings;
    }

    /** The ring of the results. */
    ModularRing ring() {
        return ring;
    }

    /** h_n^(ρ_i); the caller uses each once. */
    Residues powers(List<BigInteger> exponents) {
        Optional<FixedBase> ready = tableFor(exponents.size());
        if (ready.isPresent()) {
            return ready.get().powers(exponents);
        }
        Residues bases = ring.enter(exponents.stream().map(e -> generator).toList());
        return ring.powerEach(bases, exponents, exponentBits);
    }

    private synchronized Optional<FixedBase> tableFor(int count) {
        served += count;
        long smallest = 2L * exponentBits * Math.ceilDiv(2 * ring.moduli().rootBits(), Byte.SIZE) * 2;
        if (table.isEmpty() && served >= WORTH_A_TABLE && settings.maxTableBytes() >= smallest) {
            table = Optional.of(ring.fixedBase(generator, exponentBits, settings.maxTableBytes(), settings.lookup()));
        }
        return table;
    }
}
