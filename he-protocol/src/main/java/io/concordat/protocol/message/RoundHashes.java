package io.concordat.protocol.message;

import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.MemberId;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** The identities of a round: H = SHA-256 over a frame of tag and fields, members ascending. */
public final class RoundHashes {
    private RoundHashes() {}

    /** attemptId = H("attempt/v1", openHash, {memberId, H(JOIN)} for all of U ascending). */
    public static Digest attemptId(Digest openHash, SortedMap<MemberId, Digest> joins) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(openHash.toByteArray());
        joins.forEach((id, join) -> {
            fields.add(bytes(id));
            fields.add(join.toByteArray());
        });
        return hash("attempt/v1", fields);
    }

    /** H("commit", attemptId, i, c_1 … c_K, salt). */
    public static Digest commitment(Digest attemptId, MemberId member, Blocks ciphertexts, Digest salt) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(attemptId.toByteArray());
        fields.add(bytes(member));
        fields.addAll(ciphertexts.toList());
        fields.add(salt.toByteArray());
        return hash("commit", fields);
    }

    /** H("ciphertext/v1", c): recognises a ciphertext that was seen before. */
    public static Digest ciphertext(byte[] ciphertext) {
        return Digest.hash("ciphertext/v1", ciphertext);
    }

    /** leaf_i = H("leaf", attemptId, i, H(JOIN_i), H(COMMIT_i), H(REVEAL_i)). */
    public static Digest leaf(Digest attemptId, MemberId member, Digest join, Digest commit, Digest reveal) {
        return Digest.hash(
                "leaf",
                attemptId.toByteArray(),
                bytes(member),
                join.toByteArray(),
                commit.toByteArray(),
                reveal.toByteArray());
    }

    /** H("aggregate", Πc_1 … Πc_K mod n²). */
    public static Digest aggregate(Blocks products) {
        return hash("aggregate", products.toList());
    }

    /** root = H("transcript/v1", attemptId, openHash, leaf_i ascending by member, aggregate hash). */
    public static Digest root(Digest attemptId, Digest openHash, List<Digest> leaves, Digest aggregateHash) {
        List<byte[]> fields = new ArrayList<>();
        fields.add(attemptId.toByteArray());
        fields.add(openHash.toByteArray());
        leaves.forEach(leaf -> fields.add(leaf.toByteArray()));
        fields.add(aggregateHash.toByteArray());
        return hash("transcript/v1", fields);
    }

    /** H(V) = H("opened-value/v1", V_1, V_2, …), each number as minimal two's complement. */
    public static Digest value(List<BigInteger> sums) {
        return hash(
                "opened-value/v1", sums.stream().map(BigInteger::toByteArray).toList());
    }

    private static byte[] bytes(MemberId id) {
        return id.value().getBytes(StandardCharsets.US_ASCII);
    }

    private static Digest hash(String tag, List<byte[]> fields) {
        return Digest.hash(tag, fields.toArray(byte[][]::new));
    }
}
