package io.concordat.crypto.arithmetic;

/** Groups of eight elements in Montgomery form, limb by limb; elements past the last one are arbitrary. */
final class KernelResidues implements Residues {
    private final KernelRing ring;
    private final int size;
    private final long[] words;

    /** Keeps the array: nobody writes to it again. */
    KernelResidues(KernelRing ring, int size, long[] words) {
        this.ring = ring;
        this.size = size;
        this.words = words;
    }

    KernelRing ring() {
        return ring;
    }

    long[] words() {
        return words;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public String toString() {
        return "Residues(" + size + ")";
    }
}
