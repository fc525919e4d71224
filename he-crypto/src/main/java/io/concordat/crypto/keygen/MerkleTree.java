package io.concordat.crypto.keygen;

import io.concordat.crypto.codec.FramedHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A binary hash tree over a fixed number of leaves, so that one 32-byte root commits to all and single leaves can be
 * opened later. The number of leaves is filled up to a power of two with a constant.
 */
public final class MerkleTree {

    private static final int HASH_BYTES = 32;
    private static final byte[] EMPTY = FramedHash.sha256("merkle-empty/v1");

    private final int leaves;
    private final int width;
    private final byte[] nodes; // node i at 32 i; node 1 is the root, children of i are 2i and 2i + 1

    private MerkleTree(int leaves, IntFunction<byte[]> leaf) {
        this.leaves = leaves;
        this.width = width(leaves);
        this.nodes = new byte[2 * width * HASH_BYTES];
        for (int i = 0; i < width; i++) {
            put(width + i, i < leaves ? leafHash(i, leaf.apply(i)) : EMPTY);
        }
        for (int i = width - 1; i >= 1; i--) {
            put(i, parent(node(2 * i), node(2 * i + 1)));
        }
    }

    /** The tree over {@code leaf(0) ... leaf(leaves - 1)}; only their hashes are kept. */
    public static MerkleTree of(int leaves, IntFunction<byte[]> leaf) {
        if (leaves < 1 || leaves > 1 << 20) {
            throw new IllegalArgumentException("Expected 1 to 1048576 leaves but found " + leaves);
        }
        return new MerkleTree(leaves, leaf);
    }

    /** The root, 32 bytes. */
    public byte[] root() {
        return node(1);
    }

    /** The hashes beside the way from a leaf up to the root. */
    public List<byte[]> path(int leaf) {
        if (leaf < 0 || leaf >= leaves) {
            throw new IllegalArgumentException("There is no leaf " + leaf + " among " + leaves);
        }
        List<byte[]> path = new ArrayList<>();
        for (int i = width + leaf; i > 1; i /= 2) {
            path.add(node(i ^ 1));
        }
        return path;
    }

    /** Whether the bytes are leaf number {@code index} under the root. */
    public static boolean verify(byte[] root, int leaves, int index, byte[] leaf, List<byte[]> path) {
        if (index < 0 || index >= leaves || path.size() != depth(leaves)) {
            return false;
        }
        byte[] hash = leafHash(index, leaf);
        int position = width(leaves) + index;
        for (byte[] beside : path) {
            hash = position % 2 == 0 ? parent(hash, beside) : parent(beside, hash);
            position /= 2;
        }
        return Arrays.equals(hash, root);
    }

    /** How many hashes a path has. */
    public static int depth(int leaves) {
        return Integer.numberOfTrailingZeros(width(leaves));
    }

    private static int width(int leaves) {
        return Integer.highestOneBit(2 * leaves - 1);
    }

    private static byte[] leafHash(int index, byte[] leaf) {
        byte[] number = {(byte) (index >>> 24), (byte) (index >>> 16), (byte) (index >>> 8), (byte) index};
        return FramedHash.sha256("merkle-leaf/v1", number, leaf);
    }

    private static byte[] parent(byte[] left, byte[] right) {
        return FramedHash.sha256("merkle-node/v1", left, right);
    }

    private byte[] node(int i) {
        return Arrays.copyOfRange(nodes, i * HASH_BYTES, (i + 1) * HASH_BYTES);
    }

    private void put(int i, byte[] hash) {
        System.arraycopy(hash, 0, nodes, i * HASH_BYTES, HASH_BYTES);
    }
}
