package io.concordat.protocol.ceremony;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whoever was dealt something else than the dealer's seed says shows the payload and its key, so that all can check the
 * payload's hash in the dealer's own broadcast. A true complaint names the dealer, a false one the complainer. Without
 * complaints, a wrong value shown to all names the member that showed it.
 *
 * <p>Of several complaints that of the earliest stage counts: a member that was dealt wrong numbers deals wrong ones in
 * later stages without guilt, but then it has the earlier complaint.
 */
final class VerdictPhase implements CeremonyPhase {

    private final AuditPhase audit;
    private final Batch batch;
    private final Ceremony ceremony;
    private final List<AuditFinding> findings;
    private final List<List<byte[]>> seeds;

    VerdictPhase(AuditPhase audit, List<AuditFinding> findings, List<List<byte[]>> seeds) {
        this.audit = audit;
        this.batch = audit.batch();
        this.ceremony = batch.ceremony();
        this.findings = List.copyOf(findings);
        this.seeds = List.copyOf(seeds);
    }

    /**
     * A member's claim about what it was dealt.
     *
     * @param by the member that complains
     * @param key the key of the sealed payload
     * @param payload all of it
     */
    @SuppressWarnings("ArrayRecordComponent") // used at once, never compared
    private record Complaint(int by, AuditFinding finding, byte[] key, byte[] payload) {}

    @Override
    public String title() {
        return "audit verdict";
    }

    @Override
    public Outgoing outgoing() {
        Optional<AuditFinding> mine =
                findings.stream().filter(AuditFinding::isPrivate).min(Comparator.comparingInt(AuditFinding::stage));
        CanonicalWriter writer = new CanonicalWriter().u8(mine.isPresent() ? 1 : 0);
        mine.ifPresent(finding -> {
            Batch.Dealt dealt = audit.dealings().get(finding.stage());
            writer.u8(finding.accused()).u32(finding.position()).u8(finding.stage());
            writer.fixed(ceremony.channels().payloadKey(dealt.step(), finding.accused(), ceremony.self()));
            writer.sized(dealt.payloads().get(finding.accused() - 1));
        });
        return Outgoing.broadcast(writer.toByteArray());
    }

    @Override
    public CeremonyPhase next(Received received) throws CeremonyStoppedException {
        List<Complaint> complaints = new ArrayList<>();
        for (int by = 1; by <= ceremony.members(); by++) {
            try {
                read(by, received.contents().get(by - 1)).ifPresent(complaints::add);
            } catch (DecodeException e) {
                throw CeremonyStoppedException.by(by, "complained wrongly: " + e.getMessage());
            }
        }
        Optional<Complaint> earliest = complaints.stream()
                .min(Comparator.comparingInt(complaint -> complaint.finding().stage()));
        if (earliest.isPresent()) {
            throw judged(earliest.get());
        }
        if (!findings.isEmpty()) {
            AuditFinding finding = findings.getFirst();
            throw CeremonyStoppedException.by(
                    finding.accused(),
                    "showed a value for candidate " + batch.candidate(finding.position())
                            + " that its seed does not give");
        }
        return audit.withoutFindings();
    }

    private Optional<Complaint> read(int by, byte[] content) throws DecodeException {
        CanonicalReader reader = new CanonicalReader(content);
        int present = reader.u8();
        if (present == 0) {
            reader.end();
            return Optional.empty();
        }
        int accused = reader.u8();
        long position = reader.u32();
        int stage = reader.u8();
        byte[] key = reader.fixed(SealedChannels.KEY_BYTES);
        byte[] payload = reader.sized(KeyCeremony.MAXIMUM_MESSAGE_BYTES);
        reader.end();
        if (present != 1
                || accused < 1
                || accused > ceremony.members()
                || stage >= audit.dealings().size()
                || position >= batch.size()
                || audit.place((int) position).isEmpty()) {
            throw new DecodeException("no such member, stage or audited candidate");
        }
        return Optional.of(new Complaint(by, AuditFinding.dealt((int) position, accused, stage), key, payload));
    }

    private CeremonyStoppedException judged(Complaint complaint) {
        int by = complaint.by();
        AuditFinding finding = complaint.finding();
        int accused = finding.accused();
        List<byte[]> digests = audit.dealings().get(finding.stage()).digests().get(accused - 1);
        byte[] box = SealedChannels.sealWith(complaint.key(), complaint.payload());
        boolean authentic = accused != by
                && !digests.isEmpty()
                && MessageDigest.isEqual(digests.get(by - 1), PayloadDigest.of(box));
        byte[] part = audit.part(finding.stage(), complaint.payload(), finding.position());
        if (authentic && !Arrays.equals(part, expected(by, finding))) {
            return CeremonyStoppedException.by(
                    accused,
                    "dealt member " + by + " other numbers for candidate " + batch.candidate(finding.position())
                            + " than its seed gives");
        }
        return CeremonyStoppedException.by(by, "complained falsely about member " + accused);
    }

    private byte[] expected(int by, AuditFinding finding) {
        int place = audit.place(finding.position()).orElseThrow();
        List<byte[]> ofCandidate = seeds.stream().map(of -> of.get(place)).toList();
        return audit.expected(ofCandidate, new AuditPhase.Deal(finding.stage(), finding.accused(), by));
    }
}
