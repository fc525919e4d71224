package io.concordat.crypto.arithmetic;

import java.math.BigInteger;
import java.util.List;

/**
 * Powers of one base g from a table of g^(d 2^(w j)) for all digits d of w bits and all positions j: a product for each digit
 * of the exponent and no squarings [Brickell, Gordon, McCurley and Wilson, EUROCRYPT 1992]. Immutable and thread-safe.
 */
public sealed interface FixedBase permits ScalarFixedBase, KernelFixedBase {
    /** g^(e_i) for exponents in [0, 2^exponentBits). */
    Residues powers(List<BigInteger> exponents);

    /** The greatest size of an exponent. */
    int exponentBits();

    /** Memory of the table. */
    long tableBytes();

    /** w. */
    int windowBits();
}
