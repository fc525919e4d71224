package io.concordat.crypto.paillier;

import io.concordat.crypto.arithmetic.Residues;

/** Ciphertexts in the internal form of {@link EncryptedVectors}, which made it and alone takes it. Immutable. */
public final class EncryptedVector {
    private final Residues residues;

    EncryptedVector(Residues residues) {
        this.residues = residues;
    }

    Residues residues() {
        return residues;
    }

    /** The number of ciphertexts. */
    public int size() {
        return residues.size();
    }

    @Override
    public String toString() {
        return "EncryptedVector(" + size() + ")";
    }
}
