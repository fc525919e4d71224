package io.concordat.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.concordat.crypto.mask.PairwiseMasks;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Deadlines;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.testing.Samples;
import io.concordat.protocol.testing.SealedAttempts;
import io.concordat.protocol.testing.TestConsortium;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RoundHashesTest {
    private static final TestConsortium BANK = TestConsortium.of(3);

    @Test
    void identitiesAreSha256OverFramedFieldsInTheOrderOfTheSpecification() {
        Digest open = Digest.hash("o");
        SortedMap<MemberId, Digest> joins = new TreeMap<>(
                Map.of(MemberId.of("bank-b"), Digest.hash("j2"), MemberId.of("bank-a"), Digest.hash("j1")));
        Digest attemptId = RoundHashes.attemptId(open, joins);
        assertThat(attemptId)
                .isEqualTo(framed("attempt/v1", open, "bank-a", Digest.hash("j1"), "bank-b", Digest.hash("j2")));
        Blocks blocks = Blocks.of(List.of(new byte[] {1, 2}, new byte[] {3, 4}));
        Digest salt = Digest.hash("salt");
        assertThat(RoundHashes.commitment(attemptId, MemberId.of("bank-a"), blocks, salt))
                .isEqualTo(framed("commit", attemptId, "bank-a", new byte[] {1, 2}, new byte[] {3, 4}, salt));
        Digest leaf = RoundHashes.leaf(
                attemptId, MemberId.of("bank-a"), Digest.hash("j"), Digest.hash("c"), Digest.hash("r"));
        assertThat(leaf)
                .isEqualTo(framed("leaf", attemptId, "bank-a", Digest.hash("j"), Digest.hash("c"), Digest.hash("r")));
        Digest aggregate = RoundHashes.aggregate(blocks);
        assertThat(aggregate).isEqualTo(framed("aggregate", new byte[] {1, 2}, new byte[] {3, 4}));
        assertThat(RoundHashes.root(attemptId, open, List.of(leaf, salt), aggregate))
                .isEqualTo(framed("transcript/v1", attemptId, open, leaf, salt, aggregate));
    }

    @Test
    void masksCancelOnlyWhenEveryFieldOfOpenAndEveryJoinIsTheSame() {
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        Open open = Samples.open();
        List<Join> joins = joins(attempts, open);
        Digest agreed = attemptId(attempts, open, joins);
        assertThat(maskSum(List.of(agreed, agreed, agreed))).isEqualTo(BigInteger.ZERO);
        otherViews(attempts, open, joins).forEach((what, other) -> {
            assertThat(other).as(what).isNotEqualTo(agreed);
            assertThat(maskSum(List.of(agreed, agreed, other))).as(what).isNotEqualTo(BigInteger.ZERO);
        });
    }

    @Test
    void transcriptRefusesJoinsThatDoNotGiveItsAttempt() {
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        Open open = attempts.open(BANK.consortium().ids());
        Transcript good = attempts.transcript(open, "one", false);
        Transcript other = attempts.transcript(open, "two", false);
        assertThatThrownBy(() -> new Transcript(
                        good.attemptId(), good.openHash(), open, other.joins(), good.commits(), good.reveals()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JOINs");
    }

    @Test
    void everyPartOfATranscriptIsInItsRoot() {
        SealedAttempts attempts = new SealedAttempts(BANK, BANK.task());
        Open open = attempts.open(BANK.consortium().ids());
        Transcript good = attempts.transcript(open, "one", false);
        Digest root = good.root(Digest.hash("aggregate"));
        assertThat(good.root(Digest.hash("another aggregate"))).isNotEqualTo(root);
        assertThat(attempts.transcript(open, "one", true).root(Digest.hash("aggregate")))
                .as("another REVEAL")
                .isNotEqualTo(root);
        assertThat(attempts.transcript(open, "two", false).root(Digest.hash("aggregate")))
                .as("another JOIN and COMMIT")
                .isNotEqualTo(root);
    }

    /** What the last member computes when it was shown one changed field. */
    private static Map<String, Digest> otherViews(SealedAttempts attempts, Open open, List<Join> joins) {
        Map<String, Digest> views = new LinkedHashMap<>();
        changedOpens(open).forEach((field, other) -> views.put("OPEN " + field, attemptId(attempts, other, joins)));
        Join first = joins.getFirst();
        Digest changed = Digest.hash("changed");
        Map<String, Join> otherJoins = Map.of(
                "nonce", new Join(first.openHash(), changed, first.snapshotDigest(), first.ledgerHead()),
                "snapshot", new Join(first.openHash(), first.nonce(), changed, first.ledgerHead()),
                "ledger head", new Join(first.openHash(), first.nonce(), first.snapshotDigest(), changed));
        otherJoins.forEach((field, join) -> {
            List<Join> seen = new ArrayList<>(joins);
            seen.set(0, join);
            views.put("JOIN " + field, attemptId(attempts, open, seen));
        });
        return views;
    }

    private static Map<String, Open> changedOpens(Open o) {
        Digest x = Digest.hash("changed");
        Deadlines d = new Deadlines(1, 2, 3, 4, 5);
        Map<String, Open> opens = new LinkedHashMap<>();
        opens.put(
                "task",
                open(
                        x,
                        o.round(),
                        o.attempt(),
                        List.of(o.stateDigest(), o.prevOpenedHash(), o.deathsHash(), o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "round",
                open(
                        o.taskHash(),
                        9,
                        o.attempt(),
                        List.of(o.stateDigest(), o.prevOpenedHash(), o.deathsHash(), o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "attempt",
                open(
                        o.taskHash(),
                        o.round(),
                        9,
                        List.of(o.stateDigest(), o.prevOpenedHash(), o.deathsHash(), o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "state",
                open(
                        o.taskHash(),
                        o.round(),
                        o.attempt(),
                        List.of(x, o.prevOpenedHash(), o.deathsHash(), o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "previous",
                open(
                        o.taskHash(),
                        o.round(),
                        o.attempt(),
                        List.of(o.stateDigest(), x, o.deathsHash(), o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "deaths",
                open(
                        o.taskHash(),
                        o.round(),
                        o.attempt(),
                        List.of(o.stateDigest(), o.prevOpenedHash(), x, o.layoutDigest()),
                        o.deadlines()));
        opens.put(
                "layout",
                open(
                        o.taskHash(),
                        o.round(),
                        o.attempt(),
                        List.of(o.stateDigest(), o.prevOpenedHash(), o.deathsHash(), x),
                        o.deadlines()));
        opens.put(
                "deadlines",
                open(
                        o.taskHash(),
                        o.round(),
                        o.attempt(),
                        List.of(o.stateDigest(), o.prevOpenedHash(), o.deathsHash(), o.layoutDigest()),
                        d));
        return opens;
    }

    private static Open open(Digest task, int round, int attempt, List<Digest> digests, Deadlines deadlines) {
        return new Open(
                task,
                round,
                attempt,
                digests.get(0),
                digests.get(1),
                digests.get(2),
                digests.get(3),
                BANK.consortium().ids(),
                deadlines);
    }

    private static List<Join> joins(SealedAttempts attempts, Open open) {
        Digest openHash = attempts.sign(BANK.id(0), open).hash();
        return BANK.consortium().ids().stream()
                .map(id -> new Join(
                        openHash, Digest.hash("nonce " + id), Digest.hash("rows " + id), Digest.hash("head " + id)))
                .toList();
    }

    private static Digest attemptId(SealedAttempts attempts, Open open, List<Join> joins) {
        Digest openHash = attempts.sign(BANK.id(0), open).hash();
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        for (int i = 0; i < joins.size(); i++) {
            hashes.put(BANK.id(i), attempts.sign(BANK.id(i), joins.get(i)).hash());
        }
        return RoundHashes.attemptId(openHash, hashes);
    }

    /** Σ μ_i[0] mod n when member i believes in attempt i of the list. */
    private static BigInteger maskSum(List<Digest> views) {
        BigInteger n = BANK.dealt().key().paillier().n();
        BigInteger sum = BigInteger.ZERO;
        for (int i = 0; i < views.size(); i++) {
            Map<String, PairwiseSecret> others = new TreeMap<>();
            BANK.pairwise(BANK.id(i)).forEach((id, secret) -> others.put(id.value(), secret));
            sum = sum.add(PairwiseMasks.masks(
                            1,
                            n,
                            BANK.dealt().key().keyId(),
                            views.get(i).toByteArray(),
                            BANK.id(i).value(),
                            others)
                    .getFirst());
        }
        return sum.mod(n);
    }

    private static Digest framed(String tag, Object... fields) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            put(sha256, tag.getBytes(StandardCharsets.UTF_8));
            for (Object field : fields) {
                put(
                        sha256,
                        switch (field) {
                            case Digest digest -> digest.toByteArray();
                            case String text -> text.getBytes(StandardCharsets.UTF_8);
                            case byte[] bytes -> bytes;
                            default -> throw new IllegalArgumentException(field.toString());
                        });
            }
            return new Digest(ByteString.of(sha256.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static void put(MessageDigest sha256, byte[] field) {
        sha256.update(ByteBuffer.allocate(8).putLong(field.length).array());
        sha256.update(field);
    }
}
