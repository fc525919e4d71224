package io.concordat.crypto.arithmetic;

/**
 * An immutable vector of elements of one {@link ModularRing}, in the internal form of its back end. Belongs to that ring
 * alone: another ring, even of the same modulus, refuses it. Never prints its values.
 */
public sealed interface Residues permits ScalarResidues, KernelResidues {
    /** The number of elements. */
    int size();
}
