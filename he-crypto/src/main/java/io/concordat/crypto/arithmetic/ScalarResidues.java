package io.concordat.crypto.arithmetic;

import java.util.List;

/**
 * One object an element.
 *
 * @param <E> the element of the back end
 */
final class ScalarResidues<E> implements Residues {
    private final ScalarRing<E> ring;
    private final List<E> elements;

    ScalarResidues(ScalarRing<E> ring, List<E> elements) {
        this.ring = ring;
        this.elements = List.copyOf(elements);
    }

    ScalarRing<E> ring() {
        return ring;
    }

    List<E> elements() {
        return elements;
    }

    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public String toString() {
        return "Residues(" + elements.size() + ")";
    }
}
