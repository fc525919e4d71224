package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.crypto.codec.FramedHash;
import io.concordat.crypto.keygen.CandidateSeeds;
import io.concordat.crypto.keygen.MerkleTree;
import io.concordat.crypto.random.SeededRandomSource;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Everybody opens its seeds of some failed candidates; everybody computes again what everybody had to send for them.
 *
 * <p>Which candidates is decided by a hash of everything said so far, after all values of the batch are open, so a member
 * that deviates in a share of its candidates is caught with the probability that one of those is drawn. Never opened: the
 * candidate that becomes the modulus and every other that passed the first test and was not rejected by the full one. Only
 * when the key of a modulus fails a check is that modulus given up and opened, with how its key was shared.
 */
final class AuditPhase implements CeremonyPhase {

    private final Batch batch;
    private final Ceremony ceremony;
    private final List<Integer> positions;
    private final Optional<KeyTrail> trail; // of a modulus that is given up
    private final AfterAudit after;

    /** What follows when nobody is found to have cheated. */
    @FunctionalInterface
    private interface AfterAudit {
        CeremonyPhase next() throws CeremonyStoppedException;
    }

    private AuditPhase(Batch batch, List<Integer> positions, Optional<KeyTrail> trail, AfterAudit after) {
        this.batch = batch;
        this.ceremony = batch.ceremony();
        this.positions = List.copyOf(positions);
        this.trail = trail;
        this.after = after;
    }

    /** Audits candidates whose products cannot come from honest members. */
    static CeremonyPhase ofSuspects(Batch batch, List<Integer> positions) {
        return new AuditPhase(batch, positions, Optional.empty(), () -> {
            throw CeremonyStoppedException.because(
                    "A product is impossible although all members' seeds explain what they sent");
        });
    }

    /** Audits the modulus itself and how its key was shared: it failed a check, so it is worthless and can be opened. */
    static CeremonyPhase ofFailedKey(KeyTrail trail, String reason) {
        return ofKey(trail, () -> {
            throw CeremonyStoppedException.because(reason + "; all members' seeds explain what they sent");
        });
    }

    /** The same for a modulus whose phi has no inverse; honest members meet one hardly ever, and then search on. */
    static CeremonyPhase ofUselessModulus(KeyTrail trail) {
        return ofKey(trail, () -> new DealPhase(trail.batch().following(), 0));
    }

    private static CeremonyPhase ofKey(KeyTrail trail, AfterAudit after) {
        return new AuditPhase(trail.batch(), List.of(trail.winner().position()), Optional.of(trail), after);
    }

    /** Audits what failed a full test and a sample of what failed earlier, or goes on if there is nothing to audit. */
    static CeremonyPhase afterTests(Batch batch, List<Survivor> passing, Optional<Survivor> winner)
            throws CeremonyStoppedException {
        List<Integer> passed = passing.stream().map(Survivor::position).toList();
        List<Integer> failed = new ArrayList<>(IntStream.range(0, batch.size())
                .filter(position -> !passed.contains(position))
                .boxed()
                .toList());
        Ceremony ceremony = batch.ceremony();
        int rate = ceremony.parameters().search().auditedPerThousand();
        int count = Math.ceilDiv(failed.size() * rate, 1000);
        SeededRandomSource coin = new SeededRandomSource(ceremony.transcript().coin("audit"));
        for (int i = 0; i < count; i++) {
            BigInteger left = BigInteger.valueOf(failed.size() - (long) i);
            Collections.swap(failed, i, i + coin.below(left).intValue());
        }
        List<Integer> drawn = new ArrayList<>(batch.rejected().keySet());
        drawn.addAll(failed.subList(0, count));
        AuditPhase audit = new AuditPhase(
                batch,
                drawn,
                Optional.empty(),
                () -> winner.isPresent() ? new PhiPhase(batch, winner.get()) : new DealPhase(batch.following(), 0));
        return drawn.isEmpty() ? audit.withoutFindings() : audit;
    }

    @Override
    public String title() {
        return "audit";
    }

    @Override
    public Outgoing outgoing() {
        CanonicalWriter writer = new CanonicalWriter();
        for (int position : positions) {
            int candidate = batch.candidate(position);
            writer.fixed(ceremony.seeds().seed(candidate));
            ceremony.seeds().path(candidate).forEach(writer::fixed);
        }
        return Outgoing.broadcast(writer.toByteArray());
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<List<byte[]>> seeds = new ArrayList<>(); // by member, then place in positions
        for (int i = 1; i <= ceremony.members(); i++) {
            try {
                seeds.add(read(i, received.contents().get(i - 1)));
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(i, "opened its seeds wrongly: " + e.getMessage());
            }
        }
        List<List<AuditFinding>> findings = ceremony.map(
                positions.size(),
                k -> findings(
                        positions.get(k), seeds.stream().map(of -> of.get(k)).toList()));
        return new VerdictPhase(this, findings.stream().flatMap(List::stream).toList(), seeds);
    }

    private List<byte[]> read(int index, byte[] content) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(content);
        int candidates = ceremony.parameters().search().maximumCandidates();
        byte[] root = batch.introductions().seedRoots().get(index - 1);
        List<byte[]> seeds = new ArrayList<>();
        for (int position : positions) {
            byte[] seed = reader.fixed(CandidateSeeds.SEED_BYTES);
            List<byte[]> path = new ArrayList<>();
            for (int depth = 0; depth < MerkleTree.depth(candidates); depth++) {
                path.add(reader.fixed(FramedHash.LENGTH));
            }
            if (!MerkleTree.verify(root, candidates, batch.candidate(position), seed, path)) {
                throw new DecodeException("a seed is not the one committed to at the beginning");
            }
            seeds.add(seed);
        }
        reader.end();
        return seeds;
    }

    /** How what this member saw of one candidate differs from what the seeds say. */
    private List<AuditFinding> findings(int position, List<byte[]> seeds) {
        AuditReplay replay = AuditReplay.of(ceremony.rules(), seeds);
        List<AuditFinding> findings = new ArrayList<>();
        Optional<KeyReplay> key = trail.map(said -> KeyReplay.of(said, replay.members()));
        for (int stage = 0; stage < dealings().size() && !ceremony.observes(); stage++) {
            for (int from = 1; from <= ceremony.members(); from++) {
                byte[] payload = dealings().get(stage).payloads().get(from - 1);
                byte[] expected = expected(replay, key, new Deal(stage, from, ceremony.self()));
                if (!Arrays.equals(part(stage, payload, position), expected)) {
                    findings.add(AuditFinding.dealt(position, from, stage));
                }
            }
        }
        for (int index = 1; index <= ceremony.members(); index++) {
            BigInteger shown = batch.productShares().get(index - 1).get(position);
            if (!shown.equals(replay.productShare(index))) {
                findings.add(AuditFinding.shown(position, index));
            }
        }
        Batch.FirstTest test = batch.tests().get(position);
        if (test != null) {
            replay.wrongIn(test).forEach(index -> findings.add(AuditFinding.shown(position, index)));
        }
        Batch.FullTest rejected = batch.rejected().get(position);
        if (rejected != null) {
            replay.wrongIn(rejected).forEach(index -> findings.add(AuditFinding.shown(position, index)));
        }
        key.ifPresent(
                shared -> shared.wrongShown().forEach(index -> findings.add(AuditFinding.shown(position, index))));
        return findings;
    }

    /** Which payload: of a stage, from a member, to a member. */
    record Deal(int stage, int from, int to) {}

    /** What a member had to deal for the candidate with these members' seeds. */
    byte[] expected(List<byte[]> seeds, Deal deal) {
        AuditReplay replay = AuditReplay.of(ceremony.rules(), seeds);
        return expected(replay, trail.map(said -> KeyReplay.of(said, replay.members())), deal);
    }

    private byte[] expected(AuditReplay replay, Optional<KeyReplay> key, Deal deal) {
        int ofCandidate = batch.stages().size();
        return deal.stage() < ofCandidate
                ? replay.dealt(deal.stage(), deal.from(), deal.to())
                : key.orElseThrow().dealt(deal.stage() - ofCandidate, deal.from(), deal.to());
    }

    /** What all dealt so far: the stages of the batch, and those of the key if one was being shared. */
    List<Batch.Dealt> dealings() {
        List<Batch.Dealt> all = new ArrayList<>(batch.dealings());
        trail.ifPresent(said -> all.addAll(said.dealings()));
        return all;
    }

    /** The part of a stage's payload that belongs to one candidate: all of it when a key was shared. */
    byte[] part(int stage, byte[] payload, int position) {
        if (stage >= batch.stages().size()) {
            return payload;
        }
        int length = payload.length / batch.size();
        return Arrays.copyOfRange(payload, position * length, (position + 1) * length);
    }

    /** The place of a position among the audited ones, if it is. */
    Optional<Integer> place(int position) {
        int place = positions.indexOf(position);
        return place < 0 ? Optional.empty() : Optional.of(place);
    }

    Batch batch() {
        return batch;
    }

    /** What follows when nobody is found to have cheated. */
    CeremonyPhase withoutFindings() throws CeremonyStoppedException {
        return after.next();
    }
}
