package io.concordat.protocol.testing;

import io.concordat.crypto.mask.MaskAgreementException;
import io.concordat.crypto.mask.MaskKeyPair;
import io.concordat.crypto.mask.MaskOffer;
import io.concordat.crypto.mask.MaskPair;
import io.concordat.crypto.mask.PairwiseSecret;
import io.concordat.crypto.random.SeededRandomSource;
import io.concordat.crypto.testing.DealtKey;
import io.concordat.crypto.testing.TestDealer;
import io.concordat.crypto.threshold.EpochType;
import io.concordat.crypto.threshold.KeyShare;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Approver;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.Lei;
import io.concordat.protocol.consortium.Member;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.Approval;
import io.concordat.protocol.job.Purpose;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.job.TaskData;
import io.concordat.protocol.job.TaskLimits;
import io.concordat.protocol.job.TaskSpec;
import io.concordat.protocol.signature.Ed25519;
import io.concordat.protocol.signature.SignatureVerifier;
import io.concordat.protocol.signature.Signer;
import io.concordat.protocol.simulation.ToySignatures;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * N banks "bank-a", "bank-b", … with all their keys and a dealt joint key. Equal arguments give the same consortium, kept
 * for the life of the JVM.
 */
public final class TestConsortium {
    /** Bits of the joint key. */
    public static final int KEY_BITS = 256;

    private static final Map<Charter, Map<Integer, TestConsortium>> MADE = new ConcurrentHashMap<>();
    private static final Map<Charter, Map<Integer, TestConsortium>> SIMULATED = new ConcurrentHashMap<>();

    private final Function<String, Signer> newSigner;
    private final SignatureVerifier verifier;
    private final Consortium consortium;
    private final Map<MemberId, Signer> signers;
    private final Map<MemberId, List<Signer>> approvers;
    private final DealtKey dealt;
    private final Map<MemberId, Map<MemberId, PairwiseSecret>> pairwise;

    private TestConsortium(
            int members, Charter charter, Function<String, Signer> newSigner, SignatureVerifier verifier) {
        this.newSigner = newSigner;
        this.verifier = verifier;
        signers = new TreeMap<>();
        approvers = new TreeMap<>();
        List<Member> records = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            records.add(member(i));
        }
        consortium = Consortium.of("Test consortium", records, charter);
        dealt = TestDealer.deal(charter.keyBits(), members, charter.threshold());
        pairwise = agreeOnMasks(consortium.ids(), dealt.key().keyId());
    }

    /** With the default charter. */
    public static TestConsortium of(int members) {
        return of(members, Charter.defaults(members, KEY_BITS));
    }

    /** With any charter. */
    public static TestConsortium of(int members, Charter charter) {
        return MADE.computeIfAbsent(charter, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        members, n -> new TestConsortium(n, charter, TestConsortium::ed25519, Ed25519.verifier()));
    }

    /** With keyed hashes in the place of Ed25519. */
    public static TestConsortium simulated(int members, Charter charter) {
        return SIMULATED
                .computeIfAbsent(charter, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(members, n -> {
                    ToySignatures toy = new ToySignatures();
                    return new TestConsortium(n, charter, toy::signer, toy);
                });
    }

    /** Verifies what members and approvers sign. */
    public SignatureVerifier verifier() {
        return verifier;
    }

    /** The consortium. */
    public Consortium consortium() {
        return consortium;
    }

    /** The joint key and all shares. */
    public DealtKey dealt() {
        return dealt;
    }

    /** The joint key's name. */
    public Digest keyId() {
        return Digest.of(dealt.key().keyId());
    }

    /** The member with this number from 0. */
    public MemberId id(int number) {
        return consortium.ids().get(number);
    }

    /** A member's envelope signer. */
    public Signer signer(MemberId id) {
        return at(signers, id);
    }

    /** A member's two approvers. */
    public List<Signer> approvers(MemberId id) {
        return at(approvers, id);
    }

    /** A member's share of the joint key. */
    public KeyShare share(MemberId id) {
        return dealt.share(consortium.index(id));
    }

    /** A member's mask secrets. */
    public Map<MemberId, PairwiseSecret> pairwise(MemberId id) {
        return at(pairwise, id);
    }

    /** A training task of all members from the initial state H("initial"). */
    public TaskSpec task() {
        return task(consortium.ids(), "cards");
    }

    /** A training task of this cohort in this scope. */
    public TaskSpec task(List<MemberId> cohort, String scope) {
        return new TaskSpec(
                consortium.consortiumId(),
                keyId(),
                EpochType.MASKED_SUMS,
                "test-sum/v1",
                new TreeMap<>(Map.of("l2", "0.01")),
                new TaskData("transactions", "", List.of("amount", "hour"), "fraud", new ScopeId(scope)),
                cohort,
                Purpose.TRAIN,
                Digest.hash("initial"),
                new TaskLimits(20, 40, 30),
                cohort.getFirst(),
                1_000,
                2_000);
    }

    /** The approvals of a task by both approvers of a member. */
    public List<Approval> approve(MemberId id, TaskSpec task) {
        return approvers(id).stream()
                .map(person -> Approval.sign(id, task.taskHash(), person))
                .toList();
    }

    private Member member(int number) {
        MemberId id = MemberId.of("bank-" + (char) ('a' + number));
        Signer signer = newSigner.apply("signing " + id);
        List<Signer> persons =
                List.of(newSigner.apply("first approver " + id), newSigner.apply("second approver " + id));
        signers.put(id, signer);
        approvers.put(id, persons);
        return new Member(
                id,
                "Bank " + (char) ('A' + number) + " plc",
                Lei.withCheckDigits("TESTBANK0000000000".substring(0, 17) + (char) ('A' + number)),
                URI.create("https://127.0.0.1:" + (9000 + number)),
                signer.publicKey(),
                Digest.hash("certificate", new byte[] {(byte) number}),
                List.of(
                        new Approver("Ada", persons.get(0).publicKey()),
                        new Approver("Bob", persons.get(1).publicKey())));
    }

    private static Signer ed25519(String label) {
        return Ed25519.signer(Ed25519.generate(SeededRandomSource.labelled(label)));
    }

    private static Map<MemberId, Map<MemberId, PairwiseSecret>> agreeOnMasks(List<MemberId> ids, byte[] keyId) {
        Map<MemberId, MaskKeyPair> keys = new HashMap<>();
        Map<MemberId, Map<MemberId, PairwiseSecret>> secrets = new TreeMap<>();
        for (MemberId id : ids) {
            keys.put(id, MaskKeyPair.generate(SeededRandomSource.labelled("mask keys " + id)));
            secrets.put(id, new TreeMap<>());
        }
        for (MemberId low : ids) {
            for (MemberId high : ids) {
                if (low.compareTo(high) < 0) {
                    agree(keyId, low, high, keys, secrets);
                }
            }
        }
        return secrets;
    }

    private static void agree(
            byte[] keyId,
            MemberId low,
            MemberId high,
            Map<MemberId, MaskKeyPair> keys,
            Map<MemberId, Map<MemberId, PairwiseSecret>> secrets) {
        try {
            MaskPair pair = MaskPair.of(keyId, low.value(), high.value());
            MaskKeyPair lowKeys = at(keys, low);
            MaskKeyPair highKeys = at(keys, high);
            MaskOffer offer = PairwiseSecret.offer(
                    pair, lowKeys, highKeys.publicKey(), SeededRandomSource.labelled("offer " + pair));
            at(secrets, low).put(high, offer.secret());
            at(secrets, high)
                    .put(low, PairwiseSecret.accept(pair, highKeys, lowKeys.publicKey(), offer.encapsulation()));
        } catch (MaskAgreementException e) {
            throw new AssertionError(e);
        }
    }

    private static <V> V at(Map<MemberId, V> map, MemberId id) {
        V value = map.get(id);
        if (value == null) {
            throw new IllegalArgumentException("Expected a member of " + map.keySet() + " but found " + id);
        }
        return value;
    }
}
