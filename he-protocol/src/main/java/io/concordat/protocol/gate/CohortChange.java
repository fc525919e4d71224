package io.concordat.protocol.gate;

import io.concordat.crypto.codec.CanonicalReader;
import io.concordat.crypto.codec.CanonicalWriter;
import io.concordat.crypto.codec.DecodeException;
import io.concordat.protocol.codec.Digest;
import io.concordat.protocol.codec.StrictDecoder;
import io.concordat.protocol.consortium.Charter;
import io.concordat.protocol.consortium.Consortium;
import io.concordat.protocol.consortium.MemberId;
import io.concordat.protocol.job.ScopeId;
import io.concordat.protocol.signature.SignatureVerifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Sums over another cohort are to be opened in a scope in which sums over some were opened before (rounds.md, G9). Their differences show
 * numbers of the banks that are not in all of them: each of these must consent, and at least c + 2 banks must be in all.
 *
 * @param scope the scope
 * @param earlier the cohorts so far, each ascending, in the order of their text; the proposed one is not among them
 * @param proposed the new cohort, ascending
 */
public record CohortChange(ScopeId scope, List<List<MemberId>> earlier, List<MemberId> proposed) {
    /** So many cohorts a scope can have had. */
    public static final int MAX_EARLIER = 256;

    public CohortChange {
        earlier = inOrder(earlier);
        proposed = MemberId.sorted(proposed);
        if (earlier.isEmpty() || earlier.size() > MAX_EARLIER || earlier.contains(proposed)) {
            throw new IllegalArgumentException("Expected 1 to " + MAX_EARLIER
                    + " earlier cohorts, and none that is the proposed one, but found " + earlier.size());
        }
    }

    /** What opening a sum over this cohort would change in the scope; empty if nothing. */
    public static Optional<CohortChange> of(ScopeLedger ledger, List<MemberId> cohort) {
        List<MemberId> proposed = ascending(cohort);
        Set<List<MemberId>> others = new HashSet<>();
        ledger.stakes().stream().filter(Stake::countsForScope).forEach(stake -> others.add(ascending(stake.cohort())));
        others.remove(proposed);
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of(new CohortChange(ledger.scope(), List.copyOf(others), proposed));
    }

    /** The banks that are in all cohorts. */
    public Set<MemberId> always() {
        Set<MemberId> always = new TreeSet<>(proposed);
        earlier.forEach(always::retainAll);
        return always;
    }

    /** The banks whose numbers may show, each of which must consent: in some of the cohorts and not in all. */
    public Set<MemberId> concerned() {
        Set<MemberId> concerned = new TreeSet<>(proposed);
        earlier.forEach(concerned::addAll);
        concerned.removeAll(always());
        return concerned;
    }

    /** Whether so many banks are in all cohorts that consent can be enough. */
    public boolean isPossible(Charter charter) {
        return always().size() >= charter.toleratedCollusion() + 2;
    }

    /** Those of the concerned banks whose signed consent is not among these. */
    public Set<MemberId> missing(
            Collection<CohortConsent> consents, Consortium consortium, SignatureVerifier verifier) {
        Digest hash = hash();
        Set<MemberId> missing = concerned();
        missing.removeIf(id -> consents.stream()
                .anyMatch(consent -> consent.member().equals(id)
                        && consent.changeHash().equals(hash)
                        && consortium.find(id).stream().anyMatch(member -> consent.verify(member, verifier))));
        return missing;
    }

    /** Whether enough banks are in all cohorts and all others have consented. */
    public boolean isAllowed(Collection<CohortConsent> consents, Consortium consortium, SignatureVerifier verifier) {
        return isPossible(consortium.charter())
                && missing(consents, consortium, verifier).isEmpty();
    }

    /** H of the scope, its cohorts so far in canonical order, and the proposed one: what a consent is signed over. */
    public Digest hash() {
        List<byte[]> fields = new ArrayList<>();
        fields.add(bytes(scope.value()));
        earlier.forEach(cohort -> fields.add(bytes(text(cohort))));
        fields.add(bytes(text(proposed)));
        return Digest.hash("cohort-change/v1", fields.toArray(byte[][]::new));
    }

    /** Canonical bytes. */
    public void write(CanonicalWriter writer) {
        writer.text(scope.value());
        writer.u32(earlier.size());
        earlier.forEach(cohort -> MemberId.writeSorted(writer, cohort));
        MemberId.writeSorted(writer, proposed);
    }

    /** The inverse of {@link #write}. */
    public static CohortChange read(CanonicalReader reader) throws DecodeException {
        String scope = reader.text(64);
        int count = reader.count(MAX_EARLIER);
        List<List<MemberId>> earlier = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            earlier.add(MemberId.readSorted(reader, Charter.MAX_MEMBERS));
        }
        List<MemberId> proposed = MemberId.readSorted(reader, Charter.MAX_MEMBERS);
        CohortChange change =
                StrictDecoder.checked(reader, _ -> new CohortChange(new ScopeId(scope), earlier, proposed));
        if (!change.earlier().equals(earlier)) {
            throw new DecodeException("Expected cohorts in order and each once");
        }
        return change;
    }

    private static List<List<MemberId>> inOrder(List<List<MemberId>> cohorts) {
        TreeMap<String, List<MemberId>> sorted = new TreeMap<>();
        cohorts.forEach(cohort -> sorted.put(text(cohort), MemberId.sorted(cohort)));
        return List.copyOf(sorted.values());
    }

    private static List<MemberId> ascending(List<MemberId> cohort) {
        return cohort.stream().sorted().toList();
    }

    private static String text(List<MemberId> cohort) {
        return String.join(",", cohort.stream().map(MemberId::value).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
