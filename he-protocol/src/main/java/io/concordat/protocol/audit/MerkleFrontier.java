package io.concordat.protocol.audit;

import io.concordat.protocol.codec.Digest;
import java.util.ArrayList;
import java.util.List;

/**
 * A growing tree without its leaves: the roots of its full subtrees, largest first, one for each bit of the size. Enough to
 * append and to name the root, in O(log size).
 *
 * @param size how many entries
 * @param subtrees the roots of the full subtrees, largest first
 */
public record MerkleFrontier(long size, List<Digest> subtrees) {
    /** The tree without leaves. */
    public static final MerkleFrontier EMPTY = new MerkleFrontier(0, List.of());

    public MerkleFrontier {
        subtrees = List.copyOf(subtrees);
        if (size < 0 || subtrees.size() != Long.bitCount(size)) {
            throw new IllegalArgumentException("Expected " + Long.bitCount(size) + " subtrees of a tree of " + size
                    + " entries but found " + subtrees.size());
        }
    }

    /** The tree with one more entry. */
    public MerkleFrontier append(byte[] entry) {
        List<Digest> next = new ArrayList<>(subtrees);
        Digest hash = MerkleHash.leaf(entry);
        for (long full = size; (full & 1) == 1; full >>= 1) {
            hash = MerkleHash.node(next.removeLast(), hash);
        }
        next.add(hash);
        return new MerkleFrontier(size + 1, next);
    }

    /** The root. */
    public Digest root() {
        if (subtrees.isEmpty()) {
            return MerkleHash.EMPTY;
        }
        Digest root = subtrees.getLast();
        for (int i = subtrees.size() - 2; i >= 0; i--) {
            root = MerkleHash.node(subtrees.get(i), root);
        }
        return root;
    }

    /** The head that stands for this tree. */
    public LogHead head() {
        return new LogHead(size, root());
    }
}
