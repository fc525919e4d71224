package io.concordat.protocol.ceremony;

import io.concordat.crypto.keygen.CandidateMember;
import io.concordat.crypto.keygen.DealStage;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * This member's part in the candidates that go through the phases together, and what was said about them so far. Secret.
 */
final class Batch {

    private final Ceremony ceremony;
    private final Introductions introductions;
    private final int number;
    private final int size;
    private final List<CandidateMember> members;
    private final List<Dealt> dealings = new ArrayList<>();
    private List<List<BigInteger>> productShares = List.of();
    private final Map<Integer, FirstTest> tests = new HashMap<>();
    private final Map<Integer, FullTest> rejected = new TreeMap<>();

    /**
     * What one dealing stage brought to this member.
     *
     * @param step the phase's number
     * @param payloads the opened payloads, in index order
     * @param digests the hashes of all sealed payloads by sender and receiver
     */
    record Dealt(int step, List<byte[]> payloads, List<List<byte[]>> digests) {

        static Dealt of(Received received) {
            return new Dealt(received.step(), received.payloads(), received.payloadDigests());
        }
    }

    /**
     * What the members said in the first test of a survivor.
     *
     * @param values g^e_i of each member
     * @param publicValue g^e_pub
     * @param publisher the member that sent it
     */
    record FirstTest(BigInteger n, List<BigInteger> values, BigInteger publicValue, int publisher) {}

    /**
     * What the members said in a full test that failed.
     *
     * @param values g^e_i for all bases, by member
     */
    record FullTest(BigInteger n, List<BigInteger> bases, List<List<BigInteger>> values) {}

    private Batch(Ceremony ceremony, Introductions introductions, int number) {
        this.ceremony = ceremony;
        this.introductions = introductions;
        this.number = number;
        this.size = ceremony.parameters().search().batchSize();
        this.members = IntStream.range(0, ceremony.observes() ? 0 : size)
                .mapToObj(position -> new CandidateMember(
                        ceremony.rules(), ceremony.self(), ceremony.seeds().seed(candidate(position))))
                .toList();
        ceremony.progress().batchStarted(number);
    }

    static Batch first(Ceremony ceremony, Introductions introductions) {
        return new Batch(ceremony, introductions, 0);
    }

    /** The batch after this one. */
    Batch following() throws CeremonyStoppedException {
        int limit = ceremony.parameters().search().maximumBatches();
        if (number + 1 == limit) {
            throw CeremonyStoppedException.because("No modulus was found among "
                    + ceremony.parameters().search().maximumCandidates() + " candidates in " + limit + " batches");
        }
        return new Batch(ceremony, introductions, number + 1);
    }

    Ceremony ceremony() {
        return ceremony;
    }

    Introductions introductions() {
        return introductions;
    }

    int size() {
        return size;
    }

    /** The number of a candidate in the whole ceremony. */
    int candidate(int position) {
        return number * ceremony.parameters().search().batchSize() + position;
    }

    CandidateMember member(int position) {
        return members.get(position);
    }

    List<DealStage> stages() {
        return ceremony.rules().stages();
    }

    List<Dealt> dealings() {
        return dealings;
    }

    /** For each member everything that this member deals to it in a stage, or nothing if it deals none. */
    List<byte[]> deal(DealStage stage) {
        if (stage.values(ceremony.rules(), ceremony.self()) == 0) {
            return List.of();
        }
        int width = stage.ring(ceremony.rules()).elementBytes();
        List<List<byte[]>> chunks = ceremony.map(size(), position -> stage.deal(members.get(position)).stream()
                .map(values -> ResidueCodec.encode(values, width))
                .toList());
        return IntStream.range(0, ceremony.members())
                .mapToObj(to -> joined(chunks, to))
                .toList();
    }

    private static byte[] joined(List<List<byte[]>> chunks, int to) {
        int length = chunks.getFirst().get(to).length;
        byte[] all = new byte[chunks.size() * length];
        for (int position = 0; position < chunks.size(); position++) {
            System.arraycopy(chunks.get(position).get(to), 0, all, position * length, length);
        }
        return all;
    }

    /** Takes what all dealt to this member in a stage. */
    void take(DealStage stage, Received received) throws CeremonyStoppedException {
        if (ceremony.observes()) {
            dealings.add(Dealt.of(received));
            return;
        }
        List<List<BigInteger>> values = new ArrayList<>();
        for (int from = 1; from <= ceremony.members(); from++) {
            int count = stage.values(ceremony.rules(), from) * size();
            BigInteger modulus = stage.ring(ceremony.rules()).modulus();
            values.add(ResidueCodec.residues(from, received.payloads().get(from - 1), count, modulus));
        }
        dealings.add(Dealt.of(received));
        ceremony.map(size(), position -> {
            stage.take(members.get(position), slices(values, position));
            return position;
        });
    }

    private List<List<BigInteger>> slices(List<List<BigInteger>> values, int position) {
        return values.stream()
                .map(all -> {
                    int count = all.size() / size();
                    return all.subList(position * count, (position + 1) * count);
                })
                .toList();
    }

    /** Shares of the products as opened: by member, then by position. */
    void opened(List<List<BigInteger>> shares) {
        productShares = shares;
    }

    List<List<BigInteger>> productShares() {
        return productShares;
    }

    void tested(int position, FirstTest test) {
        tests.put(position, test);
    }

    Map<Integer, FirstTest> tests() {
        return tests;
    }

    void rejected(int position, FullTest test) {
        rejected.put(position, test);
    }

    Map<Integer, FullTest> rejected() {
        return rejected;
    }
}
