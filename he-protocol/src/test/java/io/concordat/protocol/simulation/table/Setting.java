package io.concordat.protocol.simulation.table;

import io.concordat.protocol.codec.ByteString;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Deadlines;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.message.Abandon;
import io.concordat.protocol.message.Blocks;
import io.concordat.protocol.message.Commit;
import io.concordat.protocol.message.Envelope;
import io.concordat.protocol.message.Join;
import io.concordat.protocol.message.MessageType;
import io.concordat.protocol.message.Open;
import io.concordat.protocol.message.Reveal;
import io.concordat.protocol.message.RoundHashes;
import io.concordat.protocol.message.RoundMessage;
import io.concordat.protocol.message.Seal;
import io.concordat.protocol.message.Share;
import io.concordat.protocol.message.SignedEnvelope;
import io.concordat.protocol.message.Transcript;
import io.concordat.protocol.problem.ProblemType;
import io.concordat.protocol.problem.Rejection;
import io.concordat.protocol.round.RoundContext;
import io.concordat.protocol.testing.TestConsortium;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * One consortium, one attempt and one member in it whose machine is walked. No cryptography is needed: what it answers are
 * events.
 */
final class Setting {
    static final Rejection REASON = new Rejection(ProblemType.DEADLINE_PASSED, "Expected patience but found 0");
    static final Digest AGGREGATE = Digest.hash("aggregate");
    private static final int KEY_BITS = 192;
    private static final Digest SALT = Digest.hash("salt");

    private final Table table;
    private final TestConsortium bank;
    private final List<MemberId> cohort;
    private final MemberId self;
    private final RoundContext context;
    private final Digest attemptId;
    private final Digest root;
    private final Map<RoundMessage, SignedEnvelope> signed = new HashMap<>();
    private final Map<MessageType, List<SignedEnvelope>> others = new HashMap<>();

    private Setting(Table table) {
        this.table = table;
        this.bank = TestConsortium.simulated(table.members(), charter(table.threshold(), table.collusion()));
        List<MemberId> all = bank.consortium().ids();
        cohort = all.subList(0, table.cohort());
        self = table.inCohort() ? cohort.get(2) : all.getLast();
        context = new RoundContext(
                self,
                bank.consortium(),
                bank.keyId(),
                bank.task(cohort, "cards"),
                0,
                Digest.hash("initial"),
                Digest.ZERO,
                Digest.hash("layout"),
                Optional.empty());
        SortedMap<MemberId, SignedEnvelope> joins = ofCohort(_ -> join());
        SortedMap<MemberId, Digest> hashes = new TreeMap<>();
        joins.forEach((id, join) -> hashes.put(id, join.hash()));
        attemptId = RoundHashes.attemptId(open(0).hash(), hashes);
        Digest attempt = attemptId;
        SortedMap<MemberId, SignedEnvelope> commits =
                ofCohort(id -> new Commit(attempt, RoundHashes.commitment(attempt, id, blocks(), SALT)));
        SortedMap<MemberId, SignedEnvelope> reveals = ofCohort(_ -> new Reveal(attempt, SALT, blocks()));
        Open open = (Open) open(0).body();
        root = new Transcript(attemptId, open(0).hash(), open, joins, commits, reveals).root(AGGREGATE);
        joins.values().forEach(this::add);
        commits.values().forEach(this::add);
        reveals.values().forEach(this::add);
        for (MemberId id : all) {
            add(sign(id, new Seal(attemptId, root)));
            add(sign(id, share()));
            add(sign(id, new Abandon(attemptId, REASON)));
        }
    }

    private SortedMap<MemberId, SignedEnvelope> ofCohort(Function<MemberId, RoundMessage> body) {
        SortedMap<MemberId, SignedEnvelope> messages = new TreeMap<>();
        cohort.forEach(id -> messages.put(id, sign(id, body.apply(id))));
        return messages;
    }

    /** The charter with this T and c. */
    static Charter charter(int threshold, int collusion) {
        return new Charter(KEY_BITS, threshold, collusion, collusion + 2, 30, 1L << 30, 2, 1, false, Deadlines.DEFAULT);
    }

    static Setting of(Table table) {
        return new Setting(table);
    }

    /** Every valid setting of so many members with c from 1 to 2: all T, all cohorts, this member in it and outside of it. */
    static List<Table> tables(int members) {
        List<Table> tables = new ArrayList<>();
        for (int collusion = 1; collusion <= 2; collusion++) {
            for (int threshold = 2; threshold <= members; threshold++) {
                boolean valid = charter(threshold, collusion).examine(members).isEmpty();
                for (int size = collusion + 2; valid && size <= members; size++) {
                    tables.add(new Table(members, threshold, collusion, size, true));
                    if (size < members) {
                        tables.add(new Table(members, threshold, collusion, size, false));
                    }
                }
            }
        }
        return tables;
    }

    Table table() {
        return table;
    }

    RoundContext context() {
        return context;
    }

    Digest attemptId() {
        return attemptId;
    }

    /** The OPEN of an attempt. */
    SignedEnvelope open(int attempt) {
        return sign(
                cohort.get(attempt),
                new Open(
                        context.taskHash(),
                        0,
                        attempt,
                        context.stateDigest(),
                        Digest.ZERO,
                        Digest.ZERO,
                        context.layoutDigest(),
                        cohort,
                        bank.consortium().charter().deadlines()));
    }

    /** The message of this kind of the other member with this number. */
    SignedEnvelope of(MessageType type, int number) {
        return others.getOrDefault(type, List.of()).get(number);
    }

    /** This member's own message. */
    SignedEnvelope own(RoundMessage body) {
        return signed.computeIfAbsent(body, b -> sign(self, b));
    }

    /** Another member's message that differs from the one of this kind that it sends. */
    SignedEnvelope contradicting(MessageType type, int number) {
        MemberId from = of(type, number).from();
        Digest other = Digest.hash("other");
        return sign(
                from,
                switch (type) {
                    case JOIN -> new Join(open(0).hash(), other, other, other);
                    case COMMIT -> new Commit(attemptId, other);
                    case REVEAL -> new Reveal(attemptId, other, blocks());
                    case SEAL -> new Seal(attemptId, other);
                    case SHARE -> new Share(attemptId, other, blocks(), ByteString.of(new byte[40]));
                    default -> throw new IllegalArgumentException("Expected a message up to SHARE but found " + type);
                });
    }

    Join join() {
        return new Join(open(0).hash(), SALT, SALT, SALT);
    }

    Blocks blocks() {
        return Blocks.of(List.of(new byte[48]));
    }

    Digest salt() {
        return SALT;
    }

    Share share() {
        return new Share(attemptId, root, blocks(), ByteString.of(new byte[40]));
    }

    private void add(SignedEnvelope envelope) {
        if (!envelope.from().equals(self)) {
            others.computeIfAbsent(envelope.envelope().type(), _ -> new ArrayList<>())
                    .add(envelope);
        }
    }

    private SignedEnvelope sign(MemberId from, RoundMessage body) {
        return SignedEnvelope.sign(
                new Envelope(
                        bank.consortium().consortiumId(),
                        bank.keyId(),
                        from,
                        ByteString.of(new byte[Envelope.INCARNATION_BYTES]),
                        0,
                        Digest.ZERO,
                        body),
                bank.signer(from));
    }
}
