package io.concordat.crypto.vectors;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/** An implementation that vectors are run against. */
interface VectorSubject {
    /** What it answers, or empty if it refuses the input. */
    Optional<List<BigInteger>> run(VectorCase vector);
}
