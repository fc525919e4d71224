package io.concordat.crypto.keygen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MerkleTreeTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 100})
    void everyLeafVerifiesInItsOwnPlaceOnly(int leaves) {
        MerkleTree tree = MerkleTree.of(leaves, MerkleTreeTest::leaf);
        for (int i = 0; i < leaves; i++) {
            assertThat(MerkleTree.verify(tree.root(), leaves, i, leaf(i), tree.path(i)))
                    .isTrue();
            assertThat(MerkleTree.verify(tree.root(), leaves, (i + 1) % (leaves + 1), leaf(i), tree.path(i)))
                    .isFalse();
            assertThat(MerkleTree.verify(tree.root(), leaves, i, leaf(i + 1), tree.path(i)))
                    .isFalse();
        }
    }

    @Test
    void aPathOfAnotherLengthOrWithAFlippedBitDoesNotVerify() {
        MerkleTree tree = MerkleTree.of(5, MerkleTreeTest::leaf);
        List<byte[]> path = new ArrayList<>(tree.path(2));
        assertThat(MerkleTree.verify(tree.root(), 5, 2, leaf(2), path.subList(0, 2)))
                .isFalse();
        path.get(1)[7] ^= 4;
        assertThat(MerkleTree.verify(tree.root(), 5, 2, leaf(2), path)).isFalse();
        assertThat(MerkleTree.verify(tree.root(), 5, 5, leaf(2), path)).isFalse();
        assertThat(MerkleTree.verify(tree.root(), 5, -1, leaf(2), path)).isFalse();
    }

    @Test
    void seedsDifferAndVerifyUnderTheirRoot() {
        CandidateSeeds seeds = CandidateSeeds.of(new byte[32], 9);
        assertThat(seeds.seed(0)).isNotEqualTo(seeds.seed(1)).hasSize(32);
        assertThat(MerkleTree.verify(seeds.root(), 9, 8, seeds.seed(8), seeds.path(8)))
                .isTrue();
        assertThat(MerkleTree.verify(seeds.root(), 9, 8, seeds.seed(7), seeds.path(8)))
                .isFalse();
    }

    private static byte[] leaf(int i) {
        return new byte[] {(byte) i, 1, 2};
    }
}
