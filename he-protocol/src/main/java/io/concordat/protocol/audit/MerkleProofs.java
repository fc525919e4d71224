package io.concordat.protocol.audit;

import io.concordat.protocol.codec.Digest;
import java.util.ArrayList;
import java.util.List;

/** Inclusion and consistency proofs of RFC 9162, sections 2.1.3 and 2.1.4, over the leaf hashes of a whole log. */
public final class MerkleProofs {
    private final List<Digest> leaves;

    private MerkleProofs(List<Digest> leaves) {
        this.leaves = List.copyOf(leaves);
    }

    /** For a log of these entries. */
    public static MerkleProofs of(List<byte[]> entries) {
        return new MerkleProofs(entries.stream().map(MerkleHash::leaf).toList());
    }

    /** MTH of the first {@code size} entries. */
    public Digest root(int size) {
        inRange(size, 0, leaves.size());
        return size == 0 ? MerkleHash.EMPTY : hash(0, size);
    }

    /** PATH(index, D_size): what leads from an entry to the root. */
    public List<Digest> inclusion(int index, int size) {
        inRange(size, 1, leaves.size());
        inRange(index, 0, size - 1);
        List<Digest> path = new ArrayList<>();
        path(index, 0, size, path);
        return path;
    }

    /** PROOF(first, D_second): that the tree of {@code second} entries begins with the tree of {@code first}. */
    public List<Digest> consistency(int first, int second) {
        inRange(second, 1, leaves.size());
        inRange(first, 1, second);
        List<Digest> proof = new ArrayList<>();
        subproof(first, 0, second, true, proof);
        return proof;
    }

    /** Whether {@code entry} is number {@code index}, from 0, of the log with this head (RFC 9162, section 2.1.3.2). */
    public static boolean isIncluded(byte[] entry, long index, LogHead head, List<Digest> path) {
        if (index < 0 || index >= head.size()) {
            return false;
        }
        long fn = index;
        long sn = head.size() - 1;
        Digest root = MerkleHash.leaf(entry);
        for (Digest beside : path) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                root = MerkleHash.node(beside, root);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                root = MerkleHash.node(root, beside);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && root.equals(head.root());
    }

    /** Whether {@code later} is a continuation of {@code earlier} (RFC 9162, section 2.1.4.2). */
    public static boolean isContinuation(LogHead earlier, LogHead later, List<Digest> proof) {
        if (earlier.size() == later.size()) {
            return proof.isEmpty() && earlier.root().equals(later.root());
        }
        if (earlier.size() < 1 || earlier.size() > later.size() || proof.isEmpty()) {
            return false;
        }
        List<Digest> path = new ArrayList<>(proof);
        if (Long.bitCount(earlier.size()) == 1) {
            path.addFirst(earlier.root());
        }
        long fn = earlier.size() - 1;
        long sn = later.size() - 1;
        while ((fn & 1) == 1) {
            fn >>= 1;
            sn >>= 1;
        }
        Digest first = path.getFirst();
        Digest second = first;
        for (Digest beside : path.subList(1, path.size())) {
            if (sn == 0) {
                return false;
            }
            if ((fn & 1) == 1 || fn == sn) {
                first = MerkleHash.node(beside, first);
                second = MerkleHash.node(beside, second);
                while ((fn & 1) == 0 && fn != 0) {
                    fn >>= 1;
                    sn >>= 1;
                }
            } else {
                second = MerkleHash.node(second, beside);
            }
            fn >>= 1;
            sn >>= 1;
        }
        return sn == 0 && first.equals(earlier.root()) && second.equals(later.root());
    }

    private Digest hash(int from, int to) {
        if (to - from == 1) {
            return leaves.get(from);
        }
        int split = from + split(to - from);
        return MerkleHash.node(hash(from, split), hash(split, to));
    }

    private void path(int index, int from, int to, List<Digest> path) {
        if (to - from == 1) {
            return;
        }
        int split = from + split(to - from);
        if (index < split) {
            path(index, from, split, path);
            path.add(hash(split, to));
        } else {
            path(index, split, to, path);
            path.add(hash(from, split));
        }
    }

    private void subproof(int first, int from, int to, boolean whole, List<Digest> proof) {
        if (first == to) {
            if (!whole) {
                proof.add(hash(from, to));
            }
            return;
        }
        int split = from + split(to - from);
        if (first <= split) {
            subproof(first, from, split, whole, proof);
            proof.add(hash(split, to));
        } else {
            subproof(first, split, to, false, proof);
            proof.add(hash(from, split));
        }
    }

    /** The largest power of two below n. */
    private static int split(int n) {
        return Integer.highestOneBit(n - 1);
    }

    private static void inRange(int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "Expected a number from " + least + " to " + most + " but found " + value);
        }
    }
}
