package io.concordat.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.protocol.codec.Digest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Leaves, roots and proofs of the Certificate Transparency reference tests, and every proof of every tree up to 20. */
final class MerkleTreeTest {
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(hex -> HexFormat.of().parseHex(hex))
            .toList();
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

    @Test
    void rootsAreThoseOfTheReferenceTests() {
        MerkleFrontier tree = MerkleFrontier.EMPTY;
        MerkleProofs whole = MerkleProofs.of(LEAVES);
        for (int size = 0; size <= LEAVES.size(); size++) {
            assertThat(tree.root().hex()).as("size " + size).isEqualTo(ROOTS.get(size));
            assertThat(whole.root(size).hex()).isEqualTo(ROOTS.get(size));
            if (size < LEAVES.size()) {
                tree = tree.append(LEAVES.get(size));
            }
        }
    }

    @Test
    void proofsAreThoseOfTheReferenceTests() {
        assertThat(hex(MerkleProofs.of(LEAVES).inclusion(5, 8)))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(MerkleProofs.of(LEAVES).consistency(6, 8)))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
    }

    @Test
    void everyInclusionProofHoldsForItsEntryAlone() {
        List<byte[]> entries = entries(20);
        MerkleProofs proofs = MerkleProofs.of(entries);
        for (int size = 1; size <= 20; size++) {
            LogHead head = new LogHead(size, proofs.root(size));
            for (int index = 0; index < size; index++) {
                List<Digest> path = proofs.inclusion(index, size);
                for (int other = 0; other < size; other++) {
                    assertThat(MerkleProofs.isIncluded(entries.get(other), index, head, path))
                            .isEqualTo(other == index);
                }
                assertThat(MerkleProofs.isIncluded(entries.get(index), size, head, path))
                        .isFalse();
                assertThat(MerkleProofs.isIncluded(entries.get(index), index, head, longer(path)))
                        .isFalse();
            }
        }
    }

    @Test
    void t36EveryConsistencyProofHoldsForItsTwoTreesAndForNoForkedOne() {
        List<byte[]> entries = entries(20);
        List<byte[]> forked = new ArrayList<>(entries);
        forked.set(0, new byte[] {99});
        MerkleProofs proofs = MerkleProofs.of(entries);
        MerkleProofs others = MerkleProofs.of(forked);
        for (int second = 1; second <= 20; second++) {
            LogHead later = new LogHead(second, proofs.root(second));
            for (int first = 1; first <= second; first++) {
                LogHead earlier = new LogHead(first, proofs.root(first));
                List<Digest> proof = proofs.consistency(first, second);
                assertThat(MerkleProofs.isContinuation(earlier, later, proof)).isTrue();
                LogHead fork = new LogHead(first, others.root(first));
                assertThat(MerkleProofs.isContinuation(fork, later, proof)).isFalse();
                assertThat(MerkleProofs.isContinuation(fork, later, others.consistency(first, second)))
                        .isFalse();
                assertThat(MerkleProofs.isContinuation(earlier, later, longer(proof)))
                        .isFalse();
            }
        }
    }

    @Test
    void frontierNeedsOneSubtreeForEachBit() {
        assertThatThrownBy(() -> new MerkleFrontier(3, List.of(Digest.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 subtrees");
    }

    private static List<Digest> longer(List<Digest> proof) {
        List<Digest> longer = new ArrayList<>(proof);
        longer.add(Digest.ZERO);
        return longer;
    }

    private static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new byte[] {(byte) i});
        }
        return entries;
    }

    private static List<String> hex(List<Digest> digests) {
        return digests.stream().map(Digest::hex).toList();
    }
}
